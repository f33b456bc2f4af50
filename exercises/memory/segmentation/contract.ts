/**
 * A segment unit: what you implement, and what the machine offers to it.
 *
 *      import type { Segmentation, Services } from './contract';
 *      export class SegmentUnit implements Segmentation { ... }
 *
 *      31      28 27                    0        descriptor of selector s, at table + s * 12
 *      +---------+----------------------+        +----------+----------+----------+
 *      | selector|        offset        |        | base     | limit    | flags    |   a word each
 *      +---------+----------------------+        +----------+----------+----------+
 *
 * A segment has the offsets 0 to limit - 1; its first byte lies at base.
 */

export const SELECTOR_SHIFT = 28;
export const OFFSET_MASK = 0x0fff_ffff;

export const DESCRIPTOR_BYTES = 12;
/** Where limit and flags stand in a descriptor; base stands at 0. */
export const LIMIT_AT = 4;
export const FLAGS_AT = 8;

/** Flags. All others belong to the kernel. */
export const PRESENT = 1 << 0;
export const READ = 1 << 1;
export const WRITE = 1 << 2;
export const EXECUTE = 1 << 3;

/** Kinds of accesses: a FETCH needs EXECUTE, a LOAD needs READ or WRITE, a STORE needs WRITE. */
export const FETCH = 0;
export const LOAD = 1;
export const STORE = 2;

/** Answers instead of a physical address. */
export const NO_SEGMENT = -1;
export const OUT_OF_BOUNDS = -2;
export const PERMISSION = -3;

/** Each call is counted. */
export interface Services {
  /** The word at a physical address, a multiple of 4. */
  loadWord(address: number): number;
}

/** One object for the whole run: new SegmentUnit(services). setTable is called before the first access. */
export interface Segmentation {
  /** Another process runs: its table begins at `address` and has `count` descriptors, 1 to 16. */
  setTable(address: number, count: number): void;
  /** The kernel has changed the descriptor of `selector` in the table in use. */
  changed(selector: number): void;
  /**
   * The core accesses `bytes` bytes (1, 2 or 4) from `address` on.
   * @param address 0 to 4,294,967,295, not always a multiple of `bytes`. @param access FETCH, LOAD or STORE.
   * @returns the physical address of the first byte, which is below 2^31, or one of the three faults.
   */
  translate(address: number, bytes: number, access: number): number;
}
