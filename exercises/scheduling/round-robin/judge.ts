/**
 * Judges a round-robin run from its trace alone: keeps its own queue of who waits, in the order of the `ready`
 * events, and holds every answer against it. After a wrong answer it follows what happened, so that one mistake
 * is not counted against other rules:
 *
 *      a pick that names no waiting thread    ends the judging: kernel and policy disagree from then on
 *      a thread that is never picked again    breaks RR7, and counts for no other rule as waiting
 *
 * A rule is kept where the run shows the thing done that it is about.
 */
import { removeAt } from '../../../simulator/engine/in-place';
import type { Trace } from '../../../simulator/engine/trace';
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { describeBadTick, listThreads, ThreadStates } from '../thread-states';
import type { RoundRobinParameters } from './simulation';

const RULES = ['RR1', 'RR2', 'RR3', 'RR4', 'RR5', 'RR6', 'RR7'] as const;
type Event = EventOf<typeof SCHEDULING_EVENTS.kinds>;
type EventNamed<Name extends Event['name']> = EventOf<typeof SCHEDULING_EVENTS.kinds, Name>;

/** Different threads that must have been chosen among several, and preempted, before rules count as shown. */
const CHOSEN = 3;
const PREEMPTED = 2;
/** A count of ticks beyond this suggests one that wraps. */
const LONG_TICKS = 255;

export function judge({ parameters, trace }: JudgeInput<RoundRobinParameters, null>): readonly Check[] {
  return new RoundRobinJudge(trace, parameters).checks();
}

interface Core {
  /** Of the dispatch of its present thread. */
  dispatchCycle: number;
  /** How the thread before it left, when not by preemption. */
  left: string;
}

class RoundRobinJudge {
  private readonly book = new RuleBook(RULES);
  private readonly events: Events<typeof SCHEDULING_EVENTS.kinds>;
  private readonly states: ThreadStates;
  /** Who waits, longest first, without those that are lost. */
  private readonly queue: number[] = [];
  private lost = 0;
  private readonly cores: Core[];
  /** Threads that were picked while another one waited too. */
  private readonly chosen = new Set<number>();
  private readonly preempted = new Set<number>();
  private tookTurns = false;
  private ranOn = false;

  constructor(
    trace: Trace,
    private readonly parameters: RoundRobinParameters,
  ) {
    this.events = new Events(trace, SCHEDULING_EVENTS.kinds);
    this.states = new ThreadStates(trace);
    this.cores = Array.from({ length: parameters.cores }, () => ({ dispatchCycle: 0, left: '' }));
  }

  checks(): readonly Check[] {
    const { states, book } = this;
    const agreed = states.followAll(this.events.of(), book, 'RR7', (event) => this.look(event));
    this.keepWhatWasDone(agreed);
    return book.checks();
  }

  /** @returns whether kernel and policy still agree on who waits. */
  private look(event: Event): boolean {
    switch (event.name) {
      case 'ready':
        if (this.states.isLostAt(event)) this.lost++;
        else this.queue.push(event.thread);
        return true;
      case 'dispatch':
        this.onDispatch(event);
        return true;
      case 'idle':
        this.onIdle(event);
        return true;
      case 'tick':
        this.onTick(event);
        return true;
      case 'block':
        this.coreOf(event).left = `thread ${event.thread} went to wait for its device`;
        return true;
      case 'yield':
        this.coreOf(event).left = `thread ${event.thread} gave the core up`;
        return true;
      case 'exit':
        this.coreOf(event).left = `thread ${event.thread} ended`;
        return true;
      case 'preempt':
        this.coreOf(event).left = '';
        return true;
      case 'bad-tick':
        this.broken('RR1', event, describeBadTick(event));
        return true;
      case 'bad-pick':
        this.broken('RR1', event, this.states.describeBadPick(event));
        return false;
      default:
        return true;
    }
  }

  private onDispatch(event: EventNamed<'dispatch'>): void {
    const { core, thread } = event;
    const { queue, states } = this;
    const due = queue[0];
    if (thread !== due)
      this.broken(
        'RR2',
        event,
        `pickNext(${core}) answered ${states.describeWaiting(thread)}, but ${states.describeWaiting(due)} has waited longer. Waiting, longest first: ${listThreads(queue)}. Put each thread that enqueue is given at the tail, whatever the reason, and answer the one at the head.`,
      );
    if (queue.length > 1) this.chosen.add(thread);
    removeAt(queue, queue.indexOf(thread));
    this.coreOf(event).dispatchCycle = event.cycle;
  }

  private onIdle(event: EventNamed<'idle'>): void {
    const { queue } = this;
    if (queue.length === 0) return;
    this.broken('RR3', event, this.states.describeIdle(event.core, queue));
    this.book.withhold('RR7');
  }

  private onTick(event: EventNamed<'tick'>): void {
    const { core, thread, answer, ticks } = event;
    const { queue } = this;
    const { quantumTicks } = this.parameters;
    if (this.events.isAt(event.index + 1, 'bad-tick')) return;
    const over = ticks >= quantumTicks;
    const { dispatchCycle, left } = this.coreOf(event);
    const call = () =>
      `tick(${core}, ${thread}), tick ${ticks} of thread ${thread} since its dispatch at cycle ${dispatchCycle}, quantum ${quantumTicks}`;
    if (answer === 0 && over && queue.length > 0) {
      const wraps = ticks > LONG_TICKS ? ' Can your count of ticks become so large?' : '';
      this.broken(
        'RR4',
        event,
        `${call()}: answered 0 while ${this.states.describeWaiting(queue[0])} waited. From tick ${quantumTicks} of its thread on, a core's tick answers 1 as soon as another thread waits. Count the ticks of each core by itself.${wraps}`,
      );
    } else if (answer === 1 && !over) {
      const after = left === '' ? '' : ` Before that dispatch ${left}, without a tick.`;
      this.broken(
        'RR5',
        event,
        `${call()}: answered 1, too soon: ${quantumTicks - ticks} more of its ticks must answer 0.${after} Every dispatch begins a whole quantum: set the count of this core, and of no other, to 0 in pickNext.`,
      );
    } else if (answer === 1 && queue.length + this.lost === 0)
      this.broken(
        'RR6',
        event,
        `${call()}: answered 1 although no thread waited. Let a thread run on when there is nobody to switch to.`,
      );
    if (answer === 1 && over) this.preempted.add(thread);
    if (answer === 0 && !over && queue.length > 0) this.tookTurns = true;
    if (answer === 0 && over && queue.length === 0) this.ranOn = true;
  }

  /** A rule is kept where the run shows the thing done that it is about; nothing, where nobody chose among several. */
  private keepWhatWasDone(agreed: boolean): void {
    const { book, events } = this;
    if (this.chosen.size < CHOSEN) return;
    book.kept('RR2');
    if (agreed) book.kept('RR1', 'RR3');
    if (events.isAt(events.trace.length - 1, 'end')) book.kept('RR7');
    if (this.preempted.size < PREEMPTED) return;
    book.kept('RR4');
    if (this.tookTurns) book.kept('RR5');
    if (this.ranOn) book.kept('RR6');
  }

  private coreOf({ core }: { readonly core: number }): Core {
    return this.cores[core];
  }

  private broken(rule: (typeof RULES)[number], { index, cycle }: Event, message: string): void {
    this.book.broken(rule, index, `Cycle ${cycle}: ${message}`);
  }
}
