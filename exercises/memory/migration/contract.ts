/**
 * Migration of a process that runs: what you implement, and what the kernel offers to it.
 *
 *      import type { MigrationMechanism, Services } from './contract';
 *      export class Migration implements MigrationMechanism { ... }
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

/** Of the process where it runs now. A call that asks for what may not be changes nothing and answers -1. */
export interface Services {
  /** The entry of a page as it stands in memory. */
  entry(page: number): number;
  /** Only WRITABLE and MARK may differ from what the entry was. */
  setEntry(page: number, entry: number): number;
  /** The processor forgets all that it knows of entries. */
  flush(): number;
}

/**
 * One object for one migration: new Migration(services, pages, pauseAt, mostRounds). The process has the pages 0 to
 * pages - 1; for its pause no more than about pauseAt pages should be left, if mostRounds rounds can bring that about.
 */
export interface MigrationMechanism {
  /**
   * The network is free.
   *
   * @returns the page that is sent now, as it is: after this call, and while the process goes on if it is not paused.
   * -1: the process is paused; and at the next -1 it goes on over there.
   */
  next(): number;
  /** The process wrote to a page that it may not write. @returns 1: it tries again; 0: the write is not made. */
  fault(page: number): number;
}
