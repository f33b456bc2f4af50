/**
 * Judges a run under multi-level feedback from its trace alone.
 *
 * Levels are seen through `level` events: the kernel asks for a thread's level after each call that concerns
 * it, and for all levels after the call in which a boost is due. A wrong level breaks the rule that should have
 * set it; whether a pick or a preemption is right is then judged by the levels that the policy itself reported.
 * What is only a consequence of an earlier finding is not judged:
 *
 *      a pick that names no waiting thread, a level that does not exist,
 *      a boost that went wrong (ML6)          end the judging: kernel and policy disagree from then on
 *      a thread that is never picked again    breaks ML10, and counts for no other rule as waiting
 *      a slice that ended too late or soon    breaks ML3; whether a preemption is right is judged by what the
 *                                             policy took for the end, which shows in the level
 *
 * A rule is kept where the run shows the thing done that it is about.
 */
import type { Trace } from '../../../simulator/engine/trace';
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';
import { READY_REASON } from '../../../simulator/kernel/scheduling/scheduling-policy';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { describeBadTick, FOLLOWED, ThreadStates } from '../thread-states';
import { FeedbackModel, type Slice } from './feedback-model';
import type { MultiLevelFeedbackParameters } from './simulation';

const RULES = ['ML1', 'ML2', 'ML3', 'ML4', 'ML5', 'ML6', 'ML7', 'ML8', 'ML9', 'ML10'] as const;
type RuleId = (typeof RULES)[number];
type Event = EventOf<typeof SCHEDULING_EVENTS.kinds>;
type EventNamed<Name extends Event['name']> = EventOf<typeof SCHEDULING_EVENTS.kinds, Name>;

/** Looked at beside where each thread is. */
const JUDGED = ['idle', 'tick', 'bad-pick', 'bad-tick', 'bad-level', 'level'] as const;

/** Different threads that must have been chosen among several, sunk and preempted before rules count as shown. */
const CHOSEN = 3;
const SANK = 2;
const PREEMPTED = 2;
/** A count of ticks beyond this suggests one that wraps. */
const LONG_TICKS = 255;

export function judge(input: JudgeInput<MultiLevelFeedbackParameters, null>): readonly Check[] {
  return new FeedbackJudge(input.trace, input.parameters).checks();
}

/** A tick that is no boost, as the judge sees it. */
interface Tick {
  /** The call and its place in the slice, in words. */
  readonly text: string;
  readonly over: boolean;
  /** Whether the policy took it for the end of the slice. */
  readonly tookForOver: boolean;
  readonly slice: Slice;
  /** Of the thread, before and after. */
  readonly level: number;
  readonly after: number;
}

class FeedbackJudge {
  private readonly book = new RuleBook(RULES);
  private readonly events: Events<typeof SCHEDULING_EVENTS.kinds>;
  private readonly model: FeedbackModel;
  private readonly states: ThreadStates;
  /** Levels as the policy gave them last. */
  private readonly reported = new Map<number, number>();
  /** Threads that were picked while another one waited too. */
  private readonly chosen = new Set<number>();
  /** Rules that one event was enough to show. */
  private readonly shown = new Set<RuleId>();
  private readonly sank = new Set<number>();
  private readonly preempted = new Set<number>();
  private letOthersWait = false;
  /** The call in which the last boost took place. */
  private lastBoostCall = '';
  /** Calls of pickNext and tick since then. */
  private callsSinceBoost = 0;
  /** Kernel and policy agree on who waits and where. */
  private agreed = true;

  constructor(
    trace: Trace,
    private readonly parameters: MultiLevelFeedbackParameters,
  ) {
    const { levels, cores, boostTicks, tickCycles } = parameters;
    this.model = new FeedbackModel(levels, cores, boostTicks * tickCycles);
    this.events = new Events(trace, SCHEDULING_EVENTS.kinds);
    this.states = new ThreadStates(trace);
  }

  checks(): readonly Check[] {
    const { book, states } = this;
    states.followAll(this.events.of(...FOLLOWED, ...JUDGED), book, 'ML10', (event) => {
      this.look(event);
      return this.agreed;
    });
    this.keepWhatWasDone();
    return book.checks();
  }

  /** A rule is kept where the run shows the thing done that it is about; nothing, where nobody chose among several. */
  private keepWhatWasDone(): void {
    const { book, events, shown } = this;
    if (this.chosen.size < CHOSEN) return;
    if (this.agreed) book.kept('ML1');
    if (events.isAt(events.trace.length - 1, 'end')) book.kept('ML10');
    if (this.sank.size >= SANK) book.kept('ML3');
    if (this.preempted.size >= PREEMPTED) book.kept('ML8');
    if (this.preempted.size >= PREEMPTED && this.letOthersWait) book.kept('ML9');
    book.kept(...shown);
  }

  private look(event: EventNamed<(typeof FOLLOWED | typeof JUDGED)[number]>): void {
    switch (event.name) {
      case 'ready':
        this.onReady(event);
        break;
      case 'tick':
        this.onTick(event);
        break;
      case 'dispatch':
      case 'idle':
        this.onPick(event);
        break;
      case 'exit':
        this.model.levels.delete(event.thread);
        this.reported.delete(event.thread);
        break;
      case 'bad-pick': {
        this.broken('ML1', event, this.states.describeBadPick(event));
        this.agreed = false;
        break;
      }
      case 'bad-tick':
        this.broken('ML1', event, describeBadTick(event));
        break;
      case 'bad-level':
        this.onBadLevel(event, event.answer);
        break;
      case 'level':
        if (event.level >= this.parameters.levels) this.onBadLevel(event, event.level);
    }
  }

  private onBadLevel(event: EventNamed<'level' | 'bad-level'>, answer: number): void {
    this.broken(
      'ML1',
      event,
      `level(${event.thread}) answered ${answer}. Levels are 0 to ${this.parameters.levels - 1}.`,
    );
    this.agreed = false;
  }

  private onReady(event: EventNamed<'ready'>): void {
    const { model } = this;
    const { thread, reason } = event;
    const before = model.levelOf(thread);
    const sunkAbove = [...model.levels.values()].some((level) => level > 0);
    if (!this.readReports(event)) return;
    if (reason === READY_REASON.created) {
      this.expectLevel('ML2', event, 0, `enqueue(${thread}, 0): a new thread enters at level 0`);
      if (sunkAbove) this.shown.add('ML2');
    } else if (reason === READY_REASON.woken) {
      this.expectLevel(
        'ML5',
        event,
        Math.max(0, before - 1),
        `enqueue(${thread}, 1): a thread that comes back from its device rises by one level, from ${before}${before === 0 ? ', but not above 0' : ''}`,
      );
      if (before > 0) this.shown.add('ML5');
    } else {
      const how = reason === READY_REASON.yielded ? 'gives its core up' : 'is preempted';
      this.expectLevel(
        'ML4',
        event,
        before,
        `enqueue(${thread}, ${reason}): a thread that ${how} waits on the level that it has, ${before}`,
      );
      if (before > 0 && reason === READY_REASON.yielded) this.shown.add('ML4');
    }
    if (this.states.isLostAt(event)) model.lose(thread);
    else model.wait(thread);
  }

  private onTick(event: EventNamed<'tick'>): void {
    const { model, parameters, events } = this;
    const { core, thread, answer } = event;
    const call = `tick(${core}, ${thread})`;
    if (!this.readReports(event)) return;
    this.callsSinceBoost++;
    if (event.cycle >= model.nextBoost) {
      this.onBoost(event, call);
      if (answer === 1)
        this.breakBoost(
          event,
          `${call} answered 1. A tick in which a boost takes place answers 0, whoever waits.`,
        );
      return;
    }
    const level = model.levelOf(thread);
    const after = this.reported.get(thread) ?? level;
    const bottom = parameters.levels - 1;
    const length = parameters.quantumTicks * 2 ** level;
    const slice = model.slices[core];
    slice.ticks++;
    const over = slice.ticks >= length;
    /** What the policy takes for the end of a slice shows in the level, but not at the bottom. */
    const tookForOver = level < bottom ? after > level : over;
    model.levels.set(thread, after);
    if (over || tookForOver) model.beginSlice(core, 'end', event.cycle);
    const text = `${call}, tick ${slice.ticks} of a slice of ${length} on level ${level}, which began with ${this.describeBegin(slice)}`;
    const expected = over ? Math.min(level + 1, bottom) : level;
    const tick = { text, over, tookForOver, slice, level, after };
    if (after !== expected) this.onWrongLevel(event, tick);
    else if (after > level) this.sank.add(thread);
    if (!this.agreed || events.isAt(event.index + 1, 'bad-tick')) return;

    this.onAnswer(event, tick);
  }

  /** Whether a tick preempts as it should, by the level that the thread has after it. */
  private onAnswer(event: EventNamed<'tick'>, tick: Tick): void {
    const { model } = this;
    const { thread, answer } = event;
    const { text, over, tookForOver, level, after } = tick;
    const highest = model.highestWaiting;
    const must = highest < after || (tookForOver && highest === after);
    if (must === (answer === 1)) {
      if (answer === 1) this.preempted.add(thread);
      else if (model.waiting > 0) this.letOthersWait = true;
      if (answer === 1 && !over && level > 0) this.shown.add('ML4');
      return;
    }
    if (after < level || (highest === after && over !== tookForOver)) return;
    const situation = `${text}: answered ${answer} while ${model.describeWaiting()} waited and thread ${thread} is on level ${after}`;
    if (highest === after)
      this.broken(
        'ML3',
        event,
        must
          ? `${situation}. At the end of its slice a thread makes room for one that waits on the same level, the level after sinking; at the bottom too, where a new slice begins.${this.wrapHint(tick)}`
          : `${situation}. The slice is not over: in the middle of it a thread makes room only for one on a higher level.`,
      );
    else if (must)
      this.broken(
        'ML8',
        event,
        `${situation}. Answer 1 at every tick at which a thread waits on a higher level, also in the middle of a slice; what counts is the level after sinking.`,
      );
    else if (model.highestOfLost > after)
      this.broken(
        'ML9',
        event,
        `${situation}. A thread makes room for one on a higher level, and at the end of its slice for one on the same level, but for nobody else: answer 0.`,
      );
  }

  private describeBegin({ began, beganCycle }: Slice): string {
    const what = { dispatch: 'the dispatch', end: 'the end of the one before', boost: 'the boost' };
    return `${what[began]} at cycle ${beganCycle}`;
  }

  /** A tick after which the thread has not the level that it should have. */
  private onWrongLevel(event: EventNamed<'tick'>, tick: Tick): void {
    const { book, model } = this;
    const { thread, answer } = event;
    const { text, over, slice, level, after } = tick;
    const length = this.parameters.quantumTicks * 2 ** level;
    const answered = `after it, level(${thread}) answered ${after} instead of ${over ? level + 1 : level}`;
    const goesOn = slice.began === 'boost' && !over && slice.ticks + slice.before >= length;
    const rightAfterBoost = this.callsSinceBoost === 1 && over && after === level && answer === 0;
    // As if the boost took place only here, or as if the thread never sank: nothing tells which, once a boost.
    if (over && after === level && answer === 0 && model.lastBoostUnseen && model.allAtTop) {
      model.lastBoostUnseen = false;
      return;
    }
    if (!book.isBroken('ML3') && goesOn)
      this.breakBoost(
        event,
        `${text}: ${answered}. At the boost at cycle ${model.lastBoost}, in ${this.lastBoostCall}, the slice of every running thread begins anew, on every core, and the call itself counts for nobody's slice.`,
      );
    else if (over)
      this.broken(
        'ML3',
        event,
        `${text}: the slice is over, so the thread sinks by one level (not below ${this.parameters.levels - 1}), also when nobody waits; ${answered}.${after < level || (rightAfterBoost && model.lastBoostPeriods > 1) ? this.noBoost() : ''}${this.wrapHint(tick)}`,
      );
    else if (after < level)
      this.broken('ML3', event, `${text}: a tick raises no thread; ${answered}.${this.noBoost()}`);
    else if (model.highestWaiting < level && answer === 1)
      this.broken(
        'ML3',
        event,
        `${text}: the slice is not over; a thread that makes room in the middle of it for one on a higher level keeps its level; ${answered}.`,
      );
    else
      this.broken(
        'ML3',
        event,
        `${text}: the slice is not over, so the thread stays on its level; ${answered}. Count the ticks of each core by itself, from 0 at each dispatch and at each end of a slice.`,
      );
  }

  private wrapHint({ slice }: Tick): string {
    return slice.ticks > LONG_TICKS ? ' Can your count of ticks become so large?' : '';
  }

  private noBoost(): string {
    const { lastBoost, nextBoost } = this.model;
    const last =
      lastBoost < 0 ? '' : `; the last one, for all multiples that had passed, was at cycle ${lastBoost}`;
    return ` No boost is due before cycle ${nextBoost}${last}.`;
  }

  private onPick(event: EventNamed<'dispatch' | 'idle'>): void {
    const { book, model } = this;
    const { core } = event;
    if (!this.readReports(event)) return;
    this.callsSinceBoost++;
    if (event.cycle >= model.nextBoost) this.onBoost(event, `pickNext(${core})`);
    if (!this.agreed) return;
    const due = model.head;
    if (event.name === 'idle') {
      if (due < 0) return;
      this.broken(
        'ML7',
        event,
        `pickNext(${core}) answered -1 although ${model.describeWaiting()} waited. Answer -1 only when no level has a waiting thread.`,
      );
      book.withhold('ML10');
      return;
    }
    const { thread } = event;
    if (thread !== due) this.onWrongOrder(event, due);
    else if (model.highestWaiting < model.levelCount - 1 && model.waiting > 1) this.shown.add('ML7');
    if (model.waiting > 1) this.chosen.add(thread);
    model.leaveQueue(thread);
    model.beginSlice(core, 'dispatch', event.cycle);
    const level = model.levelOf(thread);
    this.expectLevel(
      'ML4',
      event,
      level,
      `pickNext(${core}): a dispatch leaves the level of thread ${thread} as it is, ${level}`,
    );
  }

  private onWrongOrder(event: EventNamed<'dispatch'>, due: number): void {
    const { core, thread } = event;
    const { model, states } = this;
    const name = (each: number) => states.describeWaiting(each);
    const order = `pickNext(${core}) answered ${name(thread)}, level ${model.levelOf(thread)}, but ${name(due)}, level ${model.levelOf(due)}, was due. Waiting, in order: ${model.describeWaiting()}`;
    const from = model.linedUp.get(thread);
    const dueFrom = model.linedUp.get(due);
    const both = from !== undefined && dueFrom !== undefined;
    const boost = `Both waited at the boost at cycle ${model.lastBoost}: there the waiting threads line up at the top by the level that they had (thread ${due}: ${dueFrom}, thread ${thread}: ${from}), those of one level as they stood.`;
    if (both && from !== dueFrom && !this.book.isBroken('ML7')) this.breakBoost(event, `${order}. ${boost}`);
    else
      this.broken(
        'ML7',
        event,
        `${order}. ${both ? boost : 'Take the thread that has waited longest on the highest level that has one.'} Whoever becomes ready goes to the end of the queue of its level.`,
      );
  }

  /** A boost is due at this event, and the kernel has listed every level. */
  private onBoost(event: Event, call: string): void {
    const { model } = this;
    const left = [...model.levels.keys()].find((thread) => (this.reported.get(thread) ?? 0) > 0);
    if (left !== undefined) {
      const { state } = this.states.get(left);
      const what = state === 'blocked' ? 'which waits for a device,' : `which is ${state},`;
      this.breakBoost(
        event,
        `${call} is the first pickNext or tick from cycle ${model.nextBoost} on, so a boost takes place in it: thread ${left}, ${what} is on level ${this.reported.get(left)} after it, not on 0. Before anything else raise every thread: waiting, running and blocked. Boosts are due at each multiple of ${model.boostCycles} cycles, that cycle included.`,
      );
    }
    model.boost(event.cycle);
    if (!model.lastBoostUnseen) this.shown.add('ML6');
    this.lastBoostCall = call;
    this.callsSinceBoost = 0;
  }

  /** After a boost that went wrong, nothing that follows is told apart from its consequences. */
  private breakBoost(event: Event, message: string): void {
    this.broken('ML6', event, message);
    this.agreed = false;
  }

  private expectLevel(
    rule: RuleId,
    event: EventNamed<'ready' | 'dispatch'>,
    expected: number,
    text: string,
  ): void {
    const { thread, cycle } = event;
    const actual = this.reported.get(thread) ?? expected;
    // Between the moment at which a boost is due and the call in which it takes place, 0 may be one that came too
    // soon: what follows from that shows it.
    const tooSoon = actual === 0 && cycle >= this.model.nextBoost;
    if (actual !== expected && !tooSoon)
      this.broken(
        rule,
        event,
        `${text}; after it, level(${thread}) answered ${actual} instead of ${expected}.`,
      );
    this.model.levels.set(thread, actual);
  }

  /**
   * Reads the levels that the policy gave in answer to the event at hand. A tick that preempts is followed by
   * the thread's enqueue, and counts with it: a policy may lower the level in either.
   * @returns false when one of them does not exist: what follows cannot be judged.
   */
  private readReports({ name, index }: Event): boolean {
    const { events } = this;
    for (let at = index + 1; ; at++) {
      switch (events.nameAt(at)) {
        case 'level': {
          const { thread, level } = events.at(at) as EventNamed<'level'>;
          if (level >= this.parameters.levels) return false;
          this.reported.set(thread, level);
          break;
        }
        case 'bad-level':
          return false;
        case 'preempt':
        case 'ready':
          if (name !== 'tick') return true;
          break;
        case 'listing':
        case 'bad-tick':
          break;
        default:
          return true;
      }
    }
  }

  private broken(rule: RuleId, { index, cycle }: Event, message: string): void {
    this.book.broken(rule, index, `Cycle ${cycle}: ${message}`);
  }
}
