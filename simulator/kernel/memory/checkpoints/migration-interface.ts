/** Moving a process to another machine: what is asked, what it may ask for. Only numbers cross. */
import type { PageServices } from './checkpoint-interface';

export interface MigrationServices extends PageServices {
  /** Sends the page as it is now. Unless it is paused, the process goes on meanwhile, and may write. */
  send(page: number): void;
  /** The process stands still until it goes on over there. */
  pause(): void;
}

export interface MigrationMechanism {
  /** Afterwards the process goes on over there with the pages that were sent. */
  migrate(): void;
  /** A write to a page that may not be written. @returns 1: it is made again; 0: the process is ended. */
  fault(page: number): number;
}
