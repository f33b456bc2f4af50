// One list of all who wait, searched from end to end; a thread sinks when it comes back, not at its tick.
import type { Scheduler, Services } from '../contract';

class Job {
  level = 0;
  /** Ticks of the present slice. */
  used = 0;
  /** Its slice was over at its last tick, and it is on its way back into the list. */
  sinks = false;
}

export class MultiLevelFeedback implements Scheduler {
  private readonly jobs: Job[] = [];
  private waiting: number[] = [];
  private boosts = 0;

  constructor(
    private readonly services: Services,
    _cores: number,
    maxThreads: number,
    private readonly levels: number,
    private readonly quantumTicks: number,
    private readonly boostCycles: number,
  ) {
    for (let thread = 0; thread < maxThreads; thread++) this.jobs.push(new Job());
  }

  enqueue(thread: number, reason: number): void {
    const job = this.jobs[thread];
    if (reason === 1) job.level = Math.max(0, job.level - 1);
    if (job.sinks) this.sink(job);
    this.waiting.push(thread);
  }

  pickNext(_core: number): number {
    this.boostWhenDue();
    let best = -1;
    for (const thread of this.waiting)
      if (best === -1 || this.jobs[thread].level < this.jobs[best].level) best = thread;
    this.waiting = this.waiting.filter((thread) => thread !== best);
    if (best >= 0) this.jobs[best].used = 0;
    return best;
  }

  tick(_core: number, running: number): number {
    if (this.boostWhenDue()) return 0;
    const job = this.jobs[running];
    job.used++;
    const over = job.used === this.quantumTicks * 2 ** job.level;
    const level = over ? Math.min(job.level + 1, this.levels - 1) : job.level;
    const preempts = this.waiting.some((thread) =>
      over ? this.jobs[thread].level <= level : this.jobs[thread].level < level,
    );
    if (over && preempts) job.sinks = true;
    else if (over) this.sink(job);
    return preempts ? 1 : 0;
  }

  level(thread: number): number {
    return this.jobs[thread].level;
  }

  private sink(job: Job): void {
    job.level = Math.min(job.level + 1, this.levels - 1);
    job.used = 0;
    job.sinks = false;
  }

  private boostWhenDue(): boolean {
    const boosts = Math.floor(this.services.now() / this.boostCycles);
    if (boosts === this.boosts) return false;
    this.boosts = boosts;
    this.waiting = this.waiting
      .map((thread, place) => ({ thread, place, level: this.jobs[thread].level }))
      .sort((a, b) => a.level - b.level || a.place - b.place)
      .map(({ thread }) => thread);
    for (const job of this.jobs) {
      job.level = 0;
      job.used = 0;
    }
    return true;
  }
}
