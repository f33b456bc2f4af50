/**
 * Multi-level feedback queue: threads that compute sink, threads that wait for devices rise.
 *
 *      level 0  ──▶ [ 5 | 2 ]        slice: quantumTicks          ▲ back from a device: one up
 *      level 1  ──▶ [ 7 ]            slice: 2 × quantumTicks      ▼ slice used up: one down
 *      level 2  ──▶ [ 0 | 3 | 1 ]    slice: 4 × quantumTicks      ⇈ every boostCycles: all to the top
 *
 * The queues are linked lists over one array, so that a boost joins them in a step per level; levels are dated
 * by the boost in which they were set, so that it changes no thread's entry: a level that is older than the
 * last boost reads as 0. Every call takes constant time but for the number of levels.
 * Source: Corbato et al. 1962 (CTSS); Arpaci-Dusseau, Operating Systems: Three Easy Pieces, chapter 8, with the
 * course's rule for threads that come back from a device.
 */
import type { LevelledSchedulingPolicy, SchedulingServices } from './scheduling-policy';

const WOKEN = 1;
const NONE = -1;

export class MultiLevelFeedback implements LevelledSchedulingPolicy {
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private readonly next: Int32Array;
  private readonly levels: Int32Array;
  /** The boost after which each thread's level was set. */
  private readonly dated: Int32Array;
  private boosts = 0;
  private nextBoost: number;
  /** No level above this one has a waiting thread. */
  private highest: number;
  private readonly ticks: Int32Array;
  /** The boost after which each core's ticks were counted. */
  private readonly ticksDated: Int32Array;

  constructor(
    private readonly services: SchedulingServices,
    cores: number,
    maxThreads: number,
    private readonly levelCount: number,
    private readonly quantumTicks: number,
    private readonly boostCycles: number,
  ) {
    this.first = new Int32Array(levelCount).fill(NONE);
    this.last = new Int32Array(levelCount).fill(NONE);
    this.next = new Int32Array(maxThreads).fill(NONE);
    this.levels = new Int32Array(maxThreads);
    this.dated = new Int32Array(maxThreads);
    this.nextBoost = boostCycles;
    this.highest = levelCount;
    this.ticks = new Int32Array(cores);
    this.ticksDated = new Int32Array(cores);
  }

  enqueue(thread: number, reason: number): void {
    let level = this.level(thread);
    if (reason === WOKEN && level > 0) {
      level--;
      this.levels[thread] = level;
    }
    this.next[thread] = NONE;
    if (this.first[level] === NONE) this.first[level] = thread;
    else this.next[this.last[level]] = thread;
    this.last[level] = thread;
    if (level < this.highest) this.highest = level;
  }

  pickNext(core: number): number {
    const now = this.services.now();
    if (now >= this.nextBoost) this.boost(now);
    const level = this.highest;
    if (level === this.levelCount) return NONE;
    const thread = this.first[level];
    this.first[level] = this.next[thread];
    if (this.first[level] === NONE) {
      let below = level + 1;
      while (below < this.levelCount && this.first[below] === NONE) below++;
      this.highest = below;
    }
    this.ticks[core] = 0;
    this.ticksDated[core] = this.boosts;
    return thread;
  }

  tick(core: number, running: number): number {
    const now = this.services.now();
    if (now >= this.nextBoost) {
      this.boost(now);
      return 0;
    }
    if (this.ticksDated[core] !== this.boosts) {
      this.ticksDated[core] = this.boosts;
      this.ticks[core] = 0;
    }
    const level = this.level(running);
    this.ticks[core]++;
    if (this.ticks[core] < this.quantumTicks << level) return this.highest < level ? 1 : 0;
    this.ticks[core] = 0;
    if (level + 1 === this.levelCount) return this.highest <= level ? 1 : 0;
    this.levels[running] = level + 1;
    return this.highest <= level + 1 ? 1 : 0;
  }

  level(thread: number): number {
    if (this.dated[thread] !== this.boosts) {
      this.dated[thread] = this.boosts;
      this.levels[thread] = 0;
    }
    return this.levels[thread];
  }

  /** Every thread to the top; the waiting ones in order of level, then of waiting. */
  private boost(now: number): void {
    this.nextBoost = (Math.floor(now / this.boostCycles) + 1) * this.boostCycles;
    this.boosts++;
    for (let level = 1; level < this.levelCount; level++) {
      if (this.first[level] === NONE) continue;
      if (this.first[0] === NONE) this.first[0] = this.first[level];
      else this.next[this.last[0]] = this.first[level];
      this.last[0] = this.last[level];
      this.first[level] = NONE;
    }
    this.highest = this.first[0] === NONE ? this.levelCount : 0;
  }
}
