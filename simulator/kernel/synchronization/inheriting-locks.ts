/**
 * Locks whose owner inherits the priority of the best thread that waits for it, so that nobody of a priority in between
 * keeps both from going on:
 *
 *      high    ── lock ── waits ─────────────┐ runs
 *      medium            ready, and waits too │         a thread counts as the best of its own priority and of all that
 *      low     ── lock ── runs as high ─ unlock         wait for a lock that it has, as what those count themselves
 *
 * Who begins to wait raises the owner, and whoever that one waits for, as long as they are worse. Who gives a lock back
 * is worked out anew from the waiters of the locks that it still has; when a waiter gives up, so is each owner along
 * the chain until one stays as it is. The lock goes to the waiter that counts best, of equals to the one that has waited
 * longest. An acquire that would close a circle of waiting threads, of a lock that the thread has included, is refused.
 *
 * Source: Sha, Rajkumar, Lehoczky, "Priority inheritance protocols", IEEE Transactions on Computers 39 (9), 1990.
 */
import { ACQUIRED, type Inheritance, type InheritanceServices, NOBODY } from './inheritance';

export class PriorityLocks implements Inheritance {
  /** By lock: its owner, or NOBODY; and who waits, longest first. */
  private readonly owners: number[] = [];
  private readonly waiters: number[][] = [];
  /** By thread: the locks that it has; the one that it waits for, or -1; what it counts as. */
  private readonly held: number[][] = [];
  private readonly waitsFor: number[] = [];
  private readonly counts: number[] = [];

  constructor(
    private readonly services: InheritanceServices,
    threads: number,
    locks: number,
  ) {
    for (let lock = 0; lock < locks; lock++) {
      this.owners.push(NOBODY);
      this.waiters.push([]);
    }
    for (let thread = 0; thread < threads; thread++) {
      this.held.push([]);
      this.waitsFor.push(-1);
      this.counts.push(services.own(thread));
    }
  }

  acquire(thread: number, lock: number): number {
    const owner = this.owners[lock];
    if (owner === NOBODY) {
      this.give(thread, lock);
      return ACQUIRED.has;
    }
    for (let each = owner; each !== NOBODY; each = this.before(each))
      if (each === thread) return ACQUIRED.refused;
    this.waiters[lock].push(thread);
    this.waitsFor[thread] = lock;
    const priority = this.counts[thread];
    for (let each = owner; each !== NOBODY && this.counts[each] > priority; each = this.before(each))
      this.count(each, priority);
    return ACQUIRED.waits;
  }

  release(thread: number, lock: number): number {
    const locks = this.held[thread];
    locks.splice(locks.indexOf(lock), 1);
    const next = this.best(lock);
    if (next === NOBODY) this.owners[lock] = NOBODY;
    else {
      this.leave(next, lock);
      this.give(next, lock);
    }
    this.settle(thread);
    return next;
  }

  giveUp(thread: number, lock: number): number {
    this.leave(thread, lock);
    let owner = this.owners[lock];
    while (owner !== NOBODY && this.settle(owner)) owner = this.before(owner);
    return 0;
  }

  /** Whoever has the lock that `thread` waits for. */
  private before(thread: number): number {
    const lock = this.waitsFor[thread];
    return lock < 0 ? NOBODY : this.owners[lock];
  }

  private give(thread: number, lock: number): void {
    this.owners[lock] = thread;
    this.held[thread].push(lock);
  }

  private leave(thread: number, lock: number): void {
    const waiting = this.waiters[lock];
    waiting.splice(waiting.indexOf(thread), 1);
    this.waitsFor[thread] = -1;
  }

  private best(lock: number): number {
    let best = NOBODY;
    for (const each of this.waiters[lock])
      if (best === NOBODY || this.counts[each] < this.counts[best]) best = each;
    return best;
  }

  /** Works out what `thread` counts as, which may be worse than before. @returns whether that is another priority. */
  private settle(thread: number): boolean {
    const before = this.counts[thread];
    let priority = this.services.own(thread);
    if (priority === before) return false;
    for (const lock of this.held[thread])
      for (const each of this.waiters[lock]) priority = Math.min(priority, this.counts[each]);
    if (priority === before) return false;
    this.count(thread, priority);
    return true;
  }

  private count(thread: number, priority: number): void {
    this.counts[thread] = priority;
    this.services.setPriority(thread, priority);
  }
}
