/**
 * Copy on write: what you implement, and what the kernel offers to it.
 *
 *      import type { CopyOnWriteMechanism, Services } from './contract';
 *      export class CopyOnWrite implements CopyOnWriteMechanism { ... }
 *
 *      31                  10 9 8 7 .. 3 2 1 0
 *      +--------------------+-+-+-------+-+-+-+
 *      | frame              | |C|       |W| |P|      P present, W writable, C copy on write: yours
 *      +--------------------+-+-+-------+-+-+-+
 */

/** Bits of a page-table entry. The others below the frame are the hardware's: read as 0, and kept as they must be. */
export const PRESENT = 1 << 0;
export const WRITABLE = 1 << 2;
/** The hardware does not look at it: what it says is your business. */
export const COPY_ON_WRITE = 1 << 8;
/** The frame is the entry shifted right by so many bits. */
export const FRAME_SHIFT = 10;

/** Each call is counted. One that names what is not there changes nothing and answers -1. */
export interface Services {
  /** An entry as it stands in memory: frame, PRESENT, WRITABLE, COPY_ON_WRITE; 0 where nothing is mapped. */
  entry(process: number, page: number): number;
  setEntry(process: number, page: number, entry: number): number;
  /** The free frame with the lowest number, with old content; -1: there is none. */
  allocateFrame(): number;
  freeFrame(frame: number): number;
  /** Copies all of a frame. */
  copyFrame(from: number, to: number): number;
  /** The processor forgets all that it knows of a process's entries. */
  flush(process: number): number;
}

/**
 * One object for the whole run: new CopyOnWrite(services, pages, processes). Pages have the numbers 0 to pages - 1,
 * processes 0 to processes - 1.
 */
export interface CopyOnWriteMechanism {
  /** The child has begun, without pages. Afterwards it has all of the parent's. The answer is not looked at. */
  fork(parent: number, child: number): number;
  /** The process wrote to a page that it may not write. @returns 1: it tries again; 0: it is ended, by `exit`. */
  fault(process: number, page: number): number;
  /** The process is over. Its number may be given to another one. The answer is not looked at. */
  exit(process: number): number;
}
