/** What the course's rows on priorities promise, shown on the kernel, where only computing takes time. */
import { expect, it } from 'vitest';
import { Random } from '../../engine/random';
import { type PrioritizedThread, prioritizedRun } from '../../laboratories/prioritized-run';
import { PriorityAgeing } from './priority-ageing';

const TICK = 100;

/** Threads of any priorities, or each of its own. */
function crowd(random: Random, count: number, isDistinct: boolean): PrioritizedThread[] {
  const own = random.shuffled(Array.from({ length: count }, (_, i) => i));
  return own.map((each) => ({
    priority: isDistinct ? each : random.below(count),
    arrivalCycle: random.between(0, 20 * TICK),
    bursts: Array.from({ length: random.between(1, 4) }, () => random.between(1, 6 * TICK)),
    waitCycles: random.between(1, 8 * TICK),
  }));
}

it('[row 67] at no instant does anybody wait who has a higher priority than a running thread', () => {
  for (const cores of [1, 2, 3]) {
    let lookedAt = 0;
    for (let seed = 0; seed < 8; seed++) {
      const threads = crowd(new Random(seed), 9, true);
      const { lanes, waits } = prioritizedRun(threads, { cores, tickCycles: TICK, ageCycles: Infinity });
      for (const { thread, from, to } of waits)
        for (const ran of lanes)
          if (ran.from < to && from < ran.to) {
            lookedAt++;
            expect(threads[ran.thread].priority).toBeLessThan(threads[thread].priority);
          }
    }
    expect(lookedAt).toBeGreaterThan(100);
  }
});

it('[row 67] threads of one priority take turns, a tick each', () => {
  const thread = { priority: 1, arrivalCycle: 0, bursts: [2 * TICK], waitCycles: 1 };
  const { lanes } = prioritizedRun([thread, { ...thread, priority: 2 }, thread], {
    cores: 1,
    tickCycles: TICK,
    ageCycles: Infinity,
  });
  expect(lanes.map((ran) => ran.thread)).toEqual([0, 2, 0, 2, 1]);
});

const longestWait = (run: ReturnType<typeof prioritizedRun>, thread: number) =>
  Math.max(...run.waits.filter((each) => each.thread === thread).map(({ from, to }) => to - from));

it('[row 68] with ageing nobody waits longer than its priority times the age, and a tick for each thread', () => {
  for (const ageCycles of [TICK / 2, TICK, 7 * TICK])
    for (let seed = 0; seed < 10; seed++) {
      const threads = crowd(new Random(seed), 9, false);
      const run = prioritizedRun(threads, { cores: 1, tickCycles: TICK, ageCycles });
      threads.forEach(({ priority }, id) => {
        expect(longestWait(run, id)).toBeLessThanOrEqual(priority * ageCycles + threads.length * TICK);
      });
    }
});

it('[row 68] a thread below others that never stop starves without ageing; with it, it runs for a tick and begins anew', () => {
  const busy = { priority: 0, arrivalCycle: 0, bursts: [60 * TICK], waitCycles: 1 };
  const low = { priority: 3, arrivalCycle: 0, bursts: [3 * TICK], waitCycles: 1 };
  const run = (ageCycles: number) =>
    prioritizedRun([busy, busy, low], { cores: 1, tickCycles: TICK, ageCycles });
  expect(longestWait(run(Infinity), 2)).toBe(120 * TICK);
  const aged = run(10 * TICK);
  const ran = aged.lanes.filter(({ thread }) => thread === 2);
  expect(ran.map(({ from, to }) => to - from)).toEqual([TICK, TICK, TICK]);
  // At the top after 30 ticks of waiting; of the two others at most one has waited longer, for a tick.
  expect(longestWait(aged, 2)).toBeGreaterThanOrEqual(30 * TICK);
  expect(longestWait(aged, 2)).toBeLessThanOrEqual(31 * TICK);
});

it('[row 68] the effective priority rises by one each age in the queue, and is its own again once it runs', () => {
  let now = 500;
  const policy = new PriorityAgeing({ now: () => now, priority: () => 2 }, 1, 1, 4, 10);
  policy.enqueue(0, 0);
  const levels = [0, 9, 10, 19, 20, 90].map((age) => {
    now = 500 + age;
    return policy.level(0);
  });
  expect(levels).toEqual([2, 2, 1, 1, 0, 0]);
  expect(policy.pickNext(0)).toBe(0);
  expect(policy.level(0)).toBe(2);
});
