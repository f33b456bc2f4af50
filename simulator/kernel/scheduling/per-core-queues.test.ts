/** Who waits at which core, decision by decision. What it is good for: laboratories/working-set-run.test.ts. */
import { expect, test } from 'vitest';
import { PerCoreQueues } from './per-core-queues';
import { READY_REASON } from './scheduling-policy';

const { created, woken, preempted } = READY_REASON;

/** Cores 0 and 1 in node 0, cores 2 and 3 in node 1; threads below 10 at home in node 0. */
const queues = () =>
  new PerCoreQueues(
    { now: () => 0, nodeOf: (core) => core >> 1, homeOf: (thread) => (thread < 10 ? 0 : 1) },
    4,
    20,
  );
const create = (policy: PerCoreQueues, ...threads: number[]) => {
  for (const thread of threads) policy.enqueue(thread, created);
};

test('new threads go to the core of their node with the least to do, the lower number first', () => {
  const policy = queues();
  create(policy, 0, 1, 2, 10, 11);
  expect([policy.pickNext(0), policy.pickNext(1), policy.pickNext(2), policy.pickNext(3)]).toEqual([
    0, 1, 10, 11,
  ]);
  expect(policy.tick(0)).toBe(1); // thread 2 waits there
  expect(policy.tick(1)).toBe(0);
});

test('a thread comes back to its core, also when another one has less to do', () => {
  const policy = queues();
  create(policy, 0, 1, 2);
  expect([policy.pickNext(0), policy.pickNext(1)]).toEqual([0, 1]);
  policy.enqueue(0, preempted);
  expect([policy.pickNext(0), policy.pickNext(0)]).toEqual([2, 0]);
  expect(policy.pickNext(0)).toBe(-1); // all of them wait for a device
  policy.enqueue(2, woken);
  expect(policy.pickNext(0)).toBe(2);
});

test('a core that runs dry takes from the longest queue, of its own node first', () => {
  const policy = queues();
  create(policy, 0, 1, 2, 3, 10, 11, 12, 13, 14, 15);
  expect([policy.pickNext(0), policy.pickNext(1)]).toEqual([0, 1]);
  expect([policy.pickNext(0), policy.pickNext(0)]).toEqual([2, 3]); // its own, then from core 1
  expect(policy.pickNext(0)).toBe(10); // then from the other node
});

test('a tick takes one thread where the difference is two, between nodes where it is four', () => {
  const policy = queues();
  create(policy, 0, 1);
  expect([policy.pickNext(0), policy.pickNext(1)]).toEqual([0, 1]);
  create(policy, 2, 3, 4);
  expect(policy.tick(1)).toBe(1); // thread 3
  expect(policy.tick(2)).toBe(0); // two wait at core 0: not far enough apart
  create(policy, 5, 6, 7, 8);
  expect(policy.tick(2)).toBe(1); // four wait there
});

test('from another node a thread goes home as soon as a core there has no more to do', () => {
  const policy = queues();
  create(policy, 10);
  expect(policy.pickNext(0)).toBe(10); // taken from node 1
  policy.enqueue(10, preempted);
  expect(policy.pickNext(2)).toBe(10);
});
