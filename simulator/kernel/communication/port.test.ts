import { expect, it } from 'vitest';
import { compute, load, store } from '../../programs/operations';
import { events } from '../processes/processes.testing';
import { CHANNEL_KIND } from './communication-calls';
import { createChannel, OWN_PAGE, receive, send } from './communication-library';
import { communicationTrial } from './communication-trial';

const [REQUESTS, REPLIES] = [1, 2];

/** A client asks a server to double a number, so often; the server is there first, or last. */
function roundTrips(rounds: number, serverCycles: number) {
  const answers: number[] = [];
  const trial = communicationTrial({
    *setUp() {
      yield* createChannel(CHANNEL_KIND.port, 4);
      return yield* createChannel(CHANNEL_KIND.port, 4);
    },
    bodies: [
      function* client() {
        for (let i = 1; i <= rounds; i++) {
          yield* store(OWN_PAGE, i);
          yield* send(REQUESTS, OWN_PAGE, 4);
          yield* receive(REPLIES, OWN_PAGE, 16);
          answers.push(yield* load(OWN_PAGE));
        }
        return 0;
      },
      function* server() {
        if (serverCycles > 0) yield* compute(serverCycles);
        for (let i = 0; i < rounds; i++) {
          yield* receive(REQUESTS, OWN_PAGE, 16);
          yield* store(OWN_PAGE, 2 * (yield* load(OWN_PAGE)));
          yield* send(REPLIES, OWN_PAGE, 4);
        }
        return 0;
      },
    ],
  });
  expect(trial.isOver).toBe(true);
  return { answers, trial };
}

it.each([0, 100_000])(
  '[row 106] a round trip takes exactly 4 crossings and 4 copies, whoever waits',
  (cycles) => {
    const made = 2; // the ports themselves
    for (const rounds of [1, 2, 7]) {
      const { answers, trial } = roundTrips(rounds, cycles);
      expect(answers).toEqual(Array.from({ length: rounds }, (_, i) => 2 * (i + 1)));
      expect(trial.counters).toMatchObject({ crossings: made + 4 * rounds, copies: 4 * rounds });
      expect(trial.counters.copiedBytes).toBe(16 * rounds);
    }
  },
);

it('a full port makes its sender wait, an empty one its receiver; the order is that of sending', () => {
  const got: number[] = [];
  const { isOver, trace } = communicationTrial({
    setUp: () => createChannel(CHANNEL_KIND.port, 2),
    bodies: [
      function* () {
        for (let i = 0; i < 6; i++) {
          yield* store(OWN_PAGE, i);
          expect(yield* send(1, OWN_PAGE, 4)).toBe(4);
        }
        expect(yield* send(1, OWN_PAGE, 17)).toBe(-1);
        return 0;
      },
      function* () {
        yield* compute(50_000);
        for (let i = 0; i < 6; i++) {
          expect(yield* receive(1, OWN_PAGE, 4)).toBe(4);
          got.push(yield* load(OWN_PAGE));
        }
        return 0;
      },
    ],
  });
  expect(isOver).toBe(true);
  expect(got).toEqual([0, 1, 2, 3, 4, 5]);
  expect(events(trace, 'falls-asleep').length).toBeGreaterThan(0);
});
