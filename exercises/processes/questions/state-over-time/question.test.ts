/** At most one process runs at a time, and the times in the states add up to the exit. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import question from './question';

const variants = Array.from({ length: 60 }, (_, seed) => question.generate(new Random(seed)));

describe('the life-cycle question', () => {
  it('has times that add up', () => {
    for (const { parts } of variants) {
      const table = parts.find((part) => part.kind === 'table');
      if (table?.kind !== 'table') throw new Error('there is a table');
      for (const row of table.answer) {
        const [ready, running, waiting, exit] = row.map(Number);
        expect(ready + running + waiting).toBe(exit);
      }
    }
  });

  it('never has two running, nor a ready process beside an idle core', () => {
    for (const { worked } of variants) {
      const lanes = worked?.[0].rows.map((row) => row.slice(1)) ?? [];
      for (let time = 0; time < lanes[0].length; time++) {
        const states = lanes.map((lane) => lane[time]);
        const running = states.filter((state) => state === 'X').length;
        expect(running).toBe(states.some((state) => state === 'X' || state === 'R') ? 1 : 0);
      }
    }
  });

  it('asks for every state', () => {
    const asked = variants.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'choice' ? part.answer : [])),
    );
    expect(new Set(asked)).toEqual(new Set([0, 1, 2, 3]));
  });

  it('follows one run to its end', () => {
    expect(variants[3].worked?.[0].rows.map((row) => row.slice(1).join(' '))).toMatchInlineSnapshot(`
      [
        "X X R R R R X X R R X W W W W X X X",
        "R R X X W W W W W R R X X     ",
        "R R R R X X R R X X W W R X    ",
      ]
    `);
  });
});
