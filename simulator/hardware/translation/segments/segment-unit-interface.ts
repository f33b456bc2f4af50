/**
 * The unit of a machine with segments: what is asked of it, and the layout that it shares with SegmentTable
 * (segment-table.ts). Only numbers cross.
 */
import type { PolicyShape } from '../../../engine/policy';

/** Instead of a physical address; the first one that applies. */
export const SEGMENT_FAULT = { noSegment: -1, outOfBounds: -2, permission: -3 } as const;

/** A descriptor: three words, base, limit in bytes, flags. The lowest flags: present, read, write, execute. */
export const DESCRIPTOR = { bytes: 12, limitAt: 4, flagsAt: 8 } as const;
export const SELECTOR_SHIFT = 28;
export const OFFSET_MASK = 0x0fff_ffff;

export interface SegmentServices {
  /** The word at a physical address, a multiple of 4. */
  loadWord(address: number): number;
}

export interface Segmentation {
  /** The core goes by this table of `count` descriptors from now on, whatever it knew of it before. */
  setTable(address: number, count: number): void;
  /** The kernel has changed this descriptor of the table in use. */
  changed(selector: number): void;
  /** @param bytes of the access. @param access of ACCESS. @returns the physical address, or a number of SEGMENT_FAULT. */
  translate(address: number, bytes: number, access: number): number;
}

export const SEGMENTATION_SHAPE: PolicyShape = {
  className: 'SegmentUnit',
  methods: { setTable: 2, changed: 1, translate: 3 },
  programs: {},
  services: { loadWord: 1 },
};
