import { expect, it } from 'vitest';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { compute, load, type Operation, store, systemCall } from '../../programs/operations';
import { GRANT_RIGHTS } from '../processes/grant-rights';
import { SHARED_BASE } from '../processes/process-record';
import { SYSTEM_CALL } from '../system-calls';
import { CHANNEL_KIND } from './communication-calls';
import {
  attach,
  copyWords,
  createChannel,
  createSegment,
  destroySegment,
  detach,
  OWN_PAGE,
  receive,
} from './communication-library';
import { type CommunicationTrial, communicationTrial } from './communication-trial';
import { MOST_SEGMENT_PAGES, MOST_SEGMENTS } from './segments-interface';
import { SharedMutex } from './shared-mutex';

const { read, readWrite } = GRANT_RIGHTS;
const KEY = 0x5eed;
/** Cycles until another process has done what is to be done first. */
const LATER = 200_000;

/** Waits for ever, so that one may look at the process. Needs port 1. */
const stay = (): Operation => receive(1, OWN_PAGE, 16);
const port = (): Operation => createChannel(CHANNEL_KIND.port, 1);
const sharedPages = ({ processes }: CommunicationTrial, process: number) =>
  processes
    .pagesOf(processes.rootOf(process) / PAGE_BYTES)
    .filter(({ page }) => page >= SHARED_BASE / PAGE_BYTES && page < SHARED_BASE / PAGE_BYTES + 100);
const framesOf = (trial: CommunicationTrial, process: number) =>
  sharedPages(trial, process).map(({ frame }) => frame);

it('[row 110] both tables map the same frames, which need not be contiguous', () => {
  const seen: number[] = [];
  const trial = communicationTrial({
    *setUp() {
      yield* port();
      // Every other frame is given back, so that the segment gets those.
      const segments: number[] = [];
      for (let i = 0; i < 6; i++) segments.push(yield* createSegment(0, 1));
      for (const i of [1, 3, 5]) yield* destroySegment(segments[i]);
      return yield* createSegment(KEY, 3);
    },
    bodies: [
      function* () {
        const at = yield* attach(yield* createSegment(KEY, 1), readWrite);
        for (let page = 0; page < 3; page++) yield* store(at + page * PAGE_BYTES, 10 + page);
        return yield* stay();
      },
      function* () {
        yield* compute(LATER);
        const at = yield* attach(yield* createSegment(KEY, 1), read);
        for (let page = 0; page < 3; page++) seen.push(yield* load(at + page * PAGE_BYTES));
        return yield* stay();
      },
    ],
  });
  expect(seen).toEqual([10, 11, 12]);
  const frames = framesOf(trial, 2);
  expect(frames).toHaveLength(3);
  expect(framesOf(trial, 3)).toEqual(frames);
  expect([frames[1] - frames[0], frames[2] - frames[1]]).not.toEqual([1, 1]);
  expect(sharedPages(trial, 3).map(({ rights }) => rights)).toEqual([read, read, read]);
});

/** Hands messages of 16 words over in a segment; whether they are built in place says who copies. */
function handOver(messages: number, inPlace: boolean) {
  let copies = 0;
  const received: number[] = [];
  function* counted(from: number, to: number): Operation {
    copies++;
    return yield* copyWords(from, to, 16);
  }
  const trial = communicationTrial({
    bodies: [
      function* sender() {
        const at = yield* attach(yield* createSegment(KEY, 1), readWrite);
        for (let i = 0; i < messages; i++) {
          const built = inPlace ? at + 64 * (i + 1) : OWN_PAGE;
          for (let word = 0; word < 16; word++) yield* store(built + 4 * word, 100 * i + word);
          if (!inPlace) yield* counted(OWN_PAGE, at + 64 * (i + 1));
          yield* store(at, i + 1);
        }
        return 0;
      },
      function* receiver() {
        yield* compute(LATER);
        const at = yield* attach(yield* createSegment(KEY, 1), read);
        expect(yield* load(at)).toBe(messages);
        for (let i = 0; i < messages; i++) {
          const message = at + 64 * (i + 1);
          if (!inPlace) yield* counted(message, OWN_PAGE);
          received.push(yield* load((inPlace ? message : OWN_PAGE) + 60));
        }
        return 0;
      },
    ],
  });
  expect(received).toEqual(Array.from({ length: messages }, (_, i) => 100 * i + 15));
  return { copies, counters: trial.counters };
}

it('[row 110] calls are for setup only; a message costs no crossing, and two copies or none when built in place', () => {
  const setUp = handOver(0, true).counters.crossings;
  expect(setUp).toBe(4);
  for (const messages of [1, 10, 40]) {
    const [placed, copied] = [handOver(messages, true), handOver(messages, false)];
    for (const { counters } of [placed, copied])
      expect(counters).toMatchObject({ crossings: setUp, copies: 0 });
    expect([placed.copies, copied.copies]).toEqual([0, 2 * messages]);
  }
});

it('[row 111] detach makes the entries invalid and keeps the frames; destroy frees them with the last attachment', () => {
  const free = (steps: number) =>
    communicationTrial({
      setUp: port,
      bodies: [
        function* () {
          const segment = yield* createSegment(KEY, 4);
          const at = yield* attach(segment, readWrite);
          yield* store(at, 42);
          const doings = [
            () => detach(at),
            () => attach(segment, read),
            () => destroySegment(segment),
            () => detach(at),
          ];
          for (const doing of doings.slice(0, steps)) expect(yield* doing()).toBeGreaterThanOrEqual(0);
          if (steps === 2 || steps === 3) expect(yield* load(at)).toBe(42);
          return yield* stay();
        },
      ],
    });
  const [attached, detached, again, destroyed, gone] = [0, 1, 2, 3, 4].map(free);
  expect([attached, detached, again, destroyed, gone].map((each) => framesOf(each, 2).length)).toEqual([
    ...[4, 0, 4, 4, 0],
  ]);
  const kept = attached.memory.freeFrames;
  expect([detached, again, destroyed].map(({ memory }) => memory.freeFrames)).toEqual([kept, kept, kept]);
  expect(gone.memory.freeFrames).toBe(kept + 4);
});

it('[row 111] a segment outlives its processes; keys find it until it is destroyed; after detach an access faults', () => {
  const seen: number[] = [];
  const { isOver, memory } = communicationTrial({
    bodies: [
      function* () {
        const at = yield* attach(yield* createSegment(KEY, 2), readWrite);
        yield* store(at, 42);
        yield* detach(at);
        yield* store(at, 43);
        seen.push(-1); // not reached: a fault ends it
        return 0;
      },
      function* () {
        yield* compute(LATER);
        const segment = yield* createSegment(KEY, 2);
        seen.push(yield* load(yield* attach(segment, read)));
        seen.push(yield* createSegment(KEY, 3)); // it has fewer pages
        yield* destroySegment(segment);
        seen.push(yield* destroySegment(segment), yield* attach(segment, read));
        seen.push((yield* createSegment(KEY, 1)) === segment ? 1 : 0);
        return 0;
      },
    ],
  });
  expect(isOver).toBe(true);
  expect(seen).toEqual([42, -1, -1, -1, 0]);
  const without = communicationTrial({ bodies: [() => compute(1), () => compute(1)] });
  // The second segment of this key is still there, with one frame.
  expect(memory.freeFrames).toBe(without.memory.freeFrames - 1);
});

it('[row 111] limits hold: so many segments, so many pages, and no more than memory has', () => {
  const answers: number[] = [];
  communicationTrial({
    bodies: [
      function* () {
        answers.push(yield* createSegment(0, MOST_SEGMENT_PAGES + 1), yield* createSegment(0, 0));
        for (let i = 0; i <= MOST_SEGMENTS; i++) answers.push(yield* createSegment(0, 1));
        return 0;
      },
    ],
  });
  expect(answers).toEqual([-1, -1, ...Array.from({ length: MOST_SEGMENTS }, (_, i) => i + 1), -1]);
});

it('a forked child shares the segments of its parent; who runs another program has them no longer', () => {
  const seen: number[] = [];
  const { isOver } = communicationTrial({
    bodies: [
      function* () {
        const at = yield* attach(yield* createSegment(KEY, 2), readWrite);
        const child = yield* systemCall(SYSTEM_CALL.fork);
        if (child === 0) {
          yield* store(at + PAGE_BYTES, 7);
          yield* systemCall(SYSTEM_CALL.exec, 2);
        }
        yield* systemCall(SYSTEM_CALL.wait);
        seen.push(yield* load(at + PAGE_BYTES));
        return 0;
      },
      function* () {
        seen.push(yield* detach(SHARED_BASE));
        return 0;
      },
    ],
  });
  expect(isOver).toBe(true);
  expect(seen.toSorted((a, b) => a - b)).toEqual([-1, -1, 7]);
});

it('a mutex in a segment is used by processes that have it at different addresses', () => {
  const addresses: number[] = [];
  let inside = 0;
  let most = 0;
  const body = (first: boolean) =>
    function* (): Operation {
      const segment = yield* createSegment(KEY, 1);
      if (first) yield* attach(segment, read);
      const at = yield* attach(segment, readWrite);
      addresses.push(at);
      const mutex = new SharedMutex(at);
      for (let i = 0; i < 5; i++) {
        yield* mutex.lock();
        most = Math.max(most, ++inside);
        yield* compute(3_000);
        inside--;
        yield* mutex.unlock();
      }
      return 0;
    };
  const { isOver } = communicationTrial({ bodies: [body(true), body(false)], tickCycles: 1_000 });
  expect(isOver).toBe(true);
  expect(most).toBe(1);
  expect(addresses[0]).not.toBe(addresses[1]);
});
