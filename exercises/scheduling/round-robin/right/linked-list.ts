// A linked list of entries, and an object for each core.
import type { Scheduler, Services } from '../contract';

interface Entry {
  readonly thread: number;
  next: Entry | undefined;
}

class Core {
  private left = 0;

  constructor(private readonly quantumTicks: number) {}

  begin(): void {
    this.left = this.quantumTicks;
  }

  /** Counts down; at 0 the quantum is over and stays so. */
  tick(): boolean {
    if (this.left > 0) this.left--;
    return this.left === 0;
  }
}

export class RoundRobin implements Scheduler {
  private first: Entry | undefined;
  private last: Entry | undefined;
  private readonly cores: Core[] = [];

  constructor(_services: Services, cores: number, _maxThreads: number, quantumTicks: number) {
    for (let core = 0; core < cores; core++) this.cores.push(new Core(quantumTicks));
  }

  enqueue(thread: number): void {
    const entry: Entry = { thread, next: undefined };
    if (this.last === undefined) this.first = entry;
    else this.last.next = entry;
    this.last = entry;
  }

  pickNext(core: number): number {
    const entry = this.first;
    if (entry === undefined) return -1;
    this.first = entry.next;
    if (this.first === undefined) this.last = undefined;
    this.cores[core].begin();
    return entry.thread;
  }

  tick(core: number): number {
    return this.cores[core].tick() && this.first !== undefined ? 1 : 0;
  }
}
