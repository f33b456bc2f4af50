/**
 * Co-scheduling: what you implement.
 *
 *      import type { Scheduler } from './contract';
 *      export class CoScheduler implements Scheduler { ... }
 *
 * One object for all cores: new CoScheduler(services, cores, threads). There are no services. There are 1 to 4 cores and
 * 2 to 16 threads, numbered from 0; `threads` is a multiple of 2 × cores.
 */
export interface Scheduler {
  /** The quantum is over: what the counters say of `thread` in it. Called for each thread that ran, before the next pick. */
  measured(thread: number, instructions: number, misses: number): void;

  /**
   * Before each quantum, for each slot from 0 on: slots 2c and 2c + 1 are the two hardware threads of core c.
   *
   * @returns the thread that runs there.
   */
  pick(slot: number): number;
}
