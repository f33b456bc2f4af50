import { describe, expect, test } from 'vitest';
import { Random } from './random';

describe('Random', () => {
  test('a seed gives this sequence for ever: stored seeds and digests depend on it', () => {
    const random = new Random('runqueue');
    expect([
      random.word(),
      random.word(),
      random.word(),
      random.below(10),
      random.between(5, 7),
    ]).toMatchInlineSnapshot(`
      [
        1192337294,
        1508909545,
        547075988,
        5,
        6,
      ]
    `);
  });

  test('below() is uniform and keeps its bounds', () => {
    const random = new Random(7);
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) counts[random.below(6)]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
    expect(() => random.below(0)).toThrow('bound must be an integer from 1');
  });

  test('a fork does not depend on what the parent draws later, and save() restores the sequence', () => {
    const random = new Random(1);
    const fork = random.fork('threads');
    const saved = random.save();
    const next = [random.word(), random.word()];
    const again = new Random(1);
    const sameFork = again.fork('threads');
    again.word();
    expect(fork.word()).toBe(sameFork.word());
    random.restore(saved);
    expect([random.word(), random.word()]).toEqual(next);
  });

  test('shuffled() keeps every item', () => {
    const items = Array.from({ length: 30 }, (_, i) => i);
    const shuffled = new Random(3).shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.slice().sort((a, b) => a - b)).toEqual(items);
  });
});
