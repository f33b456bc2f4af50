/**
 * What multi-level feedback is by its rules, fed with the events of a run: who waits on which level, and how
 * much of its slice each core's thread has used. The judge holds the policy's answers against it.
 *
 * The model follows what happened: a level that the policy reports is adopted, right or wrong, so that one
 * mistake is not counted again at every later event.
 */

/** The slice that a core's thread uses. */
export interface Slice {
  /** Ticks used. */
  ticks: number;
  /** What began it, and when. */
  began: 'dispatch' | 'sink' | 'boost';
  beganCycle: number;
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
  /** Threads that waited at the last boost and still do. */
  readonly linedUp = new Set<number>();

  constructor(
    readonly levelCount: number,
    cores: number,
    readonly boostCycles: number,
  ) {
    this.queues = Array.from({ length: levelCount }, () => []);
    this.slices = Array.from({ length: cores }, () => ({ ticks: 0, began: 'dispatch', beganCycle: 0 }));
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
      if (at >= 0) queue.splice(at, 1);
    }
  }

  beginSlice(core: number, began: Slice['began'], beganCycle: number): void {
    this.slices[core] = { ticks: 0, began, beganCycle };
  }

  /** Every thread to the top, those that wait in order of level, and a new slice for all that run. */
  boost(cycle: number): void {
    const waiting = this.queues.flat();
    for (const queue of this.queues) queue.length = 0;
    for (const thread of this.levels.keys()) this.levels.set(thread, 0);
    this.linedUp.clear();
    for (const thread of waiting) {
      this.wait(thread);
      this.linedUp.add(thread);
    }
    for (let core = 0; core < this.slices.length; core++) this.beginSlice(core, 'boost', cycle);
    this.lastBoost = cycle;
    this.nextBoost = (Math.floor(cycle / this.boostCycles) + 1) * this.boostCycles;
  }

  /** `thread 4 (level 1), ...`, in the order in which they are due. */
  describeWaiting(): string {
    const names = this.queues.flatMap((queue, level) => queue.map((thread) => `${thread} (level ${level})`));
    if (names.length === 0) return 'nobody';
    return `${names.length === 1 ? 'thread' : 'threads'} ${names.slice(0, 6).join(', ')}${names.length > 6 ? ', ...' : ''}`;
  }
}
