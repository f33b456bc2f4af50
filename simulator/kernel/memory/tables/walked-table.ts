/**
 * A page table in simulated memory: kept by a mechanism, walked by the hardware.
 *
 *      RAM   [ frames that tables may have, old content in them ][ root ]      mechanism ─ services ─▶ ◀─ walker
 *
 * Only the root and frames that were given out can be reached. A frame that is freed gets another content at once, as
 * if somebody else used it. Frames behind pages are only numbers here.
 */
import type { Random } from '../../../engine/random';
import { Trace } from '../../../engine/trace';
import { PAGE_BYTES, PhysicalMemory } from '../../../hardware/memory/physical-memory';
import { ACCESS, type Access } from '../../../hardware/memory/physical-memory-protection';
import { BITS } from '../../../hardware/translation/entry-letters';
import { ENTRY, Sv32Walker } from '../../../hardware/translation/sv32';
import { FrameAllocator } from '../frame-allocator';
import { TABLE_ENTRIES } from '../page-table';
import type { PageTableMechanism, PageTableServices } from './page-table-interface';
import { TABLE_EVENTS } from './table-events';

const EVENT = TABLE_EVENTS.index;
const ACCESS_OF_RIGHT: ReadonlyMap<number, Access> = new Map([
  [ENTRY.read, ACCESS.load],
  [ENTRY.write, ACCESS.store],
  [ENTRY.execute, ACCESS.fetch],
]);

export interface WalkedTableOptions {
  /** Frames that tables may have beside the root. */
  readonly frames: number;
  /** Where old content comes from. */
  readonly random: Random;
  readonly trace?: Trace;
  readonly mechanism: (services: PageTableServices, root: number) => PageTableMechanism;
}

export class WalkedTable {
  readonly trace: Trace;
  private readonly ram: PhysicalMemory;
  private readonly frames: FrameAllocator;
  private readonly root: number;
  private readonly random: Random;
  private readonly mechanism: PageTableMechanism;
  private readonly walker: Sv32Walker;
  private time = 0;
  private loads = 0;

  constructor({ frames, random, trace, mechanism }: WalkedTableOptions) {
    this.trace = trace ?? new Trace(TABLE_EVENTS.kinds);
    this.random = random;
    this.frames = new FrameAllocator(frames);
    this.root = frames;
    this.ram = new PhysicalMemory((frames + 1) * PAGE_BYTES);
    const { ram } = this;
    for (let frame = 0; frame < frames; frame++) this.fillWithOld(frame);
    this.walker = new Sv32Walker({
      refused: false,
      readEntry: (address) => (address < ram.byteLength ? ram.loadWord(address) : 0),
      writeEntry: (address, entry) => ram.storeWord(address, entry),
    });
    this.record(EVENT.root, this.root);
    this.mechanism = mechanism(this.services(), this.root);
  }

  /** Frames that tables have, the root not counted. */
  get tableFrames(): number {
    return this.frames.frameCount - this.frames.freeCount;
  }

  map(page: number, frame: number, rights: number): number {
    this.record(EVENT.map, page, frame, rights);
    const answer = this.mechanism.map(page, frame, rights);
    this.record(EVENT.mapped, page, answer);
    return answer;
  }

  unmap(page: number): number {
    this.record(EVENT.unmap, page);
    const answer = this.mechanism.unmap(page);
    this.record(EVENT.unmapped, page, answer);
    return answer;
  }

  /** @param right of ENTRY: read, write or execute. */
  translate(address: number, right: number): number {
    this.record(EVENT.translate, address, right);
    this.loads = 0;
    const answer = this.mechanism.translate(address, right);
    this.record(EVENT.translated, address, right, answer, this.loads);
    return answer;
  }

  /** What the hardware does at an access in user mode. @returns the physical address; -1: it faults. */
  walk(address: number, right: number): number {
    const { walker } = this;
    const outcome = walker.walk(address, ACCESS_OF_RIGHT.get(right) ?? ACCESS.load, {
      ...{ root: this.root * PAGE_BYTES, userMode: true, supervisorUserMemory: false },
      ...{ makeExecutableReadable: false, setsAccessedDirty: true },
    });
    const physical = outcome === 'translated' ? walker.physicalAddress : -1;
    this.record(EVENT.walk, address, right, physical, walker.accesses);
    return physical;
  }

  private services(): PageTableServices {
    const { ram, frames } = this;
    const isTable = (frame: number) =>
      frame === this.root ||
      (Number.isInteger(frame) && frame >= 0 && frame < frames.frameCount && frames.inUse(frame));
    const isWord = (address: number, store: number) => {
      if (address % 4 === 0 && isTable(Math.floor(address / PAGE_BYTES))) return true;
      this.record(EVENT.stray, recordable(address), store);
      return false;
    };
    const misused = (frame: number) => {
      this.record(EVENT.misused, recordable(frame));
      return -1;
    };
    return {
      load: (address) => {
        this.loads++;
        return isWord(address, 0) ? ram.loadWord(address) : 0;
      },
      store: (address, word) => {
        if (!isWord(address, 1)) return -1;
        ram.storeWord(address, word);
        const table = Math.floor(address / PAGE_BYTES);
        const stored = ram.loadWord(address);
        const place = (address % PAGE_BYTES) / 4;
        if (table === this.root) this.record(EVENT.pointed, place, stored, stored >>> 10, stored & BITS);
        else this.record(EVENT.stored, table, place, stored, stored & BITS);
        return 0;
      },
      allocateFrame: () => {
        const frame = frames.allocate();
        this.record(EVENT.allocated, frame);
        return frame;
      },
      clearFrame: (frame) => {
        if (!isTable(frame)) return misused(frame);
        ram.words.fill(0, frame * TABLE_ENTRIES, (frame + 1) * TABLE_ENTRIES);
        this.record(EVENT.cleared, frame);
        return 0;
      },
      freeFrame: (frame) => {
        if (!isTable(frame) || frame === this.root) return misused(frame);
        frames.free(frame);
        this.fillWithOld(frame);
        this.record(EVENT.freed, frame);
        return 0;
      },
    };
  }

  /** Words that may look like entries. */
  private fillWithOld(frame: number): void {
    const { ram, random } = this;
    for (let i = 0; i < TABLE_ENTRIES; i++)
      ram.words[frame * TABLE_ENTRIES + i] =
        (random.word() & 0x03ff_fc00) | (random.word() & 0xff) | ENTRY.valid;
  }

  private record(kind: number, a: number, b = 0, c = 0, d = 0): void {
    this.trace.record(this.time++, kind, a, b, c, d);
  }
}

const recordable = (value: number) => (Number.isSafeInteger(value) ? value : -1);
