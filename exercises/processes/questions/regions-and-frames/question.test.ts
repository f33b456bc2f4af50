/** The physical addresses are what the shown page table says, and every kind of answer is asked for. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import question from './question';

describe('the address-space question', () => {
  it('agrees with its own page table, or faults where that has no entry', () => {
    const faults = { yes: 0, no: 0 };
    for (let seed = 0; seed < 60; seed++) {
      const { given, parts, prompt } = question.generate(new Random(seed));
      const pageBytes = Number(/has \*\*(\d+) KiB/.exec(prompt)?.[1]) * 1024;
      const frames = new Map(given?.rows.map(([page, frame]) => [Number(page), Number(frame)]));
      const [table] = parts;
      if (table?.kind !== 'table') throw new Error('the first part is a table');
      expect(new Set(table.answer.map(([, region]) => region)).size).toBe(5);
      table.answer.forEach(([access, region, result], row) => {
        const address = Number(table.rowLabels[row]);
        const frame = frames.get(Math.floor(address / pageBytes));
        const permitted = region === 'text' ? access !== 'store' : access !== 'fetch';
        if (frame !== undefined && permitted) {
          faults.no++;
          expect(Number(result)).toBe(frame * pageBytes + (address % pageBytes));
        } else {
          faults.yes++;
          expect(result).toBe('fault');
        }
      });
    }
    expect(Math.min(faults.yes, faults.no)).toBeGreaterThan(60);
  });
});
