import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createScheme, explainAll, mapAll, SCHEME_NAMES } from '../../laboratories/translation-laboratory';
import { PhysicalMemory } from '../memory/physical-memory';
import { ACCESS } from '../memory/physical-memory-protection';
import { FlatPageTable } from './flat-page-table';
import { HashedPageTable } from './hashed-page-table';
import { InvertedPageTable } from './inverted-page-table';
import { SegmentTable } from './segment-table';
import { SUPERPAGE_BYTES } from './sv32';
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
      permissions: fc.integer({ min: 1, max: RWX }),
      pages: fc.integer({ min: 1, max: 4 }),
      offset: fc.nat(4095),
      access: fc.constantFrom(ACCESS.fetch, ACCESS.load, ACCESS.store),
    });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
        const scheme = create();
        const model = new Map<string, { frame: number; permissions: number }>();
        for (const { what, space, page, frame, permissions, pages, offset, access } of operations) {
          const key = `${space}/${page}`;
          const virtualAddress = page * 4096;
          if (what === 'map') {
            // An inverted table holds a frame once: the model keeps to that for all.
            const taken = (each: number) => each >= frame && each < frame + pages;
            if (frame + pages > 64 || [...model.values()].some((held) => taken(held.frame))) continue;
            const byteLength = pages * 4096;
            scheme.map({ space, virtualAddress, physicalAddress: frame * 4096, permissions, byteLength });
            for (let i = 0; i < pages; i++)
              model.set(`${space}/${page + i}`, { frame: frame + i, permissions });
          } else if (what === 'unmap') {
            scheme.unmap(space, virtualAddress + offset);
            model.delete(key);
          } else {
            const held = model.get(key);
            // What may be written may be read.
            const needed = [PERMISSION.execute, PERMISSION.read | PERMISSION.write, PERMISSION.write][access];
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
  test('[row 88] a flat table takes 4 MiB for 32 bits whatever is mapped, and one access', () => {
    const flat = new FlatPageTable(tables(8 * 1024 * 1024));
    flat.map({ space: 1, virtualAddress: 0x40_0000, physicalAddress: 0x2000, permissions: RWX });
    expect(flat.tableBytes()).toBe(4 * 1024 * 1024);
    expect(flat.translate(1, 0x40_0123, ACCESS.load)).toMatchObject({ physicalAddress: 0x2123, accesses: 1 });
  });

  test('[row 82] [row 89] a two-level table takes inner tables only where something is mapped; a superpage saves one access', () => {
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

  test('[row 92] an inverted table probes index + 1 entries, and all of them in vain', () => {
    const table = new InvertedPageTable(tables(), 64);
    table.map({ space: 1, virtualAddress: 0x7000, physicalAddress: 20 * 4096, permissions: RWX });
    expect(table.translate(1, 0x7000, ACCESS.load).accesses).toBe(21);
    expect(table.translate(2, 0x7000, ACCESS.load)).toMatchObject({ outcome: 'not present', accesses: 64 });
    expect(table.tableBytes()).toBe(64 * 8);
  });

  test('[row 93] a hashed table probes about 1 + load / 2 entries on average when found', () => {
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

  test('[row 83] bounds are exact and come before permissions', () => {
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
  const outcomes = (map: string, addresses: string) =>
    SCHEME_NAMES.map((name) => {
      const scheme = createScheme(name);
      mapAll(scheme, map);
      return explainAll(scheme, addresses).map(({ outcome, physicalAddress }) => [outcome, physicalAddress]);
    });

  test('every scheme gives the same outcomes for the same map, sizes and permissions included', () => {
    const letters = ['r', 'w', 'x', 'rw', 'rx', 'wx', 'rwx'];
    const map = letters.map(
      (each, i) => `1 0x${(i + 1).toString(16)}0000000 0x${(8 * i).toString(16)}000 ${each} 8192`,
    );
    const addresses = letters.flatMap((_, i) =>
      ['0', '1fff'].flatMap((offset) =>
        ['l', 's', 'f'].map((access) => `0x${(i + 1).toString(16)}000${offset.padStart(4, '0')},${access}`),
      ),
    );
    const [first, ...others] = outcomes(map.join('\n'), addresses.join('\n'));
    for (const other of others) expect(other).toEqual(first);
    expect(new Set(first.map(([outcome]) => outcome))).toEqual(new Set(['translated', 'permission']));
  });

  test('a mapping that ends beyond either space is refused by every scheme, one that ends with it is not', () => {
    for (const name of SCHEME_NAMES) {
      const map = (line: string) => () => mapAll(createScheme(name), line);
      expect(map('1 0xf0000000 0xffff0000 rw 131072')).toThrow(
        /line 1: 131072 bytes .* end beyond the space/,
      );
      if (name !== 'inverted') expect(map('1 0xf0000000 0xfffe0000 rw 131072')).not.toThrow();
      if (name !== 'segments')
        expect(map('1 0xfffff000 0x1000 rw 8192')).toThrow(/virtual address 0xfffff000 end/);
      if (name !== 'segments') expect(map('1 0x1000 0x1000 rw 100')).toThrow('multiple of the page size');
    }
  });

  test('too much is refused before it takes the machine', () => {
    expect(() => mapAll(createScheme('hashed'), '1 0x0 0x0 r 4294967296')).toThrow('more than 65536');
    const inverted = createScheme('inverted');
    expect(() => explainAll(inverted, '0x0\n'.repeat(2000))).toThrow('translate fewer addresses');
  });

  test('explains each step in words', () => {
    const scheme = createScheme('two-level');
    mapAll(scheme, '1 0x400000 0x12000 rx  # text\n');
    const explained = explainAll(scheme, '1:0x400010,f\n0x400010,s # read-only');
    expect(explained[0]?.steps.map((step) => step.what)).toEqual([
      'root index 1, inner index 0, offset 0x10',
      'entry 1 of the root table',
      'entry 0 of the inner table',
      'physical address 0x12010',
    ]);
    expect(explained[1]?.outcome).toBe('permission');
  });

  test.each([
    ['1 0x400 zz r', 'line 1: "1 0x400 zz r" should read'],
    ['\n1 0x400 0x0 r', 'line 2: the virtual address 0x400 is no multiple of the page size 4096'],
  ])('names the line of a map that is wrong: %j', (text, message) => {
    expect(() => mapAll(createScheme('hashed'), text)).toThrow(message);
  });
});
