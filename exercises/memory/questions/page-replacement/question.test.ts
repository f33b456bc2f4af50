import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import { markQuestion, publicQuestion } from '../../../question-marking';
import page from './question';

const variants = Array.from({ length: 60 }, (_, seed) => page.generate(new Random(seed)));

/** Marks responses in which every part is right, but for what `change` does to the table. */
function pointsAfter(variant: (typeof variants)[number], change: (cells: string[][]) => void) {
  const responses: Record<string, unknown> = {};
  for (const part of variant.parts) {
    if (part.kind === 'number') responses[part.id] = String(part.answer);
    if (part.kind === 'table') {
      const cells = part.answer.map((row) => row.slice());
      change(cells);
      responses[part.id] = cells;
    }
  }
  return markQuestion(variant, responses);
}

describe('the page replacement question', () => {
  it('gives full points to its own answer and a column less for one wrong cell', () => {
    for (const variant of variants) {
      expect(pointsAfter(variant, () => {})).toMatchObject({ points: 12, maxPoints: 12 });
      const spoilt = pointsAfter(variant, (cells) => {
        cells[0][5] = '99';
      });
      expect(spoilt.points).toBe(11);
    }
  });

  it('never shows an answer, and asks for each algorithm in turn', () => {
    for (const variant of variants) {
      const shown = publicQuestion(variant);
      expect(JSON.stringify(shown)).not.toContain('answer');
      const table = shown.parts[0];
      if (table?.kind !== 'table') throw new Error('the first part is a table');
      expect(table.given.every((row) => row.slice(1).every((cell) => cell === null))).toBe(true);
    }
    const asked = variants.map((variant) => /under \*\*(\w+)\*\*/.exec(variant.prompt)?.[1]);
    expect(new Set(asked)).toEqual(new Set(['FIFO', 'LRU', 'OPT']));
  });

  it('is the same for the same seed, and tells the three algorithms apart', () => {
    expect(page.generate(new Random(7))).toEqual(page.generate(new Random(7)));
    for (const variant of variants) {
      const faults = variant.parts.flatMap((part) => (part.kind === 'number' ? [part.answer] : []));
      expect(new Set(faults).size).toBe(3);
      expect(Math.min(...faults)).toBe(faults[2]);
    }
  });
});
