// A linked list for each level through one array, a bit for each level that has a waiting thread, ticks left by thread.
import type { Scheduler, Services } from '../contract';

const NOBODY = -1;

export class MultiLevelFeedback implements Scheduler {
  private readonly first: Int8Array;
  private readonly last: Int8Array;
  private readonly next: Int8Array;
  private readonly levelOf: Uint8Array;
  private readonly ticksLeft: Uint16Array;
  /** Bit l: some thread waits on level l. */
  private waiting = 0;
  private boosts = 0;

  constructor(
    private readonly services: Services,
    _cores: number,
    maxThreads: number,
    private readonly levels: number,
    private readonly quantumTicks: number,
    private readonly boostCycles: number,
  ) {
    this.first = new Int8Array(levels).fill(NOBODY);
    this.last = new Int8Array(levels).fill(NOBODY);
    this.next = new Int8Array(maxThreads).fill(NOBODY);
    this.levelOf = new Uint8Array(maxThreads);
    this.ticksLeft = new Uint16Array(maxThreads);
  }

  enqueue(thread: number, reason: number): void {
    if (reason === 1 && this.levelOf[thread] > 0) this.levelOf[thread]--;
    const level = this.levelOf[thread];
    this.next[thread] = NOBODY;
    if (this.first[level] === NOBODY) this.first[level] = thread;
    else this.next[this.last[level]] = thread;
    this.last[level] = thread;
    this.waiting |= 1 << level;
  }

  pickNext(): number {
    this.boostWhenDue();
    if (this.waiting === 0) return NOBODY;
    const level = 31 - Math.clz32(this.waiting & -this.waiting);
    const thread = this.first[level];
    this.first[level] = this.next[thread];
    if (this.first[level] === NOBODY) this.waiting &= ~(1 << level);
    this.beginSlice(thread);
    return thread;
  }

  tick(_core: number, running: number): number {
    if (this.boostWhenDue()) return 0;
    let disturbing = (1 << this.levelOf[running]) - 1;
    if (--this.ticksLeft[running] === 0) {
      if (this.levelOf[running] < this.levels - 1) this.levelOf[running]++;
      this.beginSlice(running);
      disturbing = (2 << this.levelOf[running]) - 1;
    }
    return (this.waiting & disturbing) === 0 ? 0 : 1;
  }

  level(thread: number): number {
    return this.levelOf[thread];
  }

  private beginSlice(thread: number): void {
    this.ticksLeft[thread] = this.quantumTicks << this.levelOf[thread];
  }

  private boostWhenDue(): boolean {
    const boosts = Math.floor(this.services.now() / this.boostCycles);
    if (boosts === this.boosts) return false;
    this.boosts = boosts;
    for (let level = 1; level < this.levels; level++) {
      if (this.first[level] === NOBODY) continue;
      if (this.first[0] === NOBODY) this.first[0] = this.first[level];
      else this.next[this.last[0]] = this.first[level];
      this.last[0] = this.last[level];
      this.first[level] = NOBODY;
    }
    this.waiting = this.first[0] === NOBODY ? 0 : 1;
    this.levelOf.fill(0);
    this.ticksLeft.fill(this.quantumTicks);
    return true;
  }
}
