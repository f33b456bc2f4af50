/**
 * What multi-level feedback is by its rules, fed with the events of a run: who waits on which level, and how
 * much of its slice each core's thread has used. The judge holds the policy's answers against it.
 *
 * The model follows what happened: a level that the policy reports is adopted, right or wrong, so that one
 * mistake is not counted again at every later event.
 */

import { removeAt } from '../../../simulator/engine/in-place';

/** The slice that a core's thread uses. */
export interface Slice {
  /** Ticks used. */
  ticks: number;
  /** What began it, and when. */
  began: 'dispatch' | 'end' | 'boost';
  beganCycle: number;
  /** Of a slice that a boost began: the most ticks that a policy may have counted which went on with the one before. */
  before: number;
}

export class FeedbackModel {
  /** Waiting threads per level, longest waiting first. */
  readonly queues: number[][];
  /** Level of every thread that was created and is not over. */
  readonly levels = new Map<number, number>();
  readonly slices: Slice[];
  nextBoost: number;
  /** Cycle at which the last boost took place; -1 before. */
  lastBoost = -1;
  /** It found all threads at the top already, so that no level shows whether the policy noticed it. */
  lastBoostUnseen = false;
  /** Multiples of `boostCycles` that had passed since the boost before. */
  lastBoostPeriods = 0;
  /** Threads that waited at the last boost and still do, with the level that they had. */
  readonly linedUp = new Map<number, number>();
  /** Threads that wait and will never be picked again. */
  private readonly lost: number[] = [];

  constructor(
    readonly levelCount: number,
    cores: number,
    readonly boostCycles: number,
  ) {
    this.queues = Array.from({ length: levelCount }, () => []);
    this.slices = Array.from({ length: cores }, () => ({
      ticks: 0,
      began: 'dispatch',
      beganCycle: 0,
      before: 0,
    }));
    this.nextBoost = boostCycles;
  }

  levelOf(thread: number): number {
    return this.levels.get(thread) ?? 0;
  }

  /** The thread joins the end of the queue of its level. */
  wait(thread: number): void {
    this.queues[this.levelOf(thread)].push(thread);
  }

  /** The thread that the rules give to a core; -1 when none waits. */
  get head(): number {
    return this.queues.find((queue) => queue.length > 0)?.[0] ?? -1;
  }

  /** The thread becomes ready for the last time: it counts for no queue. */
  lose(thread: number): void {
    this.lost.push(thread);
  }

  /** As `highestWaiting`, of the threads that are lost. */
  get highestOfLost(): number {
    return Math.min(this.levelCount, ...this.lost.map((thread) => this.levelOf(thread)));
  }

  get waiting(): number {
    return this.queues.reduce((sum, queue) => sum + queue.length, 0);
  }

  /** The highest level (lowest number) on which a thread waits; levelCount when none does. */
  get highestWaiting(): number {
    const level = this.queues.findIndex((queue) => queue.length > 0);
    return level < 0 ? this.levelCount : level;
  }

  leaveQueue(thread: number): void {
    this.linedUp.delete(thread);
    for (const queue of this.queues) {
      const at = queue.indexOf(thread);
      if (at >= 0) removeAt(queue, at);
    }
  }

  beginSlice(core: number, began: Slice['began'], beganCycle: number): void {
    const last = this.slices[core];
    const before = began === 'boost' ? last.before + last.ticks + 1 : 0;
    this.slices[core] = { ticks: 0, began, beganCycle, before };
  }

  get allAtTop(): boolean {
    return [...this.levels.values()].every((level) => level === 0);
  }

  /** Every thread to the top, those that wait in order of level, and a new slice for all that run. */
  boost(cycle: number): void {
    this.lastBoostUnseen = this.allAtTop;
    this.linedUp.clear();
    this.queues.forEach((queue, level) => {
      for (const thread of queue.splice(0)) this.linedUp.set(thread, level);
    });
    for (const thread of this.levels.keys()) this.levels.set(thread, 0);
    this.queues[0].push(...this.linedUp.keys());
    for (let core = 0; core < this.slices.length; core++) this.beginSlice(core, 'boost', cycle);
    this.lastBoost = cycle;
    this.lastBoostPeriods = Math.floor((cycle - this.nextBoost) / this.boostCycles) + 1;
    this.nextBoost += this.lastBoostPeriods * this.boostCycles;
  }

  /** `thread 4 (level 1), ...`, in the order in which they are due. */
  describeWaiting(): string {
    const names = this.queues.flatMap((queue, level) => queue.map((thread) => `${thread} (level ${level})`));
    if (names.length === 0) return 'nobody';
    return `${names.length === 1 ? 'thread' : 'threads'} ${names.slice(0, 6).join(', ')}${names.length > 6 ? ', ...' : ''}`;
  }
}
