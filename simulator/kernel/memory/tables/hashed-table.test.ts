import { describe, expect, it } from 'vitest';
import { GuardedMemory, RIGHTS } from '../../../engine/guarded-memory';
import { Random } from '../../../engine/random';
import { HashedTable } from './hashed-table';
import { PAGES_EACH, WORDS_EACH } from './hashed-table-interface';

const BASE = 0x400;

/** A memory full of old content, and a new object for each call. */
function machine(frames: number) {
  const random = new Random('old');
  const memory = new GuardedMemory(BASE + frames * WORDS_EACH * 4 + 64, ({ address }) => {
    throw new Error(`${address} is astray`);
  });
  for (let at = 0; at < memory.end; at += 4) memory.pokeWord(at, random.word());
  memory.allow(RIGHTS.readWrite, BASE, frames * WORDS_EACH * 4);
  const services = {
    load: (address: number) => memory.loadWord(address),
    store: (address: number, word: number) => (memory.storeWord(address, word) ? 0 : -1),
  };
  const table = () => new HashedTable(services, BASE, frames);
  table().initialise();
  return { table, memory };
}

describe('hashed inverted table', () => {
  it('[row 92] has an entry for each frame, which says what it holds', () => {
    const { table } = machine(4);
    expect([table().map(3, 70, 2), table().holder(2), table().holder(0)]).toEqual([
      0,
      3 * PAGES_EACH + 70,
      -1,
    ]);
    expect([table().translate(3, 70), table().translate(4, 70), table().translate(3, 71)]).toEqual([
      2, -1, -1,
    ]);
    expect([table().map(5, 1, 2), table().translate(5, 1), table().translate(3, 70)]).toEqual([-1, -1, 2]);
    expect([table().unmap(3, 70), table().unmap(3, 70), table().holder(2)]).toEqual([2, -1, -1]);
  });

  it('[row 92] a page that is mapped again leaves its old frame', () => {
    const { table } = machine(4);
    table().map(0, 0, 1);
    expect([table().map(0, 0, 3), table().translate(0, 0), table().holder(1)]).toEqual([0, 3, -1]);
    expect([table().map(0, 0, 3), table().holder(3)]).toEqual([0, 0]);
  });

  it.each([
    ['neighbours', 1],
    ['a stride of 16', 16],
    ['a stride of a region', 1024],
  ])('[row 93] takes about 1 + load / 2 probes in the mean, for %s', (_, stride) => {
    const frames = 256;
    const { table, memory } = machine(frames);
    for (let frame = 0; frame < frames; frame++)
      table().map(frame % 4, Math.floor(frame / 4) * stride, frame);
    const before = memory.accesses;
    for (let frame = 0; frame < frames; frame++)
      expect(table().translate(frame % 4, Math.floor(frame / 4) * stride)).toBe(frame);
    // The first probe is two accesses, every further one two more.
    const probes = (memory.accesses - before) / 2 / frames;
    expect(probes).toBeLessThanOrEqual(1 + 1 / 2 + 0.1);
  });

  it.each([1, 2, 3, 5, 33])('agrees with a map over random work, with %i frames', (frames) => {
    const random = new Random(`work ${frames}`);
    const { table } = machine(frames);
    const model = new Map<number, number>();
    for (let i = 0; i < 500; i++) {
      const [process, page, frame] = [random.below(3), random.below(frames) * 64, random.below(frames)];
      const key = process * PAGES_EACH + page;
      const holder = [...model].find(([, held]) => held === frame)?.[0] ?? -1;
      const what = random.below(4);
      if (what === 0) {
        const isFree = holder === -1 || holder === key;
        expect(table().map(process, page, frame)).toBe(isFree ? 0 : -1);
        if (isFree) model.set(key, frame);
      } else if (what === 1) {
        expect(table().unmap(process, page)).toBe(model.get(key) ?? -1);
        model.delete(key);
      } else if (what === 2) expect(table().translate(process, page)).toBe(model.get(key) ?? -1);
      else expect(table().holder(frame)).toBe(holder);
    }
  });
});
