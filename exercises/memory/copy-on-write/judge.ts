/**
 * The judge of copy on write: keeps every table as the mechanism stored it, and looks at what each call made of it.
 *
 * Who holds a frame is read from the tables as they stood before the call; so one mistake is told once. Once frames
 * are in disorder (freed while somebody has them, or another process's entries changed) nothing more is judged.
 */
import { counted } from '../../../simulator/engine/counted';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { type CopyParameters, EVENTS } from './simulation';

const RULES = ['CW1', 'CW2', 'CW3', 'CW4', 'CW5', 'CW6', 'CW7'] as const;
type Rule = (typeof RULES)[number];
const ENOUGH = 3;

interface Held {
  readonly frame: number;
  readonly writable: boolean;
}
type Table = ReadonlyMap<number, Held>;

interface Call {
  readonly rule: Rule;
  /** Tables that changed since it began, as they stood then. */
  readonly before: Map<number, Table>;
  readonly allocated: number[];
  readonly copied: { readonly from: number; readonly to: number }[];
  readonly freed: number[];
}

export function judge({ trace }: JudgeInput<CopyParameters, null>): readonly Check[] {
  return new CopyJudge().run(new Events(trace, EVENTS.kinds));
}

class CopyJudge {
  private readonly book = new RuleBook<Rule>(RULES);
  private readonly tables = new Map<number, Map<number, Held>>();
  /** By frame: entries that hold it. */
  private readonly holds = new Map<number, number>();
  /** By process: pages that it may write, by what the kernel gave its first ancestor. */
  private readonly writable = new Map<number, Set<number>>();
  private readonly parents = new Set<number>();
  /** Faults that were answered with 1, and rightly: who refuses all refuses rightly by chance. */
  private mended = 0;
  private call: Call | undefined;
  private isOver = false;

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    for (const event of events.of()) {
      this.look(event);
      if (this.isOver) break;
    }
    for (const rule of RULES)
      if (this.book.timesShown(rule) >= ENOUGH && (rule !== 'CW5' || this.mended >= ENOUGH))
        this.book.kept(rule);
    return this.book.checks();
  }

  private look(event: EventOf<typeof EVENTS.kinds>): void {
    const { call } = this;
    const { index } = event;
    switch (event.name) {
      case 'mapped': {
        this.enter(event.process, event.page, { frame: event.frame, writable: event.writable === 1 });
        if (event.writable === 1) this.writableOf(event.process).add(event.page);
        break;
      }
      case 'entry':
        if (event.frame < 0) this.enter(event.process, event.page, undefined);
        else
          this.enter(event.process, event.page, {
            frame: event.frame,
            writable: (event.rights & 2) !== 0,
          });
        break;
      case 'allocated':
        call?.allocated.push(event.frame);
        break;
      case 'copied':
        call?.copied.push(event);
        break;
      case 'freed': {
        const holder = this.holderOf(event.frame);
        if (holder !== undefined)
          this.spoil('CW6', index, `Frame ${event.frame} is freed, but process ${holder} still has it.`);
        call?.freed.push(event.frame);
        break;
      }
      case 'misused':
        this.spoil(
          'CW6',
          index,
          `A service was called for ${event.first} and ${event.second}, of which one is not there: a process that is over, a page behind the last one, or a frame that nobody has.`,
        );
        break;
      case 'fork':
        this.parents.add(event.process);
        this.tables.set(event.child, new Map());
        this.begin('CW1');
        break;
      case 'forked':
        if (call !== undefined) this.forked(index, call, event.process, event.child);
        break;
      case 'fault':
        if (event.write === 1) this.begin('CW3');
        break;
      case 'resolved':
        if (call !== undefined) this.resolved(index, call, event.process, event.page, event.answer);
        break;
      case 'exit':
        this.begin('CW6');
        break;
      case 'exited':
        if (call !== undefined) this.exited(index, call, event.process);
        break;
      case 'read':
      case 'write': {
        const { process, page, frame } = event;
        const held = this.tables.get(process)?.get(page);
        if (held?.frame !== frame)
          this.broken(
            'CW7',
            index,
            `Process ${process} reaches frame ${frame} by page ${page}, but its entry ${held === undefined ? 'is not present' : `says frame ${held.frame}`}: the processor was not made to forget.`,
          );
        else if (event.name === 'write' && !held.writable)
          this.broken(
            'CW7',
            index,
            `Process ${process} writes page ${page} without a fault, but its entry is not writable: the processor was not made to forget.`,
          );
      }
    }
  }

  private begin(rule: Rule): void {
    this.call = { rule, before: new Map(), allocated: [], copied: [], freed: [] };
  }

  /** The table as it stood when the call began. */
  private before(call: Call, process: number): Table {
    return call.before.get(process) ?? this.tableOf(process);
  }

  /** The process gets this entry of the page, or none. */
  private enter(process: number, page: number, held: Held | undefined): void {
    const table = this.tableOf(process);
    const before = this.call?.before;
    if (before !== undefined && !before.has(process)) before.set(process, new Map(table));
    const old = table.get(page);
    if (old !== undefined) this.holds.set(old.frame, (this.holds.get(old.frame) ?? 0) - 1);
    if (held === undefined) {
      table.delete(page);
      return;
    }
    table.set(page, held);
    this.holds.set(held.frame, (this.holds.get(held.frame) ?? 0) + 1);
  }

  private isHeld(frame: number): boolean {
    return (this.holds.get(frame) ?? 0) > 0;
  }

  /** The first process that has the frame. */
  private holderOf(frame: number): number | undefined {
    if (!this.isHeld(frame)) return undefined;
    for (const [process, table] of this.tables) if (hasFrame(table, frame)) return process;
    return undefined;
  }

  private forked(index: number, call: Call, parent: number, child: number): void {
    this.call = undefined;
    const name = `fork(${parent}, ${child})`;
    if (call.allocated.length + call.copied.length > 0)
      this.broken('CW1', index, `${name} takes or copies a frame: the first write to a page does that.`);
    if (call.freed.length > 0) this.broken('CW6', index, `${name} frees frame ${call.freed[0]}.`);
    this.othersUnchanged(index, call, name, [parent, child]);
    const before = this.before(call, parent);
    const [ofParent, ofChild] = [this.tableOf(parent), this.tableOf(child)];
    const mayWrite = this.writableOf(parent);
    for (const [page, { frame }] of before) {
      if (ofChild.get(page)?.frame !== frame)
        this.spoil(
          'CW1',
          index,
          `After ${name} page ${page} of process ${child} is ${placeOf(ofChild.get(page))}; the parent has it in frame ${frame}.`,
        );
      if (ofParent.get(page)?.frame !== frame)
        this.spoil(
          'CW1',
          index,
          `${name} changes page ${page} of the parent: it was in frame ${frame}, and is ${placeOf(ofParent.get(page))}.`,
        );
      for (const [process, table] of [
        [parent, ofParent],
        [child, ofChild],
      ] as const)
        if (table.get(page)?.writable)
          this.broken(
            mayWrite.has(page) ? 'CW2' : 'CW5',
            index,
            mayWrite.has(page)
              ? `After ${name} process ${process} may still write page ${page}, in frame ${frame} that both have.`
              : `${name} makes page ${page} of process ${process} writable, which was read-only.`,
          );
    }
    for (const page of ofChild.keys())
      if (!before.has(page))
        this.spoil('CW1', index, `${name} gives the child page ${page}, which the parent does not have.`);
    this.writable.set(child, new Set(mayWrite));
    if (before.size > 0) this.book.show('CW1');
    if (mayWrite.size > 0) this.book.show('CW2');
  }

  private resolved(index: number, call: Call, process: number, page: number, answer: number): void {
    this.call = undefined;
    const name = `fault(${process}, ${page})`;
    const before = this.before(call, process).get(page);
    const after = this.tableOf(process).get(page);
    let holders = 0;
    if (before !== undefined)
      for (const each of this.tables.keys()) if (hasFrame(this.before(call, each), before.frame)) holders++;
    const isUnchanged = before?.frame === after?.frame && before?.writable === after?.writable;
    if (call.freed.length > 0)
      this.broken('CW6', index, `${name} frees frame ${call.freed[0]}: a fault frees none.`);
    this.othersUnchanged(index, call, name, [process]);
    this.samePages(index, call, name, process, page);
    const taken = call.allocated.filter((frame) => frame >= 0);
    if (before === undefined || !this.writableOf(process).has(page)) {
      if (answer !== 0 || !isUnchanged || taken.length > 0)
        this.broken(
          'CW5',
          index,
          `${name} answers ${answer}${isUnchanged ? '' : ' and changes the entry'}${taken.length > 0 ? ` and takes frame ${taken[0]}` : ''}, but process ${process} was never given the right to write page ${page}: answer 0, and change nothing.`,
        );
      this.book.show('CW5');
    } else if (holders === 1) {
      if (answer === 1 && after?.writable) this.mended++;
      if (call.allocated.length + call.copied.length > 0 || after?.frame !== before.frame)
        this.broken(
          'CW4',
          index,
          `${name} takes or copies a frame, but nobody else has frame ${before.frame}: make its entry writable.`,
        );
      else if (!after.writable || answer !== 1)
        this.broken(
          'CW4',
          index,
          `${name} answers ${answer}, and page ${page} ${after.writable ? 'is' : 'is not'} writable: the last holder of frame ${before.frame} gets its right back, and the answer is 1.`,
        );
      this.book.show('CW4');
    } else if (call.allocated.includes(-1)) {
      if (answer !== 0 || !isUnchanged)
        this.broken(
          'CW5',
          index,
          `${name} answers ${answer}${isUnchanged ? '' : ' and changes the entry'}, but there was no frame for the copy: answer 0, and change nothing.`,
        );
      this.book.show('CW5');
    } else {
      this.copied(index, call, name, before, after, holders, answer);
      this.book.show('CW3');
    }
    if (holders > 1 && this.parents.has(process)) this.book.show('CW7');
  }

  private copied(
    index: number,
    { allocated, copied }: Call,
    name: string,
    before: Held,
    after: Held | undefined,
    holders: number,
    answer: number,
  ): void {
    const [frame] = allocated;
    const others = `frame ${before.frame} has ${holders} holders`;
    if (allocated.length !== 1)
      this.spoil(
        'CW3',
        index,
        `${name} takes ${counted(allocated.length, 'frames')}: ${others}, and one copy is needed.`,
      );
    else if (copied.length !== 1 || copied[0].from !== before.frame || copied[0].to !== frame)
      this.broken(
        'CW3',
        index,
        `${name} ${copied.length === 0 ? 'copies nothing' : copied.map(({ from, to }) => `copies frame ${from} to frame ${to}`).join(', and ')}: ${others}; copy it once, to frame ${frame}.`,
      );
    if (after?.frame !== frame || !after?.writable || answer !== 1)
      this.spoil(
        'CW3',
        index,
        `${name} answers ${answer}, and the page is ${placeOf(after)}, ${after?.writable ? 'writable' : 'not writable'}: ${others}; it must be in the new frame, writable, and the answer 1.`,
      );
  }

  private exited(index: number, call: Call, process: number): void {
    this.call = undefined;
    const name = `exit(${process})`;
    const [left] = this.tableOf(process).keys();
    if (left !== undefined) this.spoil('CW6', index, `After ${name} its page ${left} is still present.`);
    if (call.allocated.length + call.copied.length > 0)
      this.broken('CW6', index, `${name} takes or copies a frame.`);
    this.othersUnchanged(index, call, name, [process]);
    const before = this.before(call, process);
    this.tables.delete(process);
    this.writable.delete(process);
    this.parents.delete(process);
    const freed = new Set(call.freed);
    for (const { frame } of before.values())
      if (!this.isHeld(frame) && !freed.has(frame))
        this.spoil('CW6', index, `After ${name} nobody has frame ${frame}, but it was not freed.`);
    if (call.freed.length > 0 && before.size > 0) this.book.show('CW6');
  }

  /** No entry of another process may have changed. */
  private othersUnchanged(index: number, call: Call, name: string, except: readonly number[]): void {
    for (const process of this.tables.keys())
      if (!except.includes(process)) this.samePages(index, call, name, process, -1);
  }

  private samePages(index: number, call: Call, name: string, process: number, except: number): void {
    const before = call.before.get(process);
    if (before === undefined) return;
    const now = this.tableOf(process);
    const look = (page: number) => {
      const was = before.get(page);
      const is = now.get(page);
      if (page === except || (was?.frame === is?.frame && was?.writable === is?.writable)) return;
      this.spoil(
        call.rule,
        index,
        `${name} changes page ${page} of process ${process}, which it is not about.`,
      );
    };
    for (const page of before.keys()) look(page);
    for (const page of now.keys()) if (!before.has(page)) look(page);
  }

  private broken(rule: Rule, index: number, message: string): void {
    if (!this.isOver) this.book.broken(rule, index, message);
  }

  /** Broken, and what comes in this case is a consequence: not judged. */
  private spoil(rule: Rule, index: number, message: string): void {
    this.broken(rule, index, message);
    this.isOver = true;
  }

  private tableOf(process: number): Map<number, Held> {
    const found = this.tables.get(process) ?? new Map<number, Held>();
    this.tables.set(process, found);
    return found;
  }

  private writableOf(process: number): Set<number> {
    const found = this.writable.get(process) ?? new Set<number>();
    this.writable.set(process, found);
    return found;
  }
}

function hasFrame(table: Table, frame: number): boolean {
  for (const held of table.values()) if (held.frame === frame) return true;
  return false;
}

const placeOf = (held: Held | undefined): string =>
  held === undefined ? 'not present' : `in frame ${held.frame}`;
