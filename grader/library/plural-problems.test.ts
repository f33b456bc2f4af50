/** A promise of every question and of every finding: numbers and nouns agree. */
import { describe, expect, it } from 'vitest';
import { counted } from '../../simulator/engine/counted';
import { pluralOfOne } from './plural-problems';

describe('the plural of one', () => {
  it('is found in texts', () => {
    expect(pluralOfOne('It lies 1 pages after the start.')).toContain('1 pages');
    expect(pluralOfOne('has **1** frames')).toContain('1** frames');
    expect(pluralOfOne('thread 0 had 1 cycles')).toBeDefined();
  });

  it('is not found in numbers, formulas, ranges and lists', () => {
    for (const text of [
      '0.1 pages',
      '11 pages',
      '-1 bytes',
      '2 · 1 words',
      '0 to 1 pages',
      'faults 3, 0, 1 times',
      'core 1 reads',
    ])
      expect(pluralOfOne(text), text).toBeUndefined();
    expect(pluralOfOne(counted(1, 'pages'))).toBeUndefined();
  });
});
