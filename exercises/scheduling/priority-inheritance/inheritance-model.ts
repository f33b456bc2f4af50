/**
 * Locks by the rules, fed with what a submission answered: who has which, who waits, and what everybody should count as.
 * It follows what happened.
 */
import { LOCK_NAMES } from '../../../simulator/kernel/synchronization/lock-events';

interface Place {
  readonly thread: number;
  /** That wait for a lock of it, longest first. */
  readonly waiters: readonly number[];
}

const NOBODY: readonly number[] = [];

export class InheritanceModel {
  readonly owners = new Map<number, number>();
  /** By thread that waits, longest first: the lock that it waits for. */
  private readonly waiting = new Map<number, number>();

  constructor(readonly own: readonly number[]) {}

  wait(thread: number, lock: number): void {
    this.waiting.set(thread, lock);
  }

  goOn(thread: number): void {
    this.waiting.delete(thread);
  }

  /** Longest first. */
  waitersOf(lock: number): readonly number[] {
    const waiters: number[] = [];
    for (const [thread, wanted] of this.waiting) if (wanted === lock) waiters.push(thread);
    return waiters;
  }

  hasLock(thread: number): boolean {
    for (const owner of this.owners.values()) if (owner === thread) return true;
    return false;
  }

  /** The owner of the lock that `thread` waits for, the one that this waits for, and so on. */
  chainOf(lock: number): readonly number[] {
    const chain: number[] = [];
    for (let at: number | undefined = lock; at !== undefined; ) {
      const owner = this.owners.get(at);
      if (owner === undefined || chain.includes(owner)) break;
      chain.push(owner);
      at = this.waiting.get(owner);
    }
    return chain;
  }

  /** Every thread with those that wait for a lock of it, such that these come first. */
  inOrder(): readonly Place[] {
    const waiters = new Map<number, number[]>();
    for (const [thread, lock] of this.waiting) {
      const owner = this.owners.get(lock);
      if (owner === undefined) continue;
      const others = waiters.get(owner);
      if (others === undefined) waiters.set(owner, [thread]);
      else others.push(thread);
    }
    const order: Place[] = [];
    const add = (thread: number) => {
      const own = waiters.get(thread) ?? NOBODY;
      for (const each of own) add(each);
      order.push({ thread, waiters: own });
    };
    for (let thread = 0; thread < this.own.length; thread++) if (!this.waiting.has(thread)) add(thread);
    return order;
  }

  /** What each thread should count as. */
  levels(): number[] {
    const levels: number[] = [];
    for (const priority of this.own) levels.push(priority);
    for (const [thread, lock] of this.waiting) {
      const lent = this.own[thread];
      let owner = this.owners.get(lock);
      while (owner !== undefined && levels[owner] > lent) {
        levels[owner] = lent;
        const wanted = this.waiting.get(owner);
        owner = wanted === undefined ? undefined : this.owners.get(wanted);
      }
    }
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
