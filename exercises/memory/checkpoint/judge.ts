/**
 * The judge of incremental checkpoints: keeps beside the trace which pages the process has, and which of them differ
 * from what was saved of them last.
 *
 * A write that nobody noticed breaks CK5; that the page is then not saved is its consequence, and not told again.
 */
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { type CheckpointParameters, EVENTS } from './simulation';

const RULES = ['CK1', 'CK2', 'CK3', 'CK4', 'CK5'] as const;
type Rule = (typeof RULES)[number];
const ENOUGH = 3;

export function judge({ trace }: JudgeInput<CheckpointParameters, null>): readonly Check[] {
  return new CheckpointJudge().run(new Events(trace, EVENTS.kinds));
}

class CheckpointJudge {
  private readonly book = new RuleBook<Rule>(RULES);
  /** By page: whether the process may write it. */
  private readonly pages = new Map<number, boolean>();
  /** Added or written since it was saved last: the next checkpoint must have it. By page: the write, or -1. */
  private readonly changed = new Map<number, number>();
  /** Changed, but taken back by a crash, or told already: the next checkpoint may have it. */
  private readonly optional = new Set<number>();
  /** Added since the last checkpoint, or written with a fault. */
  private readonly noticed = new Set<number>();
  private readonly faulted = new Set<number>();
  private readonly saved = new Set<number>();
  private taken = 0;
  private mended = 0;

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    for (const event of events.of()) this.look(event);
    // Who refuses every write, or saves nothing, shows nothing by what does not happen.
    for (const rule of RULES)
      if (this.book.timesShown(rule) >= ENOUGH && this.mended >= ENOUGH) this.book.kept(rule);
    return this.book.checks();
  }

  private look(event: EventOf<typeof EVENTS.kinds>): void {
    const { book, pages, changed, optional, noticed, saved } = this;
    const { index } = event;
    switch (event.name) {
      case 'added':
        pages.set(event.page, event.writable === 1);
        changed.set(event.page, -1);
        noticed.add(event.page);
        return;
      case 'write':
        this.written(index, event.page, event.cycle);
        return;
      case 'resolved':
        this.resolved(index, event.page, event.answer);
        return;
      case 'unresolved':
        if (pages.get(event.page))
          book.broken(
            'CK3',
            index,
            `fault(${event.page}) answered 1, but the page may still not be written: the write is not made. Set WRITABLE in its entry first.`,
          );
        return;
      case 'entry':
        if ((event.rights & 1) !== 0 && pages.get(event.page) === false)
          book.broken(
            'CK4',
            index,
            `Page ${event.page} becomes writable, but the process was given it to read only. Note which pages you took the right from.`,
          );
        return;
      case 'refused':
        book.broken(
          'CK4',
          index,
          `A service was called for page ${event.page} and refused: the process does not have that page, or the entry was to differ in more than WRITABLE and MARK, or save was called outside of checkpoint().`,
        );
        return;
      case 'begun':
        saved.clear();
        return;
      case 'saved':
        if (saved.has(event.page))
          book.broken('CK2', index, `Page ${event.page} is saved twice in checkpoint ${event.checkpoint}.`);
        else if (!changed.has(event.page) && !optional.has(event.page))
          book.broken(
            'CK2',
            index,
            `Checkpoint ${event.checkpoint} gets page ${event.page}, but nobody wrote it since it was saved last: an earlier checkpoint has it as it is.`,
          );
        saved.add(event.page);
        return;
      case 'taken':
        this.complete(index, event.checkpoint);
        return;
      case 'crash':
        for (const page of changed.keys()) optional.add(page);
        changed.clear();
        noticed.clear();
        return;
      case 'removed':
        pages.delete(event.page);
        optional.delete(event.page);
        return;
      case 'lost':
        book.broken(
          'CK1',
          index,
          `The process cannot restart: no checkpoint has page ${event.page}. The first one after a page was added must save it, also if it is read-only.`,
        );
    }
  }

  private written(index: number, page: number, step: number): void {
    const { noticed, faulted } = this;
    if (this.pages.get(page) === false) {
      // That it may be written is what is wrong: CK4.
      this.optional.add(page);
      return;
    }
    if (faulted.delete(page)) {
      this.mended++;
      this.book.show('CK3');
      this.book.show('CK5');
    }
    if (this.taken > 0 && !noticed.has(page)) {
      this.book.broken(
        'CK5',
        index,
        `The process writes page ${page} without a fault, for the first time since ${this.taken === 1 ? 'the checkpoint' : 'the last checkpoint or restart'}: the next checkpoint cannot know. Each checkpoint takes the right to write from every page that has it, and makes the processor forget the entries.`,
      );
      this.optional.add(page);
    } else this.changed.set(page, step);
  }

  private resolved(index: number, page: number, answer: number): void {
    if (this.pages.get(page)) {
      // Whatever the answer, the mechanism knows of the write.
      this.noticed.add(page);
      this.optional.add(page);
      if (answer === 1) this.faulted.add(page);
      else
        this.book.broken(
          'CK3',
          index,
          `fault(${page}) answers ${answer}, but the process was given page ${page} to write: give the right back, and answer 1.`,
        );
    } else {
      if (answer !== 0)
        this.book.broken(
          'CK4',
          index,
          `fault(${page}) answers ${answer}, but the process may only read page ${page}: answer 0.`,
        );
      this.book.show('CK4');
    }
  }

  private complete(index: number, checkpoint: number): void {
    const { book, changed, optional, saved } = this;
    optional.clear();
    for (const [page, step] of changed) {
      if (saved.has(page)) continue;
      optional.add(page);
      book.broken(
        'CK1',
        index,
        `Checkpoint ${checkpoint} lacks page ${page}, which was ${step < 0 ? 'added since the one before, and never saved' : `changed by write ${step}, after it was saved last`}: a restart would not find it as it is now.`,
      );
    }
    if (this.taken > 0 && changed.size > 0) this.book.show('CK1');
    if (this.taken > 0 && saved.size > 0 && saved.size < this.pages.size) this.book.show('CK2');
    changed.clear();
    this.noticed.clear();
    this.faulted.clear();
    this.taken++;
  }
}
