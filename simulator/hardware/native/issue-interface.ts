/** Which hardware thread of a core issues next, as numbers. */
import type { PolicyShape } from '../../engine/policy';

export interface IssuePolicy {
  /** The load of `thread`, which issued, takes until `untilCycle`. */
  stalled(thread: number, untilCycle: number, now: number): void;
  /** `thread` is through; it is not asked for any more. */
  ended(thread: number): void;
  /**
   * Asked when the thread that issued waits, is through or has issued for a while, and when somebody's line has come.
   *
   * @returns the thread to issue from; while it waits, the pipeline waits with it.
   */
  next(now: number): number;
}

/** The constructor gets the services, the number of hardware threads and the cycles that a change takes. */
export const ISSUE_SHAPE: PolicyShape = {
  className: 'IssuePolicy',
  methods: { stalled: 3, ended: 1, next: 1 },
  programs: {},
  services: {},
};
