/**
 * The waiters form a list: each core adds its own node at the end and waits at it until the core before it says that
 * it may go. First come, first served, a hand-off concerns the next one alone, and a lock is one word: the nodes,
 * one a core, serve any number of locks that a core takes one after the other.
 *
 *      lockAddress                  the last node of the list; 0 when the lock is free
 *      lockAddress + 64 * (1 + c)   node of core c: the next node (0: none), and 4 bytes on whether it must wait
 *
 * A core that added itself but has not yet told the one before it is waited for in release: it is about to.
 *
 * Source: J. Mellor-Crummey and M. Scott, "Algorithms for scalable synchronization on shared-memory
 * multiprocessors", ACM TOCS 9(1), 1991 (the MCS lock).
 */
import { compareAndSwap, load, type Operation, pause, store, swap } from '../../programs/operations';
import { LINE_BYTES, type Spinlock } from './spinlock';

const WAITS = 4;

export class ListLock implements Spinlock {
  constructor(
    _services: object,
    private readonly lockAddress: number,
  ) {}

  *acquire(core: number): Operation {
    const node = this.nodeOf(core);
    yield* store(node, 0);
    const before = yield* swap(this.lockAddress, node);
    if (before === 0) return 0;
    yield* store(node + WAITS, 1);
    yield* store(before, node);
    while ((yield* load(node + WAITS)) !== 0) yield* pause();
    return 0;
  }

  *release(core: number): Operation {
    const node = this.nodeOf(core);
    let next = yield* load(node);
    if (next === 0) {
      if ((yield* compareAndSwap(this.lockAddress, node, 0)) === node) return 0;
      while (next === 0) {
        yield* pause();
        next = yield* load(node);
      }
    }
    return yield* store(next + WAITS, 0);
  }

  private nodeOf(core: number): number {
    return this.lockAddress + LINE_BYTES * (1 + core);
  }
}
