import { describe, expect, it } from 'vitest';
import { Random } from '../../engine/random';
import { BuddyAllocator } from './buddy-allocator';

const ARENA = 0x4000;
const METADATA = 0x100;

/** A memory full of old contents, and a fresh allocator object for each call. */
function machine(arenaBytes: number, minimumBlockBytes: number) {
  const random = new Random('garbage');
  const words = Int32Array.from({ length: 0x4000 }, () => random.word() | 0);
  const counts = { accesses: 0 };
  const memory = {
    load: (address: number) => {
      counts.accesses++;
      return words[address >> 2];
    },
    store: (address: number, value: number) => {
      expect(address).toBeGreaterThanOrEqual(METADATA);
      expect(address).toBeLessThan(METADATA + (8 * arenaBytes) / minimumBlockBytes);
      counts.accesses++;
      words[address >> 2] = value;
      return 0;
    },
  };
  const allocator = () => new BuddyAllocator(memory, ARENA, arenaBytes, minimumBlockBytes, METADATA);
  allocator().initialise();
  return { allocator, counts };
}

/** Free blocks as a plain list: what the tree must agree with. */
class ListOfBlocks {
  free: { address: number; bytes: number }[];
  live = new Map<number, number>();
  constructor(arenaBytes: number) {
    this.free = [{ address: ARENA, bytes: arenaBytes }];
  }
  allocate(bytes: number, minimumBlockBytes: number): number {
    let size = minimumBlockBytes;
    while (size < bytes) size *= 2;
    const fitting = this.free
      .filter((b) => b.bytes >= size)
      .sort((a, b) => a.bytes - b.bytes || a.address - b.address);
    const block = fitting[0];
    if (block === undefined) return -1;
    this.free = this.free.filter((b) => b !== block);
    for (let half = block.bytes / 2; half >= size; half /= 2)
      this.free.push({ address: block.address + half, bytes: half });
    this.live.set(block.address, size);
    return block.address;
  }
  release(address: number): void {
    let block = { address, bytes: this.live.get(address) as number };
    this.live.delete(address);
    for (;;) {
      const buddyAddress = ((block.address - ARENA) ^ block.bytes) + ARENA;
      const buddy = this.free.find((b) => b.address === buddyAddress && b.bytes === block.bytes);
      if (buddy === undefined) break;
      this.free = this.free.filter((b) => b !== buddy);
      block = { address: Math.min(block.address, buddyAddress), bytes: block.bytes * 2 };
    }
    this.free.push(block);
  }
}

describe('BuddyAllocator', () => {
  it('[row 97] halves down to the smallest fit, lowest address first, and joins again', () => {
    const { allocator } = machine(1024, 32);
    expect(allocator().allocate(100)).toBe(ARENA);
    expect(allocator().allocate(33)).toBe(ARENA + 128);
    expect(allocator().allocate(32)).toBe(ARENA + 192);
    expect(allocator().allocate(1024)).toBe(-1);
    for (const offset of [192, 0, 128]) expect(allocator().free(ARENA + offset)).toBe(0);
    expect(allocator().allocate(1024)).toBe(ARENA);
    expect(allocator().allocate(1)).toBe(-1);
  });

  it('refuses what no block can hold and what is not allocated, and stays sound', () => {
    const { allocator } = machine(256, 32);
    for (const bytes of [0, -1, 257]) expect(allocator().allocate(bytes)).toBe(-1);
    expect(allocator().free(ARENA)).toBe(-1);
    expect(allocator().allocate(64)).toBe(ARENA);
    for (const address of [ARENA + 32, ARENA - 256, ARENA + 256, ARENA + 4, 0, -1])
      expect(allocator().free(address)).toBe(-1);
    expect(allocator().blockBytes(ARENA)).toBe(64);
    expect(allocator().free(ARENA)).toBe(0);
    expect(allocator().free(ARENA)).toBe(-1);
    expect(allocator().allocate(256)).toBe(ARENA);
  });

  it.each([
    [32, 32],
    [2048, 32],
    [4096, 16],
  ])('agrees with a list of blocks over random work: arena %i, minimum %i', (arenaBytes, minimum) => {
    const random = new Random(`buddy ${arenaBytes}`);
    const { allocator } = machine(arenaBytes, minimum);
    const list = new ListOfBlocks(arenaBytes);
    for (let i = 0; i < 1500; i++) {
      if (random.chance(11, 20)) {
        const bytes = random.between(1, random.pick([minimum, 4 * minimum, arenaBytes]));
        const expected = list.allocate(bytes, minimum);
        expect(allocator().allocate(bytes)).toBe(expected);
        if (expected >= 0) expect(allocator().blockBytes(expected)).toBe(list.live.get(expected));
      } else {
        const address = ARENA + 4 * random.below(arenaBytes / 4);
        const live = list.live.size > 0 && random.chance(3, 4) ? random.pick([...list.live.keys()]) : address;
        const legal = list.live.has(live);
        if (legal) list.release(live);
        expect(allocator().free(live)).toBe(legal ? 0 : -1);
      }
    }
  });

  it('[row 97] touches at most four words an order in any call', () => {
    const { allocator, counts } = machine(4096, 16);
    const orders = 9;
    for (let i = 0; i < 40; i++) {
      counts.accesses = 0;
      allocator().allocate(16 + i);
      expect(counts.accesses).toBeLessThanOrEqual(4 * orders);
    }
    counts.accesses = 0;
    allocator().free(ARENA);
    expect(counts.accesses).toBeLessThanOrEqual(4 * orders);
  });
});
