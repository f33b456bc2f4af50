/** A schedule's text says the same as the schedule, and a broken text is refused with the place. */
import { expect, test } from 'vitest';
import { Random } from '../engine/random';
import { contextSwitches, formatSchedule, parseSchedule, type Schedule } from './schedule';

test('format and parse are inverse', () => {
  const random = new Random('schedules');
  for (let round = 0; round < 200; round++) {
    const threads = random.between(1, 4);
    const processes = Array.from({ length: random.below(20) }, () => random.below(2 * threads));
    const schedule: Schedule = { threads, model: 'tso', processes };
    expect(parseSchedule(formatSchedule(schedule))).toEqual(schedule);
  }
});

test('steps of store buffers are no context switch', () => {
  expect(contextSwitches(parseSchedule('2t-tso:0x3,f0,0,1,f0,f1,1,0'))).toBe(2);
});

test.each(['', '2t-sc', '2t-sc:2x3', '2t-sc:0,x', '2t-arm:0'])('refuses "%s"', (text) => {
  expect(() => parseSchedule(text)).toThrow(`"${text}"`);
});
