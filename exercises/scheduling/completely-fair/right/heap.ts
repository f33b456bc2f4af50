// A binary heap of objects; the least of those that run is looked for among the cores.
import type { Scheduler, Services } from '../contract';

interface Job {
  readonly thread: number;
  readonly weight: number;
  virtual: number;
}

export class CompletelyFair implements Scheduler {
  private readonly jobs = new Map<number, Job>();
  private readonly heap: Job[] = [];
  private readonly onCores = new Set<Job>();
  private weightOfAll = 0;
  private floor = 0;

  constructor(
    private readonly services: Services,
    _cores: number,
    _maxThreads: number,
    private readonly periodCycles: number,
    private readonly minimumCycles: number,
  ) {}

  enqueue(thread: number, reason: number): void {
    if (reason === 0)
      this.jobs.set(thread, {
        thread,
        weight: this.services.weightOf(this.services.nice(thread)),
        virtual: this.floor,
      });
    const job = this.job(thread);
    if (reason <= 1) this.weightOfAll += job.weight;
    if (reason === 1) job.virtual = Math.max(job.virtual, this.floor - (this.periodCycles >> 1));
    let hole = this.heap.length;
    this.heap.push(job);
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      if (!before(job, this.heap[above])) break;
      this.heap[hole] = this.heap[above];
      hole = above;
    }
    this.heap[hole] = job;
  }

  pickNext(_core: number): number {
    const last = this.heap.pop();
    if (last === undefined) return -1;
    const first = this.heap.length === 0 ? last : this.heap[0];
    if (first !== last) this.sink(last);
    this.onCores.add(first);
    return first.thread;
  }

  slice(thread: number): number {
    const cycles = Math.floor((this.periodCycles * this.job(thread).weight) / this.weightOfAll);
    return Math.max(cycles, this.minimumCycles);
  }

  sliceEnded(thread: number, how: number, cycles: number): void {
    const job = this.job(thread);
    job.virtual += Math.floor((cycles * 1024) / job.weight);
    let least = job.virtual;
    for (const other of this.onCores) least = Math.min(least, other.virtual);
    if (this.heap.length > 0) least = Math.min(least, this.heap[0].virtual);
    if (least > this.floor) this.floor = least;
    if (how % 2 === 1) this.weightOfAll -= job.weight;
    if (how !== 0) this.onCores.delete(job);
  }

  tick(_core: number, running: number): number {
    const job = this.job(running);
    if (this.heap.length === 0 || this.heap[0].virtual >= job.virtual) return 0;
    this.onCores.delete(job);
    return 1;
  }

  virtualRuntime(thread: number): number {
    return this.job(thread).virtual;
  }

  private job(thread: number): Job {
    return this.jobs.get(thread) as Job;
  }

  /** `job` goes to where the first was, and down from there. */
  private sink(job: Job): void {
    const { heap } = this;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
      if (!before(heap[child], job)) break;
      heap[hole] = heap[child];
      hole = child;
    }
    heap[hole] = job;
  }
}

function before(a: Job, b: Job): boolean {
  return a.virtual === b.virtual ? a.thread < b.thread : a.virtual < b.virtual;
}
