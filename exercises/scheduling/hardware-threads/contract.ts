/**
 * Hardware threads: what you implement.
 *
 *      import type { Issue } from './contract';
 *      export class IssuePolicy implements Issue { ... }
 *
 * One object for the core: new IssuePolicy(services, threads, changeCycles). There are no services. Hardware threads have
 * the numbers 0 to threads - 1, 8 at most; a change from one to another takes changeCycles cycles, 0 to 60.
 */
export interface Issue {
  /** A load of `thread`, which issued until now, missed: its line comes at cycle `untilCycle`. */
  stalled(thread: number, untilCycle: number, now: number): void;

  /** `thread` is through. */
  ended(thread: number): void;

  /**
   * Who issues now? Asked at the start, when the thread that issues misses or is through, when the line of another one
   * has come, and when 100 cycles have passed since you were asked last.
   *
   * @returns a thread that is not through. If its line has not come yet, the pipeline waits for it.
   */
  next(now: number): number;
}
