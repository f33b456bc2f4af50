// The rules in code: who has what and who waits, and after each call everybody worked out anew, again and again until
// nothing changes any more.
import type { Locks, Services } from '../contract';

interface Waiting {
  readonly thread: number;
  readonly lock: number;
}

export class PriorityLocks implements Locks {
  private readonly owners = new Map<number, number>();
  /** Longest first. */
  private waiting: Waiting[] = [];
  private readonly counts: number[] = [];

  constructor(
    private readonly services: Services,
    private readonly threads: number,
    _locks: number,
  ) {
    for (let thread = 0; thread < threads; thread++) this.counts.push(services.own(thread));
  }

  acquire(thread: number, lock: number): number {
    const owner = this.owners.get(lock);
    if (owner === undefined) {
      this.owners.set(lock, thread);
      return 1;
    }
    if (this.waitsFor(owner, thread)) return -1;
    this.waiting.push({ thread, lock });
    this.workOut();
    return 0;
  }

  release(_thread: number, lock: number): number {
    this.owners.delete(lock);
    let best: Waiting | undefined;
    for (const each of this.waiting)
      if (each.lock === lock && (best === undefined || this.counts[each.thread] < this.counts[best.thread]))
        best = each;
    if (best !== undefined) {
      this.owners.set(lock, best.thread);
      this.waiting = this.waiting.filter((each) => each !== best);
    }
    this.workOut();
    return best === undefined ? -1 : best.thread;
  }

  giveUp(thread: number, _lock: number): number {
    this.waiting = this.waiting.filter((each) => each.thread !== thread);
    this.workOut();
    return 0;
  }

  /** Whether `one` is `other`, or waits for it, perhaps by way of others. */
  private waitsFor(one: number, other: number): boolean {
    if (one === other) return true;
    for (const { thread, lock } of this.waiting)
      if (thread === one) return this.waitsFor(this.owners.get(lock) as number, other);
    return false;
  }

  private workOut(): void {
    for (let thread = 0; thread < this.threads; thread++) this.counts[thread] = this.services.own(thread);
    for (let changed = true; changed; ) {
      changed = false;
      for (const { thread, lock } of this.waiting) {
        const owner = this.owners.get(lock) as number;
        if (this.counts[thread] < this.counts[owner]) {
          this.counts[owner] = this.counts[thread];
          changed = true;
        }
      }
    }
    for (let thread = 0; thread < this.threads; thread++)
      this.services.setPriority(thread, this.counts[thread]);
  }
}
