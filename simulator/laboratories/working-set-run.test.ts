/** Queues for each core against one queue for all, on a machine whose caches and memory nodes make the difference. */
import { describe, expect, test } from 'vitest';
import { NativePolicies } from '../engine/native-policies';
import { Random } from '../engine/random';
import { Trace } from '../engine/trace';
import { PerCoreQueues } from '../kernel/scheduling/per-core-queues';
import { SCHEDULING_EVENTS } from '../kernel/scheduling/scheduling-events';
import { SCHEDULING_SHAPE } from '../kernel/scheduling/scheduling-policy';
import { TakingTurns } from '../kernel/scheduling/taking-turns';
import { type WorkingSetOptions, type WorkingSetThread, workingSetSystem } from './working-set-run';

const SHAPE = { ...SCHEDULING_SHAPE, services: { now: 0, nodeOf: 1, homeOf: 1 } };

function run(options: WorkingSetOptions, Policy: typeof PerCoreQueues | typeof TakingTurns) {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const system = workingSetSystem(options, new NativePolicies(Policy, SHAPE, 0), trace);
  expect(system.kernel.run()).toBe(true);
  const { farAccesses, misses } = system.memoryCounters();
  const counters: Record<string, number> = { ...system.kernel.counters(), farAccesses, misses };
  expect(counters.exited).toBe(options.threads.length);
  return { trace, counters };
}

function threads(
  count: number,
  change: (index: number, random: Random) => Partial<WorkingSetThread> = () => ({}),
) {
  const random = new Random('working sets');
  return Array.from({ length: count }, (_, index) => ({
    arrivalCycle: random.between(0, 20_000),
    rounds: random.between(60, 140),
    lines: 24,
    roundCycles: 300,
    roundsBetweenWaits: index % 3 === 0 ? 5 : 0,
    waitCycles: 4_000,
    home: 0,
    ...change(index, random),
  }));
}

const homesInTurn = (nodes: number) => (index: number) => ({ home: index % nodes });

describe('[row 78] a queue for each core', () => {
  test.each([2, 4])(
    'on %i cores threads move seldom, find their lines in the cache, and are done sooner',
    (cores) => {
      const options = { cores, nodes: 1, tickCycles: 4_000, threads: threads(16) };
      const shared = run(options, TakingTurns).counters;
      const own = run(options, PerCoreQueues).counters;
      expect(own.migrations * 5).toBeLessThan(shared.migrations);
      expect(own.misses * 2).toBeLessThan(shared.misses);
      expect(own.cycles * 1.1).toBeLessThan(shared.cycles);
    },
  );

  test('no core idles while a thread waits, however unequal the threads are', () => {
    const options = {
      ...{ cores: 4, nodes: 2, tickCycles: 2_000 },
      threads: threads(14, (index) => ({
        rounds: index % 2 === 0 ? 10 : 200,
        home: index % 5 === 0 ? 1 : 0,
      })),
    };
    const { trace } = run(options, PerCoreQueues);
    const { idle } = SCHEDULING_EVENTS.index;
    const idles = Array.from({ length: trace.length }, (_, i) => i).filter((i) => trace.kindAt(i) === idle);
    expect(idles.length).toBeGreaterThan(10);
    for (const index of idles) expect(trace.valueAt(index, 1)).toBe(0);
  });
});

describe('[row 79] threads run where their memory is', () => {
  test.each([2, 4])('on %i cores of two nodes a tenth of the far accesses is left', (cores) => {
    const options = { cores, nodes: 2, tickCycles: 4_000, threads: threads(16, homesInTurn(2)) };
    const shared = run(options, TakingTurns).counters;
    const own = run(options, PerCoreQueues).counters;
    expect(own.farAccesses * 8).toBeLessThan(shared.farAccesses);
    expect(own.cycles * 1.5).toBeLessThan(shared.cycles);
  });

  test('a thread whose lines are far takes longer for the same work', () => {
    const alone = (home: number) =>
      run(
        { cores: 2, nodes: 2, tickCycles: 4_000, threads: threads(1, () => ({ home, lines: 40 })) },
        TakingTurns,
      ).counters;
    const [near, far] = [alone(0), alone(1)];
    expect(near.farAccesses).toBeLessThan(5); // of the walker: tables are in node 1
    expect(far.farAccesses).toBeGreaterThanOrEqual(40);
    expect(far.cycles).toBeGreaterThan(near.cycles + 40 * 50);
  });
});
