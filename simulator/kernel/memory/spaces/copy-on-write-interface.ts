/** fork, write faults and exit of processes that share frames until they write: what is asked, what it may ask for. */
import type { PolicyShape } from '../../../engine/policy';

/** Bits of a page-table entry; above them, from bit 10 on, the frame. */
export const PRESENT = 1 << 0;
export const WRITABLE = 1 << 2;
/** Left to the kernel by the hardware. */
export const COPY_ON_WRITE = 1 << 8;

export interface CopyOnWriteServices {
  /** An entry as it stands in memory; 0: nothing is mapped. */
  entry(process: number, page: number): number;
  setEntry(process: number, page: number, entry: number): number;
  /** The free frame with the lowest number, with old content; -1: there is none. */
  allocateFrame(): number;
  freeFrame(frame: number): number;
  copyFrame(from: number, to: number): number;
  /** The processor forgets what it knows of a process's pages. */
  flush(process: number): number;
}

export interface CopyOnWriteMechanism {
  /** The child, which has no pages, gets all of the parent's. */
  fork(parent: number, child: number): void;
  /** A write to a page that may not be written. @returns 1: the write is made again; 0: the process is ended. */
  fault(process: number, page: number): number;
  /** The process is over. */
  exit(process: number): void;
}

export const COPY_ON_WRITE_SHAPE: PolicyShape = {
  className: 'CopyOnWrite',
  methods: { fork: 2, fault: 2, exit: 1 },
  programs: {},
  services: { entry: 2, setEntry: 3, allocateFrame: 0, freeFrame: 1, copyFrame: 2, flush: 1 },
};
