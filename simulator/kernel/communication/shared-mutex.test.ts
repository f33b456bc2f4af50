import { expect, it } from 'vitest';
import { compute, load, type Operation, store } from '../../programs/operations';
import { GRANT_RIGHTS } from '../processes/grant-rights';
import { CHANNEL_KIND } from './communication-calls';
import { attach, createChannel, createSegment, OWN_PAGE, receive, send } from './communication-library';
import { communicationTrial } from './communication-trial';
import { SharedCondition, SharedMutex } from './shared-mutex';

const KEY = 112;
const segment = () => createSegment(KEY, 1);
function* attached(): Operation {
  return yield* attach(yield* segment(), GRANT_RIGHTS.readWrite);
}
/** Calls of a body that attaches. */
const SET_UP = 2;

it('[row 112] an uncontended mutex makes no crossing', () => {
  const { counters, isOver } = communicationTrial({
    bodies: [
      function* () {
        const mutex = new SharedMutex(yield* attached());
        for (let i = 0; i < 50; i++) {
          yield* mutex.lock();
          yield* mutex.unlock();
        }
        return 0;
      },
    ],
  });
  expect(isOver).toBe(true);
  expect(counters.crossings).toBe(SET_UP);
});

/** Both add to a word of the segment, so often, with the timer in between; where is the mutex? */
function addTogether(mutexOf: (at: number) => SharedMutex, rounds = 20) {
  let sum = 0;
  function* adder(): Operation {
    const at = yield* attached();
    const mutex = mutexOf(at);
    for (let i = 0; i < rounds; i++) {
      yield* mutex.lock();
      const found = yield* load(at + 4);
      yield* compute(700);
      yield* store(at + 4, found + 1);
      yield* mutex.unlock();
    }
    sum = yield* load(at + 4);
    return 0;
  }
  return { ...communicationTrial({ bodies: [adder, adder], tickCycles: 1_000 }), sum: () => sum };
}

it('[row 112] a mutex in the segment, shared between processes, loses no update', () => {
  const run = addTogether((at) => new SharedMutex(at));
  expect(run.isOver).toBe(true);
  expect(run.sum()).toBe(40);
});

it('[row 112] the private mutex: outside the segment it excludes nobody, made private it wakes nobody', () => {
  const outside = addTogether(() => new SharedMutex(OWN_PAGE));
  expect(outside.isOver).toBe(true);
  expect(outside.sum()).toBeLessThan(40);
  expect(addTogether((at) => new SharedMutex(at, false)).isOver).toBe(false);
});

it('[row 112] ready and ok through queues: exactly 4 crossings an exchange', () => {
  const [READY, OK] = [1, 2];
  const exchange = (rounds: number) => {
    const seen: number[] = [];
    const trial = communicationTrial({
      *setUp() {
        yield* createChannel(CHANNEL_KIND.queue, 4);
        return yield* createChannel(CHANNEL_KIND.queue, 4);
      },
      bodies: [
        function* () {
          const at = yield* attached();
          for (let i = 1; i <= rounds; i++) {
            yield* store(at, i);
            yield* send(READY, OWN_PAGE, 1);
            yield* receive(OK, OWN_PAGE, 1);
            expect(yield* load(at)).toBe(-i);
          }
          return 0;
        },
        function* () {
          const at = yield* attached();
          for (let i = 0; i < rounds; i++) {
            yield* receive(READY, OWN_PAGE, 1);
            seen.push(yield* load(at));
            yield* store(at, -(yield* load(at)));
            yield* send(OK, OWN_PAGE, 1);
          }
          return 0;
        },
      ],
    });
    expect(trial.isOver).toBe(true);
    expect(seen).toEqual(Array.from({ length: rounds }, (_, i) => i + 1));
    return trial.counters.crossings ?? 0;
  };
  const none = exchange(0);
  for (const rounds of [1, 3, 12]) expect(exchange(rounds)).toBe(none + 4 * rounds);
});

it('[row 112] a condition variable in the segment: the consumer sleeps until there is something', () => {
  const seen: number[] = [];
  const { isOver } = communicationTrial({
    bodies: [
      function* consumer() {
        const at = yield* attached();
        const mutex = new SharedMutex(at);
        const condition = new SharedCondition(at + 4, mutex);
        for (let i = 0; i < 3; i++) {
          yield* mutex.lock();
          while ((yield* load(at + 8)) === 0) yield* condition.wait();
          seen.push(yield* load(at + 8));
          yield* store(at + 8, 0);
          yield* mutex.unlock();
        }
        return 0;
      },
      function* producer() {
        const at = yield* attached();
        const mutex = new SharedMutex(at);
        const condition = new SharedCondition(at + 4, mutex);
        for (let i = 1; i <= 3; i++) {
          yield* compute(20_000);
          yield* mutex.lock();
          yield* store(at + 8, i);
          yield* condition.signal();
          yield* mutex.unlock();
          yield* compute(20_000);
        }
        return 0;
      },
    ],
    tickCycles: 1_000,
  });
  expect(isOver).toBe(true);
  expect(seen).toEqual([1, 2, 3]);
});

it('[row 112] a binary semaphore of a queue with one message: at most one is inside', () => {
  let inside = 0;
  let most = 0;
  function* worker(): Operation {
    for (let i = 0; i < 4; i++) {
      yield* receive(1, OWN_PAGE, 1);
      most = Math.max(most, ++inside);
      yield* compute(5_000);
      inside--;
      yield* send(1, OWN_PAGE, 1);
    }
    return 0;
  }
  const { isOver } = communicationTrial({
    *setUp() {
      yield* createChannel(CHANNEL_KIND.queue, 1);
      return yield* send(1, OWN_PAGE, 1);
    },
    bodies: [worker, worker, worker],
    tickCycles: 1_000,
  });
  expect(isOver).toBe(true);
  expect(most).toBe(1);
});
