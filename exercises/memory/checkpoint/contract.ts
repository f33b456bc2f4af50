/**
 * Incremental checkpoints: what you implement, and what the kernel offers to it.
 *
 *      import type { CheckpointMechanism, Services } from './contract';
 *      export class Checkpoints implements CheckpointMechanism { ... }
 *
 *      31                  10 9 8 7 .. 3 2 1 0
 *      +--------------------+-+-+-------+-+-+-+
 *      | frame              | |M|       |W| |P|      P present, W writable, M: a mark, yours
 *      +--------------------+-+-+-------+-+-+-+
 */

/** Bits of a page-table entry. What else is in it must stay as it is. */
export const PRESENT = 1 << 0;
export const WRITABLE = 1 << 2;
/** The hardware does not look at it: what it says is your business. */
export const MARK = 1 << 8;

/** Each call is counted. One that names what is not there, or asks for what may not be, changes nothing and answers -1. */
export interface Services {
  /** The entry of a page as it stands in memory; 0: the process does not have the page. */
  entry(page: number): number;
  /** Only WRITABLE and MARK may differ from what the entry was. */
  setEntry(page: number, entry: number): number;
  /** The processor forgets all that it knows of entries. */
  flush(): number;
  /** Writes the page, as it is now, into the checkpoint that is being taken: only within checkpoint(). */
  save(page: number): number;
}

/** One object for the whole run: new Checkpoints(services, pages). Pages have the numbers 0 to pages - 1. */
export interface CheckpointMechanism {
  /** A checkpoint is to be taken; the process stands still. The answer is not looked at. */
  checkpoint(): number;
  /** The process wrote to a page that it has, but may not write. @returns 1: it tries again; 0: it gets a signal. */
  fault(page: number): number;
}
