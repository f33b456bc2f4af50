/**
 * Judges a run of shortest remaining time first from its trace alone: who waits with how much left, and, when a thread
 * comes, who is on which core with how much left (remaining-events.ts). It follows what happened, so that one mistake is
 * not counted against other rules:
 *
 *      a core that was told to make room      has the new thread from then on, rightly or not
 *      a pick that names no waiting thread    ends the judging: kernel and policy disagree from then on
 *      a thread that is never picked again    breaks SR8, and counts for no other rule as waiting
 *
 * A rule is kept where the run shows the thing done that it is about.
 */
import { counted } from '../../../simulator/engine/counted';
import type { Trace } from '../../../simulator/engine/trace';
import { READY_REASON } from '../../../simulator/kernel/scheduling/scheduling-policy';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { REASONS, ThreadStates } from '../thread-states';
import { earliestExits, type Job } from './earliest-exits';
import { REMAINING_EVENTS } from './remaining-events';
import type { ShortestRemainingParameters } from './simulation';

const RULES = ['SR1', 'SR2', 'SR3', 'SR4', 'SR5', 'SR6', 'SR7', 'SR8', 'SR9'] as const;
type RuleId = (typeof RULES)[number];
type Event = EventOf<typeof REMAINING_EVENTS.kinds>;
type EventNamed<Name extends Event['name']> = EventOf<typeof REMAINING_EVENTS.kinds, Name>;

/** Times that a thing must have been done before its rule counts as shown. */
const SHOWN = 3;
/** Waiting threads that a message lists. */
const MOST_LISTED = 6;

export function judge({
  parameters,
  trace,
}: JudgeInput<ShortestRemainingParameters, null>): readonly Check[] {
  return new RemainingJudge(trace, parameters).checks();
}

class RemainingJudge {
  private readonly book = new RuleBook(RULES);
  private readonly events: Events<typeof REMAINING_EVENTS.kinds>;
  private readonly states: ThreadStates;
  /** Who waits, without those that are lost, and what each has left. */
  private readonly waiting = new Map<number, number>();
  /** What each thread had left when it began to wait last. */
  private readonly remaining = new Map<number, number>();
  /** When a thread comes: who is on the cores that have one, and what each has left. */
  private readonly holders = new Map<number, { readonly thread: number; readonly cycles: number }>();
  private coming: EventNamed<'ready'> | undefined;
  /** By number of the thread. */
  private readonly jobs = new Map<number, Job>();
  private readonly exits: EventNamed<'exit'>[] = [];
  /** The first pick of the wrong one of equals. Told where SR2 holds: who goes by other numbers takes other ones for equal. */
  private wrongTurn: readonly [event: Event, message: string] | undefined;

  constructor(
    trace: Trace,
    private readonly parameters: ShortestRemainingParameters,
  ) {
    this.events = new Events(trace, REMAINING_EVENTS.kinds);
    this.states = new ThreadStates(trace);
  }

  checks(): readonly Check[] {
    const { states, book, events } = this;
    const agreed = states.followAll(events.of(), book, 'SR8', (event) => this.look(event));
    if (book.isBroken('SR2')) book.withhold('SR3');
    else if (this.wrongTurn !== undefined) this.broken('SR3', ...this.wrongTurn);
    // Who never takes a core keeps nothing by taking none.
    book.keepShown(SHOWN, ...(book.timesShown('SR4') < SHOWN ? (['SR6'] as const) : []));
    if (!agreed || this.exits.length < SHOWN) return book.checks();
    if (book.timesShown('SR2') >= SHOWN) book.kept('SR1', 'SR7');
    if (events.isAt(events.trace.length - 1, 'end')) {
      book.kept('SR8');
      if (this.hasOptimum) this.lookAtTurnaround();
    }
    return book.checks();
  }

  /** @returns whether kernel and policy still agree on who waits. */
  private look(event: Event): boolean {
    switch (event.name) {
      case 'ready':
        this.coming = event;
        this.holders.clear();
        return true;
      case 'remaining':
        this.onRemaining(event);
        return true;
      case 'left':
        this.holders.set(event.core, event);
        return true;
      case 'claim':
        this.onClaim(event);
        return true;
      case 'bad-enqueue':
        this.broken(
          'SR1',
          event,
          `enqueue(${event.thread}, ...) answered ${event.answer}. Answer 0, or 1 + the number of a core: at most ${this.parameters.cores}.`,
        );
        // Who has which core is another question for kernel and policy from now on.
        this.book.withhold('SR4', 'SR5', 'SR6', 'SR9');
        return true;
      case 'dispatch':
        this.onDispatch(event);
        return true;
      case 'idle':
        this.onIdle(event);
        return true;
      case 'exit':
        this.exits.push(event);
        return true;
      case 'bad-pick':
        this.broken('SR1', event, this.states.describeBadPick(event));
        return false;
      default:
        return true;
    }
  }

  private onRemaining({ thread, cycles, cycle }: EventNamed<'remaining'>): void {
    const { coming } = this;
    this.remaining.set(thread, cycles);
    if (coming === undefined) return;
    if (coming.reason === READY_REASON.created) this.jobs.set(thread, { arrival: cycle, cycles });
    if (!this.states.isLostAt(coming as Parameters<ThreadStates['isLostAt']>[0]))
      this.waiting.set(thread, cycles);
  }

  private onClaim(event: EventNamed<'claim'>): void {
    const { coming, book } = this;
    if (coming === undefined || !this.waiting.has(event.thread)) return;
    const { reason } = coming;
    const due = this.coreFor(event.thread, reason);
    const situation = `enqueue(${event.thread}, ${reason}) answered ${event.core + 1}. Thread ${event.thread} has ${counted(this.of(event.thread), 'cycles')} left${comes(reason) ? `; ${this.describeCores()}` : ''}`;
    if (event.core === due) {
      if (due >= 0) book.show('SR4');
      if (due >= 0 && this.parameters.cores > 1) book.show('SR5');
      if (due < 0 && this.waiting.size > 1) book.show('SR6');
    } else if (due >= 0 && event.core < 0)
      this.broken(
        'SR4',
        event,
        `${situation}. No core idles, and the thread on core ${due} has more left: answer ${due + 1}, so that it makes room at once.`,
      );
    else if (due >= 0) {
      this.broken(
        'SR5',
        event,
        `${situation}. The core whose thread has the most left makes room, of equals the one with the lowest number: answer ${due + 1}. A core that was told to make room counts as the new thread's from then on.`,
      );
      // It may think of the wrong cores what it then says.
      book.withhold('SR6');
    } else this.broken('SR6', event, `${situation}. ${this.whyNone(event, reason)}: answer 0.`);
  }

  private whyNone({ thread }: EventNamed<'claim'>, reason: number): string {
    if (!comes(reason))
      return `Thread ${thread} did not come: ${REASONS[reason]}, and the core that it leaves asks for a thread anyway`;
    if (this.holders.size < this.parameters.cores)
      return 'While a core idles it takes who comes, and nobody makes room';
    return 'No thread that is on a core has more left (what a thread has left becomes less while it runs)';
  }

  /** The core that makes room for a thread; -1 for none. */
  private coreFor(thread: number, reason: number): number {
    if (!comes(reason) || this.holders.size < this.parameters.cores) return -1;
    let most = this.of(thread);
    let due = -1;
    for (const [core, { cycles }] of this.holders)
      if (cycles > most) {
        most = cycles;
        due = core;
      }
    return due;
  }

  private onDispatch(event: EventNamed<'dispatch'>): void {
    const { core, thread } = event;
    const { waiting, book } = this;
    const cycles = waiting.get(thread);
    if (cycles !== undefined) {
      const [first, ...others] = this.inOrder();
      const least = this.of(first);
      if (cycles !== least)
        this.broken(
          'SR2',
          event,
          `pickNext(${core}) answered ${this.describe(thread)}; thread ${first} has ${this.of(first)}. Waiting, those with the least left first: ${this.list(thread)}. Answer the one with the least.`,
        );
      else if (thread !== first)
        this.wrongTurn ??= [
          event,
          `pickNext(${core}) answered ${this.describe(thread)}, but thread ${first} has as much left and the lower number. Waiting: ${this.list(thread)}. Of those that have equally much left answer the one with the lowest number.`,
        ];
      else {
        if (others.some((other) => this.of(other) > least)) book.show('SR2');
        if (others.some((other) => this.of(other) === least)) book.show('SR3');
      }
    }
    waiting.delete(thread);
  }

  private onIdle(event: EventNamed<'idle'>): void {
    const { waiting, states, book } = this;
    if (waiting.size === 0) return;
    this.broken('SR7', event, states.describeIdle(event.core, [...waiting.keys()]));
    book.withhold('SR8', 'SR9');
  }

  /** One core, nothing but computing takes time, and threads only compute. */
  private get hasOptimum(): boolean {
    const { cores, costs, reading, yielding } = this.parameters;
    return cores === 1 && costs === 'none' && reading + yielding === 0;
  }

  private lookAtTurnaround(): void {
    const { exits, jobs, book } = this;
    const earliest = earliestExits([...jobs.values()]);
    const arrivals = [...jobs.values()].reduce((sum, { arrival }) => sum + arrival, 0);
    const mean = (ends: readonly number[]) =>
      Math.round((10 * (ends.reduce((sum, end) => sum + end, 0) - arrivals)) / jobs.size) / 10;
    const late = exits.findIndex(({ cycle }, place) => cycle > earliest[place]);
    if (late >= 0)
      this.broken(
        'SR9',
        exits[late],
        `From arrival to end it takes the ${jobs.size} threads ${mean(exits.map(({ cycle }) => cycle))} cycles on average, but ${mean(earliest)} are possible. Here it falls behind for the first time: only now ${late + 1} of them ${late === 0 ? 'is' : 'are'} over, and it could be so at cycle ${earliest[late]}, if the core always had the thread with the least left.`,
      );
    else if (this.preemptions >= SHOWN) book.kept('SR9');
  }

  private get preemptions(): number {
    return [...this.events.of('preempt')].length;
  }

  private of(thread: number): number {
    return this.remaining.get(thread) ?? 0;
  }

  /** Who waits, in the order in which they are due. */
  private inOrder(): number[] {
    return [...this.waiting.keys()].sort((a, b) => this.of(a) - this.of(b) || a - b);
  }

  private describe(thread: number): string {
    return `thread ${thread}, which has ${counted(this.of(thread), 'cycles')} left`;
  }

  /** `core 0: thread 3, 5200 left; core 1: idle`. */
  private describeCores(): string {
    return Array.from({ length: this.parameters.cores }, (_, core) => {
      const holder = this.holders.get(core);
      return `core ${core}: ${holder === undefined ? 'idle' : `thread ${holder.thread}, ${holder.cycles} left`}`;
    }).join('; ');
  }

  /** Some of those that wait; the one that was answered is among them. */
  private list(answered: number): string {
    const ordered = this.inOrder();
    const shown = ordered.slice(0, MOST_LISTED);
    if (!shown.includes(answered)) shown[shown.length - 1] = answered;
    const more = ordered.length - shown.length;
    return `${shown.map((thread) => `${thread} (${this.of(thread)})`).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  }

  private broken(rule: RuleId, { index, cycle }: Event, message: string): void {
    this.book.broken(rule, index, `Cycle ${cycle}: ${message}`);
  }
}

function comes(reason: number): boolean {
  return reason === READY_REASON.created || reason === READY_REASON.woken;
}
