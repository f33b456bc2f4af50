// Two objects with a list for each priority and five words of bits.
import type { Scheduler, Services } from '../contract';

interface Lists {
  readonly lists: number[][];
  readonly words: number[];
  length: number;
}

export class LinuxO1 implements Scheduler {
  private active: Lists = emptyLists();
  private expired: Lists = emptyLists();
  private readonly levels: number[] = [];
  private readonly left: number[] = [];
  private readonly credit: number[] = [];
  private readonly asleep: number[] = [];
  private readonly where: Lists[] = [];
  private readonly onCore: number[] = [];

  constructor(
    private readonly services: Services,
    private readonly cores: number,
    _maxThreads: number,
    private readonly millisecondCycles: number,
    private readonly sleepCycles: number,
  ) {
    for (let core = 0; core < cores; core++) this.onCore.push(-1);
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
      this.put(expires ? this.expired : this.active, thread, !isOver && reason === 2);
      return 0;
    }
    this.put(this.active, thread, false);
    return this.claim(thread);
  }

  pickNext(core: number): number {
    if (this.active.length === 0) [this.active, this.expired] = [this.expired, this.active];
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
    if (this.active.length > 0 || this.expired.length > 0) return 1;
    this.renew(running);
    return 0;
  }

  level(thread: number): number {
    return this.levels[thread];
  }

  isExpired(thread: number): number {
    return this.where[thread] === this.expired ? 1 : 0;
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

  private put(array: Lists, thread: number, inFront: boolean): void {
    const level = this.levels[thread];
    if (inFront) array.lists[level].unshift(thread);
    else array.lists[level].push(thread);
    array.words[level >> 5] |= 1 << (31 - (level & 31));
    array.length++;
    this.where[thread] = array;
  }

  private take(array: Lists): number {
    for (let word = 0; word < 5; word++) {
      if (array.words[word] === 0) continue;
      const bit = Math.clz32(array.words[word]);
      const list = array.lists[word * 32 + bit];
      const thread = list.shift() as number;
      if (list.length === 0) array.words[word] &= ~(1 << (31 - bit));
      array.length--;
      return thread;
    }
    return -1;
  }
}

function emptyLists(): Lists {
  const lists: number[][] = [];
  for (let level = 0; level < 140; level++) lists.push([]);
  return { lists, words: [0, 0, 0, 0, 0], length: 0 };
}
