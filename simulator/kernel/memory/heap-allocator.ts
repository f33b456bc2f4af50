/**
 * malloc and free of a user program: blocks with boundary tags, in lists by size, in memory that the kernel adds.
 *
 *      heap        |  | block | block        | block |E|          end ──▶ grows by sbrk
 *      given out   | size+flags | the program's bytes, from a multiple of 8 ...     |
 *      free        | size+flags | next | previous | ...                      | size |
 *
 * The kernel knows one number of this heap, its end; what is inside is known here alone, and stays user state: as
 * long as a free block fits, no call crosses into the kernel. The flags of a block say whether it is given out, and
 * whether the one below it is; the size at the end of a free block leads down to its start. So both neighbours of a
 * freed block are found at once and joined with it. E is a header of size 0, given out for ever.
 *
 * Lists of free blocks: one for each size of 16 to 136 bytes, then one for each power of two, and a word with a bit for
 * each list that has a block. The smallest block is taken of the first list that has one that fits; what is left over,
 * from 16 bytes on, is a free block again. Ties: the block freed last.
 * When none fits, the heap grows by what is missing at its end, and by GROWTH_BYTES at least if the kernel has them.
 *
 * In words from metadataBase on: end of the heap (0: none yet), lists with a block, then the first block of each list.
 * Left out: giving memory back to the kernel, threads. An address that malloc did not answer must not be freed, as in C.
 * Sources: D. Knuth, TAOCP 1, section 2.5; D. Lea, "A memory allocator"; OSTEP, chapter 17.
 */
import type { WordMemory } from './buddy-allocator';

/** The memory of a process, and its one request to the kernel. */
export interface HeapMemory extends WordMemory {
  /** Moves the end of the heap up by `bytes`, a multiple of 8. @returns where it was: a multiple of 8; -1 when it cannot. */
  sbrk(bytes: number): number;
}

const GROWTH_BYTES = 1024;
const HEADER_BYTES = 4;
const LEAST_BLOCK_BYTES = 16;
const MOST_BYTES = 1 << 30;

const GIVEN = 1;
const BELOW_GIVEN = 2;
const FLAGS = 7;

const END = 0;
const FILLED_LISTS = 1;
const LISTS = 2;
const NONE = 0;

export class HeapAllocator {
  private readonly memory: HeapMemory;
  private readonly metadataBase: number;

  /** @param metadataBase where the 34 words begin that are not in the heap. */
  constructor(memory: HeapMemory, metadataBase: number) {
    this.memory = memory;
    this.metadataBase = metadataBase;
  }

  /** There is no heap yet. @returns 0 */
  initialise(): number {
    this.write(FILLED_LISTS, 0);
    return this.write(END, 0);
  }

  /** @returns the address of at least `bytes` bytes, a multiple of 8; -1 when there are none or `bytes` is below 1. */
  malloc(bytes: number): number {
    if (bytes < 1 || bytes > MOST_BYTES) return -1;
    const needed = Math.max(LEAST_BLOCK_BYTES, (bytes + HEADER_BYTES + 7) & -8);
    let block = this.find(needed);
    if (block === NONE) {
      if (!this.grow(needed)) return -1;
      block = this.find(needed);
    }
    const header = this.memory.load(block);
    const blockBytes = header & ~FLAGS;
    this.unlink(block, blockBytes);
    const rest = blockBytes - needed;
    if (rest >= LEAST_BLOCK_BYTES) {
      this.memory.store(block, needed | GIVEN | (header & BELOW_GIVEN));
      this.putFree(block + needed, rest);
    } else {
      this.memory.store(block, header | GIVEN);
      const above = block + blockBytes;
      this.memory.store(above, this.memory.load(above) | BELOW_GIVEN);
    }
    return block + HEADER_BYTES;
  }

  /** Takes back what malloc answered. @returns 0 */
  free(address: number): number {
    let block = address - HEADER_BYTES;
    const header = this.memory.load(block);
    let bytes = header & ~FLAGS;
    const above = block + bytes;
    const headerAbove = this.memory.load(above);
    if ((headerAbove & GIVEN) === 0) {
      this.unlink(above, headerAbove & ~FLAGS);
      bytes += headerAbove & ~FLAGS;
    } else this.memory.store(above, headerAbove & ~BELOW_GIVEN);
    if ((header & BELOW_GIVEN) === 0) {
      const bytesBelow = this.memory.load(block - HEADER_BYTES);
      block -= bytesBelow;
      this.unlink(block, bytesBelow);
      bytes += bytesBelow;
    }
    this.putFree(block, bytes);
    return 0;
  }

  /** The smallest block of the first list that has one of `needed` bytes; NONE when no list has. */
  private find(needed: number): number {
    const list = listOf(needed);
    const filled = this.read(FILLED_LISTS);
    const own = (filled & (1 << list)) === 0 ? NONE : this.smallest(list, needed);
    if (own !== NONE) return own;
    const larger = filled & ~((2 << list) - 1);
    return larger === 0 ? NONE : this.smallest(31 - Math.clz32(larger & -larger), needed);
  }

  private smallest(list: number, needed: number): number {
    let found = NONE;
    let foundBytes = 0;
    for (let block = this.read(LISTS + list); block !== NONE; block = this.memory.load(block + 4)) {
      const bytes = this.memory.load(block) & ~FLAGS;
      if (bytes >= needed && (found === NONE || bytes < foundBytes)) {
        found = block;
        foundBytes = bytes;
      }
      if (foundBytes === needed) break;
    }
    return found;
  }

  /** Adds memory, so that the last block of the heap is free and has `needed` bytes. @returns whether it could. */
  private grow(needed: number): boolean {
    let end = this.read(END);
    if (end === 0) {
      end = this.memory.sbrk(8);
      if (end === -1) return false;
      end += 8;
      this.memory.store(end - HEADER_BYTES, GIVEN | BELOW_GIVEN);
      this.write(END, end);
    }
    const last = end - HEADER_BYTES;
    const header = this.memory.load(last);
    const free = (header & BELOW_GIVEN) === 0 ? this.memory.load(last - HEADER_BYTES) : 0;
    let added = Math.max(GROWTH_BYTES, needed - free);
    if (this.memory.sbrk(added) === -1) {
      added = needed - free;
      if (this.memory.sbrk(added) === -1) return false;
    }
    this.write(END, end + added);
    this.memory.store(last + added, GIVEN);
    if (free > 0) this.unlink(last - free, free);
    this.putFree(last - free, free + added);
    return true;
  }

  /** Writes a free block whose neighbours are given out, and puts it in front of its list. */
  private putFree(block: number, bytes: number): void {
    const list = listOf(bytes);
    const filled = this.read(FILLED_LISTS);
    const next = (filled & (1 << list)) === 0 ? NONE : this.read(LISTS + list);
    this.memory.store(block, bytes | BELOW_GIVEN);
    this.memory.store(block + 4, next);
    this.memory.store(block + 8, NONE);
    this.memory.store(block + bytes - 4, bytes);
    if (next !== NONE) this.memory.store(next + 8, block);
    else this.write(FILLED_LISTS, filled | (1 << list));
    this.write(LISTS + list, block);
  }

  private unlink(block: number, bytes: number): void {
    const next = this.memory.load(block + 4);
    const previous = this.memory.load(block + 8);
    if (next !== NONE) this.memory.store(next + 8, previous);
    if (previous !== NONE) this.memory.store(previous + 4, next);
    else {
      const list = listOf(bytes);
      this.write(LISTS + list, next);
      if (next === NONE) this.write(FILLED_LISTS, this.read(FILLED_LISTS) & ~(1 << list));
    }
  }

  private read(word: number): number {
    return this.memory.load(this.metadataBase + 4 * word);
  }

  private write(word: number, value: number): number {
    return this.memory.store(this.metadataBase + 4 * word, value);
  }
}

/** Of blocks of so many bytes: 0 to 15 for 16 to 136, then one for each power of two. */
function listOf(bytes: number): number {
  return bytes <= 136 ? (bytes - 16) / 8 : Math.min(31, 16 + 24 - Math.clz32(bytes));
}
