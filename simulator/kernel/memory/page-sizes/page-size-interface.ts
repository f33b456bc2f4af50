/** Which size the next pages of a region get: what is asked, and what may be asked for. Only numbers cross. */
import type { PolicyShape } from '../../../engine/policy';

export interface PageSizeServices {
  /** Bytes of a page of this size; sizes are counted from 0, the smallest. */
  pageBytes(size: number): number;
}

export interface PageSizeChoice {
  /**
   * The size of the next page of a region, of those that may lie there. @param left bytes that are not covered yet.
   * @param largest the largest size that the address is a multiple of.
   */
  choose(left: number, largest: number): number;
}

export const PAGE_SIZE_SHAPE: PolicyShape = {
  className: 'PageSizePolicy',
  methods: { choose: 2 },
  programs: {},
  services: { pageBytes: 1 },
};
