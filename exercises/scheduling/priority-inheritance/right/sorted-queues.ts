// Each lock's queue is kept in the order in which its waiters go, so that its front says what it lends; who changes while
// it waits is put in again at its place.
import type { Locks, Services } from '../contract';

class Job {
  counts: number;
  waitsFor: Lock | undefined;
  /** Tells who has waited longest. */
  turn = 0;
  readonly locks = new Set<Lock>();

  constructor(
    readonly thread: number,
    readonly own: number,
  ) {
    this.counts = own;
  }
}

class Lock {
  owner: Job | undefined;
  readonly queue: Job[] = [];

  put(job: Job): void {
    let at = this.queue.length;
    while (at > 0 && goesBefore(job, this.queue[at - 1])) at--;
    this.queue.splice(at, 0, job);
  }

  take(job: Job): void {
    this.queue.splice(this.queue.indexOf(job), 1);
  }
}

function goesBefore(a: Job, b: Job): boolean {
  return a.counts === b.counts ? a.turn < b.turn : a.counts < b.counts;
}

export class PriorityLocks implements Locks {
  private readonly jobs: Job[] = [];
  private readonly all: Lock[] = [];
  private turns = 0;

  constructor(
    private readonly services: Services,
    threads: number,
    locks: number,
  ) {
    for (let thread = 0; thread < threads; thread++) this.jobs.push(new Job(thread, services.own(thread)));
    for (let lock = 0; lock < locks; lock++) this.all.push(new Lock());
  }

  acquire(thread: number, number: number): number {
    const job = this.jobs[thread];
    const lock = this.all[number];
    if (lock.owner === undefined) {
      this.give(lock, job);
      return 1;
    }
    for (let at: Lock | undefined = lock; at !== undefined; at = at.owner?.waitsFor)
      if (at.owner === job) return -1;
    job.turn = ++this.turns;
    job.waitsFor = lock;
    lock.put(job);
    this.update(lock.owner);
    return 0;
  }

  release(thread: number, number: number): number {
    const job = this.jobs[thread];
    const lock = this.all[number];
    job.locks.delete(lock);
    lock.owner = undefined;
    const next = lock.queue.shift();
    if (next !== undefined) {
      next.waitsFor = undefined;
      this.give(lock, next);
    }
    this.update(job);
    return next === undefined ? -1 : next.thread;
  }

  giveUp(thread: number, number: number): number {
    const job = this.jobs[thread];
    const lock = this.all[number];
    lock.take(job);
    job.waitsFor = undefined;
    this.update(lock.owner);
    return 0;
  }

  private give(lock: Lock, job: Job): void {
    lock.owner = job;
    job.locks.add(lock);
  }

  /** Works out `job`, and whoever it waits for, as long as somebody changes. */
  private update(job: Job | undefined): void {
    if (job === undefined) return;
    let counts = job.own;
    for (const { queue } of job.locks)
      if (queue.length > 0 && queue[0].counts < counts) counts = queue[0].counts;
    if (counts === job.counts) return;
    const lock = job.waitsFor;
    lock?.take(job);
    job.counts = counts;
    this.services.setPriority(job.thread, counts);
    if (lock === undefined) return;
    lock.put(job);
    this.update(lock.owner);
  }
}
