/**
 * Priorities with ageing by the rules, fed with the events of a run: who waits since when, and who is on which core. It
 * follows what happened: a pick or a claim that is wrong is carried out like a right one.
 */
import { removeAt } from '../../../simulator/engine/in-place';

export interface Waiting {
  readonly thread: number;
  /** Cycle of its enqueue. */
  readonly since: number;
}

export class AgeingModel {
  /** Who waits, in the order of the calls of `enqueue`. */
  readonly waiting: Waiting[] = [];
  /** By core: the thread that it was given last, or that claimed it; undefined while it was left idle. */
  readonly running: (number | undefined)[];

  constructor(
    private readonly priorities: ReadonlyMap<number, number>,
    cores: number,
    readonly ageCycles: number,
  ) {
    this.running = Array.from({ length: cores }, () => undefined);
  }

  own(thread: number): number {
    return this.priorities.get(thread) ?? 0;
  }

  effective({ thread, since }: Waiting, now: number): number {
    return Math.max(0, this.own(thread) - Math.floor((now - since) / this.ageCycles));
  }

  /** Those of the best effective priority, the one that is due first. */
  inFront(now: number): readonly Waiting[] {
    let best = Number.POSITIVE_INFINITY;
    let front: Waiting[] = [];
    for (const each of this.waiting) {
      const effective = this.effective(each, now);
      if (effective < best) front = [];
      best = Math.min(best, effective);
      if (effective === best) front.push(each);
    }
    return front.sort((a, b) => a.since - b.since || this.own(a.thread) - this.own(b.thread));
  }

  /** The core that a thread of priority `own` takes at once; -1 for none. */
  coreFor(own: number): number {
    let core = -1;
    let worst = own;
    for (let at = 0; at < this.running.length; at++) {
      const thread = this.running[at];
      if (thread === undefined) return -1;
      const there = this.own(thread);
      if (there <= worst) continue;
      worst = there;
      core = at;
    }
    return core;
  }

  take(thread: number): void {
    const at = this.waiting.findIndex((each) => each.thread === thread);
    if (at >= 0) removeAt(this.waiting, at);
  }

  /** `thread 4 (priority 3, waiting since 500: counts as 1), ...`, the one that is due first. */
  describe(now: number): string {
    const ordered = [...this.waiting].sort(
      (a, b) =>
        this.effective(a, now) - this.effective(b, now) ||
        a.since - b.since ||
        this.own(a.thread) - this.own(b.thread),
    );
    const shown = ordered.slice(0, MOST_SHOWN).map((each) => this.describeOne(each, now));
    return `${shown.join(', ')}${ordered.length > MOST_SHOWN ? ` and ${ordered.length - MOST_SHOWN} more` : ''}`;
  }

  describeOne(each: Waiting, now: number): string {
    return `thread ${each.thread} (priority ${this.own(each.thread)}, waiting since cycle ${each.since}, so at ${this.effective(each, now)})`;
  }
}

const MOST_SHOWN = 4;
