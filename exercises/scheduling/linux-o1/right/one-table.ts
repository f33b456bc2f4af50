// One table of 280 lists for both arrays, linked by thread; which half is the active one is a number.
import type { Scheduler, Services } from '../contract';

export class LinuxO1 implements Scheduler {
  /** Of the active half: 0 or 1. */
  private active = 0;
  private readonly first: number[] = [];
  private readonly last: number[] = [];
  private readonly next: number[] = [];
  private readonly words: number[] = [];
  private readonly lengths = [0, 0];
  private readonly levels: number[] = [];
  private readonly left: number[] = [];
  private readonly credit: number[] = [];
  private readonly asleep: number[] = [];
  private readonly where: number[] = [];
  private readonly onCore: number[] = [];

  constructor(
    private readonly services: Services,
    private readonly cores: number,
    _maxThreads: number,
    private readonly millisecondCycles: number,
    private readonly sleepCycles: number,
  ) {
    for (let core = 0; core < cores; core++) this.onCore.push(-1);
    for (let list = 0; list < 320; list++) this.first.push(-1);
    for (let word = 0; word < 10; word++) this.words.push(0);
  }

  enqueue(thread: number, reason: number): number {
    if (reason === 0) {
      this.credit[thread] = this.sleepCycles / 2;
      this.renew(thread);
    }
    if (reason === 1) {
      this.credit[thread] += this.services.now() - this.asleep[thread];
      if (this.credit[thread] > this.sleepCycles) this.credit[thread] = this.sleepCycles;
      this.setLevel(thread);
    }
    if (reason > 1) {
      const isOver = this.left[thread] === 0;
      if (isOver) this.renew(thread);
      const expires = this.levels[thread] >= 100 && (isOver || reason === 3);
      this.put(expires ? 1 - this.active : this.active, thread, !isOver && reason === 2);
      return 0;
    }
    this.put(this.active, thread, false);
    return this.claim(thread);
  }

  pickNext(core: number): number {
    if (this.lengths[this.active] === 0) this.active = 1 - this.active;
    const thread = this.take(this.active);
    this.onCore[core] = thread;
    return thread;
  }

  slice(thread: number): number {
    return this.left[thread];
  }

  sliceEnded(thread: number, how: number, cycles: number): void {
    this.left[thread] -= cycles;
    this.credit[thread] = Math.max(0, this.credit[thread] - cycles);
    if (how !== 1) return;
    this.asleep[thread] = this.services.now();
    if (this.left[thread] === 0) this.renew(thread);
  }

  tick(_core: number, running: number): number {
    if (this.lengths[0] + this.lengths[1] > 0) return 1;
    this.renew(running);
    return 0;
  }

  level(thread: number): number {
    return this.levels[thread];
  }

  isExpired(thread: number): number {
    return this.where[thread] === this.active ? 0 : 1;
  }

  private renew(thread: number): void {
    const own = this.services.priority(thread);
    const priority = own < 100 ? 120 : own;
    this.left[thread] = (140 - priority) * (priority < 120 ? 20 : 5) * this.millisecondCycles;
    this.setLevel(thread);
  }

  private setLevel(thread: number): void {
    const own = this.services.priority(thread);
    const bonus = Math.floor((this.credit[thread] * 10) / this.sleepCycles) - 5;
    this.levels[thread] = own < 100 ? own : Math.min(139, Math.max(100, own - bonus));
  }

  private claim(thread: number): number {
    let worst = this.levels[thread];
    let victim = -1;
    for (let core = 0; core < this.cores; core++) {
      if (this.onCore[core] === -1) return 0;
      const level = this.levels[this.onCore[core]];
      if (level > worst) {
        worst = level;
        victim = core;
      }
    }
    if (victim >= 0) this.onCore[victim] = thread;
    return victim + 1;
  }

  private put(half: number, thread: number, inFront: boolean): void {
    const list = half * 160 + this.levels[thread];
    const front = this.first[list];
    this.next[thread] = inFront ? front : -1;
    if (front === -1 || inFront) this.first[list] = thread;
    else this.next[this.last[list]] = thread;
    if (front === -1 || !inFront) this.last[list] = thread;
    this.words[list >> 5] |= 1 << (31 - (list & 31));
    this.lengths[half]++;
    this.where[thread] = half;
  }

  private take(half: number): number {
    for (let word = half * 5; word < half * 5 + 5; word++) {
      if (this.words[word] === 0) continue;
      const bit = Math.clz32(this.words[word]);
      const list = word * 32 + bit;
      const thread = this.first[list];
      this.first[list] = this.next[thread];
      if (this.first[list] === -1) this.words[word] &= ~(1 << (31 - bit));
      this.lengths[half]--;
      return thread;
    }
    return -1;
  }
}
