import { expect, test } from 'vitest';
import { PipeDesk } from './question';

const [WRITER, READER] = [0, 1];

test('by hand: a writer that sleeps is done once all its bytes are in, a reader as soon as there is one', () => {
  const desk = new PipeDesk(8);
  expect(desk.call(READER, 5)).toEqual({ answer: -1, inPipe: 0, woken: -1, asleep: READER });
  expect(desk.call(WRITER, 3)).toEqual({ answer: 3, inPipe: 0, woken: 3, asleep: -1 });
  expect(desk.call(WRITER, 20)).toEqual({ answer: -1, inPipe: 8, woken: -1, asleep: WRITER });
  expect(desk.call(READER, 5)).toEqual({ answer: 5, inPipe: 8, woken: -1, asleep: WRITER });
  expect(desk.call(READER, 30)).toEqual({ answer: 8, inPipe: 7, woken: 20, asleep: -1 });
  expect(desk.call(READER, 7)).toEqual({ answer: 7, inPipe: 0, woken: -1, asleep: -1 });
  expect(desk.wakeUps).toBe(3);
  desk.call(READER, 30);
  // The reader takes what is in at once, so that there is room for the rest.
  expect(desk.call(WRITER, 11)).toEqual({ answer: 11, inPipe: 3, woken: 8, asleep: -1 });
  expect(desk.wakeUps).toBe(5);
});
