// Each thread has a count for every priority that it is lent or has of its own: it counts as the best of which it has any.
import type { Locks, Services } from '../contract';

const PRIORITIES = 16;

export class PriorityLocks implements Locks {
  /** By thread and priority: how many lend it. */
  private readonly loans: number[][] = [];
  private readonly counts: number[] = [];
  private readonly lockOf: number[] = [];
  private readonly owners: number[] = [];
  /** All that wait, longest first. */
  private readonly waiting: number[] = [];

  constructor(
    private readonly services: Services,
    threads: number,
    locks: number,
  ) {
    for (let thread = 0; thread < threads; thread++) {
      const own = services.own(thread);
      const loans: number[] = [];
      for (let priority = 0; priority < PRIORITIES; priority++) loans.push(priority === own ? 1 : 0);
      this.loans.push(loans);
      this.counts.push(own);
      this.lockOf.push(-1);
    }
    for (let lock = 0; lock < locks; lock++) this.owners.push(-1);
  }

  acquire(thread: number, lock: number): number {
    if (this.owners[lock] === -1) {
      this.owners[lock] = thread;
      return 1;
    }
    let last = this.owners[lock];
    while (last !== thread && this.lockOf[last] !== -1) last = this.owners[this.lockOf[last]];
    if (last === thread) return -1;
    this.waiting.push(thread);
    this.lockOf[thread] = lock;
    this.lend(this.owners[lock], this.counts[thread], 1);
    return 0;
  }

  release(thread: number, lock: number): number {
    let next = -1;
    for (const each of this.waiting)
      if (this.lockOf[each] === lock && (next === -1 || this.counts[each] < this.counts[next])) next = each;
    this.owners[lock] = next;
    if (next === -1) return -1;
    for (const each of this.waiting) {
      if (this.lockOf[each] !== lock) continue;
      this.loans[thread][this.counts[each]]--;
      if (each !== next) this.loans[next][this.counts[each]]++;
    }
    this.leave(next);
    this.refresh(thread);
    return next;
  }

  giveUp(thread: number, lock: number): number {
    this.leave(thread);
    this.lend(this.owners[lock], this.counts[thread], -1);
    return 0;
  }

  private leave(thread: number): void {
    this.waiting.splice(this.waiting.indexOf(thread), 1);
    this.lockOf[thread] = -1;
  }

  /** `thread` is lent a priority, or no longer; what it lends itself follows. */
  private lend(thread: number, priority: number, change: number): void {
    const before = this.counts[thread];
    this.loans[thread][priority] += change;
    this.refresh(thread);
    const lock = this.lockOf[thread];
    if (lock === -1 || this.counts[thread] === before) return;
    this.loans[this.owners[lock]][before]--;
    this.lend(this.owners[lock], this.counts[thread], 1);
  }

  private refresh(thread: number): void {
    let best = 0;
    while (this.loans[thread][best] === 0) best++;
    if (best === this.counts[thread]) return;
    this.counts[thread] = best;
    this.services.setPriority(thread, best);
  }
}
