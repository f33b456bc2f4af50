// fails: ML6
// Raises the threads that wait or run and forgets those that are blocked.
import type { Scheduler, Services } from '../contract';

export class MultiLevelFeedback implements Scheduler {
  private readonly queues: number[][] = [];
  private readonly levelOf: number[] = [];
  private readonly ticks: number[] = [];
  private readonly running: number[] = [];
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
    for (let core = 0; core < cores; core++) {
      this.ticks.push(0);
      this.running.push(-1);
    }
    this.nextBoost = boostCycles;
  }

  enqueue(thread: number, reason: number): void {
    if (reason === 1 && this.levelOf[thread] > 0) this.levelOf[thread]--;
    this.queues[this.levelOf[thread]].push(thread);
  }

  pickNext(core: number): number {
    this.running[core] = -1;
    this.boostWhenDue();
    const level = this.highest();
    if (level === this.levels) return -1;
    this.ticks[core] = 0;
    this.running[core] = this.queues[level].shift() as number;
    return this.running[core];
  }

  tick(core: number, running: number): number {
    if (this.boostWhenDue()) return 0;
    this.ticks[core]++;
    const level = this.levelOf[running];
    if (this.ticks[core] < this.quantumTicks << level) return this.highest() < level ? 1 : 0;
    this.ticks[core] = 0;
    if (level < this.levels - 1) this.levelOf[running]++;
    return this.highest() <= this.levelOf[running] ? 1 : 0;
  }

  level(thread: number): number {
    return this.levelOf[thread];
  }

  private highest(): number {
    for (let level = 0; level < this.levels; level++) if (this.queues[level].length > 0) return level;
    return this.levels;
  }

  private boostWhenDue(): boolean {
    const now = this.services.now();
    if (now < this.nextBoost) return false;
    this.nextBoost = (Math.floor(now / this.boostCycles) + 1) * this.boostCycles;
    for (let level = 1; level < this.levels; level++) {
      for (const thread of this.queues[level]) {
        this.queues[0].push(thread);
        this.levelOf[thread] = 0;
      }
      this.queues[level] = [];
    }
    for (const thread of this.running) if (thread >= 0) this.levelOf[thread] = 0;
    this.ticks.fill(0);
    return true;
  }
}
