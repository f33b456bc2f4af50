import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACCESS } from '../core/physical-memory-protection';
import { PhysicalMemory } from '../memory';
import { FlatPageTable } from './flat-page-table';
import { HashedPageTable } from './hashed-page-table';
import { InvertedPageTable } from './inverted-page-table';
import { SegmentTable } from './segment-table';
import { SUPERPAGE_BYTES } from './sv32';
import { createScheme, explain, mapAll } from './translation-laboratory';
import { MappingError, PERMISSION, TableMemory, type TranslationScheme } from './translation-scheme';
import { TwoLevelPageTable } from './two-level-page-table';

const tables = (bytes = 2 * 1024 * 1024) => new TableMemory(new PhysicalMemory(bytes), 4096, bytes);
const RWX = PERMISSION.read | PERMISSION.write | PERMISSION.execute;

const PAGED: readonly [string, () => TranslationScheme][] = [
  ['flat', () => new FlatPageTable(tables(), 20)],
  ['two-level', () => new TwoLevelPageTable(tables())],
  ['inverted', () => new InvertedPageTable(tables(), 64)],
  ['hashed', () => new HashedPageTable(tables(), 4)],
];

describe.each(PAGED)('%s page table', (_, create) => {
  test('agrees with a plain map after any sequence of mapping, unmapping and translating', () => {
    const operation = fc.record({
      what: fc.constantFrom('map', 'unmap', 'translate', 'translate'),
      space: fc.integer({ min: 1, max: 3 }),
      page: fc.nat(11),
      frame: fc.nat(63),
      permissions: fc.constantFrom(
        PERMISSION.read,
        PERMISSION.read | PERMISSION.write,
        RWX,
        PERMISSION.execute,
      ),
      offset: fc.nat(4095),
      access: fc.constantFrom(ACCESS.fetch, ACCESS.load, ACCESS.store),
    });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
        const scheme = create();
        const model = new Map<string, { frame: number; permissions: number }>();
        for (const { what, space, page, frame, permissions, offset, access } of operations) {
          const key = `${space}/${page}`;
          const virtualAddress = page * 4096;
          if (what === 'map') {
            // An inverted table holds a frame once: the model keeps to that for all.
            if ([...model.values()].some((held) => held.frame === frame)) continue;
            scheme.map({ space, virtualAddress, physicalAddress: frame * 4096, permissions });
            model.set(key, { frame, permissions });
          } else if (what === 'unmap') {
            scheme.unmap(space, virtualAddress + offset);
            model.delete(key);
          } else {
            const held = model.get(key);
            const needed = [PERMISSION.execute, PERMISSION.read, PERMISSION.write][access]!;
            const outcome =
              held === undefined ? 'not present' : held.permissions & needed ? 'translated' : 'permission';
            const result = scheme.translate(space, virtualAddress + offset, access);
            expect(result.outcome).toBe(outcome);
            expect(result.physicalAddress).toBe(
              outcome === 'translated' ? held!.frame * 4096 + offset : undefined,
            );
          }
        }
      }),
      { seed: 51, numRuns: 60 },
    );
  });
});

describe('what each scheme costs', () => {
  test('a flat table takes 4 MiB for 32 bits whatever is mapped, and one access', () => {
    const flat = new FlatPageTable(tables(8 * 1024 * 1024));
    flat.map({ space: 1, virtualAddress: 0x40_0000, physicalAddress: 0x2000, permissions: RWX });
    expect(flat.tableBytes()).toBe(4 * 1024 * 1024);
    expect(flat.translate(1, 0x40_0123, ACCESS.load)).toMatchObject({ physicalAddress: 0x2123, accesses: 1 });
  });

  test('a two-level table takes inner tables only where something is mapped; a superpage saves one access', () => {
    const table = new TwoLevelPageTable(tables());
    table.map({ space: 1, virtualAddress: 0x0000_0000, physicalAddress: 0x3000, permissions: RWX });
    table.map({ space: 1, virtualAddress: 0xffff_f000, physicalAddress: 0x4000, permissions: RWX });
    expect(table.tableBytes()).toBe(3 * 4096);
    table.map({
      space: 1,
      virtualAddress: 0x80_0000,
      physicalAddress: 0x40_0000,
      permissions: RWX,
      byteLength: SUPERPAGE_BYTES,
    });
    expect(table.translate(1, 0xffff_f004, ACCESS.store)).toMatchObject({
      physicalAddress: 0x4004,
      accesses: 2,
    });
    expect(table.translate(1, 0x80_1234, ACCESS.load)).toMatchObject({
      physicalAddress: 0x40_1234,
      accesses: 1,
    });
    expect(() =>
      table.map({ space: 1, virtualAddress: 0x80_1000, physicalAddress: 0, permissions: RWX }),
    ).toThrow(MappingError);
  });

  test('an inverted table probes index + 1 entries, and all of them in vain', () => {
    const table = new InvertedPageTable(tables(), 64);
    table.map({ space: 1, virtualAddress: 0x7000, physicalAddress: 20 * 4096, permissions: RWX });
    expect(table.translate(1, 0x7000, ACCESS.load).accesses).toBe(21);
    expect(table.translate(2, 0x7000, ACCESS.load)).toMatchObject({ outcome: 'not present', accesses: 64 });
    expect(table.tableBytes()).toBe(64 * 8);
  });

  test('a hashed table probes about 1 + load / 2 entries on average when found', () => {
    const table = new HashedPageTable(tables(), 64);
    const pages = 256;
    for (let page = 0; page < pages; page++)
      table.map({ space: 1, virtualAddress: page * 4096, physicalAddress: page * 4096, permissions: RWX });
    let probes = 0;
    for (let page = 0; page < pages; page++)
      probes += table.translate(1, page * 4096, ACCESS.load).accesses - 1;
    expect(probes / pages).toBeLessThanOrEqual(1 + pages / 64 / 2);
  });
});

describe('segments', () => {
  const table = new SegmentTable(tables());
  table.map({
    space: 1,
    virtualAddress: 0x1000_0000,
    physicalAddress: 0x5000,
    permissions: PERMISSION.read,
    byteLength: 100,
  });

  test('bounds are exact and come before permissions', () => {
    expect(table.translate(1, 0x1000_0063, ACCESS.load)).toMatchObject({
      outcome: 'translated',
      physicalAddress: 0x5063,
    });
    expect(table.translate(1, 0x1000_0064, ACCESS.load).outcome).toBe('out of bounds');
    expect(table.translate(1, 0x1000_0064, ACCESS.store).outcome).toBe('out of bounds');
    expect(table.translate(1, 0x1000_0000, ACCESS.store).outcome).toBe('permission');
    expect(table.translate(1, 0x2000_0000, ACCESS.load).outcome).toBe('not present');
  });

  test('a segment begins at a selector and needs a length', () => {
    expect(() =>
      table.map({
        space: 1,
        virtualAddress: 0x1000_1000,
        physicalAddress: 0,
        permissions: RWX,
        byteLength: 1,
      }),
    ).toThrow('low 28 bits');
    expect(() =>
      table.map({ space: 1, virtualAddress: 0x2000_0000, physicalAddress: 0, permissions: RWX }),
    ).toThrow('needs a length');
  });
});

describe('the laboratory', () => {
  test('explains each step in words', () => {
    const scheme = createScheme('two-level');
    mapAll(scheme, '1 0x400000 0x12000 rx  # text\n');
    const { steps } = explain(scheme, '1:0x400010,f');
    expect(steps.map((step) => step.what)).toEqual([
      'root index 1, inner index 0, offset 0x10',
      'entry 1 of the root table',
      'entry 0 of the inner table',
      'physical address 0x12010',
    ]);
    expect(explain(scheme, '0x400010,s').outcome).toBe('permission');
  });

  test.each([
    ['1 0x400 zz r', 'line 1: "1 0x400 zz r" should read'],
    ['\n1 0x400 0x0 r', 'line 2: the virtual address 0x400 is no multiple of the page size 4096'],
  ])('names the line of a map that is wrong: %j', (text, message) => {
    expect(() => mapAll(createScheme('hashed'), text)).toThrow(message);
  });
});
