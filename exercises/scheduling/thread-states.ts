/**
 * Where each thread is in a scheduling trace, for judges: fed with every event in order, it says in words what a
 * student should know about a thread.
 */
import type { Trace } from '../../simulator/engine/trace';
import { SCHEDULING_EVENTS } from '../../simulator/kernel/scheduling/scheduling-events';
import { type EventOf, Events } from '../judging/events';
import type { RuleBook } from '../judging/rule-book';

/** The events that say where a thread is: `follow` needs them all, and no others. */
export const FOLLOWED = ['ready', 'dispatch', 'block', 'exit'] as const;

export const REASONS = ['it was created', 'its device was done', 'it was preempted', 'it gave its core up'];

type State = 'not created' | 'waiting' | 'running' | 'blocked' | 'over';

interface Facts {
  readonly state: State;
  /** Cycle since which. */
  readonly since: number;
  /** Of a waiting thread: reason of its enqueue. Of a running one: its core. */
  readonly detail: number;
}

const UNKNOWN: Facts = { state: 'not created', since: 0, detail: 0 };

export class ThreadStates {
  private readonly facts = new Map<number, Facts>();
  /** Index of the event that made a thread lost; see `lostThreads`. */
  private readonly lost: ReadonlyMap<number, number>;

  constructor(private readonly trace: Trace) {
    this.lost = lostThreads(trace);
  }

  /**
   * Follows a run to its end, or to where kernel and policy disagree.
   *
   * @param events those FOLLOWED at least, in order. @param look judges an event, before it is followed; @returns whether they still agree on who waits.
   * @param lossRule is broken by a thread that is never picked again. @returns whether they agreed to the end.
   */
  followAll<Rule extends string, Event extends { readonly name: string }>(
    events: Iterable<Event>,
    book: RuleBook<Rule>,
    lossRule: Rule,
    look: (event: Event) => boolean,
  ): boolean {
    for (const event of events) {
      const agreed = look(event);
      this.follow(event as unknown as Parameters<ThreadStates['follow']>[0]);
      if (!agreed) return false;
    }
    if (this.lostCount > 0) book.broken(lossRule, this.firstLoss, this.describeLoss());
    return true;
  }

  /** Follows an event. Call it after having judged it. */
  follow(event: EventOf<typeof SCHEDULING_EVENTS.kinds>): void {
    switch (event.name) {
      case 'ready':
        this.set(event, 'waiting', event.reason);
        break;
      case 'block':
        this.set(event, 'blocked');
        break;
      case 'exit':
        this.set(event, 'over');
        break;
      case 'dispatch':
        this.set(event, 'running', event.core);
    }
  }

  private set(
    { thread, cycle }: { readonly thread: number; readonly cycle: number },
    state: State,
    detail = 0,
  ): void {
    this.facts.set(thread, { state, since: cycle, detail });
  }

  get(thread: number): Facts {
    return this.facts.get(thread) ?? UNKNOWN;
  }

  /** Whether this `ready` event is the last that was heard of its thread, in a run that ended with it waiting. */
  isLostAt({ index, thread }: EventOf<typeof SCHEDULING_EVENTS.kinds, 'ready'>): boolean {
    return this.lost.get(thread) === index;
  }

  get lostCount(): number {
    return this.lost.size;
  }

  /** Index of the first event by which a thread was lost. */
  get firstLoss(): number {
    return Math.min(...this.lost.values());
  }

  /** `thread 3 (since cycle 4000, when it was preempted)` of a thread that waits. */
  describeWaiting(thread: number): string {
    const { since, detail } = this.get(thread);
    return `thread ${thread} (since cycle ${since}, when ${REASONS[detail]})`;
  }

  /** Of an answer that names no waiting thread. */
  describeBadPick({ core, answer, why }: EventOf<typeof SCHEDULING_EVENTS.kinds, 'bad-pick'>): string {
    const is = why === 0 ? 'which is not the number of a thread' : this.describeNotWaiting(answer);
    return `pickNext(${core}) answered ${answer}, ${is}. Answer a thread that waits and forget it in your queue, or -1 when none waits (to return nothing counts as 0).`;
  }

  private describeNotWaiting(thread: number): string {
    const { state, since, detail } = this.get(thread);
    const was = {
      'not created': 'which does not exist yet',
      waiting: 'which waits',
      running: `which runs on core ${detail} since cycle ${since}`,
      blocked: `which waits for a device since cycle ${since}`,
      over: `which ended at cycle ${since}`,
    };
    return was[state];
  }

  /** Of -1 while threads wait. @param waiting longest first, at least one. */
  describeIdle(core: number, waiting: readonly number[]): string {
    const [first, ...others] = waiting;
    const more = others.length > 0 ? `, and ${others.length} more` : '';
    return `pickNext(${core}) answered -1 although ${this.describeWaiting(first)} waited${more}. Answer -1 only when no thread waits.`;
  }

  /** What is to be said of the first thread that was lost. */
  describeLoss(): string {
    const [thread, index] = [...this.lost].reduce((a, b) => (b[1] < a[1] ? b : a));
    const { trace } = this;
    const others = [...this.lost.keys()].filter((each) => each !== thread);
    const cycle = trace.cycleAt(index);
    const reason = trace.valueAt(index, 1);
    return `Cycle ${cycle}: enqueue(${thread}, ${reason}) made thread ${thread} wait (${REASONS[reason]}), and no pickNext ever answered it again: at cycle ${trace.cycleAt(trace.length - 1)} every core idles, nothing can happen any more, and ${listThreads([thread, ...others])} never finished. Keep every thread that enqueue is given, whatever the reason, until pickNext answers it.`;
  }
}

/** Of a tick that was answered neither 0 nor 1. */
export function describeBadTick({
  core,
  thread,
  answer,
}: EventOf<typeof SCHEDULING_EVENTS.kinds, 'bad-tick'>): string {
  return `tick(${core}, ${thread}) answered ${answer}. Answer 1 to preempt, 0 to let the thread run on.`;
}

/** `threads 3, 1, 4`, at most six. */
export function listThreads(threads: readonly number[]): string {
  const shown = threads.slice(0, 6).join(', ');
  return `${threads.length === 1 ? 'thread' : 'threads'} ${shown}${threads.length > 6 ? ', ...' : ''}`;
}

/** The threads that still waited when the run stalled, with the index of the event that made each of them wait. */
function lostThreads(trace: Trace): ReadonlyMap<number, number> {
  const events = new Events(trace, SCHEDULING_EVENTS.kinds);
  const waiting = new Map<number, number>();
  if (!events.isAt(trace.length - 1, 'stall')) return waiting;
  for (const { name, thread, index } of events.of('ready', 'dispatch'))
    if (name === 'ready') waiting.set(thread, index);
    else waiting.delete(thread);
  return waiting;
}
