/** What completely fair scheduling promises: its tree, its shares, and what sleeping is worth. */
import { describe, expect, it } from 'vitest';
import { NativePolicies, type PolicyClass } from '../../engine/native-policies';
import { Random } from '../../engine/random';
import { Trace } from '../../engine/trace';
import { Kernel, type ThreadSpecification } from '../kernel';
import { BurstProgram, COMPUTE, READ } from '../threads/thread-program';
import { CompletelyFair } from './completely-fair';
import { LEAST_NICE, MOST_NICE, weightOf } from './nice-weights';
import { ReadyTree } from './ready-tree';
import { NO_SCHEDULING_COSTS } from './scheduling-costs';
import { SCHEDULING_EVENTS } from './scheduling-events';
import { READY_REASON, SLICE_END } from './scheduling-policy';

const PERIOD = 24_000;
const MINIMUM = 1_000;

/** Until `cycle`. @returns cycles that each thread had in the slices that are over. */
function run(
  nices: readonly number[],
  cores: number,
  untilCycle: number,
  specs: readonly ThreadSpecification[],
) {
  const shape = {
    className: 'CompletelyFair',
    methods: { enqueue: 2, pickNext: 1, tick: 2, slice: 1, sliceEnded: 3 },
    programs: {},
    services: { now: 0, nice: 1 },
  };
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  const kernel = new Kernel(
    {
      cores,
      tickCycles: PERIOD,
      threads: specs,
      devices: [{ parallel: specs.length }],
      policyNumbers: [cores, specs.length, PERIOD, MINIMUM],
      policyServices: { nice: (thread) => nices[thread] },
      costs: NO_SCHEDULING_COSTS,
    },
    new NativePolicies(CompletelyFair as unknown as PolicyClass, shape),
    trace,
  );
  kernel.run(untilCycle);
  const had = nices.map(() => 0);
  let longestSlice = 0;
  for (const line of trace.toString().trimEnd().split('\n')) {
    const [, name, ...fields] = line.split(' ');
    if (name !== 'slice-end') continue;
    const value = (key: string) => Number(fields.find((field) => field.startsWith(`${key}=`))?.split('=')[1]);
    had[value('thread')] += value('used');
    longestSlice = Math.max(longestSlice, value('used'));
  }
  return { had, longestSlice };
}

const computing = (cycles: number): ThreadSpecification => ({
  arrivalCycle: 0,
  program: new BurstProgram(COMPUTE(cycles)),
});

describe('completely fair scheduling', () => {
  it('[row 77] the tree gives threads in order, and is at most 2 log2(n + 1) deep', () => {
    const random = new Random('tree');
    for (const size of [1, 2, 3, 7, 100, 1_000]) {
      const keys = Array.from({ length: size }, () => random.below(size));
      const goesBefore = (a: number, b: number) => keys[a] < keys[b] || (keys[a] === keys[b] && a < b);
      const tree = new ReadyTree(size, goesBefore);
      const waiting = new Set<number>();
      for (let step = 0; step < 6 * size; step++) {
        const thread = random.below(size);
        const grows = step < 2 * size || random.below(2) === 0;
        if (grows && !waiting.has(thread)) {
          keys[thread] = random.below(size);
          tree.add(thread);
          waiting.add(thread);
        } else if (!grows) waiting.delete(tree.takeFirst());
        expect(tree.length).toBe(waiting.size);
        if (step % 50 > 0 && size > 100) continue;
        const [first = -1] = [...waiting].sort((a, b) => (goesBefore(a, b) ? -1 : 1));
        expect(tree.first).toBe(first);
        expect(tree.depth()).toBeLessThanOrEqual(2 * Math.log2(tree.length + 1));
      }
      const rest = [...waiting].sort((a, b) => (goesBefore(a, b) ? -1 : 1));
      expect(rest.map(() => tree.takeFirst())).toEqual(rest);
      expect(tree.takeFirst()).toBe(-1);
    }
  });

  it('[row 77] who only computes gets its share by weight, but for one slice', () => {
    const nices = [0, 5, -5, 10, 0, 3];
    const untilCycle = 2_000_000;
    const { had, longestSlice } = run(
      nices,
      1,
      untilCycle,
      nices.map(() => computing(10 * untilCycle)),
    );
    const total = had.reduce((sum, cycles) => sum + cycles, 0);
    expect(total).toBeGreaterThan(untilCycle - 2 * PERIOD);
    const weights = nices.map(weightOf);
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    nices.forEach((_, thread) => {
      expect(Math.abs(had[thread] - (total * weights[thread]) / all)).toBeLessThanOrEqual(longestSlice);
    });
  });

  it('[row 77] on two cores equals get equal shares', () => {
    const nices = [0, 0, 0, 0, 0];
    const { had, longestSlice } = run(
      nices,
      2,
      1_000_000,
      nices.map(() => computing(10_000_000)),
    );
    expect(Math.max(...had) - Math.min(...had)).toBeLessThanOrEqual(2 * longestSlice);
  });

  it('who slept is not owed all that it did not use', () => {
    const policy = new CompletelyFair({ now: () => 0, nice: () => 0 }, 1, 2, PERIOD, MINIMUM);
    policy.enqueue(0, READY_REASON.created);
    policy.enqueue(1, READY_REASON.created);
    expect(policy.pickNext(0)).toBe(0);
    policy.sliceEnded(0, SLICE_END.blocked, 10);
    expect(policy.pickNext(0)).toBe(1);
    policy.sliceEnded(1, SLICE_END.ranOut, 1_000_000);
    policy.enqueue(0, READY_REASON.woken);
    expect(policy.virtualRuntime(0)).toBe(1_000_000 - PERIOD / 2);
    expect(policy.tick(0, 1)).toBe(1);
  });

  it('every thread finishes, with devices and whatever the weights', () => {
    const random = new Random('mix');
    const nices = Array.from({ length: 40 }, () => random.between(LEAST_NICE, MOST_NICE));
    const needed = nices.map(() => 0);
    const specs = nices.map((_, thread): ThreadSpecification => {
      const bursts = Array.from({ length: 5 }, () => random.between(1, 30_000));
      needed[thread] = bursts.reduce((sum, cycles) => sum + cycles, 0);
      const operations = bursts.flatMap((cycles) => [
        ...READ(0, random.between(1, 50_000)),
        ...COMPUTE(cycles),
      ]);
      return { arrivalCycle: random.below(100_000), program: new BurstProgram(operations) };
    });
    expect(run(nices, 3, Number.POSITIVE_INFINITY, specs).had).toEqual(needed);
  });

  it('a nice value outside of -20 to 19 is refused', () => {
    for (const nice of [-21, 20, 0.5, Number.NaN]) expect(() => weightOf(nice)).toThrow(/from -20 to 19/);
  });
});
