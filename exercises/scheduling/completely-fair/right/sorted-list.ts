// Who waits, in a sorted array with the first at its end; a place is found by halving.
import type { Scheduler, Services } from '../contract';

export class CompletelyFair implements Scheduler {
  private readonly waiting: number[] = [];
  private readonly weights: number[] = [];
  private readonly virtual: number[] = [];
  private readonly running: number[] = [];
  private totalWeight = 0;
  private floor = 0;

  constructor(
    private readonly services: Services,
    cores: number,
    maxThreads: number,
    private readonly periodCycles: number,
    private readonly minimumCycles: number,
  ) {
    for (let core = 0; core < cores; core++) this.running.push(-1);
    for (let thread = 0; thread < maxThreads; thread++) {
      this.weights.push(0);
      this.virtual.push(0);
    }
  }

  enqueue(thread: number, reason: number): void {
    if (reason === 0) {
      this.weights[thread] = this.services.weightOf(this.services.nice(thread));
      this.virtual[thread] = this.floor;
    }
    if (reason === 1) {
      const least = this.floor - Math.floor(this.periodCycles / 2);
      if (this.virtual[thread] < least) this.virtual[thread] = least;
    }
    if (reason < 2) this.totalWeight += this.weights[thread];
    this.insert(thread);
  }

  pickNext(core: number): number {
    const thread = this.waiting.pop() ?? -1;
    this.running[core] = thread;
    return thread;
  }

  slice(thread: number): number {
    const share = Math.floor((this.periodCycles * this.weights[thread]) / this.totalWeight);
    return Math.max(share, this.minimumCycles);
  }

  sliceEnded(thread: number, how: number, cycles: number): void {
    this.virtual[thread] += Math.floor((cycles * 1024) / this.weights[thread]);
    this.raiseFloor(thread);
    if (how === 1 || how === 3) this.totalWeight -= this.weights[thread];
    if (how > 0) this.leave(thread);
  }

  tick(_core: number, running: number): number {
    if (this.waiting.length === 0) return 0;
    if (this.virtual[this.first()] >= this.virtual[running]) return 0;
    this.leave(running);
    return 1;
  }

  virtualRuntime(thread: number): number {
    return this.virtual[thread];
  }

  private first(): number {
    return this.waiting[this.waiting.length - 1];
  }

  private leave(thread: number): void {
    this.running[this.running.indexOf(thread)] = -1;
  }

  private raiseFloor(ended: number): void {
    let least = this.virtual[ended];
    for (const thread of this.running) if (thread >= 0) least = Math.min(least, this.virtual[thread]);
    if (this.waiting.length > 0) least = Math.min(least, this.virtual[this.first()]);
    this.floor = Math.max(this.floor, least);
  }

  private insert(thread: number): void {
    let low = 0;
    let high = this.waiting.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.goesBefore(thread, this.waiting[middle])) low = middle + 1;
      else high = middle;
    }
    this.waiting.splice(low, 0, thread);
  }

  private goesBefore(a: number, b: number): boolean {
    if (this.virtual[a] !== this.virtual[b]) return this.virtual[a] < this.virtual[b];
    return a < b;
  }
}
