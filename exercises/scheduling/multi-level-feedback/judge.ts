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
 *      a slice that ended too late or soon    the first finding; ML3, ML4, ML8, ML9 are judged no further
 *
 * A rule is kept where the run shows it: `show`.
 */
import type { Trace } from '../../../simulator/engine/trace';
import { SCHEDULING_EVENT as EVENT } from '../../../simulator/kernel/scheduling-events';
import { READY_REASON } from '../../../simulator/kernel/scheduling-policy';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Findings } from '../findings';
import { ThreadStates } from '../thread-states';
import { FeedbackModel } from './feedback-model';
import type { MultiLevelFeedbackParameters } from './simulation';

const RULES = ['ML1', 'ML2', 'ML3', 'ML4', 'ML5', 'ML6', 'ML7', 'ML8', 'ML9', 'ML10'];
const SLICE_RULES = ['ML3', 'ML4', 'ML8', 'ML9'];

/** Different threads that must have run, sunk or been preempted before a rule counts as shown. */
const RAN = 3;
const SANK = 2;
const PREEMPTED = 2;
/** A count of ticks beyond this suggests one that wraps. */
const LONG_TICKS = 255;

export function judge(input: JudgeInput<MultiLevelFeedbackParameters, null>): readonly Check[] {
  return new FeedbackJudge(input.trace, input.parameters).checks();
}

class FeedbackJudge {
  private readonly findings = new Findings();
  private readonly model: FeedbackModel;
  private readonly states: ThreadStates;
  /** Levels as the policy gave them last. */
  private readonly reported = new Map<number, number>();
  private readonly sank = new Set<number>();
  private readonly preempted = new Set<number>();
  private letOthersWait = false;
  private index = 0;
  /** Kernel and policy agree on who waits and where. */
  private agreed = true;

  constructor(
    private readonly trace: Trace,
    private readonly parameters: MultiLevelFeedbackParameters,
  ) {
    const { levels, cores, boostTicks, tickCycles } = parameters;
    this.model = new FeedbackModel(levels, cores, boostTicks * tickCycles);
    this.states = new ThreadStates(trace);
  }

  checks(): readonly Check[] {
    const { findings, states, trace } = this;
    for (; this.agreed && this.index < trace.length; this.index++) {
      this.look(trace.kindAt(this.index));
      states.follow(this.index);
    }
    if (this.agreed && states.lostCount > 0) findings.add('ML10', states.firstLoss, states.describeLoss());
    if (this.agreed && states.dispatched.size >= RAN) {
      findings.show('ML1');
      if (trace.kindAt(trace.length - 1) === EVENT.end) findings.show('ML10');
    }
    if (this.sank.size >= SANK) findings.show('ML3');
    if (this.preempted.size >= PREEMPTED) {
      findings.show('ML8');
      if (this.letOthersWait) findings.show('ML9');
    }
    return findings.checks(RULES);
  }

  private look(kind: number): void {
    const a = this.value(0);
    const b = this.value(1);
    const c = this.value(2);
    if (kind === EVENT.ready) this.onReady(a, b);
    else if (kind === EVENT.tick) this.onTick(a, b, c);
    else if (kind === EVENT.dispatch) this.onPick(a, b);
    else if (kind === EVENT.idle) this.onPick(a, -1);
    else if (kind === EVENT.exit) {
      this.model.levels.delete(b);
      this.reported.delete(b);
    } else if (kind === EVENT['bad-pick']) {
      this.add(
        'ML1',
        `pickNext(${a}) answered ${b}, ${this.states.describeBadPick(b, c)}. Answer a thread that waits and take it out of its queue, or -1 when none waits (to return nothing counts as 0).`,
      );
      this.agreed = false;
    } else if (kind === EVENT['bad-tick'])
      this.add('ML1', `tick(${a}, ${b}) answered ${c}. Answer 1 to preempt, 0 to let the thread run on.`);
    else if (kind === EVENT['bad-level'] || (kind === EVENT.level && b >= this.parameters.levels)) {
      this.add('ML1', `level(${a}) answered ${b}. Levels are 0 to ${this.parameters.levels - 1}.`);
      this.agreed = false;
    }
  }

  private onReady(thread: number, reason: number): void {
    const { findings, model } = this;
    const before = model.levelOf(thread);
    const sunkAbove = [...model.levels.values()].some((level) => level > 0);
    this.readReports();
    if (reason === READY_REASON.created) {
      this.expectLevel('ML2', thread, 0, `enqueue(${thread}, 0): a new thread enters at level 0`);
      if (sunkAbove) findings.show('ML2');
    } else if (reason === READY_REASON.woken) {
      this.expectLevel(
        'ML5',
        thread,
        Math.max(0, before - 1),
        `enqueue(${thread}, 1): a thread that comes back from its device rises by one level, from ${before}${before === 0 ? ', but not above 0' : ''}`,
      );
      if (before > 0) findings.show('ML5');
    } else {
      const how = reason === READY_REASON.yielded ? 'gives its core up' : 'is preempted';
      this.expectLevel(
        'ML4',
        thread,
        before,
        `enqueue(${thread}, ${reason}): a thread that ${how} waits on the level that it has, ${before}`,
      );
      if (before > 0 && reason === READY_REASON.yielded) findings.show('ML4');
    }
    if (!this.states.isLostAt(this.index)) model.wait(thread);
  }

  private onTick(core: number, thread: number, answer: number): void {
    const { model, parameters, trace } = this;
    const call = `tick(${core}, ${thread})`;
    this.readReports();
    if (this.cycle >= model.nextBoost) {
      this.onBoost(call);
      if (answer === 1)
        this.breakBoost(`${call} answered 1. A tick in which a boost takes place answers 0, whoever waits.`);
      return;
    }
    const level = model.levelOf(thread);
    const bottom = parameters.levels - 1;
    const length = parameters.quantumTicks * 2 ** level;
    const slice = model.slices[core];
    slice.ticks++;
    const over = slice.ticks >= length;
    const overtaken = model.highestWaiting < level;
    const began =
      slice.began === 'boost'
        ? `began with the boost at cycle ${slice.beganCycle}`
        : `began with the ${slice.began === 'sink' ? 'end of the one before' : 'dispatch'} at cycle ${slice.beganCycle}`;
    const text = `${call}, tick ${slice.ticks} of a slice of ${length} on level ${level}, which ${began}`;
    const after = this.reported.get(thread) ?? level;
    const expected = over ? Math.min(level + 1, bottom) : level;
    if (over) model.beginSlice(core, 'sink', this.cycle);
    if (after !== expected) {
      model.levels.set(thread, after);
      model.beginSlice(core, 'sink', this.cycle);
      this.onWrongLevel(thread, level, after, {
        text,
        over,
        boosted: slice.began === 'boost',
        overtaken: overtaken && answer === 1,
      });
      return;
    }
    model.levels.set(thread, after);
    if (over && after > level) this.sank.add(thread);
    if (trace.kindAt(this.index + 1) === EVENT['bad-tick']) return;
    const must = model.highestWaiting < after || (over && model.highestWaiting === after);
    const wraps = slice.ticks > LONG_TICKS ? ' Can your count of ticks become so large?' : '';
    const situation = `${text}: answered ${answer} while ${model.describeWaiting()} waited and thread ${thread} is on level ${after}`;
    if (must && answer === 0) {
      this.add(
        'ML8',
        `${situation}. Answer 1 when a thread waits on a higher level, and at the end of a slice also when one waits on the same level.${wraps}`,
      );
      this.findings.withhold(...SLICE_RULES);
    } else if (!must && answer === 1 && !over && slice.began === 'boost')
      this.breakBoost(
        `${situation}. At a boost the slice of every running thread begins anew, on every core; ${length - slice.ticks} more of its ticks must answer 0 unless somebody waits on a higher level.`,
      );
    else if (!must && answer === 1) {
      this.add(
        'ML9',
        `${situation}. ${over ? 'At the end of a slice only a thread on the same level or a higher one may go first' : 'In the middle of a slice only a thread on a higher level may go first'}: answer 0.`,
      );
      this.findings.withhold(...SLICE_RULES);
    } else if (answer === 1) {
      this.preempted.add(thread);
      if (!over && level > 0) this.findings.show('ML4');
    } else if (model.waiting > 0) this.letOthersWait = true;
  }

  /** A tick after which the thread has not the level that it should have. */
  private onWrongLevel(
    thread: number,
    before: number,
    after: number,
    at: {
      readonly text: string;
      readonly over: boolean;
      readonly boosted: boolean;
      readonly overtaken: boolean;
    },
  ): void {
    const { nextBoost } = this.model;
    const answered = `after it, level(${thread}) answered ${after}`;
    if (at.over)
      this.add(
        'ML3',
        `${at.text}: the slice is over, so the thread sinks by one level (not below ${this.parameters.levels - 1}), also when nobody waits; ${answered}.`,
      );
    else if (after > before && at.boosted)
      this.breakBoost(
        `${at.text}: the slice is not over, since at a boost the slice of every running thread begins anew, on every core; ${answered} instead of ${before}.`,
      );
    else if (after > before && !at.overtaken)
      this.add(
        'ML3',
        `${at.text}: the slice is not over, so the thread stays on its level; ${answered}. A slice on level l is quantumTicks × 2^l ticks of the thread since its dispatch, counted for each core by itself.`,
      );
    else
      this.add(
        'ML4',
        `${at.text}: ${at.overtaken ? 'a thread that makes room in the middle of its slice for one on a higher level' : 'a thread in the middle of its slice'} keeps its level; ${answered} instead of ${before}.${after === 0 ? ` No boost was due: the next one is at cycle ${nextBoost}.` : ''}`,
      );
    this.findings.withhold(...SLICE_RULES);
  }

  /** @param thread dispatched; -1 for idle. */
  private onPick(core: number, thread: number): void {
    const { findings, model, states } = this;
    this.readReports();
    if (this.cycle >= model.nextBoost) this.onBoost(`pickNext(${core})`);
    if (!this.agreed) return;
    const due = model.head;
    if (thread < 0) {
      if (due < 0) return;
      this.add(
        'ML7',
        `pickNext(${core}) answered -1 although ${model.describeWaiting()} waited. Answer -1 only when no level has a waiting thread.`,
      );
      findings.withhold('ML10');
      return;
    }
    if (thread !== due) this.onWrongOrder(core, thread, due);
    else if (
      model.highestWaiting < model.levelCount - 1 &&
      model.waiting > 1 &&
      states.dispatched.size >= RAN
    )
      findings.show('ML7');
    model.leaveQueue(thread);
    model.beginSlice(core, 'dispatch', this.cycle);
    const level = model.levelOf(thread);
    this.expectLevel(
      'ML4',
      thread,
      level,
      `pickNext(${core}): a dispatch leaves the level of thread ${thread} as it is, ${level}`,
    );
  }

  private onWrongOrder(core: number, thread: number, due: number): void {
    const { model, states } = this;
    const name = (each: number) => states.describeWaiting(each);
    const order = `pickNext(${core}) answered ${name(thread)}, level ${model.levelOf(thread)}, but ${name(due)}, level ${model.levelOf(due)}, was due. Waiting, in order: ${model.describeWaiting()}`;
    const both = model.linedUp.has(thread) && model.linedUp.has(due);
    if (both && model.levelOf(thread) === model.levelOf(due))
      this.breakBoost(
        `${order}. Both waited at the boost at cycle ${model.lastBoost}: there the waiting threads line up at the top by the level that they had, those of one level as they stood.`,
      );
    else
      this.add(
        'ML7',
        `${order}. Take the thread that has waited longest on the highest level that has one; whoever becomes ready goes to the end of the queue of its level${model.lastBoost >= 0 ? `, behind those that the boost at cycle ${model.lastBoost} put there` : ''}.`,
      );
  }

  /** A boost is due at this event, and the kernel has listed every level. */
  private onBoost(call: string): void {
    const { model } = this;
    const left = [...model.levels.keys()].find((thread) => (this.reported.get(thread) ?? 0) > 0);
    if (left !== undefined) {
      const { state } = this.states.get(left);
      const what = state === 'blocked' ? 'which waits for a device,' : `which is ${state},`;
      this.breakBoost(
        `${call} is the first pickNext or tick from cycle ${model.nextBoost} on, so a boost takes place in it: thread ${left}, ${what} is on level ${this.reported.get(left)} after it, not on 0. Before anything else raise every thread: waiting, running and blocked. Boosts are due at each multiple of ${model.boostCycles} cycles, that cycle included.`,
      );
    }
    if ([...model.levels.values()].some((level) => level > 0)) this.findings.show('ML6');
    model.boost(this.cycle);
  }

  /** After a boost that went wrong, nothing that follows is told apart from its consequences. */
  private breakBoost(message: string): void {
    this.add('ML6', message);
    this.agreed = false;
  }

  private expectLevel(rule: string, thread: number, expected: number, text: string): void {
    const actual = this.reported.get(thread) ?? expected;
    if (actual !== expected)
      this.add(rule, `${text}; after it, level(${thread}) answered ${actual} instead of ${expected}.`);
    this.model.levels.set(thread, actual);
  }

  /**
   * Reads the levels that the policy gave in answer to the event at hand. A tick that preempts is followed by
   * the thread's enqueue, and counts with it: a policy may lower the level in either.
   */
  private readReports(): void {
    const { trace } = this;
    const isTick = trace.kindAt(this.index) === EVENT.tick;
    for (let at = this.index + 1; at < trace.length; at++) {
      const kind = trace.kindAt(at);
      if (kind === EVENT.level) {
        if (trace.valueAt(at, 1) < this.parameters.levels)
          this.reported.set(trace.valueAt(at, 0), trace.valueAt(at, 1));
      } else if (kind === EVENT.preempt || kind === EVENT.ready) {
        if (!isTick) return;
      } else if (kind !== EVENT.listing && kind !== EVENT['bad-tick'] && kind !== EVENT['bad-level']) return;
    }
  }

  private add(rule: string, message: string): void {
    this.findings.add(rule, this.index, `Cycle ${this.cycle}: ${message}`);
  }

  private get cycle(): number {
    return this.trace.cycleAt(this.index);
  }

  private value(field: number): number {
    return this.trace.valueAt(this.index, field);
  }
}
