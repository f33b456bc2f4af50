import { expect, test } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import segments from './question';

test('every variant has three accesses that succeed and one fault of each kind', () => {
  for (let seed = 0; seed < 50; seed++) {
    const [accesses] = segments.generate(new Random(seed)).parts;
    if (accesses.kind !== 'table') throw new Error('the first part is a table');
    const answers = accesses.answer.map(([answer]) => answer);
    expect(answers.filter((answer) => !answer.startsWith('0x')).sort()).toEqual([
      'not present',
      'out of bounds',
      'permission',
    ]);
  }
});
