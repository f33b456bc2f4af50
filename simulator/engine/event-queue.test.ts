import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EventQueue } from './event-queue';

describe('EventQueue', () => {
  test('gives events by cycle, and equal cycles in the order in which they were scheduled', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 200 }), (cycles) => {
        const queue = new EventQueue();
        cycles.forEach((cycle, i) => {
          queue.schedule(cycle, i);
        });
        const expected = cycles.map((cycle, i) => [cycle, i]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        const taken: number[][] = [];
        while (queue.advance()) taken.push([queue.cycle, queue.kind]);
        expect(taken).toEqual(expected);
      }),
      { seed: 11 },
    );
  });

  test('a restored queue gives the same future, whatever happened in between', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 3, maxLength: 60 }), fc.nat(20), (delays, taken) => {
        const queue = new EventQueue();
        for (const delay of delays) queue.schedule(delay, delay, delay * 2, 1);
        for (let i = 0; i < taken; i++) queue.advance();
        const saved = queue.save();
        const future = (from: EventQueue) => {
          const events: number[][] = [];
          while (from.advance()) {
            events.push([from.cycle, from.kind, from.a, from.b]);
            if (events.length < 20) from.schedule(from.cycle + 3, 100);
          }
          return events;
        };
        const first = future(queue);
        const other = new EventQueue();
        other.schedule(1, 77);
        other.restore(saved);
        expect(future(other)).toEqual(first);
      }),
      { seed: 12 },
    );
  });

  test('refuses events in the past', () => {
    const queue = new EventQueue();
    queue.schedule(5, 1);
    queue.advance();
    expect(() => queue.schedule(4, 2)).toThrow('event 2 scheduled for cycle 4, but it is 5');
    expect(() => queue.schedule(Number.NaN, 2)).toThrow('NaN');
  });
});
