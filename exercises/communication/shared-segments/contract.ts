/**
 * Segments of shared memory: what you implement, and what the kernel offers to it.
 *
 *      import { FRAME_SHIFT, PAGE_BYTES, RIGHTS, type SegmentsMechanism, type Services } from './contract';
 *      export class Segments implements SegmentsMechanism { ... }
 *
 *      31                  10 9 ..... 0
 *      +---------------------+---------+
 *      | frame               | bits    |      an entry: RIGHTS.readOnly or RIGHTS.readWrite below the frame
 *      +---------------------+---------+
 */

export { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
/**
 * The frame of an entry is the entry shifted right by FRAME_SHIFT bits. There are MOST_SEGMENTS at a time, of
 * MOST_SEGMENT_PAGES at most; one with PRIVATE_KEY is found by nobody. `status` is asked for one of STATUS: `key`,
 * `owner`, `pages`, `attached`, `destroyed`.
 */
export {
  FRAME_SHIFT,
  MOST_SEGMENT_PAGES,
  MOST_SEGMENTS,
  PRIVATE_KEY,
  SEGMENT_STATUS as STATUS,
} from '../../../simulator/kernel/communication/segments-interface';
/** Bits of an entry: `readOnly`, `readWrite`. */
export { RIGHTS } from '../../../simulator/kernel/memory/page-table';
/** The first address for segments, and the first one behind them. */
export { GUARD_PAGE, SHARED_BASE } from '../../../simulator/kernel/processes/process-record';

/** Rights that a segment is attached with. */
export const READ = 1;
export const READ_WRITE = 3;

/** Addresses are those of pages: multiples of PAGE_BYTES from SHARED_BASE up to GUARD_PAGE. */
export interface Services {
  /** The entry of a process's page; 0: nothing is mapped there. */
  entry(process: number, address: number): number;
  /** 0 takes it out. @returns 0; -1 when it cannot be: there is no frame for a page table, or no such process. Nothing changes then. */
  setEntry(process: number, address: number, entry: number): number;
  /** A free frame, filled with zeros; -1: there is none. */
  allocateFrame(): number;
  /** Gives back a frame that you took. @returns 0, or -1 when it is not in use. */
  freeFrame(frame: number): number;
  /** Every core forgets what it knows of a process's entries. */
  flush(process: number): number;
}

/** One object for the whole run: new Segments(services). Processes have the numbers 1 to 63. */
export interface SegmentsMechanism {
  /** @returns the number of the segment; -1: refused. */
  create(process: number, key: number, pages: number): number;
  /** @returns the address of its first page; -1: refused. */
  attach(process: number, segment: number, rights: number): number;
  /** @returns 0; -1: refused. */
  detach(process: number, address: number): number;
  /** @returns 0; -1: refused. */
  destroy(segment: number): number;
  /** `child` was forked. Its entries name copies of the frames. The answer is not looked at. */
  inherit(parent: number, child: number): number;
  /** `process` ended, or runs another program; its entries were taken out. The answer is not looked at. */
  over(process: number): number;
  /** @param what of STATUS. @returns -1 when there is no such segment. */
  status(segment: number, what: number): number;
}
