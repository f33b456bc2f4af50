// Sets for the levels, maps for the rest, and a countdown of the slice for each running thread.
import type { Scheduler, Services } from '../contract';

export class MultiLevelFeedback implements Scheduler {
  private readonly waiting: Set<number>[];
  private readonly levelOf = new Map<number, number>();
  /** Ticks left of the slice, of the threads that run. */
  private readonly left = new Map<number, number>();
  private boostsDone = 0;

  constructor(
    private readonly services: Services,
    _cores: number,
    _maxThreads: number,
    levels: number,
    private readonly quantumTicks: number,
    private readonly boostCycles: number,
  ) {
    this.waiting = Array.from({ length: levels }, () => new Set<number>());
  }

  enqueue(thread: number, reason: number): void {
    this.left.delete(thread);
    const level = this.level(thread);
    const next = reason === 1 && level > 0 ? level - 1 : level;
    this.levelOf.set(thread, next);
    this.waiting[next].add(thread);
  }

  pickNext(_core: number): number {
    this.boost();
    for (const level of this.waiting)
      for (const thread of level) {
        level.delete(thread);
        this.left.set(thread, this.slice(thread));
        return thread;
      }
    return -1;
  }

  tick(_core: number, running: number): number {
    if (this.boost()) return 0;
    const left = (this.left.get(running) ?? 0) - 1;
    this.left.set(running, left);
    let limit = this.level(running);
    if (left === 0) {
      this.levelOf.set(running, Math.min(this.level(running) + 1, this.waiting.length - 1));
      this.left.set(running, this.slice(running));
      limit = this.level(running) + 1;
    }
    return this.waiting.slice(0, limit).some((level) => level.size > 0) ? 1 : 0;
  }

  level(thread: number): number {
    return this.levelOf.get(thread) ?? 0;
  }

  private slice(thread: number): number {
    return this.quantumTicks << this.level(thread);
  }

  private boost(): boolean {
    const due = Math.floor(this.services.now() / this.boostCycles);
    if (due <= this.boostsDone) return false;
    this.boostsDone = due;
    const [top, ...others] = this.waiting;
    for (const level of others) {
      for (const thread of level) top.add(thread);
      level.clear();
    }
    this.levelOf.clear();
    for (const thread of this.left.keys()) this.left.set(thread, this.quantumTicks);
    return true;
  }
}
