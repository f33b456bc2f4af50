/** Segments of shared memory: what the kernel asks, and what it offers. Only numbers cross. */
import type { PolicyShape } from '../../engine/policy';

/** Of all together; the number of pages of one of them. */
export const MOST_SEGMENTS = 16;
export const MOST_SEGMENT_PAGES = 64;
/** No segment has this key but those that can be found by their number only (IPC_PRIVATE). */
export const PRIVATE_KEY = 0;

/** Of an entry: the frame is the entry shifted right by so many bits. */
export const FRAME_SHIFT = 10;

/** What `status` tells. */
export const SEGMENT_STATUS = { key: 0, owner: 1, pages: 2, attached: 3, destroyed: 4 } as const;

/** Entries are those of the hardware's page tables (ENTRY, RIGHTS), of pages from SHARED_BASE up to the guard. */
export interface SegmentServices {
  /** Of the page at an address; 0: nothing is mapped there. */
  entry(process: number, address: number): number;
  /** A frame that an entry names is not free. @returns 0; -1 when it cannot be, for a frame is missing for a table. */
  setEntry(process: number, address: number, entry: number): number;
  /** A free frame, filled with zeros; -1 when none is left. */
  allocateFrame(): number;
  /** One that was allocated is given back. @returns 0, or -1 when it was not in use. */
  freeFrame(frame: number): number;
  /** Every core forgets the translations of this process. */
  flush(process: number): number;
}

export interface SegmentsMechanism {
  /** The segment with this key, if it has so many pages at least; else a new one, of zeros. @returns its number, from 1 on; -1 when that cannot be. */
  create(process: number, key: number, pages: number): number;
  /** Maps it. @param rights 1 read, 3 write too. @returns the address of its first page; -1 when that cannot be. */
  attach(process: number, segment: number, rights: number): number;
  /** What `process` has attached at this address it has no longer; the segment stays. @returns 0; -1 when there is nothing. */
  detach(process: number, address: number): number;
  /** Nobody finds it by its key any more; it is gone with its last attachment. @returns 0; -1 when there is no such one. */
  destroy(segment: number): number;
  /** `child` is a copy of `parent`, its entries name copies of the segments' frames: it shares the frames instead. @returns nothing */
  inherit(parent: number, child: number): number;
  /** `process` ended or runs another program: its pages were given back already. @returns nothing */
  over(process: number): number;
  /** @param what of SEGMENT_STATUS. @returns -1 when there is no such segment. */
  status(segment: number, what: number): number;
}

export const SEGMENTS_SHAPE: PolicyShape = {
  className: 'Segments',
  methods: { create: 3, attach: 3, detach: 2, destroy: 1, inherit: 2, over: 1, status: 2 },
  programs: {},
  services: { entry: 2, setEntry: 3, allocateFrame: 0, freeFrame: 1, flush: 1 },
};
