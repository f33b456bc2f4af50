/**
 * Shortest remaining time first: as shortest job first, but a thread that is created or woken and has less left than
 * a running one takes its core at once. Of several running ones, that with the most left makes room, of equals that of
 * the lowest core; equal times preempt nobody, and while a core idles it takes who comes. Run times are known in
 * advance. A core that was told to make room counts as the new thread's until it asks again, so that a second one which
 * comes before that takes another.
 * Source: Silberschatz, Operating System Concepts, 10th ed., section 5.3.2.
 */
import { type KnownTimeServices, type PreemptiveSchedulingPolicy, READY_REASON } from './scheduling-policy';
import { ShortestJobFirst } from './shortest-job-first';

export class ShortestRemainingTime implements PreemptiveSchedulingPolicy {
  private readonly queue: ShortestJobFirst;
  /** The thread that each core was given last, or is to make room for; -1 when it was left idle. */
  private readonly running: Int32Array;

  constructor(
    private readonly services: KnownTimeServices,
    private readonly cores: number,
    maxThreads: number,
  ) {
    this.queue = new ShortestJobFirst(services, cores, maxThreads);
    this.running = new Int32Array(cores).fill(-1);
  }

  enqueue(thread: number, reason: number): number {
    this.queue.enqueue(thread);
    // The core of a thread that was preempted or gave it up asks for the next one anyway.
    if (reason !== READY_REASON.created && reason !== READY_REASON.woken) return 0;
    let most = this.queue.remaining[thread];
    let victim = -1;
    for (let core = 0; core < this.cores; core++) {
      if (this.running[core] < 0) return 0;
      const remaining = this.services.remainingCycles(this.running[core]);
      if (remaining > most) {
        most = remaining;
        victim = core;
      }
    }
    if (victim >= 0) this.running[victim] = thread;
    return victim + 1;
  }

  pickNext(core: number): number {
    const thread = this.queue.pickNext();
    this.running[core] = thread;
    return thread;
  }

  tick(): number {
    return 0;
  }
}
