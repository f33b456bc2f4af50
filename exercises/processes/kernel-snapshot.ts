/**
 * Everything that a mechanism of the kernel could change, at one instant: what judges compare before and after a call.
 *
 *      const before = new KernelSnapshot(system);   ... the mechanism works ...   before.changes(new KernelSnapshot(system))
 */
import { RAM_BASE } from '../../simulator/hardware/memory/physical-address-space';
import { PAGE_BYTES } from '../../simulator/hardware/memory/physical-memory';
import { ENTRY } from '../../simulator/hardware/translation/sv32';
import { TABLE_ENTRIES } from '../../simulator/kernel/memory/page-table';
import { MAX_PROCESSES, PROCESS_FIELD, STACK_TOP } from '../../simulator/kernel/processes/process-record';
import type { ProcessSystem } from '../../simulator/kernel/system';

const FIRST_FRAME = RAM_BASE / PAGE_BYTES;
/** Of the innermost loops: nothing imported. */
const WORDS = TABLE_ENTRIES;
const VALID = ENTRY.valid;
/** Entries of a root table that belong to the process. */
export const USER_ENTRIES = Math.ceil(STACK_TOP / (TABLE_ENTRIES * PAGE_BYTES));
/** More than any memory here has frames: what garbage may map beyond is not looked at. */
const MOST_PAGES = 2_000;
const MOST_CHANGES = 10;

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

/** A word that is not what it was, as a student knows it. */
export interface Change {
  /** `register` and `record`: of `owner`, a process; `frame`: of `owner`, a frame. */
  readonly what: 'register' | 'record' | 'frame';
  readonly owner: number;
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

export class KernelSnapshot {
  readonly records = new Map<number, ProcessRecord>();
  readonly registers = new Map<number, readonly number[]>();
  readonly freeFrames: number;
  private readonly words: Int32Array;
  private readonly used: Uint8Array;

  /** @param old a snapshot of the same system that is needed no longer: its room is used again. */
  constructor({ machine, memory, processes }: ProcessSystem, old?: KernelSnapshot) {
    const { words } = machine.space.ram;
    this.words = old?.words ?? new Int32Array(words.length);
    this.words.set(words);
    this.used = old?.used ?? new Uint8Array(words.length / WORDS);
    for (let i = 0; i < this.used.length; i++) this.used[i] = memory.inUse(FIRST_FRAME + i) ? 1 : 0;
    this.freeFrames = memory.freeFrames;
    for (let process = 1; process < MAX_PROCESSES; process++) {
      if (!processes.exists(process)) continue;
      this.records.set(process, processes.recordOf(process));
      this.registers.set(process, processes.registersOf(process));
    }
  }

  isUsed(frame: number): boolean {
    return this.used[frame - FIRST_FRAME] === 1;
  }

  usedFrames(): number[] {
    const frames: number[] = [];
    for (let i = 0; i < this.used.length; i++) if (this.used[i] === 1) frames.push(FIRST_FRAME + i);
    return frames;
  }

  /** Frames in use here that are not in use there. */
  usedBeyond(other: KernelSnapshot): number[] {
    return Array.from(this.used.keys())
      .filter((i) => this.used[i] === 1 && other.used[i] === 0)
      .map((i) => FIRST_FRAME + i);
  }

  word(frame: number, index: number): number {
    return this.words[(frame - FIRST_FRAME) * WORDS + index] ?? 0;
  }

  isZero(frame: number): boolean {
    const start = (frame - FIRST_FRAME) * WORDS;
    for (let i = start; i < start + WORDS; i++) if (this.words[i] !== 0) return false;
    return true;
  }

  /** Index of the first word in which two frames differ; -1 when none does. */
  firstDifference(frame: number, other: KernelSnapshot, otherFrame: number): number {
    const [words, otherWords] = [this.words, other.words];
    const from = (frame - FIRST_FRAME) * WORDS;
    const otherFrom = (otherFrame - FIRST_FRAME) * WORDS;
    for (let i = 0; i < WORDS; i++) if (words[from + i] !== otherWords[otherFrom + i]) return i;
    return -1;
  }

  /** What is below a root table. @param root its frame. */
  space(root: number): Space {
    const tables = new Map<number, TableEntry>();
    const pages: MappedPage[] = [];
    if (!this.isUsed(root)) return { tables, pages };
    for (let i = 0; i < USER_ENTRIES; i++) {
      const upper = this.word(root, i);
      if ((upper & VALID) === 0) continue;
      const table = entryOf(upper);
      tables.set(i, table);
      for (let j = 0; j < WORDS && pages.length < MOST_PAGES; j++) {
        const leaf = this.word(table.frame, j);
        if ((leaf & VALID) !== 0) pages.push({ address: (i * WORDS + j) * PAGE_BYTES, ...entryOf(leaf) });
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

  /** What of this is no longer so there, record and registers of `child` (0: of nobody) left out: of each frame the first word. */
  changes(after: KernelSnapshot, child = 0): Change[] {
    const found: Change[] = [];
    for (const [owner, record] of this.records) {
      if (owner === child) continue;
      for (const [name, index] of Object.entries(PROCESS_FIELD)) {
        const [from, to] = [
          record[name as keyof ProcessRecord],
          after.records.get(owner)?.[name as keyof ProcessRecord],
        ];
        if (to !== undefined && from !== to) found.push({ what: 'record', owner, index, from, to });
      }
    }
    for (const [owner, registers] of this.registers) {
      if (owner === child) continue;
      for (const [index, from] of registers.entries()) {
        const to = after.registers.get(owner)?.[index];
        if (to !== undefined && from !== to) found.push({ what: 'register', owner, index, from, to });
      }
    }
    for (let i = 0; i < this.used.length && found.length < MOST_CHANGES; i++) {
      if (this.used[i] === 0) continue;
      const owner = FIRST_FRAME + i;
      const index = this.firstDifference(owner, after, owner);
      if (index >= 0)
        found.push({
          what: 'frame',
          owner,
          index,
          from: this.word(owner, index),
          to: after.word(owner, index),
        });
    }
    return found;
  }
}

const entryOf = (word: number): TableEntry => ({ frame: word >>> 10, bits: word & 0x3ff });
