/**
 * The one clock of a machine: says who acts next, and when.
 *
 *      event queue   devices, timers, arrivals      ─┐   the lowest cycle acts; in one cycle events come first, in
 *      processors    each with its nextCycle        ─┘   the order in which they were scheduled, then processors by
 *                                                        number
 *
 * Ties go by number and not by history, because how often a processor is stepped depends on what runs on it: the
 * same program in machine code and as a native one acts at the same cycles, by other steps.
 *
 * The processor that acts may go on alone while it stays below everybody else: no search between its steps. Same
 * machine, same order, however a run is cut into calls of `run`.
 */
import { EventQueue } from '../engine/event-queue';
import type { Processor } from './processor';

/** Carries out an event that its source scheduled: `(kind, a, b)`. */
export type EventHandler = (kind: number, a: number, b: number) => void;

/** Kinds of events of one source. */
const KINDS = 256;

export class Clock {
  readonly queue = new EventQueue();
  readonly processors: Processor[] = [];
  /** The cycle of whatever happens now. */
  now = 0;
  /** Events carried out and steps of processors, so far: what a run costs the host. */
  steps = 0;
  /** Makes `run` return after the present step. */
  stopRequested = false;
  /** The processor that is stepping; -1 between steps. */
  acting = -1;
  private horizon = 0;

  private readonly handlers: EventHandler[] = [];

  /**
   * Adds somebody who schedules events. @returns what he adds to his kinds (0 to 255) in the queue; his handler gets
   * them without it.
   */
  addEvents(handler: EventHandler): number {
    this.handlers.push(handler);
    return (this.handlers.length - 1) * KINDS;
  }

  /** The processor that is stepping is alone before this cycle. */
  get reach(): number {
    return Math.min(this.horizon, this.queue.nextCycle);
  }

  /** To be told when a processor's `nextCycle` was changed by somebody else's act. */
  disturbed(processor: Processor): void {
    if (processor.nextCycle < this.horizon) this.horizon = processor.nextCycle;
  }

  /** Carries out the events of `cycle` and before, ahead of what processors do in that cycle. None of these may be behind it. */
  takeEvents(cycle: number): void {
    while (this.queue.nextCycle <= cycle) this.takeEvent();
  }

  private takeEvent(): void {
    const { queue } = this;
    queue.advance();
    this.steps++;
    this.now = queue.cycle;
    const { kind } = queue;
    this.handlers[Math.floor(kind / KINDS)](kind % KINDS, queue.a, queue.b);
  }

  /** Runs all that happens up to `untilCycle`, this cycle included. @returns whether nothing can happen any more. */
  run(untilCycle = Number.POSITIVE_INFINITY): boolean {
    const { queue, processors } = this;
    const count = processors.length;
    this.stopRequested = false;
    while (!this.stopRequested) {
      let first = Number.POSITIVE_INFINITY;
      let second = Number.POSITIVE_INFINITY;
      let chosen = 0;
      for (let i = 0; i < count; i++) {
        const cycle = processors[i].nextCycle;
        if (cycle < first) {
          second = first;
          first = cycle;
          chosen = i;
        } else if (cycle < second) second = cycle;
      }
      const event = queue.nextCycle;
      if (first > untilCycle && event > untilCycle)
        return first === Number.POSITIVE_INFINITY && event === Number.POSITIVE_INFINITY;
      if (event <= first) {
        if (event === Number.POSITIVE_INFINITY) return true;
        this.takeEvent();
        continue;
      }
      const processor = processors[chosen];
      this.acting = chosen;
      this.horizon = Math.min(second, untilCycle + 1);
      do {
        this.now = processor.nextCycle;
        this.steps++;
        processor.step(this.now);
      } while (
        processor.nextCycle < this.horizon &&
        processor.nextCycle < queue.nextCycle &&
        !this.stopRequested
      );
      this.acting = -1;
    }
    return false;
  }
}
