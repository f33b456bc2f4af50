/**
 * Address spaces on one processor and nothing around them: page tables of Sv32 in RAM, a table register, a TLB.
 *
 *      RAM      [ frames 0 to n - 1 ][ root and table of space 0 ][ of space 1 ] ...
 *      access   ─▶ TLB ─miss─▶ walk from the table register ─▶ frame, or fault: `handler` is asked, then once again
 *
 * The pages of a space lie one after the other from BASE on. A frame's number is its page of physical memory, as it
 * stands in an entry. What the TLB holds may be older than the table: whoever takes a right away flushes. An entry
 * of the TLB that does not permit an access, or lacks the dirty bit for a store, makes the processor walk anew.
 *
 * Leaves out: a second core, kernel pages, superpages, the cost of time.
 */
import { PAGE_BYTES, PhysicalMemory } from '../../../hardware/memory/physical-memory';
import { ACCESS, type Access } from '../../../hardware/memory/physical-memory-protection';
import { ENTRY, Sv32Walker } from '../../../hardware/translation/sv32';
import { Tlb, type TlbGeometry } from '../../../hardware/translation/tlb';
import { FrameAllocator } from '../frame-allocator';
import { entryOf, TABLE_ENTRIES } from '../page-table';
import type { SpaceSwitch, SpaceSwitchServices } from './space-switch-interface';

const BASE = 0x40_0000;
const TABLES_EACH = 2;
const DEFAULT_TLB: TlbGeometry = { sets: 4, ways: 4 };

export interface TranslatedMemoryOptions {
  readonly frames: number;
  /** Address spaces, numbered from 0. */
  readonly spaces: number;
  /** Of each space, at most 1,024. */
  readonly pages: number;
  readonly tlb?: TlbGeometry;
}

/** What is to be done about a page that is not there, or not with that right. @returns whether to try again. */
export type FaultHandler = (space: number, page: number, access: Access) => boolean;

export class TranslatedMemory implements SpaceSwitchServices {
  readonly tlb: Tlb;
  readonly frames: FrameAllocator;
  readonly pages: number;
  readonly spaces: number;
  /** Accesses of the walker to tables. */
  walkAccesses = 0;
  registerWrites = 0;
  /** Of everything that the TLB holds. */
  flushes = 0;
  copiedFrames = 0;
  handler: FaultHandler = () => false;
  /** The frame of the last access that was translated. */
  frame = -1;
  private readonly ram: PhysicalMemory;
  private readonly walker: Sv32Walker;
  private readonly tables: number;
  private tag = 0;
  /** By space: the tag with which it ran last. */
  private readonly tagOf: number[] = [];
  private current = -1;
  private spaceSwitch: SpaceSwitch = {
    switchTo: (space) => {
      this.writeRegister(space, space);
    },
  };
  private readonly context = {
    root: 0,
    userMode: true,
    supervisorUserMemory: false,
    makeExecutableReadable: false,
    setsAccessedDirty: true,
  };

  constructor({ frames, spaces, pages, tlb = DEFAULT_TLB }: TranslatedMemoryOptions) {
    if (pages > TABLE_ENTRIES) throw new RangeError(`TranslatedMemory: ${pages} pages, one table maps 1,024`);
    this.pages = pages;
    this.spaces = spaces;
    this.frames = new FrameAllocator(frames);
    this.tlb = new Tlb(tlb);
    this.tables = frames * PAGE_BYTES;
    const ram = new PhysicalMemory(this.tables + spaces * TABLES_EACH * PAGE_BYTES);
    this.ram = ram;
    for (let space = 0; space < spaces; space++)
      ram.storeWord(
        this.rootOf(space) + (BASE >>> 22) * 4,
        entryOf(this.rootOf(space) + PAGE_BYTES, ENTRY.valid),
      );
    this.walker = new Sv32Walker({
      refused: false,
      readEntry: (address) => ram.loadWord(address),
      writeEntry: (address, entry) => ram.storeWord(address, entry),
    });
  }

  /** How the kernel changes spaces from now on; without: each space has a tag of its own. */
  switchBy(spaceSwitch: SpaceSwitch): void {
    this.spaceSwitch = spaceSwitch;
  }

  // The processor

  /** @returns the word; undefined where the access faulted and was not mended. */
  load(space: number, page: number, offset = 0): number | undefined {
    return this.access(space, page, ACCESS.load) ? this.ram.loadWord(this.at(offset)) : undefined;
  }

  /** @returns whether it was stored. */
  store(space: number, page: number, word: number, offset = 0): boolean {
    const done = this.access(space, page, ACCESS.store);
    if (done) this.ram.storeWord(this.at(offset), word);
    return done;
  }

  /** Translates an address of the space that runs. @returns whether `frame` is set. */
  translate(page: number, access: Access): boolean {
    const { tlb, walker, context } = this;
    const virtual = BASE + page * PAGE_BYTES;
    if (tlb.lookup(this.tag, virtual) && isFit(tlb.entry, access, context)) {
      this.frame = tlb.entry >>> 10;
      return true;
    }
    const outcome = walker.walk(virtual, access, context);
    this.walkAccesses += walker.accesses;
    const frame = walker.physicalAddress / PAGE_BYTES;
    if (outcome !== 'translated' || frame >= this.frames.frameCount) return false;
    tlb.insert(this.tag, virtual, walker.entry, walker.entryAddress, walker.pageBytes);
    this.frame = frame;
    return true;
  }

  writeRegister(space: number, tag: number): void {
    this.registerWrites++;
    this.context.root = this.rootOf(space);
    this.tag = tag;
    this.tagOf[space] = tag;
  }

  flushAll(): void {
    this.flushes++;
    this.tlb.flush(undefined, undefined);
  }

  /** Forgets the translations of one space. */
  flush(space: number): void {
    const tag = this.tagOf[space];
    if (tag !== undefined) this.tlb.flush(undefined, tag);
  }

  // The kernel

  entry(space: number, page: number): number {
    return this.ram.loadWord(this.entryAddress(space, page));
  }

  setEntry(space: number, page: number, entry: number): void {
    this.ram.storeWord(this.entryAddress(space, page), entry);
  }

  copyFrame(from: number, to: number): void {
    this.copiedFrames++;
    this.ram.storeBytes(to * PAGE_BYTES, this.bytesOf(from));
  }

  /** Fills a frame with zeros behind its first word. */
  fill(frame: number, firstWord: number): void {
    this.bytesOf(frame).fill(0);
    this.ram.storeWord(frame * PAGE_BYTES, firstWord);
  }

  /** The bytes of a frame, not a copy of them. */
  bytesOf(frame: number): Uint8Array {
    return this.ram.bytes.subarray(frame * PAGE_BYTES, (frame + 1) * PAGE_BYTES);
  }

  private access(space: number, page: number, access: Access): boolean {
    if (space !== this.current) this.spaceSwitch.switchTo(space);
    this.current = space;
    return (
      this.translate(page, access) || (this.handler(space, page, access) && this.translate(page, access))
    );
  }

  private at(offset: number): number {
    return this.frame * PAGE_BYTES + offset;
  }

  private rootOf(space: number): number {
    return this.tables + space * TABLES_EACH * PAGE_BYTES;
  }

  private entryAddress(space: number, page: number): number {
    return this.rootOf(space) + PAGE_BYTES + 4 * page;
  }
}

function isFit(entry: number, access: Access, context: Parameters<typeof Sv32Walker.permits>[2]): boolean {
  return (
    Sv32Walker.permits(entry, access, context) && (access !== ACCESS.store || (entry & ENTRY.dirty) !== 0)
  );
}
