import { describe, expect, it } from 'vitest';
import { Random } from '../../engine/random';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { countedMemory } from './counted-memory.testing';
import { FrameAllocator } from './frame-allocator';
import { HeapAllocator } from './heap-allocator';
import { ProgramBreak } from './program-break';
import { SlabAllocator } from './slab-allocator';

const HEAP = PAGE_BYTES;

/** A process: 34 words of its own from 0 on, and a heap of `limitBytes` at most. */
function processWithHeap(limitBytes: number, frameCount = 64) {
  const frames = new FrameAllocator(frameCount);
  const kernel = new ProgramBreak(frames, HEAP, limitBytes);
  const words = countedMemory(HEAP + limitBytes);
  const memory = { ...words, sbrk: (bytes: number) => kernel.sbrk(bytes) };
  const allocator = () => new HeapAllocator(memory, 0);
  allocator().initialise();
  return { allocator, kernel, frames, words };
}

describe('HeapAllocator', () => {
  it('gives memory that is whole, aligned and not shared, over random work, and never loses any', () => {
    const random = new Random('heap');
    const { allocator, kernel } = processWithHeap(32_768);
    const live = new Map<number, number>();
    for (let i = 0; i < 1200; i++) {
      if (random.chance(i % 400 < 200 ? 13 : 8, 20)) {
        const bytes = random.between(1, random.pick([12, 100, 100, 1500]));
        const address = allocator().malloc(bytes);
        if (address === -1) continue;
        expect(address % 8).toBe(0);
        expect(address).toBeGreaterThanOrEqual(HEAP);
        expect(address + bytes).toBeLessThan(kernel.end);
        for (const [other, size] of live)
          expect(address >= other + size || address + bytes <= other).toBe(true);
        live.set(address, bytes);
      } else if (live.size > 0) {
        const address = random.pick([...live.keys()]);
        expect(allocator().free(address)).toBe(0);
        live.delete(address);
      }
    }
    for (const address of random.shuffled([...live.keys()])) allocator().free(address);
    const crossings = kernel.crossings;
    expect(allocator().malloc(kernel.end - HEAP - 16)).toBe(HEAP + 8);
    expect(kernel.crossings).toBe(crossings);
  });

  it('refuses what the kernel has no memory for, and goes on', () => {
    const { allocator } = processWithHeap(4096);
    for (const bytes of [0, -1, 4085, 1 << 30, 2 ** 31 - 1]) expect(allocator().malloc(bytes)).toBe(-1);
    const whole = allocator().malloc(4084);
    expect(whole).toBe(HEAP + 8);
    expect(allocator().malloc(1)).toBe(-1);
    allocator().free(whole);
    expect(allocator().malloc(1)).toBe(HEAP + 8);
  });

  it('[row 96] neighbours are found and joined in bounded steps, in any order of frees', () => {
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      const { allocator, words } = processWithHeap(4096);
      const blocks = [1, 2, 3].map(() => allocator().malloc(500));
      allocator().malloc(4096 - 3 * 504 - 4 - 16);
      expect(allocator().malloc(1000)).toBe(-1);
      for (const i of order) {
        const before = words.accesses;
        allocator().free(blocks[i]);
        expect(words.accesses - before).toBeLessThanOrEqual(24);
      }
      expect(allocator().malloc(3 * 504 - 4)).toBe(blocks[0]);
    }
  });

  it('[row 95] malloc crosses into the kernel only to grow; kernel state comes from frames, without any crossing', () => {
    const { allocator, kernel, frames } = processWithHeap(16 * PAGE_BYTES);
    let requested = 0;
    let calls = 0;
    const given: number[] = [];
    while (requested < 12 * PAGE_BYTES) {
      given.push(allocator().malloc(56));
      requested += 56;
      calls++;
    }
    expect(calls).toBe(878);
    expect(kernel.crossings).toBeLessThanOrEqual(calls / 15);
    expect(kernel.heapFrames).toBe(Math.ceil((kernel.end - HEAP) / PAGE_BYTES));
    const crossings = kernel.crossings;
    for (const address of given) allocator().free(address);
    for (let i = 0; i < 800; i++) allocator().malloc(56);
    expect(kernel.crossings).toBe(crossings);

    // Process control blocks: the kernel's own, in slabs over frames that no process has.
    const frame = frames.allocate();
    expect(frame).toBe(kernel.heapFrames);
    const blocks = new SlabAllocator(countedMemory(8192), frame * PAGE_BYTES, PAGE_BYTES, PAGE_BYTES, 16, 0);
    blocks.initialise();
    const cache = blocks.createCache(168);
    expect([1, 2].map(() => blocks.allocate(cache))).toEqual([frame * PAGE_BYTES, frame * PAGE_BYTES + 168]);
    expect(kernel.crossings).toBe(crossings);
  });

  it('[row 95] the break moves both ways, within its limit and the frames that are free', () => {
    const frames = new FrameAllocator(4);
    const kernel = new ProgramBreak(frames, HEAP, 8 * PAGE_BYTES);
    expect(kernel.sbrk(PAGE_BYTES + 8)).toBe(HEAP);
    expect(frames.freeCount).toBe(2);
    expect(kernel.sbrk(8 * PAGE_BYTES)).toBe(-1);
    expect(kernel.sbrk(3 * PAGE_BYTES)).toBe(-1);
    expect(kernel.sbrk(-2 * PAGE_BYTES)).toBe(-1);
    expect(kernel.sbrk(-8)).toBe(HEAP + PAGE_BYTES + 8);
    expect([frames.freeCount, kernel.heapFrames, kernel.crossings]).toEqual([3, 1, 5]);
  });
});
