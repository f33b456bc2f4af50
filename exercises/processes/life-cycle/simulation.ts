/**
 * What happens to threads that the kernel schedules, told to a submission in its order; in between it is told of things
 * that cannot happen, as faulty devices and drivers do, and asked what it knows.
 *
 *      kernel's trace ─▶ change ─▶ state     now and then: an attempt that is no edge ─▶ state, cycles
 */
import { defineEvents } from '../../../simulator/engine/define-events';
import { NativePolicies } from '../../../simulator/engine/native-policies';
import { Trace } from '../../../simulator/engine/trace';
import { Kernel } from '../../../simulator/kernel/kernel';
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';
import { SCHEDULING_SHAPE } from '../../../simulator/kernel/scheduling/scheduling-policy';
import { TakingTurns } from '../../../simulator/kernel/scheduling/taking-turns';
import {
  THREAD_STATE,
  THREAD_STATE_NAMES,
  THREAD_TRANSITIONS,
  TRANSITION,
} from '../../../simulator/kernel/threads/life-cycle';
import type { SimulationContext } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { makeWorkload, threadCount, type WorkloadParameters } from '../../scheduling/workload';

export type LifeCycleParameters = WorkloadParameters & {
  /** Of 100 changes, how many are followed by an attempt, and by a question. */
  readonly attempts: number;
  readonly questions: number;
};

const NAMES = THREAD_TRANSITIONS.map(({ name }) => name);
const ANSWERED = { fields: ['thread', 'answer'], words: { answer: ['refused', 'done'] } } as const;

export const LIFE_EVENTS = defineEvents({
  admit: {
    ...ANSWERED,
    description: 'A thread was created.',
    sentence: 'thread {thread} is created: {answer}',
  },
  dispatch: { ...ANSWERED, description: 'It got a core.', sentence: 'thread {thread} gets a core: {answer}' },
  preempt: {
    ...ANSWERED,
    description: 'It lost its core.',
    sentence: 'thread {thread} is preempted: {answer}',
  },
  yield: { ...ANSWERED, description: 'It gave its core up.', sentence: 'thread {thread} yields: {answer}' },
  block: { ...ANSWERED, description: 'It waits for a device.', sentence: 'thread {thread} blocks: {answer}' },
  wake: { ...ANSWERED, description: 'Its device is done.', sentence: 'thread {thread} is woken: {answer}' },
  exit: { ...ANSWERED, description: 'It is over.', sentence: 'thread {thread} exits: {answer}' },
  attempt: {
    fields: ['thread', 'transition', 'answer'],
    description: 'Something that cannot happen to the thread was asked for.',
    sentence: 'an attempt that cannot be: {transition} of thread {thread}: {answer}',
    words: { transition: NAMES, answer: ['refused', 'done'] },
  },
  state: {
    fields: ['thread', 'answer'],
    description: 'The state of a thread was asked for.',
    sentence: 'thread {thread} is said to be {answer}',
    words: { answer: THREAD_STATE_NAMES },
  },
  cycles: {
    fields: ['thread', 'state', 'answer'],
    description: 'The cycles of a thread in a state were asked for.',
    sentence: 'thread {thread} is said to have been {state} for {answer:count cycles}',
    words: { state: THREAD_STATE_NAMES },
  },
});

const BY_REASON = ['admit', 'wake', 'preempt', 'yield'] as const;
/** Cycles are told as numbers that a submission can answer. */
const MOST_CYCLES = 2_000_000_000;

export function simulate(context: SimulationContext, parameters: LifeCycleParameters): null {
  const { random, trace, policies, counters } = context;
  const maxThreads = threadCount(parameters);
  const happenings = run(context, parameters);
  const parts: Record<string, number> = { constructor: 0, change: 0, state: 0, cycles: 0 };
  const book = (part: string) => {
    parts[part] = (parts[part] ?? 0) + policies.takeUnits();
    for (const [name, units] of Object.entries(parts)) counters[`${name}PolicyCycles`] = units;
    counters.policyCycles = Object.values(parts).reduce((sum, units) => sum + units, 0);
  };
  const { methods } = policies.create({}, maxThreads);
  book('constructor');
  const ask = (method: string, ...numbers: number[]): number => {
    const answer = methods[method](...numbers);
    book(method);
    return answer;
  };
  const states: number[] = Array.from({ length: maxThreads }, () => THREAD_STATE.new);
  let cycle = 0;
  const askState = (thread: number) =>
    trace.record(cycle, LIFE_EVENTS.index.state, thread, ask('state', thread));
  const askCycles = (thread: number, state: number) =>
    trace.record(cycle, LIFE_EVENTS.index.cycles, thread, state, ask('cycles', thread, state, cycle));
  const askAll = (thread: number) => {
    askState(thread);
    for (let state = 0; state < THREAD_STATE_NAMES.length; state++) askCycles(thread, state);
  };
  const anyThread = () =>
    random.chance(1, 8) ? random.pick([-1, maxThreads, maxThreads + 7]) : random.below(maxThreads);
  const attempt = () => {
    const thread = anyThread();
    const transition = random.chance(1, 12) ? random.pick([-1, 7, 100]) : random.below(NAMES.length);
    if (THREAD_TRANSITIONS[transition]?.from === states[thread]) return;
    // What is wrong before the attempt is not its effect.
    askAll(thread);
    const answer = ask('change', thread, transition, cycle);
    trace.record(cycle, LIFE_EVENTS.index.attempt, thread, transition, answer);
    askAll(thread);
  };
  for (const { at, name, thread } of happenings) {
    // Sometimes between two events, so that something has passed since.
    if (random.below(100) < parameters.attempts) {
      cycle += random.below(at - cycle + 1);
      attempt();
    }
    cycle = at;
    const transition = TRANSITION[name];
    trace.record(cycle, LIFE_EVENTS.index[name], thread, ask('change', thread, transition, cycle));
    states[thread] = THREAD_TRANSITIONS[transition]?.to ?? THREAD_STATE.new;
    askState(thread);
    if (random.below(100) < parameters.questions)
      askCycles(anyThread(), random.below(THREAD_STATE_NAMES.length));
  }
  cycle += 1_000;
  for (let thread = 0; thread < maxThreads; thread++) askAll(thread);
  return null;
}

interface Happening {
  readonly at: number;
  readonly name: keyof typeof TRANSITION;
  readonly thread: number;
}

/** What the kernel does with the threads of the workload, under round robin. */
function run({ random }: SimulationContext, parameters: LifeCycleParameters): Happening[] {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const kernel = new Kernel(
    { ...makeWorkload(random, parameters), policyNumbers: [parameters.cores, threadCount(parameters)] },
    new NativePolicies(TakingTurns, SCHEDULING_SHAPE, 10),
    trace,
  );
  kernel.run(MOST_CYCLES);
  const happenings: Happening[] = [];
  for (const event of new Events(trace, SCHEDULING_EVENTS.kinds).of('ready', 'dispatch', 'block', 'exit')) {
    const name = event.name === 'ready' ? BY_REASON[event.reason] : event.name;
    if (name !== undefined) happenings.push({ at: event.cycle, name, thread: event.thread });
  }
  return happenings;
}
