/**
 * Shortest remaining time first: as shortest job first, but a thread that becomes ready and has less left than
 * a running one takes its core at once. Of several running ones, that with the most left makes room; equal
 * times preempt nobody. Run times are known in advance.
 * Source: Silberschatz, Operating System Concepts, 10th ed., section 5.3.2.
 */
import type { KnownTimeServices, PreemptiveSchedulingPolicy } from './scheduling-policy';
import { ShortestJobFirst } from './shortest-job-first';

export class ShortestRemainingTime implements PreemptiveSchedulingPolicy {
  private readonly queue: ShortestJobFirst;
  /** The thread that each core was given last; -1 when it was left idle. */
  private readonly running: Int32Array;

  constructor(
    private readonly services: KnownTimeServices,
    private readonly cores: number,
    maxThreads: number,
  ) {
    this.queue = new ShortestJobFirst(services, cores, maxThreads);
    this.running = new Int32Array(cores).fill(-1);
  }

  enqueue(thread: number): number {
    this.queue.enqueue(thread);
    let most = this.services.remainingCycles(thread);
    let victim = 0;
    for (let core = 0; core < this.cores; core++) {
      if (this.running[core] < 0) return 0;
      const remaining = this.services.remainingCycles(this.running[core]);
      if (remaining > most) {
        most = remaining;
        victim = core + 1;
      }
    }
    return victim;
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
