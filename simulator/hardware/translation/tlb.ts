/**
 * A translation lookaside buffer: translations that were made lately, by address space and page.
 *
 *      set = page number mod sets     ways: least recently used goes      entry: (space, page) -> page-table entry
 *
 * Entries may be of two page sizes; a superpage is kept once, under its own number, and looked for beside the
 * small one. A *global* entry answers for every address space. The buffer keeps page-table entries as they were:
 * whoever changes a table must flush (sfence.vma here; on other cores by an interprocessor interrupt, a
 * "shootdown"). Replacement is exact LRU; ties cannot arise.
 */

import { PAGE_BYTES } from '../memory/physical-memory';
import { ENTRY, SUPERPAGE_BYTES } from './sv32';

export interface TlbGeometry {
  /** A power of two. One set: fully associative. */
  readonly sets: number;
  readonly ways: number;
}

const SUPERPAGE_SHIFT = 22;
const PAGE_SHIFT = 12;
const EMPTY = -1;

export class Tlb {
  hits = 0;
  misses = 0;
  evictions = 0;
  /** Of the last hit: the page-table entry, where it lies, and how large its page is. */
  entry = 0;
  entryAddress = 0;
  pageBytes: number = PAGE_BYTES;

  private readonly spaces: Int32Array;
  /** Page number in units of the entry's own page size; EMPTY when the way is free. */
  private readonly pages: Int32Array;
  private readonly superpages: Uint8Array;
  private readonly entries: Int32Array;
  private readonly addresses: Float64Array;
  private readonly lastUses: Float64Array;
  private uses = 0;
  // What was found last, and where; nothing since a way changed.
  private foundSpace = 0;
  private foundPage = EMPTY;
  private foundSuperpage = 0;
  private foundWay = 0;

  constructor(readonly geometry: TlbGeometry) {
    const { sets, ways } = geometry;
    if (!(sets >= 1) || (sets & (sets - 1)) !== 0 || !Number.isInteger(ways) || ways < 1)
      throw new RangeError(
        `Tlb: sets must be a power of two and ways at least 1, got ${sets} sets of ${ways} ways`,
      );
    const count = sets * ways;
    this.spaces = new Int32Array(count);
    this.pages = new Int32Array(count).fill(EMPTY);
    this.superpages = new Uint8Array(count);
    this.entries = new Int32Array(count);
    this.addresses = new Float64Array(count);
    this.lastUses = new Float64Array(count);
  }

  get capacity(): number {
    return this.geometry.sets * this.geometry.ways;
  }

  /** @returns whether the page of `virtualAddress` is there; then `entry` and `pageBytes` are set. */
  lookup(space: number, virtualAddress: number): boolean {
    const found = this.find(space, virtualAddress >>> PAGE_SHIFT, 0);
    const way = found >= 0 ? found : this.find(space, virtualAddress >>> SUPERPAGE_SHIFT, 1);
    if (way < 0) {
      this.misses++;
      return false;
    }
    this.hits++;
    this.lastUses[way] = ++this.uses;
    this.entry = this.entries[way];
    this.entryAddress = this.addresses[way];
    this.pageBytes = this.superpages[way] === 1 ? SUPERPAGE_BYTES : PAGE_BYTES;
    return true;
  }

  /** Keeps a translation; an older one of the same page is replaced. */
  insert(
    space: number,
    virtualAddress: number,
    entry: number,
    entryAddress: number,
    pageBytes: number,
  ): void {
    const superpage = pageBytes === SUPERPAGE_BYTES ? 1 : 0;
    const page = virtualAddress >>> (superpage === 1 ? SUPERPAGE_SHIFT : PAGE_SHIFT);
    let way = this.find(space, page, superpage);
    if (way < 0) way = this.victim(page);
    this.spaces[way] = space;
    this.pages[way] = page;
    this.superpages[way] = superpage;
    this.entries[way] = entry;
    this.addresses[way] = entryAddress;
    this.lastUses[way] = ++this.uses;
    this.foundPage = EMPTY;
  }

  /**
   * Forgets translations, as sfence.vma does. @param virtualAddress only of the page that holds it; undefined: of
   * all. @param space only of this address space, global entries excepted; undefined: of all, global ones too.
   */
  flush(virtualAddress: number | undefined, space: number | undefined): void {
    this.foundPage = EMPTY;
    for (let way = 0; way < this.capacity; way++) {
      if (this.pages[way] === EMPTY) continue;
      if (space !== undefined && (this.spaces[way] !== space || this.isGlobal(way))) continue;
      if (virtualAddress !== undefined) {
        const shift = this.superpages[way] === 1 ? SUPERPAGE_SHIFT : PAGE_SHIFT;
        if (this.pages[way] !== virtualAddress >>> shift) continue;
      }
      this.pages[way] = EMPTY;
    }
  }

  /** What is in it, set by set, most recently used first: for pictures and laboratories. */
  contents(): { set: number; space: number; virtualAddress: number; entry: number; pageBytes: number }[] {
    const { sets, ways } = this.geometry;
    const list = [];
    for (let set = 0; set < sets; set++) {
      const used = Array.from({ length: ways }, (_, i) => set * ways + i)
        .filter((way) => this.pages[way] !== EMPTY)
        .sort((a, b) => this.lastUses[b] - this.lastUses[a]);
      for (const way of used) {
        const pageBytes = this.superpages[way] === 1 ? SUPERPAGE_BYTES : PAGE_BYTES;
        list.push({
          set,
          space: this.spaces[way],
          virtualAddress: this.pages[way] * pageBytes,
          entry: this.entries[way],
          pageBytes,
        });
      }
    }
    return list;
  }

  save() {
    const { hits, misses, evictions, uses } = this;
    return {
      ...{ hits, misses, evictions, uses },
      spaces: Array.from(this.spaces),
      pages: Array.from(this.pages),
      superpages: Array.from(this.superpages),
      entries: Array.from(this.entries),
      addresses: Array.from(this.addresses),
      lastUses: Array.from(this.lastUses),
    };
  }

  restore(state: ReturnType<Tlb['save']>): void {
    const { hits, misses, evictions, uses } = state;
    Object.assign(this, { hits, misses, evictions, uses });
    this.spaces.set(state.spaces);
    this.pages.set(state.pages);
    this.superpages.set(state.superpages);
    this.entries.set(state.entries);
    this.addresses.set(state.addresses);
    this.lastUses.set(state.lastUses);
    this.foundPage = EMPTY;
  }

  private isGlobal(way: number): boolean {
    return (this.entries[way] & ENTRY.global) !== 0;
  }

  private find(space: number, page: number, superpage: number): number {
    if (page === this.foundPage && superpage === this.foundSuperpage && space === this.foundSpace)
      return this.foundWay;
    const { sets, ways } = this.geometry;
    const first = (page & (sets - 1)) * ways;
    for (let way = first; way < first + ways; way++)
      if (
        this.pages[way] === page &&
        this.superpages[way] === superpage &&
        (this.spaces[way] === space || this.isGlobal(way))
      ) {
        this.foundSpace = space;
        this.foundPage = page;
        this.foundSuperpage = superpage;
        this.foundWay = way;
        return way;
      }
    return -1;
  }

  private victim(page: number): number {
    const { sets, ways } = this.geometry;
    const first = (page & (sets - 1)) * ways;
    let oldest = first;
    for (let way = first; way < first + ways; way++) {
      if (this.pages[way] === EMPTY) return way;
      if (this.lastUses[way] < this.lastUses[oldest]) oldest = way;
    }
    this.evictions++;
    return oldest;
  }
}
