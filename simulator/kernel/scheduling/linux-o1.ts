/**
 * Linux's O(1) scheduler: the best of 140 priorities goes first, and whoever has used up its slice waits in a second array
 * until all others have used up theirs.
 *
 *      created, woken           active   end of the list of its priority
 *      displaced by a better    active   in front of that list, with what is left of its slice
 *      slice used up            expired  with a new slice; of a real-time thread: active, end of its list
 *      gave the core up         expired  with what is left; of a real-time thread: active, end of its list
 *      nobody in active         the two arrays change their names: two references, whatever waits there
 *
 * What a thread sleeps is credited to it, up to `sleepCycles`, and what it runs is taken off. A time-shared thread's
 * priority is its own less a bonus of -5 (no credit) to 5 (all of it), within 100 to 139; it is set anew when the thread is
 * created, wakes or has used up its slice. Real-time priorities, below 100, never change.
 *
 * A thread that is created or woken takes the core of the running thread with the worst priority at once, if that is worse
 * than its own (of equals the lowest core); the timer is set to what is left of a slice.
 *
 * Leaves out: an array for each core, real-time threads without slices, turns within a slice among equals, and interactive
 * threads that go back into the active array.
 * Source: Linux 2.6.8, kernel/sched.c (scheduler_tick, schedule, recalc_task_prio, effective_prio, sys_sched_yield).
 */
import { FIRST_TIMESHARED, isTimeshared, PRIORITIES, sliceOfPriority } from './linux-o1-numbers';
import { PriorityArray } from './priority-array';
import {
  type LevelledSchedulingPolicy,
  type PreemptiveSchedulingPolicy,
  type PriorityServices,
  READY_REASON,
  SLICE_END,
  type SlicingPolicy,
} from './scheduling-policy';

const NONE = -1;
/** From the worst bonus to the best. */
const BONUS_STEPS = 10;

export class LinuxO1 implements SlicingPolicy, PreemptiveSchedulingPolicy, LevelledSchedulingPolicy {
  active: PriorityArray;
  expired: PriorityArray;
  /** By thread. */
  private readonly priorities: Int32Array;
  private readonly sliceLeft: Float64Array;
  private readonly credit: Float64Array;
  private readonly sleepsSince: Float64Array;
  /** The array that it was put into last. */
  private readonly arrays: PriorityArray[] = [];
  /** The thread that each core was given last, or is to make room for; NONE when it was left idle. */
  private readonly running: Int32Array;

  /** @param sleepCycles the most sleep that counts. */
  constructor(
    private readonly services: PriorityServices,
    private readonly cores: number,
    maxThreads: number,
    private readonly millisecondCycles: number,
    private readonly sleepCycles: number,
  ) {
    const next = new Int32Array(maxThreads);
    this.active = new PriorityArray(next);
    this.expired = new PriorityArray(next);
    this.priorities = new Int32Array(maxThreads);
    this.sliceLeft = new Float64Array(maxThreads);
    this.credit = new Float64Array(maxThreads);
    this.sleepsSince = new Float64Array(maxThreads);
    this.running = new Int32Array(cores).fill(NONE);
  }

  enqueue(thread: number, reason: number): number {
    if (reason === READY_REASON.preempted || reason === READY_REASON.yielded) {
      this.putBack(thread, reason === READY_REASON.yielded);
      return 0;
    }
    if (reason === READY_REASON.created) {
      this.credit[thread] = this.sleepCycles / 2;
      this.renewSlice(thread);
    } else {
      const slept = this.services.now() - this.sleepsSince[thread];
      this.credit[thread] = Math.min(this.sleepCycles, this.credit[thread] + slept);
      this.setPriority(thread);
    }
    this.put(this.active, thread);
    return this.claim(thread);
  }

  pickNext(core: number): number {
    if (this.active.length === 0) {
      const empty = this.active;
      this.active = this.expired;
      this.expired = empty;
    }
    const thread = this.active.takeFirst();
    this.running[core] = thread;
    return thread;
  }

  slice(thread: number): number {
    return this.sliceLeft[thread];
  }

  sliceEnded(thread: number, how: number, cycles: number): void {
    this.sliceLeft[thread] -= cycles;
    this.credit[thread] = Math.max(0, this.credit[thread] - cycles);
    if (how === SLICE_END.blocked) {
      this.sleepsSince[thread] = this.services.now();
      // Who blocks with its last cycle begins a slice when it wakes.
      if (this.sliceLeft[thread] === 0) this.renewSlice(thread);
    }
  }

  tick(_core: number, running: number): number {
    if (this.active.length + this.expired.length > 0) return 1;
    this.renewSlice(running);
    return 0;
  }

  /** The priority with its bonus, as it was set last. */
  level(thread: number): number {
    return this.priorities[thread];
  }

  /** 1: the thread waits in the expired array; 0: in the active one. Of one that waits. */
  isExpired(thread: number): number {
    return this.arrays[thread] === this.expired ? 1 : 0;
  }

  private putBack(thread: number, yielded: boolean): void {
    const isOver = this.sliceLeft[thread] === 0;
    if (isOver) this.renewSlice(thread);
    if (isOver || yielded) {
      this.put(isTimeshared(this.priorities[thread]) ? this.expired : this.active, thread);
      return;
    }
    this.active.addInFront(thread, this.priorities[thread]);
    this.arrays[thread] = this.active;
  }

  private put(array: PriorityArray, thread: number): void {
    array.add(thread, this.priorities[thread]);
    this.arrays[thread] = array;
  }

  private renewSlice(thread: number): void {
    this.sliceLeft[thread] = sliceOfPriority(this.services.priority(thread)) * this.millisecondCycles;
    this.setPriority(thread);
  }

  private setPriority(thread: number): void {
    const own = this.services.priority(thread);
    if (!isTimeshared(own)) {
      this.priorities[thread] = own;
      return;
    }
    const bonus = Math.floor((this.credit[thread] * BONUS_STEPS) / this.sleepCycles) - BONUS_STEPS / 2;
    this.priorities[thread] = Math.min(PRIORITIES - 1, Math.max(FIRST_TIMESHARED, own - bonus));
  }

  /** @returns 1 + the core that makes room for the thread, which waits; 0: none. */
  private claim(thread: number): number {
    let worst = this.priorities[thread];
    let victim = NONE;
    for (let core = 0; core < this.cores; core++) {
      if (this.running[core] === NONE) return 0;
      const priority = this.priorities[this.running[core]];
      if (priority <= worst) continue;
      worst = priority;
      victim = core;
    }
    if (victim !== NONE) this.running[victim] = thread;
    return victim + 1;
  }
}
