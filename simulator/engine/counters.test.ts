import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COUNTERS, counterRow } from './counters';

describe('counters', () => {
  it('stand in CONVENTIONS.md as they are, each once', () => {
    const conventions = readFileSync(join(import.meta.dirname, '../CONVENTIONS.md'), 'utf8');
    const section = conventions.split('## Counters')[1]?.split('\n## ')[0] ?? '';
    const listed = section.split('\n').filter((line) => line.startsWith('- '));
    expect(listed).toEqual(
      Object.entries(COUNTERS).map(([name, { unit, meaning }]) => `- \`${name}\` (${unit}): ${meaning}`),
    );
  });

  it('are found by name and by the name of a part, and nothing else is', () => {
    expect(counterRow('cycles')).toBe(COUNTERS.cycles);
    expect(counterRow('tickPolicyCycles')).toBe(COUNTERS.policyCycles);
    expect(counterRow('allocateAccesses')).toBe(COUNTERS.memoryAccesses);
    for (const name of ['', 'toString', 'Cycles', 'tickCycles', 'exitedThreads'])
      expect(counterRow(name)).toBeUndefined();
  });
});
