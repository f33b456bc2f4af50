/**
 * An inverted page table with a hash in front: as many entries as frames, and chains of one entry or two.
 *
 *      base   heads of chains: frame + 1, or 0        as many as the next power of two from `frames` on
 *             by frame: what it holds, + 1, or 0
 *             by frame: the next of its chain, + 1, or 0
 *
 * Nothing is kept outside of memory. A new entry goes to the head of its chain.
 */
import { type HashedTableMechanism, type HashedTableServices, PAGES_EACH } from './hashed-table-interface';

const WORD_BYTES = 4;

export class HashedTable implements HashedTableMechanism {
  private readonly bits: number;

  /** @param base address of WORDS_EACH words for each frame. */
  constructor(
    private readonly memory: HashedTableServices,
    private readonly base: number,
    private readonly frames: number,
  ) {
    this.bits = 32 - Math.clz32(frames - 1);
  }

  initialise(): number {
    const words = 2 ** this.bits + 2 * this.frames;
    for (let word = 0; word < words; word++) this.memory.store(this.base + word * WORD_BYTES, 0);
    return 0;
  }

  map(process: number, page: number, frame: number): number {
    const { memory } = this;
    const key = keyOf(process, page);
    const held = memory.load(this.keyAt(frame));
    if (held !== 0) return held === key ? 0 : -1;
    this.unmap(process, page);
    const head = this.headOf(key);
    memory.store(this.nextAt(frame), memory.load(head));
    memory.store(this.keyAt(frame), key);
    memory.store(head, frame + 1);
    return 0;
  }

  unmap(process: number, page: number): number {
    const { memory } = this;
    const key = keyOf(process, page);
    let link = this.headOf(key);
    for (let found = memory.load(link); found !== 0; found = memory.load(link)) {
      const frame = found - 1;
      if (memory.load(this.keyAt(frame)) === key) {
        memory.store(link, memory.load(this.nextAt(frame)));
        memory.store(this.keyAt(frame), 0);
        return frame;
      }
      link = this.nextAt(frame);
    }
    return -1;
  }

  translate(process: number, page: number): number {
    const { memory } = this;
    const key = keyOf(process, page);
    let found = memory.load(this.headOf(key));
    while (found !== 0) {
      if (memory.load(this.keyAt(found - 1)) === key) return found - 1;
      found = memory.load(this.nextAt(found - 1));
    }
    return -1;
  }

  holder(frame: number): number {
    return this.memory.load(this.keyAt(frame)) - 1;
  }

  /** The MurmurHash3 finaliser (A. Appleby, public domain): every bit of the key reaches every bit of the number. */
  private headOf(key: number): number {
    let mixed = Math.imul(key ^ (key >>> 16), 0x85eb_ca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
    return this.base + ((mixed ^ (mixed >>> 16)) & (2 ** this.bits - 1)) * WORD_BYTES;
  }

  private keyAt(frame: number): number {
    return this.base + (2 ** this.bits + frame) * WORD_BYTES;
  }

  private nextAt(frame: number): number {
    return this.base + (2 ** this.bits + this.frames + frame) * WORD_BYTES;
  }
}

/** Never 0. */
function keyOf(process: number, page: number): number {
  return process * PAGES_EACH + page + 1;
}
