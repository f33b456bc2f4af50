/**
 * Which page frames of physical memory are free.
 *
 *      word 0                word 1
 *      1111 1111 ... 0010    0000 ...        bit set = frame in use
 *
 * A bitmap over frames, with the lowest word that may hold a free frame remembered. The lowest free frame is
 * given first, so that runs repeat exactly. Freeing what is not in use is a bug of the caller and asserts.
 * Which process owns a frame, and whether it is pinned, is kept elsewhere.
 */
export class FrameAllocator {
  /** Frames that may still be given away. */
  freeCount: number;
  private readonly words: Int32Array;
  private lowestWord = 0;

  /** @param frameCount number of frames, numbered from 0. */
  constructor(readonly frameCount: number) {
    if (!Number.isInteger(frameCount) || frameCount < 1)
      throw new RangeError(`FrameAllocator: frameCount must be an integer of at least 1, got ${frameCount}`);
    this.words = new Int32Array((frameCount + 31) >> 5);
    this.freeCount = frameCount;
    for (let frame = frameCount; frame < this.words.length * 32; frame++) this.setInUse(frame);
  }

  /** The lowest free frame, now in use; -1 when none is free. */
  allocate(): number {
    while (this.lowestWord < this.words.length) {
      const free = ~this.words[this.lowestWord];
      if (free !== 0) {
        const frame = this.lowestWord * 32 + (31 - Math.clz32(free & -free));
        this.setInUse(frame);
        this.freeCount--;
        return frame;
      }
      this.lowestWord++;
    }
    return -1;
  }

  /** Gives `frame` back. @throws when it is not in use. */
  free(frame: number): void {
    if (!this.inUse(frame)) throw new Error(`FrameAllocator: frame ${frame} is freed but not in use`);
    const word = frame >> 5;
    this.words[word] = this.words[word] & ~(1 << (frame & 31));
    this.freeCount++;
    if (word < this.lowestWord) this.lowestWord = word;
  }

  inUse(frame: number): boolean {
    if (!Number.isInteger(frame) || frame < 0 || frame >= this.frameCount)
      throw new RangeError(`FrameAllocator: no frame ${frame} among ${this.frameCount}`);
    return (this.words[frame >> 5] & (1 << (frame & 31))) !== 0;
  }

  /** The bitmap as 32-bit integers, for snapshots. */
  save(): number[] {
    return Array.from(this.words);
  }

  restore(state: readonly number[]): void {
    this.words.set(state);
    this.lowestWord = 0;
    this.freeCount = 0;
    for (let frame = 0; frame < this.frameCount; frame++) if (!this.inUse(frame)) this.freeCount++;
  }

  private setInUse(frame: number): void {
    const word = frame >> 5;
    this.words[word] = this.words[word] | (1 << (frame & 31));
  }
}
