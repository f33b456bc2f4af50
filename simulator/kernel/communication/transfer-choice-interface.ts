/** Whether data go through the kernel or into pages that both sides map: what is asked, and the costs that are told. */
import type { PolicyShape } from '../../engine/policy';

export const TRANSFER = { copy: 0, map: 1 } as const;

/** Cycles. */
export interface TransferCosts {
  /** Of a call that sends and one that receives, when both copy nothing. */
  readonly exchange: number;
  /** On top of that, of a word that one of them copies. */
  readonly copiedWord: number;
  /** Of a segment of no page: made, attached by both sides, detached, destroyed. */
  readonly segment: number;
  /** On top of that, of each page. */
  readonly page: number;
  /** Of a mutex in it, taken and given back by both sides, nobody waiting. */
  readonly turn: number;
}

export interface TransferChoicePolicy {
  /** `bytes` bytes go from one process to another, `uses` times. @returns one of TRANSFER. */
  choose(bytes: number, uses: number): number;
}

/** The constructor gets the services, then the costs in the order of TransferCosts. */
export const TRANSFER_CHOICE_SHAPE: PolicyShape = {
  className: 'TransferChoice',
  methods: { choose: 2 },
  programs: {},
  services: {},
};
