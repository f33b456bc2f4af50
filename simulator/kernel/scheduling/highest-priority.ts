/**
 * The thread of the highest priority runs, whatever its priority is by now: it is asked for at each decision, so that it
 * may change while a thread waits (a lock's owner inherits one, for example).
 *
 *      created, woken     takes the core of the running thread with the worst priority at once, if that is worse
 *      tick               makes room for one that is as good
 *      equals             who has waited longest goes first
 *
 * A decision looks at all that wait.
 */
import { removeAt } from '../../engine/in-place';
import { type PreemptiveSchedulingPolicy, type PriorityServices, READY_REASON } from './scheduling-policy';

const NONE = -1;

export class HighestPriority implements PreemptiveSchedulingPolicy {
  /** Longest waiting first. */
  private readonly waiting: number[] = [];
  /** The thread that each core was given last, or is to make room for; NONE when it was left idle. */
  private readonly running: number[];

  constructor(
    private readonly services: PriorityServices,
    cores: number,
  ) {
    this.running = Array.from({ length: cores }, () => NONE);
  }

  enqueue(thread: number, reason: number): number {
    this.waiting.push(thread);
    const comes = reason === READY_REASON.created || reason === READY_REASON.woken;
    if (!comes || this.running.includes(NONE)) return 0;
    const priorities = this.running.map((each) => this.services.priority(each));
    const worst = Math.max(...priorities);
    if (worst <= this.services.priority(thread)) return 0;
    const core = priorities.indexOf(worst);
    this.running[core] = thread;
    return core + 1;
  }

  pickNext(core: number): number {
    const place = this.best();
    const thread = place < 0 ? NONE : this.waiting[place];
    if (place >= 0) removeAt(this.waiting, place);
    this.running[core] = thread;
    return thread;
  }

  tick(_core: number, running: number): number {
    const place = this.best();
    if (place < 0) return 0;
    return this.services.priority(this.waiting[place]) <= this.services.priority(running) ? 1 : 0;
  }

  /** Where the first of the best priority waits; -1 when nobody does. */
  private best(): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let place = 0; place < this.waiting.length; place++) {
      const priority = this.services.priority(this.waiting[place]);
      if (priority >= least) continue;
      best = place;
      least = priority;
    }
    return best;
  }
}
