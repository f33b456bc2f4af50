/**
 * Instructions that were decoded, kept by physical page until the page changes.
 *
 *      decode ─▶ page in use: nobody stores to it past this object ─▶ a store: the words that it touched are
 *                    ▲                                                 forgotten, decoded anew when reached
 *                    └── next decode ◀── not in use, all forgotten ◀── after many stores: it holds data by now
 *
 * Functional cores share one of these through their address space, so that every store, of whatever core or
 * device, is seen by the next fetch of all of them. A core with caches has its own, as a memo only: there the word
 * that the instruction cache answers is compared before each instruction.
 */
import { PAGE_BYTES } from './physical-memory';

const WORDS_PER_PAGE = PAGE_BYTES / 4;

/** Stores to a page in use after which decoding it anew costs less than seeing further ones. */
const STORES_TO_DATA = 256;

/** What the interpreter calls an instruction that is not decoded yet. */
const UNDECODED = 0;

export class DecodedPage {
  readonly ops = new Uint8Array(WORDS_PER_PAGE);
  readonly rd = new Uint8Array(WORDS_PER_PAGE);
  readonly rs1 = new Uint8Array(WORDS_PER_PAGE);
  readonly rs2 = new Uint8Array(WORDS_PER_PAGE);
  readonly immediates = new Int32Array(WORDS_PER_PAGE);
  /** The instruction words as they were fetched. */
  readonly words = new Int32Array(WORDS_PER_PAGE);
  /** Whether a word of it may be decoded. */
  inUse = false;
  /** Stores since it came into use. */
  stores = 0;

  constructor(readonly physicalAddress: number) {}
}

/** A core that stores to pages directly once it has seen that it may. */
export interface PageStorer {
  forgetStorePages(): void;
}

export class DecodedPages {
  private readonly pages = new Map<number, DecodedPage>();
  private readonly storers: PageStorer[] = [];

  join(storer: PageStorer): void {
    this.storers.push(storer);
  }

  /** The page at `physicalAddress`, a multiple of the page size; always the same object. */
  page(physicalAddress: number): DecodedPage {
    let page = this.pages.get(physicalAddress);
    if (page === undefined) {
      page = new DecodedPage(physicalAddress);
      this.pages.set(physicalAddress, page);
    }
    return page;
  }

  /** Must be called before a word of the page is decoded: from now on stores to it are told. */
  use(page: DecodedPage): void {
    if (page.inUse) return;
    page.inUse = true;
    page.stores = 0;
    for (const storer of this.storers) storer.forgetStorePages();
  }

  /** Whether stores to the page that holds the address must be told. */
  inUse(address: number): boolean {
    return this.pages.get(address - (address % PAGE_BYTES))?.inUse === true;
  }

  /** A word, or an aligned part of one, was stored at a physical address. */
  stored(address: number): void {
    const page = this.pages.get(address - (address % PAGE_BYTES));
    if (page === undefined || !page.inUse) return;
    page.ops[(address % PAGE_BYTES) >>> 2] = UNDECODED;
    if (++page.stores === STORES_TO_DATA) forgetPage(page);
  }

  /** Any number of bytes were stored. */
  storedBytes(address: number, byteLength: number): void {
    for (let at = address - (address % 4); at < address + byteLength; ) {
      const end = Math.min(address + byteLength, at - (at % PAGE_BYTES) + PAGE_BYTES);
      if (this.inUse(at)) for (; at < end; at += 4) this.stored(at);
      at = end;
    }
  }

  /** Forgets every instruction. */
  forget(): void {
    for (const page of this.pages.values()) if (page.inUse) forgetPage(page);
  }
}

function forgetPage(page: DecodedPage): void {
  page.ops.fill(UNDECODED);
  page.inUse = false;
}
