/**
 * Judges a run under multi-level feedback from its trace alone.
 *
 * Levels are seen through `level` events: the kernel asks for a thread's level after each call that concerns
 * it, and for all levels after the call in which a boost is due. A wrong level breaks the rule that should have
 * set it; whether a pick or a preemption is right is then judged by the levels that the policy itself reported.
 */
import type { Trace } from '../../../simulator/engine/trace';
import { SCHEDULING_EVENT as EVENT } from '../../../simulator/kernel/scheduling-events';
import { READY_REASON } from '../../../simulator/kernel/scheduling-policy';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Findings } from '../findings';
import { NOTHING_RAN, nothingRan } from '../nothing-ran';
import { unfinishedThreads } from '../unfinished-threads';
import { threadCount } from '../workload';
import { FeedbackModel } from './feedback-model';
import type { MultiLevelFeedbackParameters } from './simulation';

const RULES = ['ML1', 'ML2', 'ML3', 'ML4', 'ML5', 'ML6', 'ML7', 'ML8', 'ML9', 'ML10'];

export function judge(input: JudgeInput<MultiLevelFeedbackParameters, null>): readonly Check[] {
  return new FeedbackJudge(input.trace, input.parameters).checks();
}

/** Cycles that no thread may wait at a stretch: until the next boost, and then for those ahead of it. */
export function longestWaitCycles(parameters: MultiLevelFeedbackParameters): number {
  const { boostTicks, quantumTicks, tickCycles } = parameters;
  return (boostTicks + 2 * threadCount(parameters) * quantumTicks) * tickCycles;
}

class FeedbackJudge {
  private readonly findings = new Findings();
  private readonly model: FeedbackModel;
  /** Levels as the policy gave them last. */
  private readonly reported = new Map<number, number>();
  private readonly blocked = new Set<number>();
  private readonly readySince = new Map<number, number>();
  private readonly longestWait: number;
  private index = 0;

  constructor(
    private readonly trace: Trace,
    private readonly parameters: MultiLevelFeedbackParameters,
  ) {
    const { levels, cores, boostTicks, tickCycles } = parameters;
    this.model = new FeedbackModel(levels, cores, boostTicks * tickCycles);
    this.longestWait = longestWaitCycles(parameters);
  }

  checks(): readonly Check[] {
    for (; this.index < this.trace.length; this.index++) this.look(this.trace.kindAt(this.index));
    if (nothingRan(this.trace)) this.findings.addAll(RULES, this.trace.length - 1, NOTHING_RAN);
    return this.findings.checks(RULES);
  }

  private look(kind: number): void {
    const a = this.value(0);
    const b = this.value(1);
    const c = this.value(2);
    if (kind === EVENT.ready) this.onReady(a, b);
    else if (kind === EVENT.tick) this.onTick(a, b, c);
    else if (kind === EVENT.dispatch) this.onPick(a, b);
    else if (kind === EVENT.idle) this.onPick(a, -1);
    else if (kind === EVENT.block) this.blocked.add(b);
    else if (kind === EVENT.exit) {
      this.model.levels.delete(b);
      this.reported.delete(b);
    } else if (kind === EVENT['bad-pick']) {
      this.onPick(a, -2);
      const what = c === 0 ? 'not the number of a thread' : 'a thread that is not waiting';
      this.add('ML1', `pickNext(${a}) answered ${b}, which is ${what}. Answer a waiting thread, or -1.`);
    } else if (kind === EVENT['bad-tick'])
      this.add('ML1', `tick(${a}, ${b}) answered ${c}. Answer 1 to preempt, 0 to let the thread run on.`);
    else if (kind === EVENT['bad-level'] || (kind === EVENT.level && b >= this.parameters.levels))
      this.add('ML1', `level(${a}) answered ${b}. Levels are 0 to ${this.parameters.levels - 1}.`);
    else if (kind === EVENT.stall) this.onStall();
  }

  private onReady(thread: number, reason: number): void {
    const { model } = this;
    this.readySince.set(thread, this.cycle);
    this.blocked.delete(thread);
    const before = model.levelOf(thread);
    this.readReports();
    if (reason === READY_REASON.created)
      this.expectLevel('ML2', thread, 0, `enqueue(${thread}, 0): a new thread enters at level 0`);
    else if (reason === READY_REASON.woken)
      this.expectLevel(
        'ML5',
        thread,
        Math.max(0, before - 1),
        `enqueue(${thread}, 1): back from its device, a thread rises by one level, from ${before}`,
      );
    else
      this.expectLevel(
        'ML4',
        thread,
        before,
        `enqueue(${thread}, ${reason}): a thread that ${reason === READY_REASON.yielded ? 'gives its core up' : 'is preempted'} before its slice is over stays on level ${before}`,
      );
    model.wait(thread);
  }

  private onTick(core: number, thread: number, answer: number): void {
    const { model, parameters } = this;
    const call = `tick(${core}, ${thread})`;
    this.readReports();
    if (this.cycle >= model.nextBoost && this.boosted(call)) {
      if (answer === 1) this.add('ML6', `${call} answered 1. The tick of a boost preempts nobody.`);
      return;
    }
    const level = model.levelOf(thread);
    const slice = parameters.quantumTicks * 2 ** level;
    const used = ++model.sliceTicks[core];
    const over = used >= slice;
    if (over) model.sliceTicks[core] = 0;
    const sliceText = `tick ${used} of a slice of ${slice} on level ${level}`;
    if (over)
      this.expectLevel(
        'ML3',
        thread,
        Math.min(level + 1, parameters.levels - 1),
        `${call}, ${sliceText}: a thread that has used its slice sinks by one level (not below ${parameters.levels - 1})`,
      );
    else
      this.expectLevel(
        'ML4',
        thread,
        level,
        `${call}, ${sliceText}: the slice is not over, the thread stays on level ${level}`,
      );
    const mine = model.levelOf(thread);
    if (mine !== level) model.sliceTicks[core] = 0;
    const must = over ? model.highestWaiting <= mine : model.highestWaiting < mine;
    if (must && answer !== 1)
      this.add(
        'ML8',
        `${call}, ${sliceText}, answered 0 while ${model.describeWaiting()} waited and thread ${thread} is now on level ${mine}. Answer 1 when a thread waits on a higher level, and at the end of a slice also for one on the same level.`,
      );
    if (!must && answer === 1)
      this.add(
        'ML9',
        `${call}, ${sliceText}, answered 1 while ${model.describeWaiting()} waited and thread ${thread} is now on level ${mine}. Nobody who waits may go first: answer 0.`,
      );
  }

  /** @param thread dispatched; -1 for idle, -2 for an answer that names no waiting thread. */
  private onPick(core: number, thread: number): void {
    const { model } = this;
    this.readReports();
    if (this.cycle >= model.nextBoost) this.boosted(`pickNext(${core})`);
    const due = model.head;
    if (thread === -1 && due >= 0)
      this.add(
        'ML7',
        `pickNext(${core}) answered -1 although ${model.describeWaiting()} waited. Answer -1 only when no level has a waiting thread.`,
      );
    if (thread < 0) return;
    if (thread !== due)
      this.add(
        'ML7',
        `pickNext(${core}) answered thread ${thread} (level ${model.levelOf(thread)}), but thread ${due} was due. Waiting, in order: ${model.describeWaiting()}. Take the head of the highest level that is not empty.`,
      );
    this.checkWait(thread);
    model.leaveQueue(thread);
    model.sliceTicks[core] = 0;
    const level = model.levelOf(thread);
    this.expectLevel(
      'ML4',
      thread,
      level,
      `pickNext(${core}): a dispatch leaves the level of thread ${thread} as it is, ${level}`,
    );
  }

  /**
   * A boost is due at this event, and the kernel has listed every level.
   * @returns whether it took place; levels are adopted as reported in any case.
   */
  private boosted(call: string): boolean {
    const { model } = this;
    const due = model.nextBoost;
    model.passBoost(this.cycle);
    let raised = 0;
    let left = -1;
    let leftOnlyBlocked = true;
    for (const [thread, level] of model.levels) {
      const now = this.reported.get(thread) ?? level;
      if (now === 0) raised += level > 0 ? 1 : 0;
      else {
        left = thread;
        if (!this.blocked.has(thread)) leftOnlyBlocked = false;
      }
    }
    const done = leftOnlyBlocked || raised > 0;
    if (left >= 0)
      this.add(
        'ML6',
        `${call} is the first tick or pickNext from cycle ${due} on, when a boost is due: thread ${left} is on level ${this.reported.get(left)} after it, not on 0. Raise every thread: waiting, running and blocked.`,
      );
    if (!done) return false;
    for (const thread of [...model.levels.keys()])
      model.levels.set(thread, this.reported.get(thread) ?? model.levelOf(thread));
    model.regroup();
    model.sliceTicks.fill(0);
    return true;
  }

  private expectLevel(rule: string, thread: number, expected: number, text: string): void {
    const actual = this.reported.get(thread) ?? expected;
    if (actual !== expected)
      this.add(rule, `${text}; after it, level(${thread}) answered ${actual} instead of ${expected}.`);
    this.model.levels.set(thread, actual);
  }

  private checkWait(thread: number): void {
    const waited = this.cycle - (this.readySince.get(thread) ?? this.cycle);
    if (waited > this.longestWait)
      this.add(
        'ML10',
        `thread ${thread} waited ${waited} cycles for a core; ${this.longestWait} is the most that boosts allow here. A thread on a low level starves unless it is raised from time to time.`,
      );
  }

  private onStall(): void {
    const names = unfinishedThreads(this.trace).slice(0, 6).join(', ');
    this.add(
      'ML10',
      `every core idles and nothing can happen any more, but these threads never finished: ${names}. A thread was lost between enqueue and pickNext.`,
    );
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
