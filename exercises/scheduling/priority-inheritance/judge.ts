/**
 * Judges a run of locks from its trace: answers and what threads count as after each call by a model of its own
 * (inheritance-model.ts), which follows what happened.
 *
 *      two have a lock, somebody waits for a free one or in a circle, a     ends the judging: kernel and locks
 *      waiter is left behind or woken that does not wait, or one that gave  disagree from then on
 *      up still lends
 *      a thread that counts wrong                                           is told once, until it is right again; what
 *                                                                           follows from it is told of nobody
 */

import { LOCK_NAMES } from '../../../simulator/kernel/synchronization/lock-events';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { InheritanceModel } from './inheritance-model';
import { EVENTS, type InheritanceParameters } from './simulation';

const RULES = ['IH1', 'IH2', 'IH3', 'IH4', 'IH5', 'IH6', 'IH7', 'IH8', 'IH9', 'IH10'] as const;
type RuleId = (typeof RULES)[number];
type Event = EventOf<typeof EVENTS.kinds>;
type EventNamed<Name extends Event['name']> = EventOf<typeof EVENTS.kinds, Name>;

const JUDGED = ['machine', 'acquire', 'release', 'give-up', 'bad-priority'] as const;

/** Times that a thing must have been done before its rule counts as shown. */
const SHOWN = 3;

export function judge({ trace }: JudgeInput<InheritanceParameters, null>): readonly Check[] {
  return new InheritanceJudge(new Events(trace, EVENTS.kinds)).checks();
}

class InheritanceJudge {
  private readonly book = new RuleBook(RULES);
  private readonly model: InheritanceModel;
  /** By thread: what it counts as, and what it should. */
  private readonly actual: number[];
  private expected: number[];
  /** Who counts wrong, or as what follows from somebody who does. */
  private readonly astray = new Set<number>();
  /** By thread: what was taken back from it by waiters that gave up, while it had locks. */
  private readonly takenBack = new Map<number, Set<number>>();
  /** Kernel and locks agree on who has which lock and who waits. */
  private agreed = true;

  constructor(private readonly events: Events<typeof EVENTS.kinds>) {
    const own = [...events.of('own')].map(({ priority }) => priority);
    this.model = new InheritanceModel(own);
    this.actual = [...own];
    this.expected = [...own];
  }

  checks(): readonly Check[] {
    const { book, events } = this;
    for (const event of events.of(...JUDGED)) {
      this.look(event);
      if (!this.agreed) break;
    }
    book.keepShown(SHOWN);
    if (this.agreed && events.isAt(events.trace.length - 1, 'end') && book.timesShown('IH2') >= SHOWN)
      book.kept('IH1');
    return book.checks();
  }

  private look(event: EventNamed<(typeof JUDGED)[number]>): void {
    if (event.name === 'acquire') this.onAcquire(event);
    else if (event.name === 'release') this.onRelease(event);
    else if (event.name === 'give-up') this.onGiveUp(event);
    else if (event.name === 'machine') this.settle(event, byDirection);
    else if (event.name === 'bad-priority')
      this.end(
        'IH1',
        event,
        `setPriority(${event.thread}, ${event.priority}) names a thread or a priority that does not exist.`,
      );
  }

  private onAcquire(event: EventNamed<'acquire'>): void {
    const { model, book } = this;
    const { thread, lock, answer } = event;
    const call = `acquire(${thread}, ${lock}) answered ${answer}`;
    const owner = model.owners.get(lock);
    const chain = model.chainOf(lock);
    const isCircle = chain.includes(thread);
    if (answer < -1 || answer > 1) {
      this.end('IH1', event, `${call}. Answer 1 (it has the lock), 0 (it waits) or -1 (refused).`);
    } else if (owner === undefined && answer !== 1) {
      this.end(
        'IH2',
        event,
        `${call}, but nobody had lock ${LOCK_NAMES[lock]}: it is given at once, answer 1.`,
      );
    } else if (owner !== undefined && answer === 1) {
      this.end(
        'IH2',
        event,
        owner === thread
          ? `${call}, but thread ${thread} has lock ${LOCK_NAMES[lock]} already: whoever asks again would wait for itself. Answer -1.`
          : `${call}, but thread ${owner} has lock ${LOCK_NAMES[lock]}: two threads must never have it at once.`,
      );
    } else if (isCircle && answer === 0) {
      const circle = [...chain.slice(0, chain.indexOf(thread) + 1)].map((each) => `thread ${each}`);
      this.end(
        'IH3',
        event,
        `${call}: thread ${thread} would wait for ${circle.join(', which waits for ')}, and so for itself, for ever. Answer -1.`,
      );
    } else if (owner !== undefined && !isCircle && answer === -1) {
      this.broken(
        'IH3',
        event,
        `${call}, but thread ${owner} has lock ${LOCK_NAMES[lock]} and does not wait for thread ${thread}, not by way of others either: thread ${thread} waits, answer 0.`,
      );
    }
    if (!this.agreed) return;
    if (answer === 1) model.owners.set(lock, thread);
    if (answer === 0) model.wait(thread, lock);
    if (isCircle) {
      if (this.settle(event, () => 'IH3')) book.show('IH3');
    } else if (answer === 0) this.settleWait(event, chain);
    else this.settle(event, byDirection);
  }

  /** A thread began to wait: the owner is raised, and along the chain whoever that one waits for. */
  private settleWait(event: EventNamed<'acquire'>, chain: readonly number[]): void {
    const before = this.expected;
    this.book.show('IH2');
    this.settle(event, (thread, isBetter) => {
      const place = chain.indexOf(thread);
      if (isBetter) return 'IH8';
      if (place < 0) return 'IH9';
      return place === 0 ? 'IH6' : 'IH7';
    });
    chain.forEach((thread, place) => {
      if (this.expected[thread] !== before[thread] && !this.astray.has(thread))
        this.book.show(place === 0 ? 'IH6' : 'IH7');
    });
  }

  private onRelease(event: EventNamed<'release'>): void {
    const { model, book } = this;
    const { thread, lock, next } = event;
    const call = `release(${thread}, ${lock}) answered ${next}`;
    const waiters = model.waitersOf(lock);
    const told = () => waiters.map((each) => `thread ${each} at ${this.expected[each]}`).join(', ');
    if (next === -1 && waiters.length > 0) {
      this.end(
        'IH4',
        event,
        `${call} although somebody waits for lock ${LOCK_NAMES[lock]}: ${told()}, longest first. One of them has it from now on.`,
      );
      return;
    }
    if (next !== -1 && !waiters.includes(next)) {
      this.end(
        'IH1',
        event,
        `${call}, which does not wait for lock ${LOCK_NAMES[lock]}: ${waiters.length === 0 ? 'nobody does, answer -1' : `answer one of ${told()}`}.`,
      );
      return;
    }
    let isDue = true;
    if (waiters.length > 1 && !waiters.some((each) => this.astray.has(each))) {
      const best = this.best(waiters);
      const front = waiters.filter((each) => this.expected[each] === best);
      isDue = next === front[0];
      if (!front.includes(next))
        this.broken(
          'IH4',
          event,
          `${call}, which counts as ${this.expected[next]}, but thread ${front[0]} counts as ${best}: the lock goes to the waiter that counts best. They wait, longest first: ${told()}.`,
        );
      else if (!isDue)
        this.broken(
          'IH5',
          event,
          `${call}; thread ${front[0]} counts as ${best} too and has waited for longer. They wait, longest first: ${told()}.`,
        );
      else {
        if (front.length < waiters.length) book.show('IH4');
        if (front.length > 1) book.show('IH5');
      }
    }
    if (next === -1) model.owners.delete(lock);
    else {
      model.goOn(next);
      model.owners.set(lock, next);
      // Whoever should have had it may count better than the one that has it now.
      if (!isDue) this.astray.add(next);
    }
    const before = this.expected[thread];
    const lent = this.best(waiters);
    this.settle(event, (each, isBetter) => {
      const is = this.actual[each];
      const isLeftOver = isBetter && is !== lent && this.takenBack.get(each)?.has(is);
      return isLeftOver ? 'IH10' : byDirection(each, isBetter);
    });
    if (!model.hasLock(thread)) this.takenBack.delete(thread);
    this.showEnd(thread, before, 'IH8');
  }

  private onGiveUp(event: EventNamed<'give-up'>): void {
    const { model } = this;
    const { thread, lock } = event;
    const chain = model.chainOf(lock);
    const before = this.expected;
    model.goOn(thread);
    for (const each of chain) this.takenBack.set(each, new Set(this.takenBack.get(each)).add(before[thread]));
    this.settle(event, (_, isBetter) => (isBetter ? 'IH10' : 'IH9'));
    for (const each of chain) this.showEnd(each, before[each], 'IH10');
  }

  /** A boost of `thread` has ended in this call, or something of it was kept. */
  private showEnd(thread: number, before: number, ends: RuleId): void {
    const { book, expected, model } = this;
    if (before === model.own[thread] || this.astray.has(thread)) return;
    if (expected[thread] !== before) book.show(ends);
    if (expected[thread] !== model.own[thread]) book.show('IH9');
  }

  /**
   * Works out what everybody should count as after this call, and looks whether they do.
   * @param blame the rule that a thread breaks which counts better, or worse, than it should.
   * @returns whether all do whose priorities follow from nobody's mistake.
   */
  private settle(event: Event, blame: (thread: number, isBetter: boolean) => RuleId): boolean {
    const { model, actual, astray } = this;
    for (const { thread, priority } of this.changesAfter(event)) actual[thread] = priority;
    this.expected = model.levels();
    if (astray.size === 0 && this.expected.every((should, thread) => should === actual[thread])) return true;
    const before = new Set(astray);
    // What somebody lent who counted wrong himself is taken back wrongly.
    const leaves = event.name === 'give-up' && before.has(event.thread);
    let isRight = true;
    for (const { thread, waiters } of model.inOrder()) {
      const is = actual[thread];
      const should = this.expected[thread];
      if (is === should) {
        astray.delete(thread);
        continue;
      }
      const follows =
        before.has(thread) || leaves || waiters.some((each) => before.has(each) || astray.has(each));
      astray.add(thread);
      if (follows) continue;
      isRight = false;
      const rule = blame(thread, is < should);
      this.broken(rule, event, this.describeWrong(event, thread), this.lastOf(event));
      // Who gave up may still be waiting for the submission.
      if (rule === 'IH10') this.agreed = false;
    }
    return isRight;
  }

  private describeWrong(event: Event, thread: number): string {
    const { model, expected, actual } = this;
    const call =
      event.name === 'acquire'
        ? `After acquire(${event.thread}, ${event.lock}), which answered ${event.answer},`
        : event.name === 'release'
          ? `After release(${event.thread}, ${event.lock}), which answered ${event.next},`
          : event.name === 'give-up'
            ? `After giveUp(${event.thread}, ${event.lock})`
            : 'At the start';
    return `${call} thread ${thread} counts as ${actual[thread]} instead of ${expected[thread]}: ${model.describe(thread, expected)}. A thread counts as the best of its own priority and of what those count as that wait for a lock which it has.`;
  }

  /** The last event of the call at hand, after which all is told that it changed: there one sees what it left. */
  private lastOf({ index, name }: Event): number {
    let last = index;
    for (const event of this.events.between(index + 1, this.events.trace.length)) {
      if (!OF_A_CALL.has(event.name) && (name !== 'machine' || !AT_START.has(event.name))) break;
      last = event.index;
    }
    return last;
  }

  /** What the call at hand changed, which the kernel tells directly behind it. */
  private *changesAfter({ index, name }: Event): Generator<EventNamed<'counts'>> {
    const { events } = this;
    for (let at = index + 1; ; at++) {
      const is = events.nameAt(at);
      if (is === 'counts') yield events.at(at) as EventNamed<'counts'>;
      else if (name !== 'machine' || !AT_START.has(is)) return;
    }
  }

  /** What the best of these threads counts as. */
  private best(threads: readonly number[]): number {
    return Math.min(...threads.map((each) => this.expected[each]));
  }

  /** Kernel and submission can no longer agree. */
  private end(rule: RuleId, event: Event, message: string): void {
    this.broken(rule, event, message);
    this.agreed = false;
  }

  private broken(rule: RuleId, { index, cycle }: Event, message: string, at = index): void {
    this.book.broken(rule, at, `Cycle ${cycle}: ${message}`);
  }
}

/** What the kernel tells behind a call. */
const OF_A_CALL: ReadonlySet<string> = new Set(['counts', 'waits-for']);
/** What the kernel tells before anything happens. */
const AT_START: ReadonlySet<string | undefined> = new Set(['own', 'bad-priority']);

const byDirection = (_thread: number, isBetter: boolean): RuleId => (isBetter ? 'IH8' : 'IH9');
