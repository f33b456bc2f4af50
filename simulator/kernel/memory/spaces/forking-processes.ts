/**
 * Processes that fork, read, write and exit on one processor; how their pages are shared is a mechanism's business.
 *
 *      store ─▶ translated? ─no─▶ mechanism.fault ─1▶ once again ─▶ still not: ended
 *                                         └─0▶ ended: mechanism.exit
 *
 * An entry that is stored gets the hardware's bits for user pages to read; the mechanism says frame, present,
 * writable, and its own mark. Numbers of processes are spaces of the memory, and given again.
 */
import { Trace } from '../../../engine/trace';
import { ACCESS } from '../../../hardware/memory/physical-memory-protection';
import { ENTRY } from '../../../hardware/translation/sv32';
import {
  COPY_ON_WRITE,
  type CopyOnWriteMechanism,
  type CopyOnWriteServices,
  PRESENT,
  WRITABLE,
} from './copy-on-write-interface';
import { SPACE_EVENTS } from './space-events';
import { TranslatedMemory } from './translated-memory';

const EVENT = SPACE_EVENTS.index;
const MARKS = PRESENT | WRITABLE | COPY_ON_WRITE;
const FOR_USERS = ENTRY.user | ENTRY.read;

export interface ForkingProcessesOptions {
  readonly frames: number;
  /** Most processes at a time; their numbers are 0 to this less 1. */
  readonly processes: number;
  readonly pages: number;
  readonly trace?: Trace;
  readonly mechanism: (services: CopyOnWriteServices) => CopyOnWriteMechanism;
}

export class ForkingProcesses {
  readonly memory: TranslatedMemory;
  readonly trace: Trace;
  /** References so far. */
  references = 0;
  faults = 0;
  /** The mechanism said so at the last fault of this store. Not read from the trace: where code runs, that keeps nothing. */
  private isMended = false;
  private readonly alive: boolean[];
  private readonly mechanism: CopyOnWriteMechanism;

  constructor({ frames, processes, pages, trace, mechanism }: ForkingProcessesOptions) {
    this.memory = new TranslatedMemory({ frames, spaces: processes, pages });
    this.trace = trace ?? new Trace(SPACE_EVENTS.kinds);
    this.alive = new Array<boolean>(processes).fill(false);
    this.mechanism = mechanism(this.services());
    this.memory.handler = (process, page, access) => {
      this.faults++;
      this.record(EVENT.fault, process, page, access === ACCESS.store ? 1 : 0);
      const answer = access === ACCESS.store ? this.mechanism.fault(process, page) : 0;
      this.record(EVENT.resolved, process, page, answer);
      this.isMended = answer === 1;
      return this.isMended;
    };
  }

  get running(): number[] {
    return this.alive.flatMap((isAlive, process) => (isAlive ? [process] : []));
  }

  get usedFrames(): number {
    return this.memory.frames.frameCount - this.memory.frames.freeCount;
  }

  /** A process without pages, of the lowest free number; -1: there is none. */
  begin(): number {
    const process = this.alive.indexOf(false);
    if (process >= 0) this.alive[process] = true;
    return process;
  }

  /** Gives a process a page of its own, filled with `value`. @returns whether there was a frame for it. */
  map(process: number, page: number, value: number, writable: boolean): boolean {
    const { memory } = this;
    const frame = memory.frames.allocate();
    if (frame < 0) return false;
    memory.fill(frame, value);
    memory.setEntry(process, page, (frame << 10) | FOR_USERS | PRESENT | (writable ? WRITABLE : 0));
    this.record(EVENT.mapped, process, page, frame, writable ? 1 : 0);
    return true;
  }

  /** Whether the page is there, however. */
  has(process: number, page: number): boolean {
    return (this.memory.entry(process, page) & PRESENT) !== 0;
  }

  /** @returns the child's number; -1: there is none. */
  fork(parent: number): number {
    const child = this.begin();
    if (child < 0) return -1;
    this.record(EVENT.fork, parent, child);
    this.mechanism.fork(parent, child);
    this.record(EVENT.forked, parent, child);
    return child;
  }

  exit(process: number): void {
    this.record(EVENT.exit, process);
    this.mechanism.exit(process);
    this.alive[process] = false;
    this.record(EVENT.exited, process);
  }

  read(process: number, page: number): number | undefined {
    this.references++;
    const value = this.memory.load(process, page);
    if (value === undefined) this.exit(process);
    else this.record(EVENT.read, process, page, value, this.memory.frame);
    return value;
  }

  write(process: number, page: number, value: number): boolean {
    this.references++;
    this.isMended = false;
    const done = this.memory.store(process, page, value);
    if (done) this.record(EVENT.write, process, page, value, this.memory.frame);
    else {
      if (this.isMended) this.record(EVENT.unresolved, process, page);
      this.exit(process);
    }
    return done;
  }

  /** A call that names what is not there changes nothing and answers -1. */
  private services(): CopyOnWriteServices {
    const { memory } = this;
    const isPage = (process: number, page: number) =>
      this.alive[process] === true && Number.isInteger(page) && page >= 0 && page < memory.pages;
    const isTaken = (frame: number) =>
      Number.isInteger(frame) && frame >= 0 && frame < memory.frames.frameCount && memory.frames.inUse(frame);
    const misused = (first: number, second = 0) => {
      this.record(EVENT.misused, recordable(first), recordable(second));
      return -1;
    };
    return {
      entry: (process, page) =>
        isPage(process, page) ? memory.entry(process, page) & (MARKS | ~0x3ff) : misused(process, page),
      setEntry: (process, page, entry) => {
        if (!isPage(process, page) || !Number.isInteger(entry)) return misused(process, page);
        const isPresent = (entry & PRESENT) !== 0;
        if (isPresent && !isTaken(entry >>> 10)) return misused(process, entry >>> 10);
        memory.setEntry(process, page, isPresent ? (entry & (MARKS | ~0x3ff)) | FOR_USERS : entry & ~PRESENT);
        const marks =
          (isPresent ? 1 : 0) + ((entry & WRITABLE) !== 0 ? 2 : 0) + ((entry & COPY_ON_WRITE) !== 0 ? 4 : 0);
        this.record(EVENT.entry, process, page, isPresent ? entry >>> 10 : -1, marks);
        return 0;
      },
      allocateFrame: () => {
        const frame = memory.frames.allocate();
        this.record(EVENT.allocated, frame);
        return frame;
      },
      freeFrame: (frame) => {
        if (!isTaken(frame)) return misused(frame);
        memory.frames.free(frame);
        this.record(EVENT.freed, frame);
        return 0;
      },
      copyFrame: (from, to) => {
        if (!isTaken(from) || !isTaken(to)) return misused(from, to);
        memory.copyFrame(from, to);
        this.record(EVENT.copied, from, to);
        return 0;
      },
      flush: (process) => {
        if (this.alive[process] !== true) return misused(process);
        memory.flush(process);
        this.record(EVENT.flushed, process);
        return 0;
      },
    };
  }

  private record(kind: number, a: number, b = 0, c = 0, d = 0): void {
    this.trace.record(this.references, kind, a, b, c, d);
  }
}

const recordable = (value: number) => (Number.isSafeInteger(value) ? value : -1);
