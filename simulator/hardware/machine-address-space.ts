/**
 * A machine's physical address space, which knows the pages of RAM that were written since the last snapshot.
 *
 * The interpreter stores to a page directly once its first store to it came through here. So the knowledge costs
 * one slow store a page and snapshot, and nothing on the fast path: when a snapshot clears the marks, the machine
 * makes its cores forget their pages for storing. Whoever writes RAM in another way must call `markWritten`.
 *
 * Saved pages are shared between snapshots: a page that was not written since is the same array.
 */
import { Digest } from '../engine/digest';
import { PhysicalAddressSpace } from './memory/physical-address-space';
import type { PhysicalMemory } from './memory/physical-memory';
import { PAGE_BYTES } from './memory/physical-memory';

const PAGE_WORDS = PAGE_BYTES / 4;
/** Stands for every page of zeros. */
const ZERO_PAGE = new Uint8Array(PAGE_BYTES);
const digests = new WeakMap<Uint8Array, string>();

/** The pages of RAM in order. Never changed once saved. */
export type RamImage = readonly Uint8Array[];

export class MachineAddressSpace extends PhysicalAddressSpace {
  /** Pages copied by the last `save` or `restore`. */
  copiedPages = 0;
  private readonly written: Uint8Array;
  /** RAM as of the last save or restore, where not written since. */
  private image: Uint8Array[];

  /** @param tracksStores false: RAM is written behind this object's back (by caches), every page is suspect. */
  constructor(
    ram: PhysicalMemory,
    private readonly tracksStores: boolean,
    ramBase?: number,
  ) {
    super(ram, ramBase);
    if (ram.byteLength % PAGE_BYTES !== 0)
      throw new RangeError(`RAM must be whole pages of ${PAGE_BYTES} bytes, got ${ram.byteLength} bytes`);
    const pages = ram.byteLength / PAGE_BYTES;
    this.written = new Uint8Array(pages);
    this.image = new Array(pages).fill(ZERO_PAGE);
  }

  override store(address: number, size: number, value: number): void {
    if (this.isRam(address, size)) this.written[(address - this.ramBase) >>> 12] = 1;
    super.store(address, size, value);
  }

  markWritten(address: number, byteLength: number): void {
    const first = (address - this.ramBase) >>> 12;
    const last = (address + byteLength - 1 - this.ramBase) >>> 12;
    this.written.fill(1, first, last + 1);
  }

  readBytes(address: number, byteLength: number): Uint8Array {
    const at = address - this.ramBase;
    return this.ram.bytes.slice(at, at + byteLength);
  }

  /** Stores bytes into RAM; watchers are told of each word that changes. */
  writeBytes(address: number, bytes: Uint8Array): void {
    this.ram.storeBytes(address - this.ramBase, bytes);
    this.markWritten(address, bytes.length);
    this.decodedPages.storedBytes(address, bytes.length);
    if (this.isWatched(address) || this.isWatched(address + bytes.length - 1))
      for (let i = 0; i < bytes.length; i++) this.store(address + i, 1, bytes[i]);
  }

  /** Pages that may differ from the last snapshot. */
  get suspectPages(): number {
    return this.tracksStores ? this.written.reduce((sum, mark) => sum + mark, 0) : this.written.length;
  }

  save(): RamImage {
    this.copiedPages = 0;
    const { words, bytes } = this.ram;
    this.image = this.image.map((old, page) => {
      if (this.tracksStores && this.written[page] === 0) return old;
      const at = page * PAGE_BYTES;
      if (samePage(words, page, old)) return old;
      this.copiedPages++;
      return isZero(words, page) ? ZERO_PAGE : bytes.slice(at, at + PAGE_BYTES);
    });
    this.written.fill(0);
    return this.image;
  }

  restore(image: RamImage): void {
    this.copiedPages = 0;
    image.forEach((content, page) => {
      if (this.tracksStores && this.written[page] === 0 && this.image[page] === content) return;
      this.ram.bytes.set(content, page * PAGE_BYTES);
      this.copiedPages++;
    });
    this.image = image.slice();
    this.written.fill(0);
  }
}

/** The digest of a RAM image; that of each page is kept with it. */
export function digestRam(image: RamImage): string {
  const digest = new Digest();
  image.forEach((page, number) => {
    if (page === ZERO_PAGE || isZero(wordsOf(page), 0)) return;
    let own = digests.get(page);
    if (own === undefined) {
      const pageDigest = new Digest();
      for (const word of wordsOf(page)) pageDigest.addWord(word);
      own = pageDigest.toString();
      digests.set(page, own);
    }
    digest.addWord(number);
    for (let i = 0; i < own.length; i++) digest.addWord(own.charCodeAt(i));
  });
  return digest.toString();
}

function wordsOf(page: Uint8Array): Int32Array {
  return new Int32Array(page.buffer, page.byteOffset, PAGE_WORDS);
}

function samePage(words: Int32Array, page: number, old: Uint8Array): boolean {
  const oldWords = wordsOf(old);
  const start = page * PAGE_WORDS;
  for (let i = 0; i < PAGE_WORDS; i++) if (words[start + i] !== oldWords[i]) return false;
  return true;
}

function isZero(words: Int32Array, page: number): boolean {
  const start = page * PAGE_WORDS;
  for (let i = 0; i < PAGE_WORDS; i++) if (words[start + i] !== 0) return false;
  return true;
}
