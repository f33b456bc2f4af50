/** Of the question of service groups: every call has one group, which its name and text tell apart from all others. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import question, { CALLS } from './question';

const all = CALLS.flat();

describe('the question of service groups', () => {
  it('has calls of which no two have one name, nine a group', () => {
    expect(CALLS.map((calls) => calls.length)).toEqual([9, 9, 9, 9, 9, 9]);
    for (const call of all) expect(call).toMatch(/^\w+\(\w*\): \w/);
    expect(new Set(all.map((call) => call.split(':')[0])).size).toBe(all.length);
  });

  it('asks for every group, gives the group of the pool, and refuses something but not everything', () => {
    for (let seed = 0; seed < 60; seed++) {
      const { given, parts } = question.generate(new Random(seed));
      const [groups, refused] = parts;
      if (groups?.kind !== 'table' || refused?.kind !== 'choice') throw new Error('a table, then a choice');
      const numbers = groups.answer.map(([number]) => Number(number));
      expect(new Set(numbers).size).toBe(6);
      expect(
        given?.rows.map((row) => CALLS.findIndex((calls) => calls.includes(row.join(': '))) + 1),
      ).toEqual(numbers);
      expect(refused.answer.length).toBeGreaterThan(0);
      expect(refused.answer.length).toBeLessThan(refused.options.length);
    }
  });
});
