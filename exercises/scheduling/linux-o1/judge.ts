/**
 * Judges a run of the O(1) scheduler from its trace alone: credits, slices and priorities are recomputed from what the kernel
 * measured; picks and preemptions are judged by the priorities and arrays that the policy itself reports, so that a wrong
 * one breaks the rule that should have set it and no other.
 *
 *      a pick that names no waiting thread    ends the judging: kernel and policy disagree from then on
 *      a thread that is never picked again    breaks LO10, and counts for no other rule as waiting
 *
 * A rule is kept where the run shows the thing done that it is about.
 */
import { counted } from '../../../simulator/engine/counted';
import type { Trace } from '../../../simulator/engine/trace';
import { isTimeshared, PRIORITIES } from '../../../simulator/kernel/scheduling/linux-o1-numbers';
import { READY_REASON, SLICE_END } from '../../../simulator/kernel/scheduling/scheduling-policy';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { readLevels } from '../reported-levels';
import { describeBadTick, FOLLOWED, ThreadStates } from '../thread-states';
import { ARRAY_EVENTS } from './array-events';
import { ArrayModel } from './array-model';
import type { LinuxO1Parameters } from './simulation';

const RULES = ['LO1', 'LO2', 'LO3', 'LO4', 'LO5', 'LO6', 'LO7', 'LO8', 'LO9', 'LO10'] as const;
type RuleId = (typeof RULES)[number];
type Event = EventOf<typeof ARRAY_EVENTS.kinds>;
type EventNamed<Name extends Event['name']> = EventOf<typeof ARRAY_EVENTS.kinds, Name>;

/** Looked at beside where each thread is. */
const JUDGED = [
  'slice-end',
  'idle',
  'tick',
  'slice',
  'bad-pick',
  'bad-tick',
  'bad-slice',
  'bad-level',
  'array',
  'claim',
] as const;

/** Times that a thing must have been done before its rule counts as shown. */
const SHOWN = 3;

export function judge({ parameters, trace }: JudgeInput<LinuxO1Parameters, null>): readonly Check[] {
  return new ArrayJudge(trace, parameters).checks();
}

class ArrayJudge {
  private readonly book = new RuleBook(RULES);
  private readonly events: Events<typeof ARRAY_EVENTS.kinds>;
  private readonly states: ThreadStates;
  private readonly model: ArrayModel;
  /** Priorities as the policy gave them last. */
  private readonly reported = new Map<number, number>();
  /** Somebody waits who will never be picked: the policy may still count him. */
  private hasLost = false;
  /** Kernel and policy agree on who waits. */
  private agreed = true;

  constructor(
    trace: Trace,
    private readonly parameters: LinuxO1Parameters,
  ) {
    this.events = new Events(trace, ARRAY_EVENTS.kinds);
    this.states = new ThreadStates(trace);
    const priorities = new Map([...this.events.of('own')].map(({ thread, priority }) => [thread, priority]));
    const { cores, millisecondCycles, sleepCycles } = parameters;
    this.model = new ArrayModel(priorities, cores, millisecondCycles, sleepCycles);
  }

  checks(): readonly Check[] {
    const { book, states, events } = this;
    states.followAll(events.of(...FOLLOWED, ...JUDGED), book, 'LO10', (event) => {
      this.look(event);
      return this.agreed;
    });
    // Where nobody ever expires, little is shown.
    if (book.timesShown('LO5') > 0) book.keepShown(SHOWN);
    else book.keepShown(SHOWN, 'LO3', 'LO9');
    if (this.agreed && book.timesShown('LO6') >= SHOWN) {
      book.kept('LO1');
      if (events.isAt(events.trace.length - 1, 'end')) book.kept('LO10');
    }
    return book.checks();
  }

  private look(event: EventNamed<(typeof FOLLOWED | typeof JUDGED)[number]>): void {
    switch (event.name) {
      case 'ready':
        this.onReady(event);
        break;
      case 'slice-end':
        this.model.endSlice(event.thread, event.how, event.used, event.cycle);
        if (event.how === SLICE_END.blocked && this.model.job(event.thread).left <= 0)
          this.model.job(event.thread).left = this.model.wholeSlice(event.thread);
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
        this.broken('LO1', event, this.states.describeBadPick(event));
        this.agreed = false;
        break;
      case 'bad-tick':
        this.broken('LO1', event, describeBadTick(event));
        break;
      case 'bad-slice':
        this.broken(
          'LO1',
          event,
          `slice(${event.thread}) answered ${event.answer}. Answer 1 cycle at least.`,
        );
        break;
      case 'bad-level':
        this.broken(
          'LO1',
          event,
          `level(${event.thread}) answered ${event.answer}. Priorities are 0 to ${PRIORITIES - 1}.`,
        );
        break;
      case 'array':
        if (event.expired < 0 || event.expired > 1)
          this.broken('LO1', event, `isExpired(${event.thread}) answered ${event.expired}. Answer 0 or 1.`);
        break;
      case 'claim':
        if (event.core < 0 || event.core >= this.parameters.cores)
          this.broken(
            'LO1',
            event,
            `enqueue(${event.thread}, ...) answered ${event.core + 1}. Answer 0, or 1 + the number of a core: at most ${this.parameters.cores}.`,
          );
    }
  }

  private onReady(event: EventNamed<'ready'>): void {
    const { model, parameters } = this;
    const { thread, reason, cycle } = event;
    readLevels(this.events, event.index, BETWEEN, this.reported);
    const job = model.job(thread);
    const isOver = (reason === READY_REASON.preempted || reason === READY_REASON.yielded) && job.left <= 0;
    const comes = reason === READY_REASON.created || reason === READY_REASON.woken;
    if (reason === READY_REASON.woken) model.wake(thread, cycle);
    if (reason === READY_REASON.created || isOver) job.left = model.wholeSlice(thread);
    const before = job.level;
    this.expectLevel(
      event,
      `enqueue(${thread}, ${reason})`,
      comes || isOver ? model.dueLevel(thread) : before,
      comes || isOver,
    );
    if (this.states.isLostAt(event as Parameters<ThreadStates['isLostAt']>[0])) {
      this.hasLost = true;
      return;
    }
    const shared = isTimeshared(job.level);
    const dueExpired = shared && (isOver || reason === READY_REASON.yielded);
    const array = this.after(event, 'array');
    const expired =
      array === undefined || array.expired < 0 || array.expired > 1 ? dueExpired : array.expired === 1;
    if (expired !== dueExpired)
      this.broken(
        'LO5',
        event,
        `after enqueue(${thread}, ${reason}) isExpired(${thread}) answered ${expired ? 1 : 0} instead of ${dueExpired ? 1 : 0}: thread ${thread} has priority ${job.level} and ${isOver ? 'has used up its slice' : `${counted(job.left, 'cycles')} of its slice left`}. Time-shared threads that used up their slice or gave the core up expire; all others wait in the active array.`,
      );
    else if (dueExpired) this.book.show('LO5');
    const due = comes ? model.coreFor(job.level) : -1;
    const claim = this.after(event, 'claim');
    const core = claim?.core ?? -1;
    const isCore = core >= -1 && core < parameters.cores;
    if (isCore && core !== due)
      this.broken(
        'LO8',
        event,
        `enqueue(${thread}, ${reason}) answered ${core + 1} instead of ${due + 1}: thread ${thread} has priority ${job.level}; ${model.running
          .map(
            (each, at) =>
              `core ${at}: ${each === undefined ? 'idle' : `thread ${each}, priority ${model.job(each).level}`}`,
          )
          .join(
            '; ',
          )}. A thread that is created or woken while no core idles takes the core of the worst, if that is worse (of equals the lowest core); others take none.`,
      );
    else if (due >= 0) this.book.show('LO8');
    if (core >= 0 && isCore) model.running[core] = thread;
    model.put(thread, expired, reason === READY_REASON.preempted && !isOver);
  }

  private onDispatch(event: EventNamed<'dispatch'>): void {
    const { model } = this;
    const { core, thread } = event;
    readLevels(this.events, event.index, BETWEEN, this.reported);
    const swaps = model.active.length === 0;
    model.swapWhenEmpty();
    const first = model.active[0];
    if (first !== undefined && thread !== first) {
      const situation = `pickNext(${core}) answered thread ${thread}, but thread ${first}, of priority ${model.job(first).level}, was due. Waiting, in order: ${model.describe()}`;
      if (model.active.includes(thread) && model.job(thread).level === model.job(first).level)
        this.broken(
          'LO7',
          event,
          `${situation}. Of equals the one in front of the list: who was displaced goes back to the front, all others to the end.`,
        );
      else
        this.broken(
          'LO6',
          event,
          `${situation}. Answer the best of the active array; when that is empty${swaps ? ', as it was here,' : ''} the two arrays change places first.`,
        );
    } else if (model.active.length + model.expired.length > 1) {
      this.book.show('LO6');
      const second = model.active[1];
      if (second !== undefined && model.job(second).level === model.job(thread).level) this.book.show('LO7');
    }
    model.take(thread);
    model.running[core] = thread;
    this.expectLevel(event, `pickNext(${core})`, model.job(thread).level, false);
  }

  private onIdle(event: EventNamed<'idle'>): void {
    const { model } = this;
    model.running[event.core] = undefined;
    if (model.active.length + model.expired.length === 0) return;
    this.broken(
      'LO6',
      event,
      `pickNext(${event.core}) answered -1 although somebody waits. Waiting, in order: ${model.describe()}. Answer -1 only when nobody does.`,
    );
    this.book.withhold('LO10');
  }

  private onTick(event: EventNamed<'tick'>): void {
    const { model } = this;
    const { core, thread, answer } = event;
    readLevels(this.events, event.index, BETWEEN, this.reported);
    const must = model.active.length + model.expired.length > 0;
    const isBad = this.after(event, 'bad-tick') !== undefined;
    // Who was lost may wait still, as the policy sees it.
    const isKnown = must || !this.hasLost;
    if (!isBad && isKnown && must !== (answer === 1))
      this.broken(
        'LO9',
        event,
        `tick(${core}, ${thread}) answered ${answer}: its slice is used up, and ${must ? `somebody waits: ${model.describe()}` : 'nobody waits'}. Answer ${must ? 1 : 0}.`,
      );
    else if (must) this.book.show('LO9');
    if (answer === 1) return;
    model.job(thread).left = model.wholeSlice(thread);
    this.expectLevel(event, `tick(${core}, ${thread})`, model.dueLevel(thread), true);
  }

  private onSlice(event: EventNamed<'slice'>): void {
    const { model } = this;
    const { thread, length } = event;
    const job = model.job(thread);
    const whole = model.wholeSlice(thread);
    if (length !== job.left)
      this.broken(
        'LO4',
        event,
        `slice(${thread}) answered ${length} instead of ${job.left}: a thread of priority ${model.own(thread)} has slices of ${whole} cycles, and of this one ${whole - job.left} are used.`,
      );
    else if (length < whole) this.book.show('LO4');
    job.left = length;
  }

  private expectLevel(
    event: Event & { thread: number },
    call: string,
    expected: number,
    isSet: boolean,
  ): void {
    const { model, parameters } = this;
    const { thread } = event;
    const job = model.job(thread);
    const actual = this.reported.get(thread) ?? expected;
    const told = `${call}; after it, level(${thread}) answered ${actual} instead of ${expected}`;
    if (actual !== expected && isSet)
      this.broken(
        'LO2',
        event,
        `${told}: it was given priority ${model.own(thread)}, and is credited ${job.credit} of at most ${parameters.sleepCycles} cycles of sleep.`,
      );
    else if (actual !== expected) this.broken('LO3', event, `${told}: nothing of this changes a priority.`);
    else if (isSet && expected !== model.own(thread)) this.book.show('LO2');
    else if (!isSet && expected !== model.dueLevel(thread)) this.book.show('LO3');
    job.level = Math.max(0, Math.min(PRIORITIES - 1, actual));
  }

  /** The event of this kind among those that the call at hand made. */
  private after<Name extends Event['name']>({ index }: Event, name: Name): EventNamed<Name> | undefined {
    const { events } = this;
    for (let at = index + 1; BETWEEN.has(events.nameAt(at)); at++)
      if (events.nameAt(at) === name) return events.at(at) as EventNamed<Name>;
    return undefined;
  }

  private broken(rule: RuleId, { index, cycle }: Event, message: string): void {
    this.book.broken(rule, index, `Cycle ${cycle}: ${message}`);
  }
}

/** What may stand between a call and the reports that follow it. */
const BETWEEN: ReadonlySet<string | undefined> = new Set([
  'level',
  'bad-level',
  'array',
  'claim',
  'bad-enqueue',
  'bad-tick',
]);
