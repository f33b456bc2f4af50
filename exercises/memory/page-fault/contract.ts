/**
 * Demand paging: what you implement, and what the kernel offers to it.
 *
 *      import type { PageFaultMechanism, Services } from './contract';
 *      export class PageFaults implements PageFaultMechanism { ... }
 */

/** Bits of the answer of `bits`. Accessed and dirty are set by the hardware, and only where PRESENT is. */
export const PRESENT = 1;
export const WAS_ACCESSED = 2;
export const IS_DIRTY = 4;
/** The swap area has the page; of a page in memory: as it was when it was loaded. */
export const ON_DISK = 8;

/** Each call is counted. One that names what is not there changes nothing and answers -1. */
export interface Services {
  /** Reads a page's entry: PRESENT, WAS_ACCESSED, IS_DIRTY, ON_DISK, added up. */
  bits(page: number): number;
  /** The entry becomes present: this frame, accessed and dirty clear. @param onDisk ON_DISK or 0. */
  map(page: number, frame: number, onDisk: number): number;
  /** The entry of a page that is present becomes not present. @param onDisk ON_DISK or 0. */
  unmap(page: number, onDisk: number): number;
  /** The frame of a page that is present; else -1. */
  frameOf(page: number): number;
  /** The free frame with the lowest number, which is free no longer; -1: there is none. */
  allocateFrame(): number;
  /** Gives a frame back that no page is mapped to. */
  freeFrame(frame: number): number;
  /** Asks the policy. @returns a frame whose page must leave now. */
  victim(): number;
  /** Fills a frame with zeros. */
  zeroFrame(frame: number): number;
  /** The disk reads the page from the swap area into the frame. Answers when that is done. */
  readPage(page: number, frame: number): number;
  /** The disk writes the frame to where the page lies in the swap area. Answers when that is done. */
  writePage(page: number, frame: number): number;
}

/** One object for the whole run: new PageFaults(services, pages). Pages have the numbers 0 to pages - 1. */
export interface PageFaultMechanism {
  /** A page is touched that is not present. Afterwards the reference is made again. The answer is not looked at. */
  fault(page: number): number;
  /** The page in this frame is to leave while nobody waits for the frame, which is free afterwards. */
  giveUp(frame: number): number;
}
