/**
 * The judge of migrations: keeps beside the trace which pages are over there, and which of them were written since.
 * What matters is what came of it: how a mechanism finds out about writes is its own business.
 */
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { EVENTS, type MigrationParameters, MOST_SENT } from './simulation';

const RULES = ['MG1', 'MG2', 'MG3', 'MG4', 'MG5'] as const;
const ENOUGH = 3;

interface Stale {
  readonly step: number;
  readonly faulted: boolean;
}

export function judge({ trace, parameters }: JudgeInput<MigrationParameters, null>): readonly Check[] {
  return new MigrationJudge(parameters).run(new Events(trace, EVENTS.kinds));
}

class MigrationJudge {
  private readonly book = new RuleBook(RULES);
  private readonly sent = new Set<number>();
  /** Written since they were sent last. */
  private readonly stale = new Map<number, Stale>();
  /** Pages whose write faulted since they were sent last. */
  private readonly faulted = new Set<number>();
  /** Written since the migration began. */
  private readonly written = new Set<number>();
  private hasMoved = false;
  private mended = 0;
  private resent = 0;

  constructor(private readonly parameters: MigrationParameters) {}

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    for (const event of events.of()) this.look(event);
    if (this.hasMoved) {
      this.book.kept('MG1');
      if (this.mended >= ENOUGH) this.book.kept('MG4');
      // Who sends nothing again has not shown that it sends again what it must, and only that.
      if (this.resent >= ENOUGH) this.book.kept('MG2', 'MG3', 'MG5');
    }
    return this.book.checks();
  }

  private look(event: EventOf<typeof EVENTS.kinds>): void {
    const { book } = this;
    const { index } = event;
    switch (event.name) {
      case 'write':
        if (this.sent.size === 0) return;
        this.written.add(event.page);
        if (this.faulted.has(event.page)) this.mended++;
        if (this.sent.has(event.page))
          this.stale.set(event.page, { step: event.cycle, faulted: this.faulted.has(event.page) });
        return;
      case 'resolved':
        this.resolved(index, event.page, event.answer);
        return;
      case 'unresolved':
        if (this.mayWrite(event.page))
          book.broken(
            'MG4',
            index,
            `fault(${event.page}) answered 1, but the page may still not be written: the write is not made. Set WRITABLE in its entry first.`,
          );
        return;
      case 'entry':
        if ((event.rights & 1) !== 0 && !this.mayWrite(event.page))
          book.broken(
            'MG4',
            index,
            `Page ${event.page} becomes writable, but the process may only read it. Note which pages you took the right from.`,
          );
        return;
      case 'refused':
        book.broken(
          'MG4',
          index,
          `A service was called for page ${event.page} and refused: there is no such page, or its entry was to differ in more than WRITABLE and MARK.`,
        );
        return;
      case 'no-page':
        book.broken(
          'MG1',
          index,
          `next() answers ${event.answer}, but the process has the pages 0 to ${this.parameters.pages - 1}; -1 is the pause, and then the end.`,
        );
        return;
      case 'too-many':
        book.broken(
          'MG3',
          index,
          `${event.pages} pages were sent, ${MOST_SENT} times all, and the process is not over there: pause after mostRounds rounds, whatever is left.`,
        );
        return;
      case 'sent':
        this.send(index, event.page, event.paused === 1);
        return;
      case 'moved':
        this.end(index);
    }
  }

  private send(index: number, page: number, isPaused: boolean): void {
    const { book, sent, stale, written } = this;
    if (!sent.has(page)) {
      if (isPaused)
        book.broken(
          'MG3',
          index,
          `Page ${page} is sent for the first time while the process stands still: the first round sends all pages while it runs.`,
        );
    } else if (written.has(page)) this.resent++;
    else
      book.broken(
        'MG5',
        index,
        `Page ${page} is sent again, but nobody wrote it since the migration began: it is over there as it is.`,
      );
    sent.add(page);
    stale.delete(page);
    this.faulted.delete(page);
  }

  private resolved(index: number, page: number, answer: number): void {
    // Whatever the answer, the mechanism was told of a write.
    if (this.sent.size > 0) this.written.add(page);
    if (answer === 1) this.faulted.add(page);
    if (answer === (this.mayWrite(page) ? 1 : 0)) return;
    this.book.broken(
      'MG4',
      index,
      this.mayWrite(page)
        ? `fault(${page}) answers ${answer}, but the process may write page ${page}: give the right back, and answer 1.`
        : `fault(${page}) answers ${answer}, but the process may only read page ${page}: answer 0.`,
    );
  }

  private end(index: number): void {
    const { book, sent, stale } = this;
    this.hasMoved = true;
    for (let page = 0; page < this.parameters.pages; page++)
      if (!sent.has(page))
        book.broken('MG1', index, `The process goes on over there without page ${page}: it was never sent.`);
    for (const [page, { step, faulted }] of stale)
      if (this.mayWrite(page))
        book.broken(
          'MG2',
          index,
          `The process goes on over there with an old page ${page}: it was written at step ${step}, ${faulted ? 'with a fault, and not sent again' : 'without a fault after it was sent. Take the right to write before a page is sent, and make the processor forget the entry'}.`,
        );
  }

  private mayWrite(page: number): boolean {
    return page >= this.parameters.readOnly;
  }
}
