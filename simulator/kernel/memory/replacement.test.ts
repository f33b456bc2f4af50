import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REPLACEMENT_ALGORITHMS, replace } from './replacement';

const BELADY = [1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5];
/** Silberschatz, Galvin, Gagne, chapter 10, with three frames: FIFO 15, OPT 9, LRU 12. */
const TEXTBOOK = [7, 0, 1, 2, 0, 3, 0, 4, 2, 3, 0, 3, 2, 1, 2, 0, 1, 7, 0, 1];

const grid = (name: 'FIFO' | 'LRU' | 'OPT' | 'Clock', references: number[], frames: number) => {
  const { steps } = replace(name, references, frames);
  return Array.from({ length: frames }, (_, f) =>
    steps.map((s) => (s.frames[f] === -1 ? '.' : s.frames[f])).join(' '),
  ).join('\n');
};

describe('page replacement', () => {
  it('[row 102] counts the faults of the textbook string as the textbook does', () => {
    expect(replace('FIFO', TEXTBOOK, 3).faults).toBe(15);
    expect(replace('OPT', TEXTBOOK, 3).faults).toBe(9);
    expect(replace('LRU', TEXTBOOK, 3).faults).toBe(12);
  });

  it("[row 102] shows Belady's anomaly: FIFO faults 9 times with three frames and 10 times with four", () => {
    expect([replace('FIFO', BELADY, 3).faults, replace('FIFO', BELADY, 4).faults]).toEqual([9, 10]);
  });

  it('shows the frames over time', () => {
    expect(grid('LRU', BELADY, 3)).toMatchInlineSnapshot(`
      "1 1 1 4 4 4 5 5 5 3 3 3
      . 2 2 2 1 1 1 1 1 1 4 4
      . . 3 3 3 2 2 2 2 2 2 5"
    `);
    expect(grid('Clock', [1, 2, 3, 1, 4, 1, 5, 2], 3)).toMatchInlineSnapshot(`
      "1 1 1 1 4 4 4 2
      . 2 2 2 2 1 1 1
      . . 3 3 3 3 5 5"
    `);
  });

  const strings = fc.tuple(
    fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 40 }),
    fc.integer({ min: 1, max: 6 }),
  );

  it('no algorithm faults less often than OPT, and none less than once a page', () => {
    fc.assert(
      fc.property(strings, ([references, frames]) => {
        const least = replace('OPT', references, frames).faults;
        for (const { name } of REPLACEMENT_ALGORITHMS)
          if (replace(name, references, frames).faults < least) return false;
        return least >= new Set(references).size;
      }),
      { seed: 102, numRuns: 300 },
    );
  });

  it('OPT is the optimum: an exhaustive search finds nothing better', () => {
    const best = (references: number[], frames: number, at = 0, resident: number[] = []): number => {
      if (at === references.length) return 0;
      const page = references[at];
      if (resident.includes(page)) return best(references, frames, at + 1, resident);
      if (resident.length < frames) return 1 + best(references, frames, at + 1, [...resident, page]);
      return (
        1 +
        Math.min(
          ...resident.map((gone) =>
            best(references, frames, at + 1, [...resident.filter((p) => p !== gone), page]),
          ),
        )
      );
    };
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 1, max: 3 }),
        (references, frames) => replace('OPT', references, frames).faults === best(references, frames),
      ),
      { seed: 102, numRuns: 100 },
    );
  });

  it('with LRU, more frames hold all that fewer frames hold (no anomaly)', () => {
    fc.assert(
      fc.property(strings, ([references, frames]) => {
        const few = replace('LRU', references, frames).steps;
        const more = replace('LRU', references, frames + 1).steps;
        return few.every((step, i) => step.frames.every((page) => more[i]?.frames.includes(page)));
      }),
      { seed: 102, numRuns: 300 },
    );
  });
});
