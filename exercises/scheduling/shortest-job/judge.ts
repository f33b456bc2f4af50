/**
 * Judges a run of shortest job first from its trace alone: keeps its own queue of who waits, in the order of the `ready`
 * events, and its own list of each thread's bursts. After a wrong answer it follows what happened, so that one mistake is
 * not counted against other rules:
 *
 *      a wrong estimate                       breaks SJ2 or SJ3; a pick may then go by it, or by the right one
 *      a pick that names no waiting thread    ends the judging: kernel and policy disagree from then on
 *      a thread that is never picked again    breaks SJ7, and counts for no other rule as waiting
 *
 * A rule is kept where the run shows the thing done that it is about.
 */
import { counted } from '../../../simulator/engine/counted';
import { removeAt } from '../../../simulator/engine/in-place';
import type { Trace } from '../../../simulator/engine/trace';
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { FOLLOWED, ThreadStates } from '../thread-states';
import type { ShortestJobParameters } from './simulation';

const RULES = ['SJ1', 'SJ2', 'SJ3', 'SJ4', 'SJ5', 'SJ6', 'SJ7'] as const;
type Event = EventOf<typeof SCHEDULING_EVENTS.kinds>;
type EventNamed<Name extends Event['name']> = EventOf<typeof SCHEDULING_EVENTS.kinds, Name>;

/** Looked at beside where each thread is. */
const JUDGED = ['burst-end', 'estimate', 'bad-estimate', 'idle', 'bad-pick'] as const;

/** Times that a thing must have been done before its rule counts as shown. */
const SHOWN = 3;
/** Bursts, or threads that wait, that a message lists. */
const MOST_LISTED = 8;

export function judge({ parameters, trace }: JudgeInput<ShortestJobParameters, null>): readonly Check[] {
  return new ShortestJobJudge(trace, parameters).checks();
}

interface Known {
  /** All bursts so far, the last one last. */
  readonly bursts: number[];
  /** Cycles of all. */
  sum: number;
  /** The estimate by the rules. */
  due: number;
  /** What the submission answered last; undefined when that was no number of cycles. */
  answered: number | undefined;
}

class ShortestJobJudge {
  private readonly book = new RuleBook(RULES);
  private readonly events: Events<typeof SCHEDULING_EVENTS.kinds>;
  private readonly states: ThreadStates;
  /** Who waits, longest first, without those that are lost. */
  private readonly queue: number[] = [];
  private readonly known = new Map<number, Known>();
  private firstEstimates = 0;
  /** Estimates that neither the last burst nor the mean of all would have given. */
  private windowed = 0;
  /** Threads that were picked while another one waited too. */
  private readonly chosen = new Set<number>();
  /** Picks of another thread than the one that had waited longest. */
  private overtaken = 0;
  /** Picks among several of the smallest estimate. */
  private ties = 0;

  constructor(
    trace: Trace,
    private readonly parameters: ShortestJobParameters,
  ) {
    this.events = new Events(trace, SCHEDULING_EVENTS.kinds);
    this.states = new ThreadStates(trace);
  }

  checks(): readonly Check[] {
    const { states, book, events } = this;
    const agreed = states.followAll(events.of(...FOLLOWED, ...JUDGED), book, 'SJ7', (event) =>
      this.look(event),
    );
    this.keepWhatWasDone(agreed);
    return book.checks();
  }

  /** @returns whether kernel and policy still agree on who waits. */
  private look(event: EventNamed<(typeof FOLLOWED | typeof JUDGED)[number]>): boolean {
    switch (event.name) {
      case 'ready':
        if (!this.states.isLostAt(event)) this.queue.push(event.thread);
        return true;
      case 'burst-end':
        this.onBurst(event);
        return true;
      case 'estimate':
        this.onEstimate(event);
        return true;
      case 'bad-estimate':
        this.of(event.thread).answered = undefined;
        this.broken(
          'SJ1',
          event,
          `estimate(${event.thread}) answered ${event.answer}. Answer a number of cycles, 0 or more.`,
        );
        return true;
      case 'dispatch':
        this.onDispatch(event);
        return true;
      case 'idle':
        this.onIdle(event);
        return true;
      case 'bad-pick':
        this.broken('SJ1', event, this.states.describeBadPick(event));
        return false;
      default:
        return true;
    }
  }

  private onBurst({ thread, cycles }: EventNamed<'burst-end'>): void {
    const known = this.of(thread);
    const { bursts } = known;
    bursts.push(cycles);
    known.sum += cycles;
    const first = Math.max(0, bursts.length - this.parameters.window);
    let sum = 0;
    for (let place = first; place < bursts.length; place++) sum += bursts[place];
    known.due = Math.floor(sum / (bursts.length - first));
  }

  private onEstimate(event: EventNamed<'estimate'>): void {
    const { thread, cycles } = event;
    const { window, firstEstimate } = this.parameters;
    const known = this.of(thread);
    const { bursts, due } = known;
    known.answered = cycles;
    if (bursts.length === 0) {
      this.firstEstimates++;
      if (cycles !== due)
        this.broken(
          'SJ2',
          event,
          `estimate(${thread}) answered ${cycles}, but no burst of thread ${thread} is over yet: answer firstEstimate, ${firstEstimate}.`,
        );
      return;
    }
    const meanOfAll = Math.floor(known.sum / bursts.length);
    if (bursts.length > window && due !== meanOfAll && (window === 1 || due !== bursts.at(-1)))
      this.windowed++;
    if (cycles === due) return;
    const last = bursts.slice(-window);
    const listed =
      last.length > MOST_LISTED ? `..., ${last.slice(-MOST_LISTED).join(', ')}` : last.join(', ');
    const which =
      last.length === 1
        ? `its ${bursts.length === 1 ? 'only' : 'last'} burst had ${counted(last[0], 'cycles')}`
        : `its last ${last.length} bursts had ${listed} cycles, ${due} on average, rounded down`;
    const hint =
      last.length < window
        ? ` Of a thread with fewer than ${counted(window, 'bursts')} take those that there are.`
        : '';
    this.broken(
      'SJ3',
      event,
      `estimate(${thread}) answered ${cycles}, but with a window of ${window} it is ${due}: ${which} (${bursts.length} in all).${hint}`,
    );
  }

  private onDispatch(event: EventNamed<'dispatch'>): void {
    const { core, thread } = event;
    const { queue, states } = this;
    const right = this.inFront((each) => this.of(each).due);
    const own = this.inFront((each) => this.of(each).answered ?? this.of(each).due);
    const due = right[0];
    if (!right.includes(thread) && !own.includes(thread))
      this.broken(
        'SJ4',
        event,
        `pickNext(${core}) answered ${states.describeWaiting(thread)}, whose next burst is estimated at ${counted(this.of(thread).due, 'cycles')}, but that of ${states.describeWaiting(due)} at ${this.of(due).due}. Waiting, the smallest estimates first: ${this.list(thread)}. Answer the thread with the smallest.`,
      );
    else if (right[0] !== thread && own[0] !== thread)
      this.broken(
        'SJ5',
        event,
        `pickNext(${core}) answered ${states.describeWaiting(thread)}, but ${states.describeWaiting(due)} is estimated at ${counted(this.of(due).due, 'cycles')} as well and has waited longer. Waiting, the smallest estimates first, and of equals who has waited longest: ${this.list(thread)}. Let equal estimates keep the order of their enqueue.`,
      );
    if (queue.length > 1) this.chosen.add(thread);
    if (thread !== queue[0]) this.overtaken++;
    if (right.length > 1 && right.length < queue.length) this.ties++;
    removeAt(queue, queue.indexOf(thread));
  }

  private onIdle(event: EventNamed<'idle'>): void {
    const { queue } = this;
    if (queue.length === 0) return;
    this.broken('SJ6', event, this.states.describeIdle(event.core, queue));
    this.book.withhold('SJ7');
  }

  private keepWhatWasDone(agreed: boolean): void {
    const { book, events } = this;
    if (this.firstEstimates >= SHOWN) book.kept('SJ2');
    if (this.windowed >= SHOWN) book.kept('SJ3');
    if (this.chosen.size < SHOWN) return;
    if (this.overtaken >= SHOWN) book.kept('SJ4');
    if (this.ties >= SHOWN) book.kept('SJ5');
    if (agreed) book.kept('SJ1', 'SJ6');
    if (events.isAt(events.trace.length - 1, 'end')) book.kept('SJ7');
  }

  private of(thread: number): Known {
    let known = this.known.get(thread);
    if (known === undefined) {
      known = { bursts: [], sum: 0, due: this.parameters.firstEstimate, answered: undefined };
      this.known.set(thread, known);
    }
    return known;
  }

  /** Those of the smallest estimate, longest waiting first. */
  private inFront(estimateOf: (thread: number) => number): readonly number[] {
    let least = Number.POSITIVE_INFINITY;
    let front: number[] = [];
    for (const thread of this.queue) {
      const estimate = estimateOf(thread);
      if (estimate < least) front = [];
      least = Math.min(least, estimate);
      if (estimate === least) front.push(thread);
    }
    return front;
  }

  /** Some of those that wait, with the estimates; the one that was answered is among them. */
  private list(answered: number): string {
    const ranked = [...this.queue].sort((one, other) => this.of(one).due - this.of(other).due);
    const shown = ranked.slice(0, MOST_LISTED);
    if (!shown.includes(answered)) shown[shown.length - 1] = answered;
    const more = ranked.length - shown.length;
    return `${shown.map((thread) => `${thread} (${this.of(thread).due})`).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  }

  private broken(rule: (typeof RULES)[number], { index, cycle }: Event, message: string): void {
    this.book.broken(rule, index, `Cycle ${cycle}: ${message}`);
  }
}
