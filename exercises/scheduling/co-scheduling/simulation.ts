/** Rounds of quanta on cores with two hardware threads each, filled as the submission says. Nothing about what is right stands here. */
import { defineEvents } from '../../../simulator/engine/define-events';
import type { Random } from '../../../simulator/engine/random';
import { CoScheduledMachine } from '../../../simulator/laboratories/co-scheduled-run';
import type { SimulationContext } from '../../exercise-definition';

export type CoSchedulingParameters = Readonly<{
  cores: number;
  /** Threads that mostly compute, that wait for memory all the time, and in between; all together a multiple of 2 × cores. */
  computing: number;
  waiting: number;
  between: number;
  rounds: number;
  quantumCycles: number;
  /** Rounds after which half of the threads behave like another one; 0: never. */
  changeAfter: number;
}>;

export const EVENTS = defineEvents({
  round: {
    fields: ['round'],
    description: 'Each thread runs once from here on.',
    sentence: 'round {round} begins',
  },
  pick: {
    fields: ['slot', 'thread'],
    description: 'pick answered.',
    sentence: 'slot {slot} gets thread {thread}',
  },
  refused: {
    fields: ['slot', 'answer', 'why'],
    description: 'pick answered somebody who cannot run: the run ends.',
    sentence: 'slot {slot} was to get {answer}: {why}',
    words: { why: ['there is no such thread', 'it has had its quantum in this round', 'no whole number'] },
  },
  ran: {
    fields: ['thread', 'core', 'instructions', 'misses'],
    description: 'The quantum is over: what the counters of one of its threads say.',
    sentence:
      'thread {thread} issued {instructions:count instructions} on core {core}, and missed {misses:count times}',
  },
  idle: {
    fields: ['cycles'],
    description: 'The quantum is over: cycles for which pipelines idled in it.',
    sentence: 'the pipelines idled for {cycles:count cycles} in this quantum',
  },
});
const EVENT = EVENTS.index;

const FAR = { computing: [0, 2], waiting: [60, 95], between: [12, 25] } as const;
const LONGEST = { computing: 60, waiting: 12, between: 30 } as const;

export function simulate(context: SimulationContext, parameters: CoSchedulingParameters): null {
  const { policies, random, trace } = context;
  const { cores, rounds, quantumCycles, changeAfter } = parameters;
  const kinds = drawn(random, parameters);
  const threads = kinds.length;
  const slots = 2 * cores;
  const machine = new CoScheduledMachine(cores, kinds, random);
  context.countBy(() => ({ cycles: machine.now, idleCycles: machine.idleCycles }));
  const { methods } = policies.create({}, cores, threads);
  for (let round = 0; round < rounds; round++) {
    trace.record(machine.now, EVENT.round, round);
    if (changeAfter > 0 && round === changeAfter) exchange(random, machine);
    const had = new Set<number>();
    while (had.size < threads) {
      const chosen: number[] = [];
      for (let slot = 0; slot < slots; slot++) {
        const answer = methods.pick(slot);
        const why = !Number.isInteger(answer)
          ? 2
          : answer < 0 || answer >= threads
            ? 0
            : had.has(answer)
              ? 1
              : -1;
        if (why >= 0) {
          trace.record(machine.now, EVENT.refused, slot, Number.isInteger(answer) ? answer | 0 : 0, why);
          return null;
        }
        trace.record(machine.now, EVENT.pick, slot, answer);
        had.add(answer);
        chosen.push(answer);
      }
      const before = machine.idleCycles;
      const measured = machine.quantum(chosen, quantumCycles);
      trace.record(machine.now, EVENT.idle, machine.idleCycles - before);
      for (const { thread, core, instructions, misses } of measured)
        trace.record(machine.now, EVENT.ran, thread, core, instructions, misses);
      for (const { thread, instructions, misses } of measured) methods.measured(thread, instructions, misses);
    }
  }
  return null;
}

function drawn(random: Random, parameters: CoSchedulingParameters) {
  return random.shuffled(
    (['computing', 'waiting', 'between'] as const).flatMap((kind) =>
      Array.from({ length: parameters[kind] }, () => ({
        far: random.between(FAR[kind][0], FAR[kind][1]),
        longest: random.between(LONGEST[kind] >> 1, LONGEST[kind]),
      })),
    ),
  );
}

function exchange(random: Random, { streams }: CoScheduledMachine): void {
  const order = random.shuffled(streams.map((_, thread) => thread));
  for (let i = 0; i + 1 < order.length >> 1; i += 2) {
    const [a, b] = [streams[order[i]], streams[order[i + 1]]];
    [a.far, b.far] = [b.far, a.far];
    [a.longest, b.longest] = [b.longest, a.longest];
  }
}
