/** What shortest job first promises, where lengths are known and where they are estimated. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../engine/random';
import { EstimatedJobFirst } from './estimated-job-first';
import { ReadyHeap } from './ready-heap';
import { ShortestJobFirst } from './shortest-job-first';

const now = () => 0;

/** Every order of the items. */
function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

/** Sum of the waits of jobs that are all there at 0 and run one after the other. */
function waiting(lengths: readonly number[]): number {
  let begun = 0;
  return lengths.reduce((sum, length) => {
    const before = begun;
    begun += length;
    return sum + before;
  }, 0);
}

describe('shortest job first', () => {
  it('[row 64] waits no longer on average than any other order', () => {
    const random = new Random('orders');
    for (let round = 0; round < 20; round++) {
      const lengths = Array.from({ length: 6 }, () => random.between(1, 9));
      const policy = new ShortestJobFirst({ now, remainingCycles: (thread) => lengths[thread] }, 1, 6);
      for (const thread of lengths.keys()) policy.enqueue(thread);
      const order = lengths.map(() => lengths[policy.pickNext()]);
      expect(policy.pickNext()).toBe(-1);
      expect(waiting(order)).toBe(Math.min(...permutations(lengths).map(waiting)));
    }
  });

  it('[row 64] compares no more often than the heap is high, twice on the way down', () => {
    const THREADS = 1000;
    const random = new Random('heap');
    const keys = Array.from({ length: THREADS }, () => random.below(500));
    let compared = 0;
    const heap = new ReadyHeap(THREADS, (a, b) => {
      compared++;
      return keys[a] < keys[b];
    });
    const height = Math.ceil(Math.log2(THREADS + 1));
    const within = (most: number, step: () => void) => {
      const before = compared;
      step();
      expect(compared - before).toBeLessThanOrEqual(most);
    };
    for (let thread = 0; thread < THREADS; thread++) within(height, () => heap.add(thread));
    const taken: number[] = [];
    for (let i = 0; i < THREADS; i++) within(2 * height, () => taken.push(keys[heap.takeFirst()]));
    expect(taken).toEqual(keys.toSorted((a, b) => a - b));
    expect(heap.takeFirst()).toBe(-1);
  });
});

describe('estimates', () => {
  const estimator = (window: number) => new EstimatedJobFirst({ now }, 1, 2, window, 700);

  it('[row 65] are the mean of the last bursts, as many as the window has, and a guess before the first', () => {
    const bursts = [100, 205, 300, 10, 11];
    for (const [window, due] of [
      [1, [700, 100, 205, 300, 10, 11]],
      [2, [700, 100, 152, 252, 155, 10]],
      [3, [700, 100, 152, 201, 171, 107]],
      [9, [700, 100, 152, 201, 153, 125]],
    ] as const) {
      const policy = estimator(window);
      const answered = [policy.estimate(1)];
      for (const cycles of bursts) {
        policy.burstEnded(1, cycles);
        answered.push(policy.estimate(1));
      }
      expect(answered, `window ${window}`).toEqual(due);
      expect(policy.estimate(0)).toBe(700);
    }
  });

  /** Mean of how far the estimates of all but the first bursts are off. */
  function error(window: number, bursts: readonly number[]): number {
    const policy = estimator(window);
    let sum = 0;
    bursts.forEach((cycles, i) => {
      if (i > 0) sum += Math.abs(policy.estimate(0) - cycles);
      policy.burstEnded(0, cycles);
    });
    return sum / (bursts.length - 1);
  }

  it('[row 65] a wide window errs less on bursts that vary, a narrow one on bursts that change', () => {
    const random = new Random('bursts');
    const varying = Array.from({ length: 400 }, () => random.between(500, 1500));
    expect(error(8, varying)).toBeLessThan(0.9 * error(1, varying));
    const changing = Array.from({ length: 400 }, (_, i) => (i % 100 < 50 ? 100 : 5000));
    expect(error(1, changing)).toBeLessThan(0.5 * error(8, changing));
  });

  it('go into the order of the queue, equals as they came', () => {
    const policy = new EstimatedJobFirst({ now }, 1, 4, 2, 50);
    policy.burstEnded(3, 40);
    policy.burstEnded(0, 60);
    for (const thread of [2, 0, 1, 3]) policy.enqueue(thread);
    expect([0, 0, 0, 0, 0].map(() => policy.pickNext())).toEqual([3, 2, 1, 0, -1]);
  });
});
