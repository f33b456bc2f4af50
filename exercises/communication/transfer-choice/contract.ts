/**
 * Copy or map: what you implement.
 *
 *      import { COPY, MAP, type Costs, type TransferPolicy } from './contract';
 *      export class TransferChoice implements TransferPolicy { ... }
 */

/** What `choose` answers. */
export const COPY = 0;
export const MAP = 1;

export const WORD_BYTES = 4;
/** Of the kernel's buffer: what one call moves at most. */
export const BUFFER_BYTES = 4_096;
export const PAGE_BYTES = 4_096;

/** What the machine was measured to cost, in cycles. */
export type Costs = readonly [
  /** A call that sends and one that receives, when both copy nothing. */
  exchange: number,
  /** On top of that, each word that one of them copies. */
  copiedWord: number,
  /** A segment of no page: made, attached by both sides, detached by both, destroyed. */
  segment: number,
  /** On top of that, each page. */
  page: number,
  /** Sender and receiver take a mutex in the segment and give it back, nobody waiting. */
  turn: number,
];

/** One object for the whole run: new TransferChoice(services, ...costs). There are no services. */
export interface TransferPolicy {
  /** `bytes` bytes will go from one process to another, `uses` times, both at least 1. @returns COPY or MAP. */
  choose(bytes: number, uses: number): number;
}
