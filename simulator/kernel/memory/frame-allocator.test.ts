import { describe, expect, it } from 'vitest';
import { Random } from '../../engine/random';
import { FrameAllocator } from './frame-allocator';

describe('FrameAllocator', () => {
  it('gives the lowest free frame, each once, and -1 when none is left', () => {
    const frames = new FrameAllocator(40);
    expect(Array.from({ length: 40 }, () => frames.allocate())).toEqual(
      Array.from({ length: 40 }, (_, i) => i),
    );
    expect(frames.allocate()).toBe(-1);
    frames.free(35);
    frames.free(3);
    expect([frames.allocate(), frames.allocate(), frames.allocate()]).toEqual([3, 35, -1]);
  });

  it('refuses to free what is not in use, and frames that do not exist', () => {
    const frames = new FrameAllocator(33);
    expect(() => frames.free(0)).toThrow('frame 0 is freed but not in use');
    expect(() => frames.free(33)).toThrow('no frame 33 among 33');
  });

  it('agrees with a set of free frames over random work, also after save and restore', () => {
    const random = new Random('frames');
    let frames = new FrameAllocator(70);
    const used = new Set<number>();
    for (let i = 0; i < 2000; i++) {
      if (random.chance(1, 50)) {
        const other = new FrameAllocator(70);
        other.restore(frames.save());
        frames = other;
      }
      if (random.chance(1, 2)) {
        const lowest = Array.from({ length: 70 }, (_, f) => f).find((f) => !used.has(f)) ?? -1;
        expect(frames.allocate()).toBe(lowest);
        if (lowest >= 0) used.add(lowest);
      } else if (used.size > 0) {
        const frame = random.pick([...used]);
        frames.free(frame);
        used.delete(frame);
      }
      expect(frames.freeCount).toBe(70 - used.size);
    }
  });
});
