import { expect, it } from 'vitest';
import { NativePolicies, type PolicyClass } from '../../engine/native-policies';
import { Random } from '../../engine/random';
import { compute } from '../../programs/operations';
import { events } from '../processes/processes.testing';
import { PIPE_END, PIPE_SHAPE } from './channel-interface';
import { loadBytes, storeBytes } from './communication.testing';
import { CHANNEL_KIND } from './communication-calls';
import { closeEnd, createChannel, OWN_PAGE, receive, send } from './communication-library';
import { communicationTrial } from './communication-trial';
import { Pipe } from './pipe';

/** A writer of these pieces and a reader with rooms of these sizes, until the end of the stream. */
function stream(
  capacity: number,
  pieces: readonly (readonly number[])[],
  rooms: readonly number[],
  pauses: readonly number[],
  pipe: PolicyClass = Pipe,
) {
  const received: number[] = [];
  const trial = communicationTrial({
    setUp: () => createChannel(CHANNEL_KIND.pipe, capacity),
    after: function* () {
      yield* closeEnd(1, PIPE_END.write);
      return yield* closeEnd(1, PIPE_END.read);
    },
    mechanisms: { pipe: new NativePolicies(pipe, PIPE_SHAPE) },
    bodies: [
      function* writer() {
        yield* closeEnd(1, PIPE_END.read);
        for (const [i, piece] of pieces.entries()) {
          yield* storeBytes(OWN_PAGE, piece);
          yield* compute(1 + (pauses[i % pauses.length] ?? 0));
          expect(yield* send(1, OWN_PAGE, piece.length)).toBe(piece.length);
        }
        return 0;
      },
      function* reader() {
        yield* closeEnd(1, PIPE_END.write);
        for (let i = 0; ; i++) {
          const count = yield* receive(1, OWN_PAGE, rooms[i % rooms.length]);
          if (count <= 0) return count;
          yield* loadBytes(OWN_PAGE, count, received);
          yield* compute(1 + (pauses[(i + 1) % pauses.length] ?? 0));
        }
      },
    ],
  });
  return { ...trial, received };
}

const drawn = (random: Random, count: number, most: number) =>
  Array.from({ length: count }, () => random.between(1, most));

it('[row 107] bytes out are bytes in, in order, and no more wake-ups than transfers', () => {
  const random = new Random(107);
  for (let trial = 0; trial < 10; trial++) {
    const pieces = drawn(random, 6, 40).map((length) => drawn(random, length, 255));
    const capacity = random.between(1, 24);
    const run = stream(capacity, pieces, drawn(random, 5, 30), drawn(random, 4, 4_000));
    expect(run.isOver).toBe(true);
    expect(run.received).toEqual(pieces.flat());
    const transfers = events(run.trace, 'copied').length + events(run.trace, 'copied-out').length;
    expect(run.counters.wakeUps).toBeLessThanOrEqual(transfers);
    expect(events(run.trace, 'woken-at').every(([, , asleep]) => asleep === 1)).toBe(true);
    expect(run.counters.copiedBytes).toBe(2 * pieces.flat().length);
  }
});

it('a pipe may be exchanged: one that wakes nobody leaves both asleep', () => {
  class Silent extends Pipe {
    constructor(kernel: ConstructorParameters<typeof Pipe>[0], capacity: number) {
      super({ ...kernel, wake: () => 0 }, capacity);
    }
  }
  const run = stream(4, [[1, 2, 3, 4, 5, 6]], [3], [0], Silent as unknown as PolicyClass);
  expect(run.isOver).toBe(false);
});

it('the end of the stream comes when nobody has the write end, and writing fails when nobody reads', () => {
  const answers: number[] = [];
  const { isOver } = communicationTrial({
    bodies: [
      function* () {
        yield* createChannel(CHANNEL_KIND.pipe, 16);
        answers.push(yield* send(1, OWN_PAGE, 5));
        yield* closeEnd(1, PIPE_END.write);
        answers.push(
          yield* receive(1, OWN_PAGE, 9),
          yield* receive(1, OWN_PAGE, 9),
          yield* send(1, OWN_PAGE, 1),
        );
        yield* createChannel(CHANNEL_KIND.pipe, 16);
        yield* closeEnd(2, PIPE_END.read);
        answers.push(yield* send(2, OWN_PAGE, 1));
        return 0;
      },
    ],
  });
  expect(isOver).toBe(true);
  expect(answers).toEqual([5, 5, 0, -1, -1]);
});
