import { expect, test } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import effective from './question';

test('the worked table counts the misses that the simulated TLB counted', () => {
  for (let seed = 0; seed < 50; seed++) {
    const { parts, worked } = effective.generate(new Random(seed));
    const misses = worked?.[0].rows.filter((row) => row[3] === 'miss').length;
    expect(parts[0]).toMatchObject({ id: 'misses', answer: misses });
  }
});
