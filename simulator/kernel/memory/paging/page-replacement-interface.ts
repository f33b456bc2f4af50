/** Which page leaves when every frame is taken: what the pager asks, and what it offers. Only numbers cross. */
import type { PolicyShape } from '../../../engine/policy';

/** Bits of the answer of `bits`: as the walker left them in the frame's page-table entry. */
export const ACCESSED = 1;
export const DIRTY = 2;

export interface ReplacementServices {
  /** Reads the page-table entry of the page in a frame: ACCESSED and DIRTY, or 0. */
  bits(frame: number): number;
  /** Clears the accessed bit of that entry. */
  clearAccessed(frame: number): number;
  /** 1: the page must stay in its frame, or there is none. */
  isPinned(frame: number): number;
}

export interface PageReplacementPolicy {
  /** A page was put into this frame; its bits are clear. */
  loaded(frame: number, page: number): void;
  /** At least one page may leave. @returns the frame whose page leaves. */
  victim(): number;
}

export const PAGE_REPLACEMENT_SHAPE: PolicyShape = {
  className: 'PageReplacement',
  methods: { loaded: 2, victim: 0 },
  programs: {},
  services: { bits: 1, clearAccessed: 1, isPinned: 1 },
};
