/**
 * The memory that mechanisms of processes work on: frames of RAM, records of processes, and what each use costs.
 *
 *      RAM    [ kernel ][ programs, read only ][ frames, given out lowest first .................. ]
 *
 * Whatever a mechanism asks for, nothing but frames in use is changed; a wrong request is answered and recorded.
 */
import type { Trace } from '../../engine/trace';
import * as COSTS from '../../hardware/costs';
import type { Machine } from '../../hardware/machine';
import { RAM_BASE } from '../../hardware/memory/physical-address-space';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { FrameAllocator } from '../memory/frame-allocator';
import { TABLE_ENTRIES } from '../memory/page-table';
import { SYSTEM_EVENTS } from './process-events';
import { MAX_PROCESSES, PROCESS_WORDS, type ProcessField } from './process-record';

const FIRST_FRAME = RAM_BASE / PAGE_BYTES;
const MOST_USERS = 0xffff;
const ZEROS = new Uint8Array(PAGE_BYTES);
const NO_WORDS = new Int32Array();
const MOST_MISTAKES = 1_000;

export interface KernelMemoryPlaces {
  /** Physical address of the records of processes. */
  readonly records: number;
  /** Number of the first frame with programs, and of the first one behind them. */
  readonly programs: number;
  readonly free: number;
}

export class KernelMemory {
  /** Words loaded and stored, frames copied and filled with zeros. */
  accesses = 0;
  copiedFrames = 0;
  allocatedFrames = 0;
  /** Cycles of a word that the kernel loads or stores. */
  readonly wordCycles: number;
  private cycles = 0;
  private mistakes = 0;
  private changing: ((page: number) => void) | undefined;
  private readonly frames: FrameAllocator;
  /** By frame, from the first one on: how many use it. */
  private readonly users: Uint16Array;
  private readonly word = new Int32Array(1);
  private readonly wordBytes = new Uint8Array(this.word.buffer);
  private readonly frame = new Int32Array(TABLE_ENTRIES);
  private readonly frameBytes = new Uint8Array(this.frame.buffer);
  private readonly ram: Int32Array;

  constructor(
    private readonly machine: Machine,
    private readonly places: KernelMemoryPlaces,
    private readonly trace: Trace,
    /** Whether caches may hold newer words than RAM. */
    private readonly isCached: boolean,
  ) {
    this.wordCycles = machine.costs.cacheHit ?? COSTS.cacheHit.value;
    const end = FIRST_FRAME + machine.space.ram.byteLength / PAGE_BYTES;
    if (places.free >= end) throw new RangeError('the programs leave no memory for processes');
    this.frames = new FrameAllocator(end - places.free);
    this.users = new Uint16Array(this.frames.frameCount);
    this.ram = machine.space.ram.words;
  }

  get freeFrames(): number {
    return this.frames.freeCount;
  }

  get frameCount(): number {
    return this.frames.frameCount;
  }

  /** The lowest number of a frame that is given out. */
  get firstFrame(): number {
    return this.places.free;
  }

  /** Whether it was given out. */
  inUse(frame: number): boolean {
    const { free } = this.places;
    return Number.isInteger(frame) && frame >= free && frame < free + this.frames.frameCount
      ? this.frames.inUse(frame - free)
      : false;
  }

  load(frame: number, index: number): number {
    this.access();
    if (this.isReadable(frame) && isIndex(index)) return this.readKernel(frame * PAGE_BYTES + 4 * index);
    this.mistake(SYSTEM_EVENTS.index.stray, frame, index, 0);
    return 0;
  }

  store(frame: number, index: number, word: number): number {
    this.access();
    if (this.inUse(frame) && isIndex(index)) {
      this.write(frame * PAGE_BYTES + 4 * index, word);
      return 0;
    }
    this.mistake(SYSTEM_EVENTS.index.stray, frame, index, 1);
    return -1;
  }

  allocateFrame(): number {
    const found = this.frames.allocate();
    if (found < 0) return -1;
    this.allocatedFrames++;
    this.users[found] = 1;
    this.pay(TABLE_ENTRIES * this.wordCycles);
    const frame = this.places.free + found;
    this.changing?.(frame);
    this.machine.writeMemory(frame * PAGE_BYTES, ZEROS);
    return frame;
  }

  freeFrame(frame: number): number {
    if (!this.inUse(frame)) {
      this.mistake(SYSTEM_EVENTS.index['bad-free'], frame, 0, 0);
      return -1;
    }
    const index = frame - this.places.free;
    const left = this.usersOf(frame) - 1;
    this.users[index] = left;
    if (left === 0) this.frames.free(index);
    return 0;
  }

  shareFrame(frame: number): number {
    const users = this.usersOf(frame);
    if (users === 0 || users === MOST_USERS) {
      this.mistake(SYSTEM_EVENTS.index['bad-free'], frame, 0, 0);
      return -1;
    }
    this.users[frame - this.places.free] = users + 1;
    return 0;
  }

  /** How many use a frame: as many times it is to be given back. */
  usersOf(frame: number): number {
    return this.inUse(frame) ? this.users[frame - this.places.free] : 0;
  }

  /** usersOf() of all frames that are given out, by frame from the first one on. */
  allUsers(): Uint16Array {
    return this.users.slice();
  }

  copyFrame(from: number, to: number): number {
    if (!this.isReadable(from) || !this.inUse(to)) {
      this.mistake(SYSTEM_EVENTS.index.stray, this.isReadable(from) ? to : from, 0, 1);
      return -1;
    }
    this.copiedFrames++;
    this.pay(2 * TABLE_ENTRIES * this.wordCycles);
    const start = (from * PAGE_BYTES - RAM_BASE) / 4;
    const words = TABLE_ENTRIES;
    if (this.isCached)
      for (let i = 0; i < words; i++) this.frame[i] = this.machine.readWord(from * PAGE_BYTES + 4 * i);
    else this.frame.set(this.ram.subarray(start, start + words));
    this.changing?.(to);
    this.machine.writeMemory(to * PAGE_BYTES, this.frameBytes);
    return 0;
  }

  /** A field of a record; 0 where there is no such process. */
  field(process: number, field: ProcessField): number {
    return this.readKernel(this.fieldAddress(process, field));
  }

  setField(process: number, field: ProcessField, value: number): void {
    this.write(this.fieldAddress(process, field), value);
  }

  /** Tells of each change of a page by the kernel before it is made; whoever was told before is told no longer. */
  watch(changing: ((page: number) => void) | undefined): void {
    this.changing = changing;
  }

  /** The words of the page at an address, not to be changed; none where no RAM is. */
  pageAt(address: number): Int32Array {
    const start = (address - RAM_BASE) / 4;
    if (start < 0 || start >= this.ram.length) return NO_WORDS;
    const words = this.ram.subarray(start, start + TABLE_ENTRIES);
    return this.isCached ? words.map((_, i) => this.readKernel(address + 4 * i)) : words;
  }

  /** A word anywhere in the kernel's own memory. */
  readKernel(address: number): number {
    if (this.isCached) return this.machine.readWord(address);
    return this.ram[(address - RAM_BASE) >>> 2] ?? this.machine.readWord(address);
  }

  write(address: number, word: number): void {
    this.changing?.(Math.floor(address / PAGE_BYTES));
    if (this.isCached) {
      this.word[0] = word;
      this.machine.writeMemory(address, this.wordBytes);
    } else this.machine.space.store(address, 4, word);
  }

  /** Counts and charges one access to a word. */
  access(): void {
    this.accesses++;
    this.cycles += this.wordCycles;
  }

  /** To be charged to the core that is in the kernel. */
  pay(cycles: number): void {
    this.cycles += cycles;
  }

  takeCycles(): number {
    const { cycles } = this;
    this.cycles = 0;
    return cycles;
  }

  /** Of many the first are recorded: a mechanism may make as many as it likes. */
  private mistake(kind: number, frame: number, word: number, stores: number): void {
    if (this.mistakes === MOST_MISTAKES) return;
    this.mistakes++;
    this.trace.record(this.machine.clock.now, kind, recordable(frame), recordable(word), stores);
  }

  private isReadable(frame: number): boolean {
    const { programs, free } = this.places;
    return this.inUse(frame) || (Number.isInteger(frame) && frame >= programs && frame < free);
  }

  private fieldAddress(process: number, field: number): number {
    return this.places.records + 4 * (process * PROCESS_WORDS + field);
  }
}

const isIndex = (index: number) => Number.isInteger(index) && index >= 0 && index < TABLE_ENTRIES;

export const isProcess = (process: number): boolean =>
  Number.isInteger(process) && process >= 1 && process < MAX_PROCESSES;

export function recordable(value: number): number {
  return Number.isSafeInteger(value) ? value : -1;
}
