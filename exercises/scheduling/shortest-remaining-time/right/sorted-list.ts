// A linked list that is kept in order: what a waiting thread has left does not change, so it is asked once.
import type { Scheduler, Services } from '../contract';

interface Entry {
  readonly thread: number;
  readonly left: number;
  next: Entry | undefined;
}

export class ShortestRemaining implements Scheduler {
  private first: Entry | undefined;
  /** Who is on each core; a core that has nobody is not in it. */
  private readonly holders = new Map<number, number>();

  constructor(
    private readonly services: Services,
    private readonly cores: number,
    _maxThreads: number,
  ) {}

  enqueue(thread: number, reason: number): number {
    const left = this.services.remainingCycles(thread);
    this.insert(thread, left);
    const hasCome = reason === 0 || reason === 1;
    if (!hasCome || this.holders.size < this.cores) return 0;
    let answer = 0;
    let most = left;
    for (let core = this.cores - 1; core >= 0; core--) {
      const other = this.services.remainingCycles(this.holders.get(core) ?? -1);
      if (other < most || other === left) continue;
      most = other;
      answer = core + 1;
    }
    if (answer > 0) this.holders.set(answer - 1, thread);
    return answer;
  }

  pickNext(core: number): number {
    const entry = this.first;
    if (entry === undefined) {
      this.holders.delete(core);
      return -1;
    }
    this.first = entry.next;
    this.holders.set(core, entry.thread);
    return entry.thread;
  }

  private insert(thread: number, left: number): void {
    let before: Entry | undefined;
    let at = this.first;
    while (at !== undefined && (at.left < left || (at.left === left && at.thread < thread))) {
      before = at;
      at = at.next;
    }
    const entry = { thread, left, next: at };
    if (before === undefined) this.first = entry;
    else before.next = entry;
  }
}
