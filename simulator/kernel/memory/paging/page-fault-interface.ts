/** What the kernel does at a page fault: what the pager asks, and what it offers. Only numbers cross. */
import type { PolicyShape } from '../../../engine/policy';

/** Of a page's entry, as `bits` answers them. */
export const PRESENT = 1;
export const WAS_ACCESSED = 2;
export const IS_DIRTY = 4;
/** The swap area has the page; of a page in memory: as it was when it was loaded. */
export const ON_DISK = 8;

export interface PageFaultServices {
  /** Reads a page's entry. */
  bits(page: number): number;
  /** Makes a page's entry present: this frame, accessed and dirty clear. @param onDisk ON_DISK or 0. */
  map(page: number, frame: number, onDisk: number): number;
  /** Makes it not present. */
  unmap(page: number, onDisk: number): number;
  /** The frame of a page that is present; else -1. */
  frameOf(page: number): number;
  /** The free frame with the lowest number, which is free no longer; -1: there is none. */
  allocateFrame(): number;
  freeFrame(frame: number): number;
  /** Asks the policy which frame is to be taken from its page; -1: none may be. */
  victim(): number;
  zeroFrame(frame: number): number;
  /** The disk reads the page from its slot of the swap area. Answers when that is done. */
  readPage(page: number, frame: number): number;
  writePage(page: number, frame: number): number;
}

export interface PageFaultMechanism {
  /** A page is touched that is not present. The reference is made again afterwards. */
  fault(page: number): void;
  /** The page in this frame is to leave while nobody waits for it. */
  giveUp(frame: number): void;
}

export const PAGE_FAULT_SHAPE: PolicyShape = {
  className: 'PageFaults',
  methods: { fault: 1, giveUp: 1 },
  programs: {},
  services: {
    bits: 1,
    map: 3,
    unmap: 2,
    frameOf: 1,
    allocateFrame: 0,
    freeFrame: 1,
    victim: 0,
    zeroFrame: 1,
    readPage: 2,
    writePage: 2,
  },
};
