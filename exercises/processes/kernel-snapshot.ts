/**
 * Everything that a mechanism of the kernel could change, at one instant: what judges compare before and after a call.
 *
 *      const before = new KernelSnapshot(system);   ... the mechanism works ...   before.firstChange(new KernelSnapshot(system), isForeign)
 *
 * It costs what is changed, not all memory: a frame is kept when the kernel is about to change it. So it holds until
 * programs go on, or the kernel does after a second one was made.
 */
import { RAM_BASE } from '../../simulator/hardware/memory/physical-address-space';
import { PAGE_BYTES } from '../../simulator/hardware/memory/physical-memory';
import { ENTRY } from '../../simulator/hardware/translation/sv32';
import { TABLE_ENTRIES, validEntries } from '../../simulator/kernel/memory/page-table';
import { MAX_PROCESSES, PROCESS_FIELD, STACK_TOP } from '../../simulator/kernel/processes/process-record';
import type { ProcessSystem } from '../../simulator/kernel/system';

const FIRST_FRAME = RAM_BASE / PAGE_BYTES;
/** Of the innermost loops: nothing imported. */
const WORDS = TABLE_ENTRIES;
/** Of an entry: where its frame begins, and the bits below it. */
const FRAME_SHIFT = 10;
const ENTRY_BITS = 0x3ff;
/** Entries of a root table that belong to the process. */
export const USER_ENTRIES = Math.ceil(STACK_TOP / (TABLE_ENTRIES * PAGE_BYTES));
/** More than any memory here has frames: what garbage may map beyond is not looked at. */
const MOST_PAGES = 2_000;

export type ProcessRecord = Readonly<Record<keyof typeof PROCESS_FIELD, number>>;

/** An entry of a page table: frame, and the ten bits below it. */
export interface TableEntry {
  readonly frame: number;
  readonly bits: number;
}

export interface MappedPage extends TableEntry {
  /** Virtual address. */
  readonly address: number;
}

/** A process's part of the tree of tables below a root. */
export interface Space {
  /** By index in the root table. */
  readonly tables: ReadonlyMap<number, TableEntry>;
  /** Lowest address first. */
  readonly pages: readonly MappedPage[];
}

/** A word as a student knows it. */
export interface Word {
  /** `register` and `record`: of `owner`, a process; `frame`: of `owner`, a frame. */
  readonly what: 'register' | 'record' | 'frame';
  readonly owner: number;
  readonly index: number;
}

/** One that is not what it was. */
export interface Change extends Word {
  readonly from: number;
  readonly to: number;
}

export class KernelSnapshot {
  readonly records = new Map<number, ProcessRecord>();
  readonly registers = new Map<number, readonly number[]>();
  readonly freeFrames: number;
  /** Since the run began. */
  readonly copiedFrames: number;
  /** Of all memory: as it is now. */
  private readonly words: Int32Array;
  /** Frames that have changed since, as they were. */
  private readonly kept = new Map<number, Int32Array>();
  /** By frame, from `firstFrame` on: how often it is to be given back. */
  private readonly users: Uint16Array;
  private readonly firstFrame: number;
  /** By root, what was looked for. */
  private readonly spaces = new Map<number, Space>();

  /**
   * @param earlier one since which the kernel alone was at work: what it did not change is not looked for again. This one
   *   then keeps nothing: it holds until the kernel goes on.
   */
  constructor(
    { machine, memory, processes }: ProcessSystem,
    private readonly earlier?: KernelSnapshot,
  ) {
    this.words = machine.space.ram.words;
    const keep = (frame: number) => {
      if (!this.kept.has(frame)) this.kept.set(frame, this.frame(frame).slice());
    };
    memory.watch(earlier === undefined ? keep : undefined);
    this.users = memory.allUsers();
    this.firstFrame = memory.firstFrame;
    this.freeFrames = memory.freeFrames;
    this.copiedFrames = memory.copiedFrames;
    for (let process = 1; process < MAX_PROCESSES; process++) {
      if (!processes.exists(process)) continue;
      this.records.set(process, processes.recordOf(process));
      this.registers.set(process, processes.registersOf(process));
    }
  }

  isUsed(frame: number): boolean {
    return this.usersOf(frame) > 0;
  }

  /** How often a frame is to be given back. */
  usersOf(frame: number): number {
    return this.users[frame - this.firstFrame] ?? 0;
  }

  usedFrames(): number[] {
    const frames: number[] = [];
    for (let i = 0; i < this.users.length; i++) if (this.users[i] > 0) frames.push(this.firstFrame + i);
    return frames;
  }

  /** Frames in use here that are not in use there. */
  usedBeyond(other: KernelSnapshot): number[] {
    return this.usedFrames().filter((frame) => !other.isUsed(frame));
  }

  /** @param index 0 to 1023. */
  word(frame: number, index: number): number {
    return this.kept.get(frame)?.[index] ?? this.words[(frame - FIRST_FRAME) * WORDS + index] ?? 0;
  }

  /** All of a frame. */
  wordsOf(frame: number): number[] {
    return Array.from(this.frame(frame));
  }

  /** Index of the first word that is not 0; -1 when none is. */
  firstNotZero(frame: number): number {
    const words = this.frame(frame);
    for (let i = 0; i < words.length; i++) if (words[i] !== 0) return i;
    return -1;
  }

  /** Index of the first word in which two frames differ; -1 when none does. */
  firstDifference(frame: number, other: KernelSnapshot, otherFrame: number): number {
    const [words, others] = [this.frame(frame), other.frame(otherFrame)];
    for (let i = 0; i < WORDS; i++) if (words[i] !== others[i]) return i;
    return -1;
  }

  /** What is below a root table. @param root its frame. */
  space(root: number): Space {
    let space = this.spaces.get(root);
    if (space === undefined) {
      space = this.isUsed(root) ? this.earlier?.spaceThatStayed(root) : undefined;
      space ??= this.findSpace(root);
      this.spaces.set(root, space);
    }
    return space;
  }

  /** A space here, if no table of it has changed since; a frame that was not in use has. */
  private spaceThatStayed(root: number): Space | undefined {
    if (this.kept.has(root)) return undefined;
    const space = this.space(root);
    for (const { frame } of space.tables.values()) if (this.kept.has(frame)) return undefined;
    return space;
  }

  private findSpace(root: number): Space {
    const tables = new Map<number, TableEntry>();
    const pages: MappedPage[] = [];
    if (!this.isUsed(root)) return { tables, pages };
    const uppers = this.frame(root);
    for (const i of validEntries(uppers, USER_ENTRIES)) {
      const table = entryOf(uppers[i]);
      tables.set(i, table);
      const leaves = this.frame(table.frame);
      for (const j of validEntries(leaves)) {
        if (pages.length === MOST_PAGES) break;
        const leaf = leaves[j];
        pages.push({
          address: (i * WORDS + j) * PAGE_BYTES,
          frame: leaf >>> FRAME_SHIFT,
          bits: leaf & ENTRY_BITS,
        });
      }
    }
    return { tables, pages };
  }

  /** A word that a process may read in user mode; undefined where it may not. @param address a multiple of 4. */
  userWord({ pages }: Space, address: number): number | undefined {
    const page = pages.find((each) => each.address === address - (address % PAGE_BYTES));
    const readable = ENTRY.user | ENTRY.read;
    if (page === undefined || (page.bits & readable) !== readable) return undefined;
    return this.word(page.frame, (address % PAGE_BYTES) / 4);
  }

  /**
   * The first word that was there and is no longer what it was: of records, then registers, then frames in use.
   * @param isMeant whether a word is looked for. Of a frame it is asked about the first word that differs.
   */
  firstChange(after: KernelSnapshot, isMeant: (word: Word) => boolean): Change | undefined {
    return (
      this.changedField(after, isMeant) ??
      this.changedRegister(after, isMeant) ??
      this.changedFrame(after, isMeant)
    );
  }

  /** Index of the first word of the kernel's own part in which two root tables differ; -1 when none does. */
  kernelPartDifference(root: number, other: KernelSnapshot, otherRoot: number): number {
    const [words, others] = [this.frame(root), other.frame(otherRoot)];
    for (let i = USER_ENTRIES; i < WORDS; i++) if (words[i] !== others[i]) return i;
    return -1;
  }

  /** The first word of the kernel's own part of a root table that is no longer what it was. */
  kernelPartChange(after: KernelSnapshot, root: number): Change | undefined {
    const index = this.kernelPartDifference(root, after, root);
    if (index < 0) return undefined;
    return { what: 'frame', owner: root, index, from: this.word(root, index), to: after.word(root, index) };
  }

  private changedField(after: KernelSnapshot, isMeant: (word: Word) => boolean): Change | undefined {
    for (const [owner, record] of this.records) {
      const now = after.records.get(owner);
      if (now === undefined) continue;
      for (const [name, index] of FIELDS) {
        const from = record[name];
        const to = now[name];
        if (from === to) continue;
        const word: Word = { what: 'record', owner, index };
        if (isMeant(word)) return { ...word, from, to };
      }
    }
    return undefined;
  }

  private changedRegister(after: KernelSnapshot, isMeant: (word: Word) => boolean): Change | undefined {
    for (const [owner, registers] of this.registers) {
      const now = after.registers.get(owner);
      if (now === undefined) continue;
      for (let index = 0; index < registers.length; index++) {
        const from = registers[index];
        const to = now[index];
        if (from === to) continue;
        const word: Word = { what: 'register', owner, index };
        if (isMeant(word)) return { ...word, from, to };
      }
    }
    return undefined;
  }

  private changedFrame(after: KernelSnapshot, isMeant: (word: Word) => boolean): Change | undefined {
    const changed = [...this.kept.keys()].filter((frame) => this.isUsed(frame)).sort((a, b) => a - b);
    for (const owner of changed) {
      const index = this.firstDifference(owner, after, owner);
      const word: Word = { what: 'frame', owner, index };
      if (index >= 0 && isMeant(word))
        return { ...word, from: this.word(owner, index), to: after.word(owner, index) };
    }
    return undefined;
  }

  /** All its words; none where no memory is. */
  private frame(frame: number): Int32Array {
    const start = Math.max(0, (frame - FIRST_FRAME) * WORDS);
    return this.kept.get(frame) ?? this.words.subarray(start, frame < FIRST_FRAME ? 0 : start + WORDS);
  }
}

const FIELDS = Object.entries(PROCESS_FIELD) as readonly (readonly [keyof ProcessRecord, number])[];
const entryOf = (word: number): TableEntry => ({ frame: word >>> FRAME_SHIFT, bits: word & ENTRY_BITS });
