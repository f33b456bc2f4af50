/** Moving a process to another machine while it runs: what is asked, what it may ask for. Only numbers cross. */
import type { PolicyShape } from '../../../engine/policy';
import type { PageServices } from './checkpoint-interface';

export interface MigrationMechanism {
  /**
   * The network is free.
   *
   * @returns the page that is sent now, as it is; meanwhile the process goes on, unless it is paused, and may write.
   * -1: the process pauses; of one that is paused: it goes on over there, with the pages that were sent.
   */
  next(): number;
  /** A write to a page that may not be written. @returns 1: it is made again; 0: it is not made. */
  fault(page: number): number;
}

export type MigrationServices = PageServices;

/** The constructor gets the services, the number of pages, pauseAt and mostRounds (PreCopy). */
export const MIGRATION_SHAPE: PolicyShape = {
  className: 'Migration',
  methods: { next: 0, fault: 1 },
  programs: {},
  services: { entry: 1, setEntry: 2, flush: 0 },
};
