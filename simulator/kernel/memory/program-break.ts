/**
 * The kernel's side of a heap: where it ends, and the frames behind it.
 *
 *      base                      break                     limit
 *      | frames of the process ...  |  no frames yet ...     |
 *
 * What a program allocates inside is none of the kernel's business: `sbrk` is all it is asked for, and each call is a
 * crossing, there and back. A page has a frame from the first byte below the break on; what the break leaves gives
 * its frames back. Left out: frames on first touch only (processes/demand-paging.ts).
 */
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import type { FrameAllocator } from './frame-allocator';

export class ProgramBreak {
  /** Calls of sbrk. */
  crossings = 0;
  /** The first address that is not the heap's. */
  end: number;
  private readonly frames: number[] = [];

  /** @param base a multiple of a page. @param limitBytes the most that the heap may have. */
  constructor(
    private readonly frameAllocator: FrameAllocator,
    readonly base: number,
    private readonly limitBytes: number,
  ) {
    this.end = base;
  }

  /** Moves the break by `bytes`, up or down. @returns where it was; -1, changing nothing, where it cannot be. */
  sbrk(bytes: number): number {
    this.crossings++;
    const before = this.end;
    const heapBytes = before + bytes - this.base;
    if (heapBytes < 0 || heapBytes > this.limitBytes) return -1;
    const pages = Math.ceil(heapBytes / PAGE_BYTES);
    if (pages - this.frames.length > this.frameAllocator.freeCount) return -1;
    while (this.frames.length < pages) this.frames.push(this.frameAllocator.allocate());
    for (const frame of this.frames.splice(pages)) this.frameAllocator.free(frame);
    this.end = before + bytes;
    return before;
  }

  get heapFrames(): number {
    return this.frames.length;
  }
}
