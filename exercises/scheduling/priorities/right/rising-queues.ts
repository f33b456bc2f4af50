// A queue for each effective priority; before each decision those whose time has come move up into the next one.
import type { Scheduler, Services } from '../contract';

interface Job {
  readonly thread: number;
  readonly own: number;
  readonly since: number;
  /** Cycle at which it rises next. */
  rises: number;
}

export class PriorityAgeing implements Scheduler {
  private readonly queues: Job[][] = [];
  /** By thread: where it waits, or -1. */
  private readonly levels: number[] = [];
  private readonly running: number[] = [];
  /** No thread rises before. */
  private nextRise = Number.POSITIVE_INFINITY;

  constructor(
    private readonly services: Services,
    cores: number,
    maxThreads: number,
    priorities: number,
    private readonly ageCycles: number,
  ) {
    for (let level = 0; level < priorities; level++) this.queues.push([]);
    for (let thread = 0; thread < maxThreads; thread++) this.levels.push(-1);
    for (let core = 0; core < cores; core++) this.running.push(-1);
  }

  enqueue(thread: number, reason: number): number {
    const since = this.services.now();
    const own = this.services.priority(thread);
    this.place({ thread, own, since, rises: since + this.ageCycles }, own);
    if (reason >= 2 || this.running.includes(-1)) return 0;
    const owns = this.running.map((each) => this.services.priority(each));
    const worst = Math.max(...owns);
    if (worst <= own) return 0;
    const core = owns.indexOf(worst);
    this.running[core] = thread;
    return core + 1;
  }

  pickNext(core: number): number {
    this.rise();
    const queue = this.queues.find((each) => each.length > 0);
    const job = queue?.shift();
    if (job !== undefined) this.levels[job.thread] = -1;
    this.running[core] = job?.thread ?? -1;
    return this.running[core];
  }

  tick(_core: number, running: number): number {
    this.rise();
    const own = this.services.priority(running);
    for (let level = 0; level <= own; level++) if (this.queues[level].length > 0) return 1;
    return 0;
  }

  level(thread: number): number {
    this.rise();
    return this.levels[thread] < 0 ? this.services.priority(thread) : this.levels[thread];
  }

  private place(job: Job, level: number): void {
    const queue = this.queues[level];
    let at = queue.length;
    while (at > 0 && goesBefore(job, queue[at - 1])) at--;
    queue.splice(at, 0, job);
    this.levels[job.thread] = level;
    if (level > 0) this.nextRise = Math.min(this.nextRise, job.rises);
  }

  private rise(): void {
    const now = this.services.now();
    if (now < this.nextRise) return;
    this.nextRise = Number.POSITIVE_INFINITY;
    for (let level = 1; level < this.queues.length; level++) {
      const jobs = this.queues[level];
      this.queues[level] = [];
      for (const job of jobs) {
        let target = level;
        while (target > 0 && job.rises <= now) {
          target--;
          job.rises += this.ageCycles;
        }
        this.place(job, target);
      }
    }
  }
}

function goesBefore(a: Job, b: Job): boolean {
  return a.since === b.since ? a.own < b.own : a.since < b.since;
}
