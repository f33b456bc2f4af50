/**
 * What a run has come to at an event, made of what each event does. Asked event by event, forward, it is quick; a step
 * back begins anew.
 */
import { fieldOf } from '../../../simulator/engine/event-words';
import type { Trace, TraceEvent } from '../../../simulator/engine/trace';

/** What is told of a thread right after what happened to it. Each is an event of its own, and all of one cycle. */
const REPORTS: ReadonlySet<string> = new Set([
  'virtual-runtime',
  'remaining',
  'estimate',
  'array',
  'level',
  'left',
  'claim',
]);

export abstract class SteppedModel<At> {
  /** The next event that is not looked at yet. */
  private next = 0;

  constructor(protected readonly trace: Trace) {}

  at(index: number): At {
    if (index < this.next - 1) {
      this.restart();
      this.next = 0;
    }
    for (; this.next <= index; this.next++) this.apply(this.trace.event(this.next), this.next);
    return this.now(index);
  }

  protected abstract restart(): void;
  protected abstract apply(event: TraceEvent, index: number): void;
  protected abstract now(index: number): At;

  /** What is told of the thread right after the event at `index`, which is never shown without. */
  protected *reportsAfter(index: number, thread: number): IterableIterator<TraceEvent> {
    for (let at = index + 1; at < this.trace.length; at++) {
      const event = this.trace.event(at);
      if (!REPORTS.has(event.kind.name)) return;
      if (fieldOf(event, 'thread') === thread) yield event;
    }
  }
}
