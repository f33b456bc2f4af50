// The statement's words in code: an array for each level, and a boost that visits every thread.
import type { Scheduler, Services } from '../contract';

export class MultiLevelFeedback implements Scheduler {
  private readonly queues: number[][] = [];
  private readonly levelOf: number[] = [];
  private readonly ticks: number[] = [];
  private nextBoost: number;

  constructor(
    private readonly services: Services,
    cores: number,
    maxThreads: number,
    private readonly levels: number,
    private readonly quantumTicks: number,
    private readonly boostCycles: number,
  ) {
    for (let level = 0; level < levels; level++) this.queues.push([]);
    for (let thread = 0; thread < maxThreads; thread++) this.levelOf.push(0);
    for (let core = 0; core < cores; core++) this.ticks.push(0);
    this.nextBoost = boostCycles;
  }

  enqueue(thread: number, reason: number): void {
    if (reason === 0) this.levelOf[thread] = 0;
    if (reason === 1 && this.levelOf[thread] > 0) this.levelOf[thread]--;
    this.queues[this.levelOf[thread]].push(thread);
  }

  pickNext(core: number): number {
    this.boostWhenDue();
    const level = this.highest();
    if (level === this.levels) return -1;
    this.ticks[core] = 0;
    return this.queues[level].shift() as number;
  }

  tick(core: number, running: number): number {
    if (this.boostWhenDue()) return 0;
    this.ticks[core]++;
    const level = this.levelOf[running];
    if (this.ticks[core] < this.quantumTicks * 2 ** level) return this.highest() < level ? 1 : 0;
    this.ticks[core] = 0;
    if (level < this.levels - 1) this.levelOf[running]++;
    return this.highest() <= this.levelOf[running] ? 1 : 0;
  }

  level(thread: number): number {
    return this.levelOf[thread];
  }

  /** The highest level that has a waiting thread; `levels` when there is none. */
  private highest(): number {
    for (let level = 0; level < this.levels; level++) if (this.queues[level].length > 0) return level;
    return this.levels;
  }

  private boostWhenDue(): boolean {
    const now = this.services.now();
    if (now < this.nextBoost) return false;
    this.nextBoost = (Math.floor(now / this.boostCycles) + 1) * this.boostCycles;
    for (let level = 1; level < this.levels; level++) {
      for (const thread of this.queues[level]) this.queues[0].push(thread);
      this.queues[level] = [];
    }
    this.levelOf.fill(0);
    this.ticks.fill(0);
    return true;
  }
}
