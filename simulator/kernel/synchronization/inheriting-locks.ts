/**
 * Locks of the kernel whose owner inherits the priority of the best thread that waits for it, so that nobody of a priority
 * in between keeps both from going on:
 *
 *      high    ── lock ── waits ─────────────┐ runs
 *      medium            ready, and waits too │         a thread's priority is the best of its own and of all that wait
 *      low     ── lock ── runs as high ─ unlock         for a lock that it has, and of those that wait for locks of these
 *
 * Nothing is stored that an unlock would have to restore: `priority` is worked out when it is asked for. The lock goes to
 * the waiter of the best priority, of equals to the one that has waited longest. A lock that would close a circle of
 * waiting threads, one that is held already and an unlock of what is not held are refused.
 *
 * Source: Sha, Rajkumar, Lehoczky, "Priority inheritance protocols", IEEE Transactions on Computers 39 (9), 1990.
 */
import type { Kernel, SystemServices } from '../kernel';
import { SYSTEM_CALL_REFUSED } from '../system-calls';
import type { ThreadId } from '../threads/thread';

/** (lock): any number names a lock. Return 0, or SYSTEM_CALL_REFUSED. */
export const LOCK_CALL = { lock: 80, unlock: 81 } as const;

/** What `block` is told that a thread waits for. */
const LOCKED = -1;

export class InheritingLocks implements SystemServices {
  private readonly owners = new Map<number, ThreadId>();
  /** Longest waiting first. */
  private waiting: { readonly thread: ThreadId; readonly lock: number }[] = [];

  /** @param own priorities by thread, 0 = highest. @param inherits false: a lock changes no priority. */
  constructor(
    private readonly kernel: Pick<Kernel, 'perform' | 'block' | 'wake'>,
    private readonly own: (thread: ThreadId) => number,
    private readonly inherits = true,
  ) {}

  /** The thread's own priority, or the better one that it inherits. */
  priority(thread: ThreadId): number {
    let best = this.own(thread);
    if (!this.inherits) return best;
    for (const waiter of this.waiting)
      if (this.owners.get(waiter.lock) === thread) best = Math.min(best, this.priority(waiter.thread));
    return best;
  }

  call(core: number, thread: number, number: number, first: number, second: number): number | undefined {
    if (number === LOCK_CALL.lock) return this.lock(core, thread, first);
    if (number === LOCK_CALL.unlock) return this.unlock(core, thread, first);
    return this.kernel.perform(core, number, first, second);
  }

  private lock(core: number, thread: ThreadId, lock: number): number | undefined {
    if (!this.owners.has(lock)) {
      this.owners.set(lock, thread);
      return 0;
    }
    if (this.waitsFor(this.owners.get(lock), thread)) return SYSTEM_CALL_REFUSED;
    this.waiting.push({ thread, lock });
    this.kernel.block(core, LOCKED);
    return undefined;
  }

  private unlock(core: number, thread: ThreadId, lock: number): number {
    if (this.owners.get(lock) !== thread) return SYSTEM_CALL_REFUSED;
    const [next] = this.waiting
      .filter((waiter) => waiter.lock === lock)
      .sort((a, b) => this.priority(a.thread) - this.priority(b.thread));
    if (next === undefined) {
      this.owners.delete(lock);
      return 0;
    }
    this.waiting = this.waiting.filter((waiter) => waiter !== next);
    this.owners.set(lock, next.thread);
    this.kernel.wake(core, next.thread, 0);
    return 0;
  }

  /** Whether `one` is `other`, or waits for it, perhaps by way of others. */
  private waitsFor(one: ThreadId | undefined, other: ThreadId): boolean {
    if (one === undefined || one === other) return one === other;
    const waiter = this.waiting.find(({ thread }) => thread === one);
    return waiter !== undefined && this.waitsFor(this.owners.get(waiter.lock), other);
  }

  fault(): boolean {
    return false;
  }

  ended(): void {}

  interrupted(): readonly [] {
    return [];
  }

  takeCycles(): number {
    return 0;
  }
}
