/**
 * Locks by the rules, fed with what a submission answered: who has which, who waits, and what everybody should count as.
 * It follows what happened.
 */
import { LOCK_NAMES } from '../../../simulator/kernel/synchronization/lock-events';

interface Waiting {
  readonly thread: number;
  readonly lock: number;
  readonly since: number;
}

export class InheritanceModel {
  readonly owners = new Map<number, number>();
  /** Longest first. */
  waiting: readonly Waiting[] = [];

  constructor(readonly own: readonly number[]) {}

  wait(thread: number, lock: number, since: number): void {
    this.waiting = [...this.waiting, { thread, lock, since }];
  }

  goOn(thread: number): void {
    this.waiting = this.waiting.filter((each) => each.thread !== thread);
  }

  waitOf(thread: number): Waiting | undefined {
    return this.waiting.find((each) => each.thread === thread);
  }

  /** Longest first. */
  waitersOf(lock: number): readonly number[] {
    return this.waiting.filter((each) => each.lock === lock).map(({ thread }) => thread);
  }

  /** The owner of the lock that `thread` waits for, the one that this waits for, and so on. */
  chainOf(lock: number): readonly number[] {
    const chain: number[] = [];
    for (let at: number | undefined = lock; at !== undefined; ) {
      const owner = this.owners.get(at);
      if (owner === undefined || chain.includes(owner)) break;
      chain.push(owner);
      at = this.waitOf(owner)?.lock;
    }
    return chain;
  }

  /** Every thread with those that wait for a lock of it, such that these come first. */
  inOrder(): readonly { readonly thread: number; readonly waiters: readonly number[] }[] {
    const waiters = this.own.map((): number[] => []);
    for (const { thread, lock } of this.waiting) {
      const owner = this.owners.get(lock);
      if (owner !== undefined) waiters[owner].push(thread);
    }
    const order: { thread: number; waiters: readonly number[] }[] = [];
    const add = (thread: number) => {
      waiters[thread].forEach(add);
      order.push({ thread, waiters: waiters[thread] });
    };
    this.own.forEach((_, thread) => {
      if (this.waitOf(thread) === undefined) add(thread);
    });
    return order;
  }

  /** What each thread should count as. */
  levels(): number[] {
    const levels = [...this.own];
    for (const { thread, waiters } of this.inOrder())
      levels[thread] = Math.min(this.own[thread], ...waiters.map((each) => levels[each]));
    return levels;
  }

  /** `its own priority is 9, and it has lock A (thread 1 at 2 waits)`. */
  describe(thread: number, levels: readonly number[]): string {
    const locks = [...this.owners].filter(([, owner]) => owner === thread).map(([lock]) => lock);
    const parts = locks.map((lock) => {
      const waiters = this.waitersOf(lock).map((each) => `thread ${each} at ${levels[each]}`);
      return `lock ${LOCK_NAMES[lock]} (${waiters.length === 0 ? 'nobody waits' : `${waiters.join(', ')} ${waiters.length === 1 ? 'waits' : 'wait'}`})`;
    });
    const has = parts.length === 0 ? 'has no lock' : `has ${parts.join(' and ')}`;
    return `its own priority is ${this.own[thread]}, and it ${has}`;
  }
}
