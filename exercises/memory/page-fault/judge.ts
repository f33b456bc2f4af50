/**
 * The judge of page faults: keeps frames and entries beside the trace as the mechanism left them, and follows it.
 *
 * What a page needs is asked of its entry, as the mechanism sees it; so one wrong bit is told once.
 */
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { EVENTS, type FaultParameters } from './simulation';

const RULES = ['DP1', 'DP2', 'DP3', 'DP4', 'DP5', 'DP6', 'DP7'] as const;
type Rule = (typeof RULES)[number];
const ENOUGH = 3;
const ZEROS = -1;
const OLD = -2;

interface Leaving {
  readonly frame: number;
  readonly page: number;
  readonly dirty: boolean;
  /** What its entry must say afterwards. */
  readonly onDisk: boolean;
  unmapped: boolean;
  written: boolean;
  freed: boolean;
}

interface Call {
  /** -1: giveUp. */
  readonly page: number;
  allocated: number | undefined;
  frame: number;
  reads: number;
  mapped: boolean;
  leaving: Leaving | undefined;
}

export function judge({ trace, parameters }: JudgeInput<FaultParameters, null>): readonly Check[] {
  return new FaultJudge(parameters).run(new Events(trace, EVENTS.kinds));
}

class FaultJudge {
  private readonly book = new RuleBook<Rule>(RULES);
  private readonly shown = new Map<string, number>();
  private readonly onDisk: boolean[];
  /** By frame: the page whose content it has, ZEROS or OLD. */
  private readonly contents: number[] = [];
  private call: Call | undefined;

  constructor({ pages, stored }: FaultParameters) {
    this.onDisk = Array.from({ length: pages }, (_, page) => page < stored);
  }

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    let last = 0;
    for (const event of events.of()) {
      this.look(event);
      last = event.index;
    }
    this.end(last);
    const times = (what: string) => this.shown.get(what) ?? 0;
    const { book } = this;
    if (times('zeros') >= ENOUGH) book.kept('DP1');
    if (times('read') >= ENOUGH) book.kept('DP2');
    if (times('free') >= ENOUGH && times('victim') >= ENOUGH) book.kept('DP3');
    if (times('dirty') >= ENOUGH && times('clean') >= ENOUGH) book.kept('DP4');
    if (times('dirty') + times('clean') >= ENOUGH) book.kept('DP5');
    if (times('zeros') + times('read') >= ENOUGH) book.kept('DP6');
    if (times('freed') >= ENOUGH) book.kept('DP7');
    return book.checks();
  }

  private look(event: EventOf<typeof EVENTS.kinds>): void {
    const { book, call, onDisk, contents } = this;
    const { index } = event;
    switch (event.name) {
      case 'access':
        this.end(index);
        break;
      case 'fault':
        this.end(index);
        this.begin(event.page);
        break;
      case 'allocated':
        if (call?.allocated !== undefined && call.allocated >= 0)
          book.broken('DP3', index, 'A second frame is taken for one page.');
        if (event.frame >= 0) contents[event.frame] = OLD;
        if (call === undefined) break;
        call.allocated = event.frame;
        if (event.frame >= 0) call.frame = event.frame;
        break;
      case 'ask':
        if (event.daemon === 1) {
          this.end(index);
          this.begin(-1);
        } else if (call?.page === -1 || call?.allocated !== -1)
          book.broken(
            'DP3',
            index,
            'victim() is called, but allocateFrame() did not say that no frame is free.',
          );
        break;
      case 'victim': {
        if (call === undefined) break;
        const { frame, page } = event;
        const isDirty = event.dirty === 1;
        call.frame = frame;
        call.leaving = {
          ...{ frame, page, dirty: isDirty, onDisk: isDirty || onDisk[page] },
          ...{ unmapped: false, written: false, freed: false },
        };
        break;
      }
      case 'unmap':
        this.unmapped(index, event.page, event.disk === 1);
        break;
      case 'written':
        this.written(index, event.page, event.frame);
        break;
      case 'zeroed':
        this.overwritten(index, event.frame);
        if (call !== undefined && call.page >= 0 && onDisk[call.page])
          book.broken('DP2', index, `Page ${call.page} is in the swap area, but gets zeros.`);
        contents[event.frame] = ZEROS;
        break;
      case 'read':
        this.overwritten(index, event.frame);
        if (call === undefined) break;
        if (!onDisk[event.page])
          book.broken('DP1', index, `Page ${event.page} was never written: the disk has nothing of it.`);
        else if (++call.reads > 1 || event.page !== call.page)
          book.broken(
            'DP2',
            index,
            `The disk reads page ${event.page}: one read of page ${call.page} is enough.`,
          );
        contents[event.frame] = event.page;
        break;
      case 'load':
        this.mapped(index, event.page, event.frame, event.disk === 1);
        break;
      case 'freed':
        if (call?.leaving !== undefined && call.page === -1 && call.frame === event.frame) {
          this.left(index, call.leaving);
          call.leaving.freed = true;
        } else book.broken('DP7', index, `Frame ${event.frame} is freed, but nobody asked for that.`);
        break;
      case 'misused':
        book.broken('DP3', index, `A service was called for ${event.first} and ${event.second}: not there.`);
        break;
      case 'unresolved':
        book.broken('DP6', index, `After fault(${event.page}) page ${event.page} is still not present.`);
        break;
    }
  }

  private begin(page: number): void {
    this.call = { page, allocated: undefined, frame: -1, reads: 0, mapped: false, leaving: undefined };
  }

  /** The call is over. */
  private end(index: number): void {
    const { call } = this;
    this.call = undefined;
    if (call?.page !== -1 || call.leaving === undefined) return;
    this.left(index, call.leaving);
    if (call.leaving.freed) this.show('freed');
    else
      this.book.broken('DP7', index, `giveUp(${call.frame}) is over, but frame ${call.frame} was not freed.`);
  }

  /** What must have happened before the frame is used otherwise. */
  private left(index: number, leaving: Leaving): void {
    const { page, frame } = leaving;
    if (!leaving.unmapped)
      this.book.broken(
        'DP5',
        index,
        `Frame ${frame} is used otherwise, but page ${page} is still present there.`,
      );
    if (leaving.dirty && !leaving.written)
      this.book.broken(
        'DP4',
        index,
        `Page ${page} was dirty and is lost: nothing wrote it from frame ${frame}.`,
      );
  }

  private overwritten(index: number, frame: number): void {
    const leaving = this.call?.leaving;
    if (leaving?.frame === frame) this.left(index, leaving);
  }

  private unmapped(index: number, page: number, disk: boolean): void {
    const leaving = this.call?.leaving;
    if (leaving?.page !== page)
      this.book.broken('DP5', index, `Page ${page} is made not present, but it is no victim.`);
    else {
      leaving.unmapped = true;
      this.show(leaving.dirty ? 'dirty' : 'clean');
      if (disk !== leaving.onDisk)
        this.book.broken(
          'DP5',
          index,
          disk
            ? `Page ${page} was never written, but its entry says that the disk has it.`
            : `The disk has page ${page}, or is about to, but its entry does not say so.`,
        );
    }
    this.onDisk[page] = disk;
  }

  private written(index: number, page: number, frame: number): void {
    const { book } = this;
    const leaving = this.call?.leaving;
    if (leaving?.page !== page || leaving.frame !== frame)
      book.broken(
        'DP4',
        index,
        `Page ${page} is written from frame ${frame}, but it is not leaving from there.`,
      );
    else {
      if (!leaving.dirty) book.broken('DP4', index, `Page ${page} is clean: it need not be written.`);
      else if (leaving.written) book.broken('DP4', index, `Page ${page} is written a second time.`);
      if (!leaving.unmapped)
        book.broken('DP5', index, `Page ${page} is written while it is present: it may change meanwhile.`);
      leaving.written = true;
    }
  }

  private mapped(index: number, page: number, frame: number, disk: boolean): void {
    const { book, call, contents, onDisk } = this;
    if (call === undefined || call.page !== page || call.mapped || frame !== call.frame)
      book.broken(
        'DP6',
        index,
        `map(${page}, ${frame}): not the missing page, not its frame, or a second time.`,
      );
    else {
      this.overwritten(index, frame);
      call.mapped = true;
      if (onDisk[page] && contents[frame] !== page)
        book.broken(
          'DP2',
          index,
          `Page ${page} becomes present before the disk has read it into frame ${frame}.`,
        );
      if (!onDisk[page] && contents[frame] !== ZEROS)
        book.broken('DP1', index, `Page ${page} becomes present before frame ${frame} is filled with zeros.`);
      if (disk !== onDisk[page])
        book.broken(
          'DP6',
          index,
          disk
            ? `Page ${page} was never written, but its entry says that the disk has it.`
            : `The disk has page ${page}, but its entry does not say so any more.`,
        );
      this.show(onDisk[page] ? 'read' : 'zeros');
      this.show(call.leaving === undefined ? 'free' : 'victim');
    }
    onDisk[page] = disk;
  }

  private show(what: string): void {
    this.shown.set(what, (this.shown.get(what) ?? 0) + 1);
  }
}
