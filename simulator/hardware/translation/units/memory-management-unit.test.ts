import { expect, test } from 'vitest';
import { Random } from '../../../engine/random';
import { PAGE_BYTES } from '../../memory/physical-memory';
import { ACCESS } from '../../memory/physical-memory-protection';
import { ENTRY } from '../sv32';
import { hardwareWalk } from './hardware-walk';
import { FAULT, MODE } from './memory-management-interface';
import { MemoryManagementUnit } from './memory-management-unit';
import { TranslatingCore } from './translating-core';

const TABLE_FRAMES = 4;
const MEMORY_FRAMES = 2600;
const ROOT = 2;
const PAGE = ENTRY.valid | ENTRY.user | ENTRY.read | ENTRY.write;

const newCore = () =>
  new TranslatingCore({
    ...{ root: ROOT, tableFrames: TABLE_FRAMES, memoryFrames: MEMORY_FRAMES },
    unit: (services, root, memoryBytes) => new MemoryManagementUnit(services, root, memoryBytes),
  });

const place = (table: number, index: number) => table * PAGE_BYTES + index * 4;

test('[row 84] each access has one class of fault or an address, and it is the one of the machine’s walker', () => {
  const random = new Random('memory management unit');
  const core = newCore();
  const { memoryBytes } = core;
  const answers = new Map<number, number>();
  for (let i = 0; i < 3_000; i++) {
    const index = random.below(8);
    const frame = random.pick([
      random.below(TABLE_FRAMES),
      random.below(3) * 1024,
      random.below(2 ** 22),
      2 ** 20 + 1,
    ]);
    core.write(place(random.below(TABLE_FRAMES), index), frame * 1024 + (random.word() & 0x3ff));
    const address = random.below(8) * 2 ** 22 + random.below(8) * PAGE_BYTES + random.below(PAGE_BYTES);
    const [access, mode] = [random.below(3), random.below(2)];
    const expected = hardwareWalk(
      { root: ROOT, memoryBytes, wordAt: (at) => core.wordAt(at) },
      address,
      access,
      mode,
    );
    const answer = core.access(address, access, mode);
    expect(answer).toBe(expected.answer);
    // And the entry is what the walker makes of it.
    expect(core.wordAt(expected.place)).toBe(expected.updated | 0);
    const kind = Math.min(0, answer);
    answers.set(kind, (answers.get(kind) ?? 0) + 1);
  }
  for (const kind of [0, FAULT.illegalAddress, FAULT.notPresent, FAULT.permission])
    expect(answers.get(kind)).toBeGreaterThan(50);
});

test('[row 87] a load sets accessed alone, a store dirty too, and a fault nothing', () => {
  const core = newCore();
  const leaf = place(3, 5);
  core.write(place(ROOT, 0), 3 * 1024 + ENTRY.valid);
  core.write(leaf, 70 * 1024 + PAGE);
  const address = 5 * PAGE_BYTES + 12;
  expect(core.access(address, ACCESS.fetch, MODE.user)).toBe(FAULT.permission);
  expect(core.access(address, ACCESS.store, MODE.supervisor)).toBe(FAULT.permission);
  expect(core.wordAt(leaf)).toBe(70 * 1024 + PAGE);
  expect(core.access(address, ACCESS.load, MODE.user)).toBe(70 * PAGE_BYTES + 12);
  expect(core.wordAt(leaf)).toBe(70 * 1024 + (PAGE | ENTRY.accessed));
  expect(core.access(address, ACCESS.store, MODE.user)).toBe(70 * PAGE_BYTES + 12);
  expect(core.wordAt(leaf)).toBe(70 * 1024 + (PAGE | ENTRY.accessed | ENTRY.dirty));
  const accesses = core.memoryAccesses;
  core.access(address, ACCESS.store, MODE.user);
  expect(core.memoryAccesses - accesses).toBe(2);
});

test('a superpage that is in memory in part is illegal where it is not, and keeps its bits there', () => {
  const core = newCore();
  core.write(place(ROOT, 1), 2048 * 1024 + PAGE);
  const end = (MEMORY_FRAMES - 2048) * PAGE_BYTES;
  expect(core.access(2 ** 22 + end, ACCESS.store, MODE.user)).toBe(FAULT.illegalAddress);
  expect(core.wordAt(place(ROOT, 1))).toBe(2048 * 1024 + PAGE);
  expect(core.access(2 ** 22 + end - 1, ACCESS.store, MODE.user)).toBe(MEMORY_FRAMES * PAGE_BYTES - 1);
});
