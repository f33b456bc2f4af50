import { describe, expect, it } from 'vitest';
import { Random } from '../../engine/random';
import { BuddyAllocator } from './buddy-allocator';
import { countedMemory } from './counted-memory.testing';
import { MOST_CACHES, SlabAllocator } from './slab-allocator';

const ARENA = 0x10000;

function slabs(arenaBytes: number, slabBytes: number, leastObjectBytes = 4) {
  const metadataBytes = 4 * (35 + (arenaBytes / slabBytes) * (6 + slabBytes / leastObjectBytes));
  const memory = countedMemory(metadataBytes);
  const allocator = () => new SlabAllocator(memory, ARENA, arenaBytes, slabBytes, leastObjectBytes, 0);
  allocator().initialise();
  const accesses = (work: () => void) => {
    const before = memory.accesses;
    work();
    return memory.accesses - before;
  };
  return { allocator, accesses };
}

describe('SlabAllocator', () => {
  it('puts objects one behind the other, gives the last freed one first, and takes the next slab when one is full', () => {
    const { allocator } = slabs(300, 100);
    const cache = allocator().createCache(30);
    const given = [1, 2, 3, 4].map(() => allocator().allocate(cache) - ARENA);
    expect(given).toEqual([0, 30, 60, 100]);
    expect(allocator().free(ARENA + 30)).toBe(0);
    expect(allocator().allocate(cache)).toBe(ARENA + 30);
    expect(allocator().free(ARENA + 0)).toBe(0);
    expect(allocator().free(ARENA + 60)).toBe(0);
    expect([1, 2, 3].map(() => allocator().allocate(cache) - ARENA)).toEqual([60, 0, 130]);
  });

  it('refuses what begins no object in use, and changes nothing', () => {
    const { allocator } = slabs(400, 100);
    const cache = allocator().createCache(24);
    expect(allocator().free(ARENA)).toBe(-1);
    expect(allocator().allocate(cache)).toBe(ARENA);
    for (const offset of [-100, -1, 1, 23, 24, 96, 99, 100, 400, 2 ** 30])
      expect(allocator().free(ARENA + offset)).toBe(-1);
    expect(allocator().objectBytesAt(ARENA + 99)).toBe(24);
    expect(allocator().free(ARENA)).toBe(0);
    expect(allocator().free(ARENA)).toBe(-1);
    expect(allocator().objectBytesAt(ARENA)).toBe(-1);
    for (const bytes of [3, 0, -1, 101]) expect(allocator().createCache(bytes)).toBe(-1);
    for (const number of [-1, 1, MOST_CACHES]) expect(allocator().allocate(number)).toBe(-1);
    for (let i = 1; i < MOST_CACHES; i++) expect(allocator().createCache(100)).toBe(i);
    expect(allocator().createCache(100)).toBe(-1);
  });

  it('agrees with a plain account of slabs over random work', () => {
    const random = new Random('slabs');
    const [slabBytes, count] = [256, 8];
    const { allocator } = slabs(count * slabBytes, slabBytes, 16);
    const sizes = [16, 40, 100, 256];
    for (const bytes of sizes) allocator().createCache(bytes);
    const live = new Map<number, number>();
    const owners = () => {
      const of = Array.from({ length: count }, () => ({ cache: -1, used: 0 }));
      for (const [offset, cache] of live) {
        const slab = of[Math.floor(offset / slabBytes)];
        if (slab.cache !== -1 && slab.cache !== cache) throw new Error(`two caches in one slab: ${offset}`);
        slab.cache = cache;
        slab.used++;
      }
      return of;
    };
    for (let i = 0; i < 1500; i++) {
      if (random.chance(11, 20)) {
        const cache = random.below(sizes.length);
        const size = sizes[cache];
        const before = owners();
        const isPartial = before.some((s) => s.cache === cache && s.used < Math.floor(slabBytes / size));
        const offset = allocator().allocate(cache) - ARENA;
        if (!isPartial && before.every((s) => s.cache !== -1)) {
          expect(offset).toBe(-1 - ARENA);
          continue;
        }
        expect(live.has(offset)).toBe(false);
        expect((offset % slabBytes) % size).toBe(0);
        expect((offset % slabBytes) + size).toBeLessThanOrEqual(slabBytes);
        const slab = before[Math.floor(offset / slabBytes)];
        expect(slab.cache).toBe(isPartial ? cache : -1);
        live.set(offset, cache);
        owners();
      } else if (live.size > 0) {
        const offset = random.pick([...live.keys()]);
        expect(allocator().free(ARENA + offset)).toBe(0);
        live.delete(offset);
      }
    }
  });

  it('[row 98] objects of the exact size: only the slack of a slab is lost, where a buddy block loses half', () => {
    const { allocator } = slabs(4096, 4096);
    const cache = allocator().createCache(132);
    let given = 0;
    while (allocator().allocate(cache) !== -1) given++;
    expect(given).toBe(Math.floor(4096 / 132));
    expect(4096 - given * 132).toBeLessThan(132);
    const buddy = new BuddyAllocator(countedMemory(0x1000), ARENA, 4096, 32, 0);
    buddy.initialise();
    let blocks = 0;
    while (buddy.allocate(132) !== -1) blocks++;
    expect([given, blocks]).toEqual([31, 16]);
  });

  it('[row 98] no external fragmentation: every hole serves the next object, and empty slabs serve any cache', () => {
    const random = new Random('holes');
    const { allocator } = slabs(8 * 512, 512);
    const [small, large] = [allocator().createCache(48), allocator().createCache(512)];
    const given: number[] = [];
    for (;;) {
      const address = allocator().allocate(small);
      if (address === -1) break;
      given.push(address);
    }
    expect(given.length).toBe(80);
    const freed = random.shuffled(given).slice(0, 33);
    for (const address of freed) expect(allocator().free(address)).toBe(0);
    expect(freed.map(() => allocator().allocate(small)).sort()).toEqual(freed.sort());
    expect(allocator().allocate(small)).toBe(-1);
    for (const address of given) allocator().free(address);
    for (let i = 0; i < 8; i++) expect(allocator().allocate(large)).not.toBe(-1);
  });

  it('[row 98] a call touches as many words with 20,000 objects as with a few', () => {
    const { allocator, accesses } = slabs(4096 * 64, 4096, 8);
    const cache = allocator().createCache(12);
    const given: number[] = [];
    let most = 0;
    for (let i = 0; i < 20_000; i++)
      most = Math.max(
        most,
        accesses(() => given.push(allocator().allocate(cache))),
      );
    expect(new Set(given).size).toBe(20_000);
    for (const address of new Random('order').shuffled(given))
      most = Math.max(
        most,
        accesses(() => expect(allocator().free(address)).toBe(0)),
      );
    expect(most).toBeLessThanOrEqual(24);
  });
});
