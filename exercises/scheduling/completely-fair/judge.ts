/**
 * Judges a run of completely fair scheduling from its trace alone: virtual runtimes are recomputed from the slices that the
 * kernel measured and the weights; picks, preemptions and slices are judged by the virtual runtimes that the policy
 * itself reports, so that a wrong one breaks the rule that should have set it and no other.
 *
 *      a pick that names no waiting thread    ends the judging: kernel and policy disagree from then on
 *      a thread that is never picked again    breaks CF10, and counts for no other rule as waiting
 *
 * A rule is kept where the run shows the thing done that it is about.
 */
import { counted } from '../../../simulator/engine/counted';
import type { Trace } from '../../../simulator/engine/trace';
import { READY_REASON } from '../../../simulator/kernel/scheduling/scheduling-policy';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { describeBadTick, FOLLOWED, ThreadStates } from '../thread-states';
import { FAIR_EVENTS } from './fair-events';
import { FairModel } from './fair-model';
import type { CompletelyFairParameters } from './simulation';

const RULES = ['CF1', 'CF2', 'CF3', 'CF4', 'CF5', 'CF6', 'CF7', 'CF8', 'CF9', 'CF10'] as const;
type RuleId = (typeof RULES)[number];
type Event = EventOf<typeof FAIR_EVENTS.kinds>;
type EventNamed<Name extends Event['name']> = EventOf<typeof FAIR_EVENTS.kinds, Name>;

/** Looked at beside where each thread is. */
const JUDGED = ['slice-end', 'idle', 'tick', 'slice', 'bad-pick', 'bad-tick', 'bad-slice'] as const;

/** Times that a thing must have been done before its rule counts as shown. */
const SHOWN = 3;

export function judge({ parameters, trace }: JudgeInput<CompletelyFairParameters, null>): readonly Check[] {
  return new FairJudge(trace, parameters).checks();
}

class FairJudge {
  private readonly book = new RuleBook(RULES);
  private readonly events: Events<typeof FAIR_EVENTS.kinds>;
  private readonly states: ThreadStates;
  private readonly model: FairModel;
  /** Kernel and policy agree on who waits. */
  private agreed = true;

  constructor(
    trace: Trace,
    private readonly parameters: CompletelyFairParameters,
  ) {
    this.events = new Events(trace, FAIR_EVENTS.kinds);
    this.states = new ThreadStates(trace);
    const weights = new Map([...this.events.of('nice')].map(({ thread, weight }) => [thread, weight]));
    this.model = new FairModel(weights, parameters.periodCycles, parameters.minimumCycles);
  }

  checks(): readonly Check[] {
    const { book, states, events } = this;
    states.followAll(events.of(...FOLLOWED, ...JUDGED), book, 'CF10', (event) => {
      this.look(event);
      return this.agreed;
    });
    // Who never makes room keeps nothing by it.
    if (book.timesShown('CF8') > 0) book.keepShown(SHOWN);
    else book.keepShown(SHOWN, 'CF9');
    if (this.agreed && book.timesShown('CF6') >= SHOWN) {
      book.kept('CF1');
      if (events.isAt(events.trace.length - 1, 'end')) book.kept('CF10');
    }
    return book.checks();
  }

  private look(event: EventNamed<(typeof FOLLOWED | typeof JUDGED)[number]>): void {
    switch (event.name) {
      case 'ready':
        this.onReady(event);
        break;
      case 'slice-end':
        this.onSliceEnd(event);
        break;
      case 'dispatch':
        this.onDispatch(event);
        break;
      case 'idle':
        this.onIdle(event);
        break;
      case 'tick':
        this.onTick(event);
        break;
      case 'slice':
        this.onSlice(event);
        break;
      case 'bad-pick':
        this.broken('CF1', event, this.states.describeBadPick(event));
        this.agreed = false;
        break;
      case 'bad-tick':
        this.broken('CF1', event, describeBadTick(event));
        break;
      case 'bad-slice':
        this.broken(
          'CF1',
          event,
          `slice(${event.thread}) answered ${event.answer}. Answer a number of cycles, 1 at least.`,
        );
    }
  }

  /** What the policy reported right after the event. */
  private reported({ index }: Event): number | undefined {
    const { events } = this;
    if (!events.isAt(index + 1, 'virtual-runtime')) return undefined;
    return (events.at(index + 1) as EventNamed<'virtual-runtime'>).cycles;
  }

  private onReady(event: EventNamed<'ready'>): void {
    const { model } = this;
    const { thread, reason } = event;
    const before = model.virtualOf(thread);
    const expected = model.expectedAt(thread, reason);
    const reported = this.reported(event) ?? expected;
    const told = `after enqueue(${thread}, ${reason}) virtualRuntime(${thread}) answered ${reported} instead of ${expected}`;
    if (reason === READY_REASON.created) {
      if (reported !== expected)
        this.broken(
          'CF2',
          event,
          `${told}: a new thread begins at the floor, which is ${model.floor}. The floor is looked at after each sliceEnded, when that thread's virtual runtime has grown: it rises to the least of that thread, of all that wait and of all that run, and never falls.`,
        );
      else if (expected > 0) this.book.show('CF2');
    } else if (reason === READY_REASON.woken) {
      const credit = Math.floor(this.parameters.periodCycles / 2);
      if (reported !== expected)
        this.broken(
          'CF3',
          event,
          `${told}: it had ${before} when it fell asleep; the floor is ${model.floor}, and half a period ${credit}. Who wakes has what it had, or floor - half a period if that is more.`,
        );
      else if (expected > before || expected > model.floor - credit) this.book.show('CF3');
    } else if (reported !== expected)
      this.broken('CF4', event, `${told}: it was preempted or gave its core up, which changes nothing.`);
    model.adopt(thread, reported);
    if (!this.states.isLostAt(event as Parameters<ThreadStates['isLostAt']>[0])) model.wait(thread, reason);
  }

  private onSliceEnd(event: EventNamed<'slice-end'>): void {
    const { model } = this;
    const { core, thread, how, used } = event;
    const before = model.virtualOf(thread);
    const growth = model.growth(thread, used);
    const reported = this.reported(event) ?? before + growth;
    if (reported !== before + growth)
      this.broken(
        'CF4',
        event,
        `after sliceEnded(${thread}, ${how}, ${used}) virtualRuntime(${thread}) answered ${reported} instead of ${before + growth}: it had ${before}, and ${counted(used, 'cycles')} at weight ${model.weight(thread)} make ${used} × 1024 / ${model.weight(thread)} = ${growth}, rounded down.`,
      );
    else if (used > 0) this.book.show('CF4');
    model.adopt(thread, reported);
    model.endSlice(core, thread, how);
  }

  private onDispatch(event: EventNamed<'dispatch'>): void {
    const { model } = this;
    const { core, thread } = event;
    const { first } = model;
    if (first >= 0 && thread !== first) {
      const situation = `pickNext(${core}) answered thread ${thread}, whose virtual runtime is ${model.virtualOf(thread)}, but thread ${first} has ${model.virtualOf(first)}. Waiting, in order: ${model.describeWaiting()}`;
      if (model.virtualOf(thread) === model.virtualOf(first))
        this.broken('CF7', event, `${situation}. Of equals the lower number goes first.`);
      else this.broken('CF6', event, `${situation}. Answer the thread with the least.`);
    }
    model.dispatch(core, thread);
    if (thread !== first || model.first < 0) return;
    this.book.show('CF6');
    if (model.virtualOf(model.first) === model.virtualOf(thread)) this.book.show('CF7');
  }

  private onIdle(event: EventNamed<'idle'>): void {
    if (this.model.waiting.length === 0) return;
    this.broken(
      'CF6',
      event,
      `pickNext(${event.core}) answered -1 although somebody waits: ${this.model.describeWaiting()}. Answer -1 only when nobody does.`,
    );
    this.book.withhold('CF10');
  }

  private onTick(event: EventNamed<'tick'>): void {
    const { model, events } = this;
    const { core, thread, answer } = event;
    if (answer === 1) model.makeRoom(core);
    if (events.isAt(event.index + 1, 'bad-tick')) return;
    const { first } = model;
    const own = model.virtualOf(thread);
    const must = first >= 0 && model.virtualOf(first) < own;
    if (must === (answer === 1)) {
      if (must) this.book.show('CF8');
      else if (first >= 0) this.book.show('CF9');
      return;
    }
    const situation = `tick(${core}, ${thread}) answered ${answer}: thread ${thread} has a virtual runtime of ${own}, and ${first < 0 ? 'nobody waits' : `the least of those that wait is ${model.virtualOf(first)}, of thread ${first}`}`;
    if (must) this.broken('CF8', event, `${situation}. It makes room for one that has less: answer 1.`);
    else this.broken('CF9', event, `${situation}. It makes room only for one that has less: answer 0.`);
  }

  private onSlice(event: EventNamed<'slice'>): void {
    const { model, parameters } = this;
    const { thread, length } = event;
    const expected = model.slice(thread);
    if (length !== expected)
      this.broken(
        'CF5',
        event,
        `slice(${thread}) answered ${length} instead of ${expected}: of a period of ${parameters.periodCycles} cycles a thread of weight ${model.weight(thread)} has ${parameters.periodCycles} × ${model.weight(thread)} / ${model.totalWeight}, rounded down, for ${model.totalWeight} is the weight of all that wait or run; at least ${parameters.minimumCycles}.`,
      );
    else if (model.totalWeight > model.weight(thread)) this.book.show('CF5');
  }

  private broken(rule: RuleId, { index, cycle }: Event, message: string): void {
    this.book.broken(rule, index, `Cycle ${cycle}: ${message}`);
  }
}
