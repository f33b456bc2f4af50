/**
 * Priorities with ageing: the thread of the highest priority runs, and who waits rises, so that nobody starves.
 *
 *      priority 0 (highest)  ──▶ [ 5 | 2 ]
 *      priority 1            ──▶ [ 7 ]            effective = max(0, own - floor(time in the queue / ageCycles))
 *      priority 2            ──▶ [ 0 | 3 | 1 ]
 *
 * The thread of the best effective priority goes first; of equals who has waited longest, then who has the better
 * priority of its own. Once it is picked it has its own priority again. A thread that was created or woken takes the core
 * of the running thread with the worst priority at once, if that is worse than its own (of equals the lowest core); at a
 * tick the running thread makes room for whoever waits with an effective priority as good as its own. Threads of one
 * priority age alike, so that only the first of each queue is looked at: every call takes a step per priority or core.
 *
 * Bound, on one core where only computing takes time: a thread of priority p waits no longer than
 * p × ageCycles + n × tickCycles among n threads. From p × ageCycles on it is at the top, only those that have waited
 * longer go before it, each once and for a tick at most; the last tick is that of who runs by then.
 *
 * With ageCycles = Infinity nobody ages: fixed priorities, those of one priority in turns.
 * Source: Silberschatz, Operating System Concepts, 10th ed., section 5.3.4.
 */
import {
  type LevelledSchedulingPolicy,
  type PreemptiveSchedulingPolicy,
  type PriorityServices,
  READY_REASON,
} from './scheduling-policy';

const NONE = -1;

export class PriorityAgeing implements PreemptiveSchedulingPolicy, LevelledSchedulingPolicy {
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private readonly next: Int32Array;
  /** By thread: the cycle since which it waits; NONE while it does not. */
  private readonly since: Float64Array;
  /** The thread that each core was given last, or is to make room for; NONE when it was left idle. */
  private readonly running: Int32Array;

  constructor(
    private readonly services: PriorityServices,
    private readonly cores: number,
    maxThreads: number,
    private readonly priorities: number,
    private readonly ageCycles: number,
  ) {
    this.first = new Int32Array(priorities).fill(NONE);
    this.last = new Int32Array(priorities).fill(NONE);
    this.next = new Int32Array(maxThreads).fill(NONE);
    this.since = new Float64Array(maxThreads).fill(NONE);
    this.running = new Int32Array(cores).fill(NONE);
  }

  enqueue(thread: number, reason: number): number {
    const own = this.services.priority(thread);
    this.since[thread] = this.services.now();
    this.next[thread] = NONE;
    if (this.first[own] === NONE) this.first[own] = thread;
    else this.next[this.last[own]] = thread;
    this.last[own] = thread;
    // The core of a thread that was preempted or gave it up asks for the next one anyway.
    if (reason === READY_REASON.preempted || reason === READY_REASON.yielded) return 0;
    let worst = own;
    let victim = NONE;
    for (let core = 0; core < this.cores; core++) {
      if (this.running[core] === NONE) return 0;
      const priority = this.services.priority(this.running[core]);
      if (priority > worst) {
        worst = priority;
        victim = core;
      }
    }
    if (victim !== NONE) this.running[victim] = thread;
    return victim + 1;
  }

  pickNext(core: number): number {
    const own = this.best();
    if (own === NONE) {
      this.running[core] = NONE;
      return NONE;
    }
    const thread = this.first[own];
    this.first[own] = this.next[thread];
    this.since[thread] = NONE;
    this.running[core] = thread;
    return thread;
  }

  tick(_core: number, running: number): number {
    const own = this.best();
    if (own === NONE) return 0;
    return this.level(this.first[own]) <= this.services.priority(running) ? 1 : 0;
  }

  /** The effective priority. */
  level(thread: number): number {
    const own = this.services.priority(thread);
    if (this.since[thread] === NONE) return own;
    return Math.max(0, own - Math.floor((this.services.now() - this.since[thread]) / this.ageCycles));
  }

  /** The priority whose queue has in front who goes first, or NONE. */
  private best(): number {
    let best = NONE;
    let bestLevel = 0;
    for (let own = 0; own < this.priorities; own++) {
      const thread = this.first[own];
      if (thread === NONE) continue;
      const level = this.level(thread);
      const isBetter =
        best === NONE ||
        level < bestLevel ||
        (level === bestLevel && this.since[thread] < this.since[this.first[best]]);
      if (!isBetter) continue;
      best = own;
      bestLevel = level;
    }
    return best;
  }
}
