import { expect, test } from 'vitest';
import { Random } from '../../../engine/random';
import { PhysicalMemory } from '../../memory/physical-memory';
import { ACCESS, type Access } from '../../memory/physical-memory-protection';
import { MAX_SEGMENTS, SegmentTable } from '../segment-table';
import { PERMISSION, PRESENT, TableMemory } from '../translation-scheme';
import { SegmentUnit } from './segment-unit';
import { DESCRIPTOR, OFFSET_MASK, SEGMENT_FAULT, SELECTOR_SHIFT } from './segment-unit-interface';
import { SegmentedCore } from './segmented-core';

const newCore = () =>
  new SegmentedCore({ descriptorBytes: 4096, unit: (services) => new SegmentUnit(services) });
const FAULTS = { 'not present': -1, 'out of bounds': -2, permission: -3 } as const;

test('[row 83] every address leads where the machine’s table of segments says, or to its fault', () => {
  const random = new Random('segment unit');
  const ram = new PhysicalMemory(4096);
  const table = new SegmentTable(new TableMemory(ram, 0, 4096));
  const core = newCore();
  core.setTable(0, MAX_SEGMENTS);
  const limits: number[] = [];
  for (let selector = 0; selector < MAX_SEGMENTS - 2; selector++) {
    const [base, permissions] = [random.below(2 ** 28), random.below(8)];
    const limit = selector === 3 ? OFFSET_MASK + 1 : random.between(1, 5000);
    limits.push(limit);
    table.map({
      ...{ space: 0, virtualAddress: (selector << SELECTOR_SHIFT) >>> 0, physicalAddress: base },
      ...{ permissions, byteLength: limit },
    });
    core.describe(selector * DESCRIPTOR.bytes, base, limit, (permissions << 1) | PRESENT);
  }
  const mismatches: number[] = [];
  for (let i = 0; i < 5_000; i++) {
    const selector = random.below(MAX_SEGMENTS);
    const limit = limits[selector] ?? 1;
    const offset = Math.min(OFFSET_MASK, random.pick([random.below(limit), limit - 1, limit, limit + 1]));
    const address = selector * 2 ** SELECTOR_SHIFT + offset;
    const access = random.below(3) as Access;
    const { outcome, physicalAddress } = table.translate(0, address, access);
    const expected = outcome === 'translated' ? physicalAddress : FAULTS[outcome];
    if (core.access(address, 1, access) !== expected) mismatches.push(address);
  }
  expect(mismatches).toEqual([]);
});

test('[row 83] the last byte of an access decides over the bounds, to the byte', () => {
  const core = newCore();
  core.describe(0, 0x5000, 10, (PERMISSION.read << 1) | PRESENT);
  core.setTable(0, 1);
  expect([6, 7, 8, 9, 10].map((offset) => core.access(offset, 4, ACCESS.load))).toEqual([
    0x5006,
    ...[-2, -2, -2, -2],
  ]);
  expect(core.access(9, 1, ACCESS.load)).toBe(0x5009);
  expect(core.access(9, 1, ACCESS.store)).toBe(SEGMENT_FAULT.permission);
  expect(core.access(10, 1, ACCESS.store)).toBe(SEGMENT_FAULT.outOfBounds);
  expect(core.access(2 ** SELECTOR_SHIFT, 1, ACCESS.load)).toBe(SEGMENT_FAULT.noSegment);
  // One descriptor was loaded, once.
  expect(core.memoryAccesses).toBe(3);
});
