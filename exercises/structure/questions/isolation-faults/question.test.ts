/** Of the isolation question: what goes through reaches the frame that the map says, and no store any other. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import { PAGE_BYTES } from '../../../../simulator/hardware/memory/physical-memory';
import question, { draw, TwoProcesses } from './question';

describe('the isolation question', () => {
  it('has the hardware refuse what the map does not give, and nothing else', () => {
    for (let seed = 0; seed < 60; seed++) {
      const { pages, machine, accesses } = draw(new Random(seed));
      for (const access of accesses) {
        const page = pages.find(
          (each) => each.process === access.process && each.page === Math.floor(access.address / PAGE_BYTES),
        );
        const needed = { load: 'r', store: 'w', fetch: 'x' }[access.kind];
        const allowed = page !== undefined && !page.kernelOnly && page.rights.includes(needed);
        expect(machine.faults(access)).toBe(!allowed);
      }
    }
  });

  it('lets no store reach a frame that the process may not write', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { pages } = draw(new Random(seed));
      for (const process of ['A', 'B'] as const) {
        const machine = new TwoProcesses(pages);
        for (let page = 0x3fe; page < 0x40a; page++)
          machine.faults({ process, kind: 'store', address: page * PAGE_BYTES });
        const changed = pages.filter(({ frame }) => machine.memory.loadWord(frame * PAGE_BYTES) === -1);
        const writable = pages.filter(
          (each) => each.process === process && each.rights === 'rw' && !each.kernelOnly,
        );
        expect(new Set(changed.map(({ frame }) => frame))).toEqual(
          new Set(writable.map(({ frame }) => frame)),
        );
      }
    }
  });

  it('gives every reason for a fault', () => {
    const reasons = Array.from(
      { length: 60 },
      (_, seed) => question.generate(new Random(seed)).worked?.[0]?.rows,
    ).flatMap((rows) => rows?.map((row) => `${row[2]} ${row[3]}`) ?? []);
    for (const [result, why] of [
      ['fault', 'is not in'],
      ['fault', 'kernel only'],
      ['fault', 'has r, not w'],
      ['fault', 'has rw, not x'],
      ['fault', 'has rx, not w'],
      ['goes through', 'has r:'],
      ['goes through', 'has w:'],
      ['goes through', 'has x:'],
    ] as const)
      expect(reasons.some((each) => each.startsWith(result) && each.includes(why))).toBe(true);
  });
});
