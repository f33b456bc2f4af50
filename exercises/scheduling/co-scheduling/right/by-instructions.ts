// Keeps pairs as a plan of the whole round, made when the round begins.
import type { Scheduler } from '../contract';

interface Known {
  readonly thread: number;
  instructions: number;
  misses: number;
}

export class CoScheduler implements Scheduler {
  private readonly all: Known[] = [];
  private plan: number[] = [];
  private at = 0;

  constructor(_services: object, _cores: number, threads: number) {
    for (let thread = 0; thread < threads; thread++) this.all.push({ thread, instructions: 1, misses: 0 });
  }

  measured(thread: number, instructions: number, misses: number): void {
    this.all[thread].instructions = instructions;
    this.all[thread].misses = misses;
  }

  pick(): number {
    if (this.at === this.plan.length) this.make();
    return this.plan[this.at++];
  }

  private make(): void {
    const order = [...this.all];
    order.sort((a, b) => b.misses * a.instructions - a.misses * b.instructions);
    this.plan = [];
    while (order.length > 0) {
      const most = order.shift();
      const least = order.pop();
      if (most !== undefined) this.plan.push(most.thread);
      if (least !== undefined) this.plan.push(least.thread);
    }
    this.at = 0;
  }
}
