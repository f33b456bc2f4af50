/**
 * One free list in the order of addresses, searched by first, best, worst or next fit.
 *
 *      arena      | given | free    | given | free            |        a block may begin with a header
 *                           ▲  ─────────────▶ ▲
 *      records    of each unit of the arena three words: bytes of the block that begins there (negative while it is
 *                 given out, 0 where none begins), and the free blocks before and behind it
 *
 * All that is known lies in simulated memory, so that any number of allocator objects may take turns:
 *      word 0     the first free block        word 1     where next fit goes on        then the records
 * Records lie beside the arena, so that blocks may have any size from one unit on, as in a textbook's tables.
 *
 * What fits is cut at its lower end; the rest stays in its place in the list. Freed blocks are put where their address
 * belongs and joined with both neighbours. Ties: the lowest address; of next fit the first one from where it goes on.
 * Next fit goes on at the rest of the block that it cut, or behind the one that it took whole.
 * Left out: growth, lists by size. Sources: D. Knuth, TAOCP 1, section 2.5; OSTEP, chapter 17, and its malloc.py.
 */
import type { WordMemory } from './buddy-allocator';

/** Which of the free blocks that are large enough is cut. */
export const FITS = {
  /** The first in the list. */
  first: 0,
  /** The smallest. */
  best: 1,
  /** The largest. */
  worst: 2,
  /** The first from where the last search ended, round the list. */
  next: 3,
} as const;
export type Fit = keyof typeof FITS;

export interface FreeBlock {
  readonly address: number;
  readonly bytes: number;
}

const NONE = -1;
const FIRST = 0;
const GO_ON = 1;
const RECORDS = 2;
const BYTES = 0;
const NEXT = 1;
const BEFORE = 2;

export class FreeListAllocator {
  /** Free blocks that the last call of `allocate` looked at. */
  searched = 0;
  private readonly memory: WordMemory;
  private readonly arenaBase: number;
  private readonly arenaBytes: number;
  private readonly unitBytes: number;
  private readonly metadataBase: number;
  private readonly fit: number;
  private readonly headerBytes: number;
  private readonly joins: boolean;

  /**
   * @param arenaBytes a multiple of unitBytes.
   * @param unitBytes sizes are rounded up to a multiple of it.
   * @param metadataBase where the words begin: 2, and 3 for each unit of the arena.
   * @param fit one of FITS.
   * @param headerBytes what each block has in front of the bytes that it gives out: a multiple of unitBytes.
   * @param joins 0 leaves neighbours that are free apart, to be seen what comes of it.
   */
  constructor(
    memory: WordMemory,
    arenaBase: number,
    arenaBytes: number,
    unitBytes: number,
    metadataBase: number,
    fit: number,
    headerBytes = 0,
    joins = 1,
  ) {
    this.memory = memory;
    this.arenaBase = arenaBase;
    this.arenaBytes = arenaBytes;
    this.unitBytes = unitBytes;
    this.metadataBase = metadataBase;
    this.fit = fit;
    this.headerBytes = headerBytes;
    this.joins = joins !== 0;
  }

  /** Makes the whole arena one free block. @returns 0 */
  initialise(): number {
    for (let at = 0; at < this.arenaBytes; at += this.unitBytes) this.set(at, BYTES, 0);
    this.set(0, BYTES, this.arenaBytes);
    this.set(0, NEXT, NONE);
    this.set(0, BEFORE, NONE);
    this.write(GO_ON, 0);
    return this.write(FIRST, 0);
  }

  /** @returns the address behind the header of a block that holds `bytes`; -1 when none fits or `bytes` is below 1. */
  allocate(bytes: number): number {
    this.searched = 0;
    if (bytes < 1 || bytes > this.arenaBytes) return -1;
    const needed = Math.ceil(bytes / this.unitBytes) * this.unitBytes + this.headerBytes;
    const block = this.fit === FITS.next ? this.fromWhereItEnded(needed) : this.search(needed);
    if (block === NONE) return -1;
    const rest = this.get(block, BYTES) - needed;
    const next = this.get(block, NEXT);
    const before = this.get(block, BEFORE);
    if (rest === 0) {
      this.link(before, next);
      this.write(GO_ON, next);
    } else {
      this.set(block + needed, BYTES, rest);
      this.link(before, block + needed);
      this.link(block + needed, next);
      this.write(GO_ON, block + needed);
    }
    this.set(block, BYTES, -needed);
    return this.arenaBase + block + this.headerBytes;
  }

  /** Gives back what `allocate` answered with `address`. @returns 0; -1, changing nothing, when nothing of it is held. */
  free(address: number): number {
    const bytes = this.blockBytes(address);
    if (bytes < 0) return -1;
    const block = address - this.headerBytes - this.arenaBase;
    let before = NONE;
    let next = this.read(FIRST);
    while (next !== NONE && next < block) {
      before = next;
      next = this.get(next, NEXT);
    }
    this.set(block, BYTES, bytes);
    this.link(before, block);
    this.link(block, next);
    if (this.joins) {
      if (block + bytes === next) this.join(block, next);
      if (before !== NONE && before + this.get(before, BYTES) === block) this.join(before, block);
    }
    return 0;
  }

  /** @returns the size of the block given out with `address`, header included; -1 when there is none. */
  blockBytes(address: number): number {
    const block = address - this.headerBytes - this.arenaBase;
    if (!(block >= 0 && block < this.arenaBytes) || block % this.unitBytes !== 0) return -1;
    const bytes = this.get(block, BYTES);
    return bytes < 0 ? -bytes : -1;
  }

  /** The free blocks, lowest address first. */
  freeBlocks(): readonly FreeBlock[] {
    const blocks: FreeBlock[] = [];
    for (let at = this.read(FIRST); at !== NONE; at = this.get(at, NEXT))
      blocks.push({ address: this.arenaBase + at, bytes: this.get(at, BYTES) });
    return blocks;
  }

  private search(needed: number): number {
    let found = NONE;
    let foundBytes = 0;
    for (let at = this.read(FIRST); at !== NONE; at = this.get(at, NEXT)) {
      this.searched++;
      const bytes = this.get(at, BYTES);
      if (bytes < needed) continue;
      if (found === NONE || (this.fit === FITS.best ? bytes < foundBytes : bytes > foundBytes)) {
        found = at;
        foundBytes = bytes;
      }
      if (this.fit === FITS.first) break;
    }
    return found;
  }

  private fromWhereItEnded(needed: number): number {
    const first = this.read(FIRST);
    if (first === NONE) return NONE;
    const goOn = this.read(GO_ON);
    const start = goOn === NONE ? first : goOn;
    let at = start;
    do {
      this.searched++;
      if (this.get(at, BYTES) >= needed) return at;
      at = this.get(at, NEXT);
      if (at === NONE) at = first;
    } while (at !== start);
    return NONE;
  }

  /** `behind` becomes a part of `block`, which ends where it begins. */
  private join(block: number, behind: number): void {
    this.set(block, BYTES, this.get(block, BYTES) + this.get(behind, BYTES));
    this.set(behind, BYTES, 0);
    this.link(block, this.get(behind, NEXT));
    if (this.read(GO_ON) === behind) this.write(GO_ON, block);
  }

  private link(before: number, next: number): void {
    if (before === NONE) this.write(FIRST, next);
    else this.set(before, NEXT, next);
    if (next !== NONE) this.set(next, BEFORE, before);
  }

  private get(block: number, field: number): number {
    return this.read(RECORDS + (3 * block) / this.unitBytes + field);
  }

  private set(block: number, field: number, value: number): void {
    this.write(RECORDS + (3 * block) / this.unitBytes + field, value);
  }

  private read(word: number): number {
    return this.memory.load(this.metadataBase + 4 * word);
  }

  private write(word: number, value: number): number {
    return this.memory.store(this.metadataBase + 4 * word, value);
  }
}
