/**
 * Judges a run with several queues from its trace alone. Where a thread waits is the submission's own affair; what is
 * looked at is whether cores idle beside threads that wait, and for how many ticks anybody waits.
 *
 *      a pick that names no waiting thread    ends the judging: kernel and policy disagree from then on
 *      a thread that is never picked again    breaks PQ4, and counts for no other rule as waiting
 */
import type { Trace } from '../../../simulator/engine/trace';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { describeBadTick, ThreadStates } from '../thread-states';
import { QUEUE_EVENTS } from './queue-events';
import type { QueuesParameters } from './simulation';

const RULES = ['PQ1', 'PQ2', 'PQ3', 'PQ4'] as const;
type Event = EventOf<typeof QUEUE_EVENTS.kinds>;
type EventNamed<Name extends Event['name']> = EventOf<typeof QUEUE_EVENTS.kinds, Name>;

/** Times that a thing must have been done before its rule counts as shown. */
const SHOWN = 3;
const WOKEN = 1;

/** Ticks beyond its share for which a thread may wait. */
const MOST_MORE = 8;

/** Ticks of one core for which a thread may wait, of so many that waited or ran. */
function mostTicks(present: number, cores: number): number {
  return Math.ceil(present / cores) + MOST_MORE;
}

export function judge({ parameters, trace }: JudgeInput<QueuesParameters, null>): readonly Check[] {
  return new QueuesJudge(trace, parameters).checks();
}

interface Wait {
  /** By core: its ticks when the wait began. */
  readonly ticks: Int32Array;
  /** The most threads that waited or ran at once, meanwhile. */
  present: number;
}

class QueuesJudge {
  private readonly book = new RuleBook(RULES);
  private readonly events: Events<typeof QUEUE_EVENTS.kinds>;
  private readonly states: ThreadStates;
  /** Who waits, longest first, without those that are lost. */
  private readonly waits = new Map<number, Wait>();
  private readonly ticks: Int32Array;
  /** Threads that wait or run, and those that wait; also who is lost. */
  private present = 0;
  private waiting = 0;
  /** Threads that were picked while another one waited too. */
  private readonly chosen = new Set<number>();
  /** Threads that waited for a tick of some core at least. */
  private readonly patient = new Set<number>();

  constructor(
    trace: Trace,
    private readonly parameters: QueuesParameters,
  ) {
    this.events = new Events(trace, QUEUE_EVENTS.kinds);
    this.states = new ThreadStates(trace);
    this.ticks = new Int32Array(parameters.cores);
  }

  checks(): readonly Check[] {
    const { states, book, events } = this;
    const agreed = states.followAll(events.of(), book, 'PQ4', (event) => this.look(event));
    if (this.chosen.size >= SHOWN && agreed) {
      book.kept('PQ1', 'PQ2');
      if (events.isAt(events.trace.length - 1, 'end')) book.kept('PQ4');
    }
    if (this.patient.size >= SHOWN) book.kept('PQ3');
    return book.checks();
  }

  /** @returns whether kernel and policy still agree on who waits. */
  private look(event: Event): boolean {
    switch (event.name) {
      case 'ready':
        this.onReady(event);
        return true;
      case 'dispatch':
        this.waiting--;
        if (this.waits.size > 1) this.chosen.add(event.thread);
        this.waits.delete(event.thread);
        return true;
      case 'block':
      case 'exit':
        this.present--;
        return true;
      case 'tick':
        this.onTick(event);
        return true;
      case 'idle':
        this.onIdle(event);
        return true;
      case 'bad-tick':
        this.broken('PQ1', event, describeBadTick(event));
        return true;
      case 'bad-pick':
        this.broken('PQ1', event, this.states.describeBadPick(event));
        return false;
      default:
        return true;
    }
  }

  private onReady(event: EventNamed<'ready'>): void {
    this.waiting++;
    if (event.reason <= WOKEN) this.present++;
    for (const wait of this.waits.values()) wait.present = Math.max(wait.present, this.present);
    if (!this.states.isLostAt(event))
      this.waits.set(event.thread, { ticks: this.ticks.slice(), present: this.present });
  }

  private onTick(event: EventNamed<'tick'>): void {
    const { core, thread: running, answer } = event;
    const { cores } = this.parameters;
    if (answer === 1 && this.waiting === 0)
      this.broken(
        'PQ1',
        event,
        `tick(${core}, ${running}) answered 1, but no thread waits, at this core or at any other: thread ${running} loses its core for nothing. Answer 0 where nobody waits.`,
      );
    const now = ++this.ticks[core];
    for (const [thread, { ticks, present }] of this.waits) {
      this.patient.add(thread);
      const waited = now - ticks[core];
      const most = mostTicks(present, cores);
      if (waited <= most) continue;
      this.broken(
        'PQ3',
        event,
        `${capital(this.states.describeWaiting(thread))} still waits, and core ${core} has ticked ${waited} times since. Of ${present} threads on ${cores} ${cores === 1 ? 'core' : 'cores'} none may wait for more than ${Math.ceil(present / cores)} + ${MOST_MORE} = ${most} ticks of one core. Take threads from a long queue into a short one, and let who waits longest go first.`,
      );
    }
  }

  private onIdle(event: EventNamed<'idle'>): void {
    if (this.waits.size === 0) return;
    const waiting = [...this.waits.keys()];
    this.broken(
      'PQ2',
      event,
      `${this.states.describeIdle(event.core, waiting)} A core whose own queue is empty takes a thread from another queue.`,
    );
    this.book.withhold('PQ3', 'PQ4');
  }

  private broken(rule: (typeof RULES)[number], event: Event, message: string): void {
    this.book.broken(rule, event.index, `Cycle ${event.cycle}: ${message}`);
  }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
