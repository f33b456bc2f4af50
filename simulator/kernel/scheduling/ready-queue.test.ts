/** One queue under three policies: each as its definition says, and the kernel's log the same but for the choices. */
import { describe, expect, it } from 'vitest';
import { NativePolicies, type PolicyClass } from '../../engine/native-policies';
import { Random } from '../../engine/random';
import { Trace } from '../../engine/trace';
import { Kernel } from '../kernel';
import { BurstProgram, COMPUTE, READ, YIELD } from '../threads/thread-program';
import { FirstComeFirstServed } from './first-come-first-served';
import { ORDER } from './ready-order';
import { ReadyQueue } from './ready-queue';
import { SCHEDULING_EVENTS } from './scheduling-events';

const THREADS = 12;
const TICK_CYCLES = 1_000;

/** @param longestTicks of one computation. */
function run(policy: PolicyClass, numbers: readonly number[], seed: string, longestTicks: number): Trace {
  const random = new Random(seed);
  const threads = Array.from({ length: THREADS }, () => {
    const burst = () => COMPUTE(random.between(10, longestTicks * TICK_CYCLES - 1));
    const operations = [
      ...burst(),
      ...READ(0, random.between(100, longestTicks * 900)),
      ...burst(),
      ...YIELD,
      ...burst(),
    ];
    return { arrivalCycle: random.between(0, 3_000), program: new BurstProgram(operations) };
  });
  const places = random.shuffled(threads.map((_, thread) => thread));
  const shape = {
    ...{ className: policy.name, methods: { enqueue: 2, pickNext: 1, tick: 2 }, programs: {} },
    services: { now: 0, priority: 1, before: 2 },
  };
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const policyServices = {
    priority: (thread: number) => places[thread] % 6,
    before: (a: number, b: number) => (places[a] < places[b] ? 1 : 0),
  };
  const rest = { cores: 1, tickCycles: TICK_CYCLES, devices: [{ parallel: 2 }], threads, policyServices };
  expect(
    new Kernel({ ...rest, policyNumbers: numbers }, new NativePolicies(policy, shape), trace).run(),
  ).toBe(true);
  return trace;
}

const underOrder = (order: number, seed: string, longestTicks: number) =>
  run(ReadyQueue, [order, THREADS], seed, longestTicks);

/** What the kernel wrote of each thread, without cycles and without the queue that it found. */
function logOf(trace: Trace): string[] {
  const byThread = Array.from({ length: THREADS }, () => '');
  for (let index = 0; index < trace.length; index++) {
    const { kind, values } = trace.event(index);
    const at = kind.fields.indexOf('thread');
    const thread = values[at];
    if (thread !== undefined && thread >= 0 && !['interrupt', 'run'].includes(kind.name))
      byThread[thread] += ` ${kind.name}`;
  }
  return byThread;
}

describe('the ready queue', () => {
  it('[row 4] the mechanism writes the same of every thread under three policies; only the order of choices differs', () => {
    for (const seed of ['a', 'b', 'c']) {
      // Computations shorter than a tick: nobody is preempted, so that nothing but choices is left to differ.
      const traces = Object.values(ORDER).map((order) => underOrder(order, seed, 1));
      const [first, ...others] = traces.map(logOf);
      for (const log of others) expect(log).toEqual(first);
      expect(new Set(traces.map((trace) => trace.digest())).size).toBe(3);
    }
  });

  it('under first come, first served gives the very run of that policy', () => {
    for (const seed of ['a', 'b', 'c'])
      expect(underOrder(ORDER.firstCome, seed, 4).digest()).toBe(
        run(FirstComeFirstServed, [1, THREADS], seed, 4).digest(),
      );
  });

  it("preempts by priority and by the kernel's order, but not for who came first", () => {
    const preemptions = (order: number) =>
      ['a', 'b', 'c', 'd']
        .flatMap((seed) => underOrder(order, seed, 8).toString().split('\n'))
        .filter((line) => line.includes(' preempt ')).length;
    expect(Object.values(ORDER).map(preemptions)).toMatchInlineSnapshot(`
      [
        0,
        11,
        26,
      ]
    `);
  });
});
