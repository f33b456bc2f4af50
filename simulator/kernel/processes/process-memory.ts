/**
 * The memory of processes as the kernel reaches it: by their page tables, where and only where they may themselves.
 *
 *      (process, address, access) ─▶ mapped, with that right? ─▶ where it lies
 *                                        └─no─▶ the address space is asked ─▶ mapped now?
 *
 * Which pages came and went since somebody last looked is told in the trace.
 */

import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { CAUSE } from '../../hardware/riscv/control-registers';
import { ENTRY } from '../../hardware/translation/sv32';
import { tablesOf, userAddress, userPages, type WordMemory } from '../memory/page-table';
import { ACCESS_KIND } from './access-kind';
import type { KernelMemory } from './kernel-memory';
import { SYSTEM_EVENTS } from './process-events';
import type { ProcessPager } from './process-pager';
import { PROCESS_FIELD } from './process-record';

const EVENT = SYSTEM_EVENTS.index;
const WORD_BYTES = 4;
/** Of what tables map the trace tells so many pages at most: garbage may map a million. */
const MOST_PAGES_NOTED = 1_024;
export const ACCESS_OF_CAUSE: ReadonlyMap<number, number> = new Map([
  [CAUSE.instructionPageFault, ACCESS_KIND.fetch],
  [CAUSE.loadPageFault, ACCESS_KIND.load],
  [CAUSE.storePageFault, ACCESS_KIND.store],
]);
const RIGHT_OF_ACCESS = [ENTRY.execute, ENTRY.read, ENTRY.write] as const;

/** When somebody last looked. */
interface Noted {
  /** The pages that were there, and what their entries held. */
  readonly pages: ReadonlyMap<number, number>;
  /** Frames of the page tables, the kernel's part included. */
  readonly tables: readonly number[];
}
const NOTHING: Noted = { pages: new Map(), tables: [] };

export interface ProcessMemoryOptions {
  readonly memory: KernelMemory;
  readonly exists: (process: number) => boolean;
  /** Asks the address space for a page that is not there, or not with that right. */
  readonly fault: (process: number, address: number, access: number) => number;
  readonly record: (kind: number, a: number, b?: number, c?: number, d?: number) => void;
  /** Where pages go to a swap area. */
  readonly pager?: () => ProcessPager | undefined;
}

export class ProcessMemory {
  /** Any word of RAM. */
  readonly words: WordMemory;
  private readonly noted = new Map<number, Noted>();

  constructor(private readonly options: ProcessMemoryOptions) {
    const { memory } = options;
    this.words = {
      load: (address) => memory.readKernel(address),
      store: (address, word) => memory.write(address, word),
      pageAt: (address) => memory.pageAt(address),
    };
  }

  /** Physical address of the root table. */
  rootOf(process: number): number {
    return this.options.memory.field(process, PROCESS_FIELD.root) * PAGE_BYTES;
  }

  /** A process of this number begins, with nothing. */
  begin(process: number): void {
    this.noted.delete(process);
  }

  /** Whether a frame belongs to its tables or pages. */
  holds(process: number, frame: number): boolean {
    const { pages, tables } = this.noted.get(process) ?? NOTHING;
    for (const leaf of pages.values()) if (leaf >>> 10 === frame) return true;
    return tables.includes(frame);
  }

  /** @returns what the address space answered. */
  resolve(process: number, address: number, access: number): number {
    const { memory } = this.options;
    const copied = memory.copiedFrames;
    const answer = this.options.fault(process, address, access);
    this.options.record(EVENT['page-fault'], process, address, access, answer);
    this.note(process, memory.copiedFrames === copied);
    return answer;
  }

  /** Where an address lies that a process may use so; a page that only needs to be touched is. */
  reach(process: number, address: number, access: number): number | undefined {
    const there = this.physical(process, address, access);
    if (there !== undefined || this.pager?.isAway(process, Math.floor(address / PAGE_BYTES))) return there;
    this.resolve(process, address, access);
    return this.physical(process, address, access);
  }

  physical(process: number, address: number, access: number): number | undefined {
    const right = RIGHT_OF_ACCESS[access];
    const found = userAddress(this.words, this.rootOf(process), address, right);
    if (found !== undefined && access === ACCESS_KIND.store)
      this.pager?.wrote(process, Math.floor(address / PAGE_BYTES));
    return found;
  }

  private get pager(): ProcessPager | undefined {
    return this.options.pager?.();
  }

  // For mechanisms: each an access

  /** 1 when a process may use the byte so, else 0. */
  touch(process: number, address: number, access: number): number {
    return this.byteAt(process, address, access) === undefined ? 0 : 1;
  }

  /** 0 to 255; -1 where the process may not load. */
  loadByte(process: number, address: number): number {
    const at = this.byteAt(process, address, ACCESS_KIND.load);
    return at === undefined ? -1 : (this.words.load(at - (at % 4)) >>> (8 * (at % 4))) & 0xff;
  }

  /** @returns 0, or -1 where the process may not store. */
  storeByte(process: number, address: number, byte: number): number {
    const at = this.byteAt(process, address, ACCESS_KIND.store);
    if (at === undefined) return -1;
    const [wordAt, shift] = [at - (at % 4), 8 * (at % 4)];
    const word = this.words.load(wordAt) & ~(0xff << shift);
    this.words.store(wordAt, word | ((byte & 0xff) << shift));
    this.options.record(EVENT['byte-stored'], process, address, byte & 0xff);
    return 0;
  }

  private byteAt(process: number, address: number, access: number): number | undefined {
    this.options.memory.access();
    const isAddress = Number.isInteger(address) && address >= 0 && address < 2 ** 32;
    const mayBe = isAddress && this.options.exists(process) && RIGHT_OF_ACCESS[access] !== undefined;
    return mayBe ? this.reach(process, address, access) : undefined;
  }

  // For calls that were checked: what may not be stored is not

  storeWord(process: number, address: number, word: number): void {
    const at = this.physical(process, address, ACCESS_KIND.store);
    if (at !== undefined) this.words.store(at, word);
  }

  storeWords(process: number, address: number, words: Int32Array): void {
    words.forEach((word, i) => {
      this.storeWord(process, address + WORD_BYTES * i, word);
    });
  }

  // The trace

  /** Records which pages of a process came and went since the last look. @param isFresh those that came are zeros. */
  note(process: number, isFresh = false): void {
    const { exists, record } = this.options;
    if (!exists(process)) return;
    const root = this.rootOf(process);
    const before = this.noted.get(process) ?? NOTHING;
    const pages = new Map<number, number>();
    const tables: number[] = [];
    if (root !== 0) {
      for (const { virtual, leaf } of userPages(this.words, root)) {
        if (pages.size === MOST_PAGES_NOTED) break;
        // What the hardware sets in them is no change of the page.
        pages.set(virtual / PAGE_BYTES, leaf | ENTRY.accessed | ENTRY.dirty);
      }
      for (const table of tablesOf(this.words, root)) tables.push(table / PAGE_BYTES);
    }
    for (const [page, leaf] of before.pages)
      if (pages.get(page) !== leaf) record(EVENT.unmap, process, page, leaf >>> 10);
    for (const [page, leaf] of pages)
      if (before.pages.get(page) !== leaf) record(EVENT.map, process, page, leaf >>> 10, rightsOf(leaf));
    this.noted.set(process, { pages, tables });
    this.pager?.sync(process, pages, isFresh);
  }

  /** Of all processes: others may have mapped or taken back pages of theirs. */
  noteAll(processes: number): void {
    for (let process = 1; process < processes; process++) if (this.rootOf(process) !== 0) this.note(process);
  }
}

/** As the trace tells them: 1 read, 2 write, 4 execute. */
export const rightsOf = (leaf: number): number => (leaf >>> 1) & 7;
