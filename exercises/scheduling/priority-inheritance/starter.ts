import type { Locks, Services } from './contract';

export class PriorityLocks implements Locks {
  constructor(
    private readonly services: Services,
    private readonly threads: number,
    private readonly locks: number,
  ) {
    // Make here what your locks need: who has which lock, who waits for which since when, who counts as what.
  }

  acquire(thread: number, lock: number): number {
    // Is the lock free? Would this close a circle? Whom does `thread` raise while it waits?
    return 0;
  }

  release(thread: number, lock: number): number {
    // Who gets the lock? What does `thread` count as without it?
    return -1;
  }

  giveUp(thread: number, lock: number): number {
    // Whom had `thread` raised?
    return 0;
  }
}
