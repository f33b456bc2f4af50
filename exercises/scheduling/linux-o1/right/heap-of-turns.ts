// No lists: two binary heaps in order of priority and turn, which also take few enough steps. A displaced thread's turn is in front.
import type { Scheduler, Services } from '../contract';

interface Turn {
  readonly thread: number;
  readonly level: number;
  readonly turn: number;
}

class Heap {
  readonly turns: Turn[] = [];

  add(turn: Turn): void {
    const { turns } = this;
    let hole = turns.length;
    turns.push(turn);
    while (hole > 0) {
      const above = (hole - 1) >> 1;
      if (!before(turn, turns[above])) break;
      turns[hole] = turns[above];
      hole = above;
    }
    turns[hole] = turn;
  }

  take(): number {
    const { turns } = this;
    const last = turns.pop();
    if (last === undefined) return -1;
    if (turns.length === 0) return last.thread;
    const [first] = turns;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= turns.length) break;
      if (child + 1 < turns.length && before(turns[child + 1], turns[child])) child++;
      if (!before(turns[child], last)) break;
      turns[hole] = turns[child];
      hole = child;
    }
    turns[hole] = last;
    return first.thread;
  }
}

class Job {
  level = 0;
  left = 0;
  credit = 0;
  asleep = 0;
  array: Heap | undefined;

  constructor(
    readonly own: number,
    private readonly millisecondCycles: number,
    private readonly sleepCycles: number,
  ) {
    this.credit = sleepCycles / 2;
  }

  get isShared(): boolean {
    return this.own >= 100;
  }

  renew(): void {
    const priority = this.isShared ? this.own : 120;
    this.left = (140 - priority) * this.millisecondCycles * (priority < 120 ? 20 : 5);
    this.setLevel();
  }

  setLevel(): void {
    this.level = this.own;
    if (!this.isShared) return;
    this.level += 5 - Math.floor((10 * this.credit) / this.sleepCycles);
    if (this.level < 100) this.level = 100;
    if (this.level > 139) this.level = 139;
  }
}

export class LinuxO1 implements Scheduler {
  private readonly jobs = new Map<number, Job>();
  private arrays: [Heap, Heap] = [new Heap(), new Heap()];
  private readonly running = new Map<number, Job>();
  private turns = 0;

  constructor(
    private readonly services: Services,
    private readonly cores: number,
    _maxThreads: number,
    private readonly millisecondCycles: number,
    private readonly sleepCycles: number,
  ) {}

  enqueue(thread: number, reason: number): number {
    const own = this.services.priority(thread);
    if (reason === 0) this.jobs.set(thread, new Job(own, this.millisecondCycles, this.sleepCycles));
    const job = this.job(thread);
    if (reason === 1) {
      job.credit = Math.min(this.sleepCycles, job.credit + this.services.now() - job.asleep);
      job.setLevel();
    }
    const isOver = job.left === 0;
    if (isOver) job.renew();
    const expires = job.isShared && (reason === 3 || (reason === 2 && isOver));
    const turn = ++this.turns;
    job.array = this.arrays[expires ? 1 : 0];
    job.array.add({ thread, level: job.level, turn: reason === 2 && !isOver ? -turn : turn });
    return reason < 2 ? this.coreFor(job) + 1 : 0;
  }

  pickNext(core: number): number {
    if (this.arrays[0].turns.length === 0) this.arrays = [this.arrays[1], this.arrays[0]];
    const thread = this.arrays[0].take();
    if (thread < 0) this.running.delete(core);
    else this.running.set(core, this.job(thread));
    return thread;
  }

  slice(thread: number): number {
    return this.job(thread).left;
  }

  sliceEnded(thread: number, how: number, cycles: number): void {
    const job = this.job(thread);
    job.left -= cycles;
    job.credit = job.credit < cycles ? 0 : job.credit - cycles;
    if (how === 1) job.asleep = this.services.now();
    if (how === 1 && job.left === 0) job.renew();
  }

  tick(_core: number, running: number): number {
    if (this.arrays[0].turns.length + this.arrays[1].turns.length > 0) return 1;
    this.job(running).renew();
    return 0;
  }

  level(thread: number): number {
    return this.job(thread).level;
  }

  isExpired(thread: number): number {
    return this.job(thread).array === this.arrays[1] ? 1 : 0;
  }

  private job(thread: number): Job {
    return this.jobs.get(thread) as Job;
  }

  private coreFor(job: Job): number {
    if (this.running.size < this.cores) return -1;
    let victim = -1;
    let worst = job.level;
    for (let core = 0; core < this.cores; core++) {
      const { level } = this.running.get(core) as Job;
      if (level <= worst) continue;
      worst = level;
      victim = core;
    }
    if (victim >= 0) this.running.set(victim, job);
    return victim;
  }
}

function before(a: Turn, b: Turn): boolean {
  return a.level === b.level ? a.turn < b.turn : a.level < b.level;
}
