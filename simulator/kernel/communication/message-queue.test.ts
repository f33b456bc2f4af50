import { expect, it } from 'vitest';
import { Random } from '../../engine/random';
import { compute, load, store } from '../../programs/operations';
import { CHANNEL_KIND } from './communication-calls';
import { createChannel, OWN_PAGE, receive, send } from './communication-library';
import { communicationTrial } from './communication-trial';

it('[row 108] the highest priority first, first in first out within one, and boundaries are kept', () => {
  const random = new Random(108);
  for (let trial = 0; trial < 5; trial++) {
    const messages = Array.from({ length: 20 }, (_, number) => ({
      number,
      words: random.between(1, 8),
      priority: random.below(4),
    }));
    const received: [number, number][] = [];
    const { isOver } = communicationTrial({
      bodies: [
        function* () {
          yield* createChannel(CHANNEL_KIND.queue, 32);
          for (const { number, words, priority } of messages) {
            for (let i = 0; i < words; i++) yield* store(OWN_PAGE + 4 * i, number);
            yield* send(1, OWN_PAGE, 4 * words, priority);
          }
          for (let i = 0; i < messages.length; i++) {
            const bytes = yield* receive(1, OWN_PAGE, 32);
            const [first, last] = [yield* load(OWN_PAGE), yield* load(OWN_PAGE + bytes - 4)];
            expect(last).toBe(first);
            received.push([first, bytes / 4]);
          }
          return 0;
        },
      ],
    });
    expect(isOver).toBe(true);
    // What it must be, found otherwise: a stable sort.
    const expected = messages.toSorted((a, b) => b.priority - a.priority);
    expect(received).toEqual(expected.map(({ number, words }) => [number, words]));
  }
});

it('[row 108] a message is received whole or stays: too little room is refused', () => {
  const answers: number[] = [];
  communicationTrial({
    bodies: [
      function* () {
        yield* createChannel(CHANNEL_KIND.queue, 4);
        yield* send(1, OWN_PAGE, 12, 1);
        answers.push(
          yield* receive(1, OWN_PAGE, 8),
          yield* receive(1, OWN_PAGE, 100),
          yield* send(1, OWN_PAGE, 4, -1),
        );
        return 0;
      },
    ],
  });
  expect(answers).toEqual([-1, 12, -1]);
});

it('a receiver that is woken and has too little room passes the message on', () => {
  const answers = new Map<number, number>();
  const receiver = (room: number) =>
    function* (process: number) {
      answers.set(process, yield* receive(1, OWN_PAGE, room));
      return 0;
    };
  const { isOver } = communicationTrial({
    setUp: () => createChannel(CHANNEL_KIND.queue, 4),
    bodies: [
      receiver(4),
      receiver(12),
      function* () {
        yield* compute(100_000);
        return yield* send(1, OWN_PAGE, 12);
      },
    ],
  });
  expect(isOver).toBe(true);
  expect([...answers]).toEqual([
    [2, -1],
    [3, 12],
  ]);
});
