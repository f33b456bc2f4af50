/**
 * The O(1) scheduler by its rules, fed with the events of a run. It follows what happened: priorities and arrays that the
 * policy reports are adopted, right or wrong, so that one mistake is not told again at every event.
 */
import { insertAt, placeOf, removeAt } from '../../../simulator/engine/in-place';
import {
  FIRST_TIMESHARED,
  isTimeshared,
  PRIORITIES,
  sliceOfPriority,
} from '../../../simulator/kernel/scheduling/linux-o1-numbers';
import { SLICE_END } from '../../../simulator/kernel/scheduling/scheduling-policy';

const MOST_SHOWN = 5;

interface Job {
  level: number;
  /** Cycles. */
  left: number;
  credit: number;
  sleepsSince: number;
}

export class ArrayModel {
  /** Who waits in which, each in the order of its lists: those of one priority as they stand. */
  active: number[] = [];
  expired: number[] = [];
  /** By core: the thread that it was given last, or that claimed it; undefined while it was left idle. */
  readonly running: (number | undefined)[];
  private readonly jobs = new Map<number, Job>();

  constructor(
    private readonly priorities: ReadonlyMap<number, number>,
    cores: number,
    private readonly millisecondCycles: number,
    private readonly sleepCycles: number,
  ) {
    this.running = Array.from({ length: cores }, () => undefined);
  }

  own(thread: number): number {
    return this.priorities.get(thread) ?? 0;
  }

  job(thread: number): Job {
    const known = this.jobs.get(thread);
    if (known !== undefined) return known;
    const job = { level: this.own(thread), left: 0, credit: this.sleepCycles / 2, sleepsSince: 0 };
    this.jobs.set(thread, job);
    return job;
  }

  wholeSlice(thread: number): number {
    return sliceOfPriority(this.own(thread)) * this.millisecondCycles;
  }

  /** The priority that the thread has by its credit. */
  dueLevel(thread: number): number {
    const own = this.own(thread);
    if (!isTimeshared(own)) return own;
    const bonus = Math.floor((this.job(thread).credit * 10) / this.sleepCycles) - 5;
    return Math.min(PRIORITIES - 1, Math.max(FIRST_TIMESHARED, own - bonus));
  }

  wake(thread: number, now: number): void {
    const job = this.job(thread);
    job.credit = Math.min(this.sleepCycles, job.credit + now - job.sleepsSince);
  }

  endSlice(thread: number, how: number, used: number, now: number): void {
    const job = this.job(thread);
    job.left -= used;
    job.credit = Math.max(0, job.credit - used);
    if (how === SLICE_END.blocked) job.sleepsSince = now;
  }

  /** The core that a thread of this priority takes at once; -1 for none. */
  coreFor(level: number): number {
    let core = -1;
    let worst = level;
    for (let at = 0; at < this.running.length; at++) {
      const thread = this.running[at];
      if (thread === undefined) return -1;
      const there = this.job(thread).level;
      if (there <= worst) continue;
      worst = there;
      core = at;
    }
    return core;
  }

  put(thread: number, expired: boolean, inFront: boolean): void {
    const array = expired ? this.expired : this.active;
    const { level } = this.job(thread);
    const isBefore = (other: number) => {
      const there = this.job(other).level;
      return inFront ? there < level : there <= level;
    };
    insertAt(array, placeOf(array, isBefore), thread);
  }

  swapWhenEmpty(): void {
    if (this.active.length > 0) return;
    const { active, expired } = this;
    this.active = expired;
    this.expired = active;
  }

  take(thread: number): void {
    for (const array of [this.active, this.expired]) {
      const at = array.indexOf(thread);
      if (at >= 0) removeAt(array, at);
    }
  }

  /** `active: thread 4 (115), thread 2 (120); expired: nobody`. */
  describe(): string {
    const list = (array: readonly number[]) =>
      array.length === 0
        ? 'nobody'
        : `${array
            .slice(0, MOST_SHOWN)
            .map((thread) => `thread ${thread} (${this.job(thread).level})`)
            .join(', ')}${array.length > MOST_SHOWN ? ` and ${array.length - MOST_SHOWN} more` : ''}`;
    return `active: ${list(this.active)}; expired: ${list(this.expired)}`;
  }
}
