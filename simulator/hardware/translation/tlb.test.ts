import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runTlbTrace } from '../../laboratories/translation-laboratory';
import { ENTRY, SUPERPAGE_BYTES } from './sv32';
import { Tlb } from './tlb';

describe('Tlb', () => {
  test('holds what a list of most recently used pages per set holds', () => {
    const step = fc.record({ space: fc.integer({ min: 0, max: 2 }), page: fc.nat(15), flush: fc.nat(20) });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 200 }),
        fc.constantFrom(1, 2, 4),
        fc.constantFrom(1, 2, 3),
        (steps, sets, ways) => {
          const tlb = new Tlb({ sets, ways });
          let model: { set: number; space: number; page: number }[] = [];
          for (const { space, page, flush } of steps) {
            if (flush === 0) {
              tlb.flush(page * 4096, space);
              model = model.filter((each) => each.space !== space || each.page !== page);
            } else if (flush === 1) {
              tlb.flush(undefined, space);
              model = model.filter((each) => each.space !== space);
            } else {
              const set = page % sets;
              const held = model.find((each) => each.space === space && each.page === page);
              expect(tlb.lookup(space, page * 4096 + 5)).toBe(held !== undefined);
              if (held === undefined) {
                tlb.insert(space, page * 4096, page << 10, 0, 4096);
                if (model.filter((each) => each.set === set).length === ways)
                  model.splice(
                    model.findIndex((each) => each.set === set),
                    1,
                  );
              } else {
                expect(tlb.entry >>> 10).toBe(page);
                model.splice(model.indexOf(held), 1);
              }
              model.push({ set, space, page });
            }
          }
        },
      ),
      { seed: 61 },
    );
  });

  test('a superpage answers for all its pages; a global entry for all spaces, and stays when one space is flushed', () => {
    const tlb = new Tlb({ sets: 1, ways: 4 });
    tlb.insert(1, 0x0040_0000, 7, 0, SUPERPAGE_BYTES);
    expect([
      tlb.lookup(1, 0x0040_0000),
      tlb.lookup(1, 0x007f_ffff),
      tlb.lookup(1, 0x0080_0000),
      tlb.lookup(2, 0x0040_0000),
    ]).toEqual([true, true, false, false]);
    tlb.insert(1, 0x1000, ENTRY.global, 0, 4096);
    tlb.flush(undefined, 1);
    expect([tlb.lookup(2, 0x1000), tlb.lookup(1, 0x0040_0000)]).toEqual([true, false]);
    tlb.flush(undefined, undefined);
    expect(tlb.lookup(2, 0x1000)).toBe(false);
  });

  test('restored, it goes on as it would have', () => {
    const run = (tlb: Tlb, pages: readonly number[]) =>
      pages.map((page) => {
        const hit = tlb.lookup(0, page * 4096);
        if (!hit) tlb.insert(0, page * 4096, 0, 0, 4096);
        return hit;
      });
    const tlb = new Tlb({ sets: 2, ways: 2 });
    run(tlb, [1, 2, 3, 4, 5]);
    const saved = tlb.save();
    const future = run(tlb, [3, 1, 5, 7, 4]);
    const other = new Tlb({ sets: 2, ways: 2 });
    other.restore(saved);
    expect(run(other, [3, 1, 5, 7, 4])).toEqual(future);
    expect(other.save()).toEqual(tlb.save());
  });

  test('without a hit a two-level table costs 3 memory accesses for each of the program', () => {
    const cold = Array.from({ length: 10 }, (_, page): [number, number] => [0, page * 4096]);
    expect(runTlbTrace({ sets: 1, ways: 4 }, cold)).toEqual({
      hits: 0,
      misses: 10,
      evictions: 6,
      walkAccesses: 20,
      effectiveAccesses: 3,
    });
  });
});
