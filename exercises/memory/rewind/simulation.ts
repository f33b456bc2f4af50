/**
 * A process that is recorded until it crashes, and is then rewound to one step after another. Nothing about what is
 * right stands here.
 */
import { DirtyCheckpoints } from '../../../simulator/kernel/memory/checkpoints/dirty-checkpoints';
import { RecordedProcess } from '../../../simulator/kernel/memory/checkpoints/recorded-process';
import { REPLAY_EVENTS } from '../../../simulator/kernel/memory/checkpoints/replay-events';
import {
  ASKED,
  isFromOutside,
  type ReplayMechanism,
  type ReplayServices,
} from '../../../simulator/kernel/memory/checkpoints/replay-interface';
import type { ProgramPages } from '../../../simulator/kernel/memory/checkpoints/stepped-program';
import type { SimulationContext } from '../../exercise-definition';

export type RewindParameters = Readonly<{
  pages: number;
  /** How many of them it writes for a while, until it goes on to others. */
  near: number;
  steps: number;
  everySteps: number;
  /** Of a hundred chances in a step: that it asks for what comes from outside. */
  outside: number;
  /** Of a hundred: that a signal arrives, and then of another one. */
  signals: number;
  rewinds: number;
  /** Of a hundred rewinds: a few steps on from the one before; and one step back. */
  onwards: number;
  back: number;
}>;

export const EVENTS = REPLAY_EVENTS;
/** A rewind does at most so many times the recorded steps. */
const MOST_AGAIN = 3;
const EVENT = EVENTS.index;
const REFUSED = { log: 0, checkpoint: 1, restore: 2, deliver: 3, answer: 4 } as const;
const PHASE_STEPS = 20;
/** Of a page: those that the process uses. */
const WORDS = 4;
/** Frames that others have given back by the time of the rewinds. */
const FREED = 5_000;

export function simulate(context: SimulationContext, parameters: RewindParameters): null {
  const { policies, random, trace, counters } = context;
  const { pages, near, steps, everySteps, outside, signals, rewinds, onwards, back } = parameters;
  counters.logEntries = 0;
  counters.checkpointBytes = 0;
  counters.replayedSteps = 0;
  let [time, isRecording, own, clock, free] = [0, true, 0, 10_000, 900];
  const record = (kind: number, ...fields: number[]) => trace.record(time, kind, ...fields);
  const seed = random.word();
  const [world, arrivals, targets] = ['outside', 'signals', 'targets'].map((part) => random.fork(part));
  /** What happened at each step while it was recorded. */
  const given: number[][] = [[]];
  const hashes: number[] = [];
  const arrived: number[] = [];
  const arrivedAt = (step: number) => arrived[step] ?? 0;
  /** Requests so far in the step under way; the kernel's answer to the one under way. */
  let [requests, answer] = [0, undefined as number | undefined];

  const ask = (kind: number): number => {
    if (kind === ASKED.clock) clock += world.between(1, 4_000);
    if (kind === ASKED.freeFrames) free = Math.max(0, free + world.between(-2, 2));
    if (kind === ASKED.clock) return clock;
    if (kind === ASKED.freeFrames) return free;
    return kind === ASKED.packet ? world.word() >> 1 : own;
  };
  const program = ({ load, store, input }: ProgramPages) => {
    const count = load(0, 4) + 1;
    let state = Math.imul(load(0) ^ seed, 0x5bd1e995) + count;
    const draw = (bound: number) => {
      state = Math.imul(state, 1_664_525) + 1_013_904_223;
      return (state >>> 8) % bound;
    };
    const first = Math.floor(count / PHASE_STEPS) * near;
    const page = () => 1 + ((first + draw(near)) % (pages - 1));
    for (let left = 1 + draw(2); left > 0; left--) {
      own = load(draw(3) === 0 ? 0 : page(), 4 * draw(WORDS));
      state = Math.imul(state, 31) + input(ASKED.word);
    }
    own = recorded.step;
    if (draw(12) === 0) state = Math.imul(state, 31) + input(ASKED.steps);
    while (draw(100) < outside) state = Math.imul(state, 31) + input(draw(3));
    store(0, state | 0);
    store(0, count, 4);
    store(page(), state | 0, 4 * draw(WORDS));
  };

  const recorded: RecordedProcess = new RecordedProcess({
    ...{ pages, program },
    checkpoints: (...made) => new DirtyCheckpoints(...made),
    answer: (kind) => ask(kind),
    handler: (signal, { load, store }) => store(0, Math.imul(load(0), 33) + signal + 1),
    replay: (services) => watched(services),
  });
  const hash = () => Number.parseInt(recorded.digest().slice(0, 6), 16);

  function watched(services: ReplayServices): ReplayMechanism {
    let kind = -1;
    const orRefused = (service: keyof typeof REFUSED, result: number, number: number) => {
      if (result < 0) record(EVENT.refused, REFUSED[service], number);
      return result;
    };
    const seen: ReplayServices = {
      ...services,
      answer: () => {
        if (kind < 0) return orRefused('answer', -1, 0);
        const isFirst = answer === undefined;
        answer = services.answer();
        if (isFirst && !isRecording && isFromOutside(kind))
          record(EVENT.outside, kind, answer, recorded.step);
        return answer;
      },
      log: (first, second) => {
        const entry = orRefused('log', services.log(first, second), first | 0);
        if (entry < 0) return entry;
        counters.logEntries++;
        record(EVENT.logged, entry, first | 0, second | 0);
        return entry;
      },
      checkpoint: () => {
        const checkpoint = orRefused('checkpoint', services.checkpoint(), recorded.step);
        if (checkpoint < 0) return checkpoint;
        const bytes = recorded.bytesIn(checkpoint);
        counters.checkpointBytes += bytes;
        record(EVENT.checkpoint, checkpoint, recorded.step, bytes / 4096);
        return checkpoint;
      },
      restore: (checkpoint) => {
        const done = orRefused('restore', services.restore(checkpoint), checkpoint | 0);
        if (done === 0) record(EVENT.restored, checkpoint, recorded.step, arrivedAt(recorded.step));
        return done;
      },
      deliver: (signal) => {
        const done = orRefused('deliver', services.deliver(signal), signal | 0);
        if (done === 0) record(EVENT.delivered, signal | 0, recorded.step);
        return done;
      },
    };
    const { methods } = policies.create({ ...seen }, everySteps);
    return {
      standing: (step) => methods.standing(step),
      signal: (signal) => {
        record(EVENT.signal, signal, recorded.step);
        methods.signal(signal);
      },
      asked: (asked) => {
        kind = asked;
        answer = undefined;
        const number = methods.asked(asked);
        kind = -1;
        const { step } = recorded;
        if (isRecording) {
          record(EVENT.asked, asked, answer ?? services.answer(), number);
          given[step].push(number);
        } else {
          const then = given[step]?.[requests];
          if (then === undefined) record(EVENT.beyond, asked, number);
          else if (then === number) record(EVENT.replied, asked, number, step);
          else record(EVENT['replied-otherwise'], asked, number, then, step);
        }
        requests++;
        return number;
      },
      rewind: (step) => {
        time++;
        record(EVENT.rewind, step, recorded.step);
        methods.rewind(step);
      },
      next: () => {
        noteStep();
        requests = 0;
        return methods.next();
      },
    };
  }

  /** Steps of rewinds that are in the trace. */
  let noted = 0;
  function noteStep(): void {
    if (noted === recorded.replayedSteps) return;
    noted = recorded.replayedSteps;
    time++;
    counters.replayedSteps = noted;
    const { step } = recorded;
    const [now, then] = [hash(), hashes[step] ?? 0];
    if (now === then) record(EVENT.again, step, now, arrivedAt(step));
    else record(EVENT['again-otherwise'], step, now, then, arrivedAt(step));
  }

  hashes.push(hash());
  for (let step = 0; step < steps; step++) {
    const arriving: number[] = [];
    while (arrivals.below(100) < signals) arriving.push(arrivals.between(1, 9));
    requests = 0;
    arrived.push(arriving.length);
    recorded.record(arriving);
    time++;
    given.push([]);
    hashes.push(hash());
    record(EVENT.done, recorded.step, hashes[recorded.step]);
  }

  isRecording = false;
  clock += 1_000_000;
  free += FREED;
  record(EVENT.opened);
  recorded.open();
  const drawTarget = (before: number) => {
    const drawn = targets.below(100);
    if (drawn < onwards) return Math.min(steps, before + targets.between(1, 6));
    return drawn < onwards + back ? Math.max(0, before - 1) : targets.below(steps + 1);
  };
  const [atStart, atEnd] = [targets.below(rewinds), targets.below(rewinds)];
  for (let [number, target] = [0, steps]; number < rewinds; number++) {
    target = number === atStart ? 0 : number === atEnd ? steps : drawTarget(target);
    if (!recorded.rewind(target, MOST_AGAIN * steps)) {
      record(EVENT.endless, MOST_AGAIN * steps, target);
      break;
    }
    record(EVENT.stands, recorded.step, target, hash(), hashes[recorded.step] ?? 0);
  }
  counters.policyUnits = policies.takeUnits();
  return null;
}
