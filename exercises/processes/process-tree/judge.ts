/**
 * Judges each call of exit and wait by the tree that it found and the one that it left, whatever earlier calls made of
 * it. A process that a mistake was about is judged no further, nor is any call that it would have a part in: what
 * becomes of it is a consequence.
 */
import { INIT, PROCESS_STATE } from '../../../simulator/kernel/processes/process-record';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { EVENTS, type ProcessTreeParameters, type ProcessTreeResult, type TreeCall } from './simulation';

const RULES = ['PT1', 'PT2', 'PT3', 'PT4', 'PT5', 'PT6', 'PT7', 'PT8'] as const;
type Rule = (typeof RULES)[number];
type TraceEvents = Events<typeof EVENTS.kinds>;
type Deed = EventOf<typeof EVENTS.kinds, 'woken' | 'reaped'>;

/** What the run showed done as it should be. */
type Shown =
  | 'zombie'
  | 'reaped by wait'
  | 'chosen'
  | 'blocked'
  | 'no child'
  | 'adopted'
  | 'woken'
  | 'nobody left';

export function judge({
  trace,
  result,
}: JudgeInput<ProcessTreeParameters, ProcessTreeResult>): readonly Check[] {
  const book = new RuleBook(RULES);
  const events = new Events(trace, EVENTS.kinds);
  const walk = new Walk(events, book);
  for (const call of result.calls) walk.follow(call);
  const { shown } = walk;
  const has = (...all: readonly Shown[]) => all.every((each) => shown.has(each));
  if (has('zombie', 'reaped by wait')) book.kept('PT1', 'PT6');
  if (has('adopted')) book.kept('PT2');
  if (has('chosen')) book.kept('PT3');
  if (has('blocked', 'no child')) book.kept('PT4');
  if (has('woken')) book.kept('PT5');
  if (has('nobody left')) book.kept('PT7');
  if (has('reaped by wait', 'woken')) book.kept('PT8');
  return book.checks();
}

class Walk {
  readonly shown = new Set<Shown>();
  /** Over, and not reaped. */
  private readonly over = new Set<number>();
  /** Blocked in wait. */
  private readonly waiting = new Set<number>();
  private readonly doubtful = new Set<number>();
  private position = 0;

  constructor(
    private readonly events: TraceEvents,
    private readonly book: RuleBook<Rule>,
  ) {}

  follow(call: TreeCall): void {
    this.advance(call.from);
    const judged = new CallJudge(call, this, this.events);
    const found = call.method === 'exit' ? judged.exit() : judged.wait();
    this.advance(call.event);
    if (found === undefined) return;
    const { rule, about, message, event } = found;
    this.doubt(about);
    this.book.broken(rule, event, message);
  }

  doubt(processes: readonly number[]): void {
    for (const process of processes) this.doubtful.add(process);
  }

  isAlive(process: number, call: TreeCall): boolean {
    return call.parents.has(process) && !this.over.has(process);
  }
  isOver(process: number): boolean {
    return this.over.has(process);
  }
  isWaiting(process: number): boolean {
    return this.waiting.has(process);
  }
  isDoubtful(process: number): boolean {
    return this.doubtful.has(process);
  }

  private advance(to: number): void {
    for (const event of this.events.between(this.position, to, 'born', 'over', 'reaped', 'wait', 'woken'))
      switch (event.name) {
        case 'born':
          this.over.delete(event.process);
          this.waiting.delete(event.process);
          this.doubtful.delete(event.process);
          break;
        case 'over':
          this.over.add(event.process);
          break;
        case 'reaped':
          this.over.delete(event.process);
          break;
        case 'wait':
          if (event.blocks === 1) this.waiting.add(event.process);
          break;
        case 'woken':
          this.waiting.delete(event.process);
      }
    this.position = Math.max(this.position, to);
  }
}

interface Found {
  readonly rule: Rule;
  readonly event: number;
  readonly message: string;
  /** Processes of which nothing more is asked. */
  readonly about: readonly number[];
}

/** Somebody is to be told of a child, or nobody is left to be told. */
interface Due {
  readonly parent: number;
  readonly children: readonly number[];
  readonly why: 'waits' | 'over';
}

class CallJudge {
  private readonly woken: Deed[] = [];
  private readonly reaped: Deed[] = [];
  /** What messages begin with. */
  private readonly start: string;
  /** The event that tells the call. */
  private readonly event: number;

  constructor(
    private readonly call: TreeCall,
    private readonly walk: Walk,
    events: TraceEvents,
  ) {
    for (const event of events.between(call.from, call.event, 'woken', 'reaped'))
      (event.name === 'woken' ? this.woken : this.reaped).push(event);
    const { method, process, answer } = call;
    this.event = Math.min(call.event, events.trace.length - 1);
    if (method === 'exit')
      for (const over of events.before(call.from, 'over')) {
        this.event = over.index;
        break;
      }
    const answered = method === 'exit' ? '' : ` answered ${answer}`;
    this.start = `Cycle ${events.trace.cycleAt(this.event)}: ${method}(${process})${answered}.`;
  }

  exit(): Found | undefined {
    const { call, walk } = this;
    const { process, parents } = call;
    const children = this.childrenOf(process);
    const parent = parents.get(process) ?? 0;
    const adopts = process === INIT ? [] : children;
    const concerned = [process, parent, ...children, ...this.childrenOf(parent)];
    if (adopts.some((child) => walk.isOver(child)) || parent === INIT)
      concerned.push(INIT, ...this.childrenOf(INIT));
    if (concerned.some((each) => walk.isDoubtful(each))) {
      walk.doubt([process, ...children]);
      return undefined;
    }
    const found =
      this.wrongParent(children) ?? this.wrongState() ?? this.wrongDeeds(this.dueAtExit(parent, children));
    if (found !== undefined) return found;
    if (adopts.length > 0) walk.shown.add('adopted');
    if (walk.isAlive(parent, call) && !walk.isWaiting(parent)) walk.shown.add('zombie');
    return this.otherChange();
  }

  wait(): Found | undefined {
    const { call, walk } = this;
    const { process, answer } = call;
    const children = this.childrenOf(process);
    if ([process, ...children].some((each) => walk.isDoubtful(each))) {
      if (answer === 0) walk.doubt([process]);
      return undefined;
    }
    const over = children.filter((each) => walk.isOver(each));
    const [lowest] = over;
    const found = this.wrongParent([]) ?? this.wrongState();
    if (found !== undefined) return found;
    if (lowest !== undefined) {
      if (answer !== lowest || !this.isReaped(lowest)) return this.notLowest(over, lowest);
    } else {
      const right = children.length > 0 ? 0 : -1;
      if (answer !== right) return this.wrongAnswer(children, right);
    }
    const wrongDeed = this.wrongDeeds([], lowest);
    if (wrongDeed !== undefined) return wrongDeed;
    if (lowest !== undefined) walk.shown.add('reaped by wait');
    else walk.shown.add(children.length > 0 ? 'blocked' : 'no child');
    if (over.length > 1) walk.shown.add('chosen');
    return this.otherChange();
  }

  /** Lowest number first. */
  private childrenOf(parent: number): number[] {
    return Array.from(this.call.parents)
      .filter(([, each]) => each === parent)
      .map(([child]) => child)
      .sort((a, b) => a - b);
  }

  private isReaped(process: number): boolean {
    return this.reaped.some((event) => event.process === process);
  }

  private parentAfter(process: number): number {
    const change = this.call.changes.find((each) => each.process === process && each.field === 'parent');
    return change?.to ?? this.call.parents.get(process) ?? 0;
  }

  private found(rule: Rule, about: readonly number[], message: string, event = this.event): Found {
    return { rule, event, about, message: `${this.start} ${message}` };
  }

  private wrongParent(children: readonly number[]): Found | undefined {
    const { process, changes } = this.call;
    const left = children.filter((child) => !this.isReaped(child) && this.parentAfter(child) !== INIT);
    const [kept] = left;
    if (kept !== undefined) {
      const state = this.walk.isOver(kept) ? 'over and not reaped' : 'alive';
      return this.found(
        'PT2',
        [process, ...left],
        `Its child ${kept} is ${state}, and its parent is ${this.parentAfter(kept)} now. ${process === INIT ? "Children of init stay init's" : `Set the parent of all children of ${process} to INIT, of those that are over too`}.`,
      );
    }
    const allMoved = changes.filter((each) => each.field === 'parent' && !children.includes(each.process));
    const [moved] = allMoved;
    if (moved === undefined) return undefined;
    return this.found(
      'PT2',
      allMoved.map((each) => each.process),
      `Process ${moved.process} had the parent ${moved.from}, and has ${moved.to} now. Only children of a process that ends get another parent.`,
    );
  }

  private wrongState(): Found | undefined {
    const { method, process, changes } = this.call;
    const stateOf = (each: number) =>
      changes.find((change) => change.process === each && change.field === 'state')?.to;
    if (method === 'exit' && !this.isReaped(process) && stateOf(process) !== PROCESS_STATE.zombie)
      return this.found(
        'PT1',
        [process],
        `Process ${process} is over and not reaped, but the state in its record is ${stateOf(process) ?? PROCESS_STATE.alive}. Set it to PROCESS_STATE.zombie: its parent will look for that.`,
      );
    const other = changes.find(
      (each) => each.field === 'state' && !(method === 'exit' && each.process === process),
    );
    if (other === undefined) return undefined;
    return this.found(
      'PT1',
      [other.process],
      `The state of process ${other.process}, which neither ended now nor was reaped, was ${other.from} and is ${other.to}. Only release frees a record, and only a process that ends becomes a zombie.`,
    );
  }

  private dueAtExit(parent: number, children: readonly number[]): Due[] {
    const { call, walk } = this;
    const { process } = call;
    const groups = new Set([parent, ...(children.some((child) => walk.isOver(child)) ? [INIT] : [])]);
    return [...groups].flatMap((group): Due[] => {
      const over = Array.from(call.parents.keys())
        .filter(
          (each) =>
            (each === process || walk.isOver(each)) && this.parentAsItShould(each, children) === group,
        )
        .sort((a, b) => a - b);
      if (over.length === 0) return [];
      if (group === process || !walk.isAlive(group, call))
        return [{ parent: group, children: over, why: 'over' }];
      return walk.isWaiting(group) ? [{ parent: group, children: over.slice(0, 1), why: 'waits' }] : [];
    });
  }

  private parentAsItShould(process: number, orphans: readonly number[]): number {
    return orphans.includes(process) ? INIT : (this.call.parents.get(process) ?? 0);
  }

  /** @param lowest the child that wait reaps. */
  private wrongDeeds(due: readonly Due[], lowest?: number): Found | undefined {
    const { walk, woken, reaped, call } = this;
    const wakes = due.filter(({ why }) => why === 'waits');
    for (const { parent, children } of wakes) {
      const [child = 0] = children;
      const wake = woken.find((event) => event.process === parent);
      if (wake === undefined)
        return this.found(
          'PT5',
          [child, parent],
          `Process ${parent} waits, and its child ${child} is over now${child === call.process ? '' : ' (it is adopted)'}, but ${parent} sleeps on. Call wake(${parent}, ${child}), and release(${child}).`,
        );
      // Of what it left behind, nobody but init may be told.
      if (wake.name === 'woken' && parent !== INIT && this.childrenOf(call.process).includes(wake.child))
        return this.found(
          'PT2',
          [child, parent, wake.child],
          `Process ${parent} was woken with ${wake.child}, which is a child of ${call.process}. Set the parent of all children of ${call.process} to INIT, of those that are over too.`,
          wake.index,
        );
      if (wake.name === 'woken' && wake.child !== child)
        return this.found(
          'PT5',
          [child, parent, wake.child],
          `Process ${parent} was woken with ${wake.child}. Of its children that are over, ${child} has the lowest number.`,
          wake.index,
        );
      if (!this.isReaped(child))
        return this.found(
          'PT5',
          [child],
          `Process ${parent} was woken with ${child}, which was not reaped: the next wait would answer it again. Call release(${child}).`,
          wake.index,
        );
    }
    const isCertain = (parent: number) =>
      ![parent, ...this.childrenOf(parent)].some((each) => walk.isDoubtful(each));
    const needless = woken.find(
      ({ process }) => !wakes.some(({ parent }) => parent === process) && isCertain(process),
    );
    if (needless !== undefined)
      return this.found(
        'PT5',
        [needless.process],
        `Process ${needless.process}, which waits, was woken, though none of its children is over.`,
        needless.index,
      );
    for (const { parent, children } of due.filter(({ why }) => why === 'over')) {
      const unreaped = children.filter((child) => !this.isReaped(child));
      const [left] = unreaped;
      if (left !== undefined)
        return this.found(
          'PT7',
          unreaped,
          parent === 0
            ? 'Process 1 is init and has no parent: nobody will ever wait for it. Call release(1).'
            : `Process ${left} is over, and its parent, init, is over too: nobody will ever wait for it. Call release(${left}) at once.`,
        );
    }
    const expected = new Set(due.flatMap(({ children }) => children));
    const early = reaped.find(
      ({ process }) =>
        process !== lowest &&
        !expected.has(process) &&
        !walk.isDoubtful(process) &&
        isCertain(call.parents.get(process) ?? 0),
    );
    if (early !== undefined) {
      const before = this.parentAfter(early.process);
      const parent = before === call.process && call.method === 'exit' ? INIT : before;
      return this.found(
        'PT6',
        // Who keeps a list of its own may tell the parent of it yet.
        parent === INIT ? [early.process] : [early.process, parent],
        `Process ${early.process} was reaped, but its parent ${parent} is alive and has not waited for it. It stays a zombie, and keeps its number, until ${parent} does.`,
        early.index,
      );
    }
    if (wakes.length > 0) walk.shown.add('woken');
    if (due.some(({ why, children }) => why === 'over' && children.some((child) => child !== INIT)))
      walk.shown.add('nobody left');
    return undefined;
  }

  private notLowest(over: readonly number[], lowest: number): Found {
    const { answer, process } = this.call;
    const are =
      over.length === 1 ? `Its child ${lowest} is over` : `Its children ${over.join(', ')} are over`;
    const message =
      answer === lowest
        ? `${are}, but ${lowest} was not reaped: the next wait would answer it again. Call release(${lowest}).`
        : `${are}: reap ${lowest}${over.length === 1 ? '' : ', which has the lowest number,'} and answer it.`;
    // Who is blocked although a child is over is woken by chance.
    return this.found('PT3', [...over, answer > 0 ? answer : process], message);
  }

  private wrongAnswer(children: readonly number[], right: number): Found {
    const { process, answer } = this.call;
    const have =
      children.length === 0
        ? 'It has no children, so that nobody would ever wake it: answer -1.'
        : `Its ${children.length === 1 ? `child ${children[0]} is` : `children ${children.join(', ')} are`} alive: answer ${right}, and the kernel blocks it.`;
    return this.found('PT4', [process, ...children, ...(answer > 0 ? [answer] : [])], have);
  }

  /** Whatever else was changed. */
  private otherChange(): Found | undefined {
    const change = this.call.changes.find(({ field }) => !['state', 'parent', 'waiting'].includes(field));
    if (change === undefined) return undefined;
    const { process, field, from, to } = change;
    return this.found(
      'PT8',
      [],
      `PROCESS_FIELD.${field} of process ${process} was ${from} and is ${to}. Of a record only state, parent and waiting are yours.`,
    );
  }
}
