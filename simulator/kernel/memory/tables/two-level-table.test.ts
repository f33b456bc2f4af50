import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../engine/random';
import { ENTRY } from '../../../hardware/translation/sv32';
import { PageTable } from './two-level-table';
import { WalkedTable } from './walked-table';

const { read, write, execute } = ENTRY;
const table = (frames = 8) =>
  new WalkedTable({
    ...{ frames, random: new Random('tables') },
    mechanism: (services, root) => new PageTable(services, root),
  });

describe('two-level page table', () => {
  it('[row 82] translates page number to frame, and keeps the offset', () => {
    const made = table();
    made.map(0xf_fc01, 0x1234, read | write);
    expect(made.translate(0xffc0_1abc, read)).toBe(0x123_4abc);
    expect(made.walk(0xffc0_1abc, write)).toBe(0x123_4abc);
    expect([made.translate(0xffc0_1abc, execute), made.walk(0xffc0_1abc, execute)]).toEqual([-1, -1]);
    expect([made.translate(0xffc0_0abc, read), made.walk(0xffc0_2abc, read)]).toEqual([-1, -1]);
  });

  it('[row 89] has an inner table for each region in use, and none for others', () => {
    const made = table();
    for (const page of [0, 1, 1023, 1024, 5 * 1024, 1023 * 1024]) made.map(page, page, read);
    expect(made.tableFrames).toBe(4);
    for (const page of [1, 1023]) expect(made.unmap(page)).toBe(page);
    expect(made.tableFrames).toBe(4);
    expect([made.unmap(0), made.unmap(1024), made.tableFrames]).toEqual([0, 1024, 2]);
    expect([made.unmap(0), made.unmap(5 * 1024 + 1)]).toEqual([-1, -1]);
  });

  it('[row 89] a page that is mapped again counts once', () => {
    const made = table();
    made.map(7, 1, read);
    made.map(7, 2, read);
    expect([made.unmap(7), made.tableFrames]).toEqual([2, 0]);
  });

  it('[row 89] without a frame for a table it refuses, and changes nothing', () => {
    const made = table(1);
    expect([made.map(0, 1, read), made.map(1024, 2, read), made.map(1, 3, read)]).toEqual([0, -1, 0]);
    expect([made.walk(4096 * 1024, read), made.walk(4096, read)]).toEqual([-1, 3 * 4096]);
  });

  it('[row 88] a sparse space of three pages takes three tables and a root, not 4 MiB', () => {
    const made = table();
    for (const page of [0, 0x8_0000, 0xf_ffff]) made.map(page, 1, read);
    expect((made.tableFrames + 1) * 4096).toBe(16_384);
  });

  it('agrees with a map from page to frame, by its own answers and by the hardware', () => {
    const pages = [0, 1, 1023, 1024, 1030, 0x8_0000, 0xf_ffff];
    const step = fc.tuple(
      fc.constantFrom('map', 'map', 'unmap', 'look'),
      fc.constantFrom(...pages),
      fc.nat(1000),
      fc.constantFrom(read, read | write, read | execute),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const made = table();
        const model = new Map<number, { frame: number; rights: number }>();
        for (const [what, page, frame, rights] of steps) {
          if (what === 'map') {
            expect(made.map(page, frame, rights)).toBe(0);
            model.set(page, { frame, rights });
          } else if (what === 'unmap') {
            expect(made.unmap(page)).toBe(model.get(page)?.frame ?? -1);
            model.delete(page);
          } else
            for (const right of [read, write, execute]) {
              const held = model.get(page);
              const there = held !== undefined && (held.rights & right) !== 0 ? held.frame * 4096 + 8 : -1;
              expect(made.translate(page * 4096 + 8, right)).toBe(there);
              expect(made.walk(page * 4096 + 8, right)).toBe(there);
            }
          expect(made.tableFrames).toBe(new Set([...model.keys()].map((each) => each >>> 10)).size);
        }
      }),
      { seed: 89, numRuns: 100 },
    );
  });
});
