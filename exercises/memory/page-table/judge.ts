/**
 * The judge of page tables: a map from pages to frames and rights beside the trace, by what was asked for.
 *
 * Of the tables themselves it looks only at which frames they have: what stands in them the hardware tells.
 */
import { counted } from '../../../simulator/engine/counted';
import { rightInWords, rightsInWords } from '../../../simulator/kernel/memory/tables/table-events';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { EVENTS, type TableParameters } from './simulation';

const RULES = ['PT1', 'PT2', 'PT3', 'PT4', 'PT5', 'PT6', 'PT7', 'PT8'] as const;
type Rule = (typeof RULES)[number];
const ENOUGH = 3;
const PAGE_BYTES = 4096;
const LEVELS = 2;

interface Mapped {
  readonly frame: number;
  readonly rights: number;
}

/** What a call did with frames. */
interface Call {
  readonly name: string;
  readonly page: number;
  readonly frame: number;
  readonly rights: number;
  readonly allocated: number[];
  readonly freed: number[];
}

export function judge({ trace }: JudgeInput<TableParameters, null>): readonly Check[] {
  return new TableJudge().run(new Events(trace, EVENTS.kinds));
}

class TableJudge {
  private readonly book = new RuleBook<Rule>(RULES);
  private readonly shown = new Map<string, number>();
  private readonly pages = new Map<number, Mapped>();
  private root = -1;
  /** Entries of the root, as they were stored. */
  private readonly pointers = new Map<number, number>();
  private call: Call | undefined;
  private isOver = false;

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    for (const event of events.of()) {
      this.look(event);
      if (this.isOver) break;
    }
    const times = (what: string) => this.shown.get(what) ?? 0;
    const { book } = this;
    if (times('rightly found') + times('not rightly found') >= ENOUGH) book.kept('PT1');
    // Who maps nothing leaves nothing to be found, and reaches no memory.
    const hasMapped = times('rightly found') >= ENOUGH;
    if (hasMapped && times('not found') >= ENOUGH) book.kept('PT2');
    if (times('translated') >= ENOUGH && times('not translated') >= ENOUGH) book.kept('PT3');
    if (times('translated') >= ENOUGH) book.kept('PT4');
    if (times('table') >= ENOUGH) book.kept('PT5');
    if (hasMapped) book.kept('PT8');
    if (times('freed') >= ENOUGH) book.kept('PT6');
    if (times('unmapped') >= ENOUGH && times('refused') >= ENOUGH) book.kept('PT7');
    return book.checks();
  }

  private look(event: EventOf<typeof EVENTS.kinds>): void {
    const { call } = this;
    const { index } = event;
    switch (event.name) {
      case 'map': {
        const { page, frame, rights } = event;
        this.call = {
          name: `map(page ${hexadecimal(page)}, frame ${hexadecimal(frame)}, ${rightsInWords(rights)})`,
          page,
          frame,
          rights,
          allocated: [],
          freed: [],
        };
        break;
      }
      case 'mapped':
        if (call !== undefined) this.mapped(index, call, event.answer);
        break;
      case 'unmap': {
        const { page } = event;
        this.call = {
          name: `unmap(page ${hexadecimal(page)})`,
          page,
          frame: -1,
          rights: 0,
          allocated: [],
          freed: [],
        };
        break;
      }
      case 'unmapped':
        if (call !== undefined) this.unmapped(index, call, event.answer);
        break;
      case 'translate':
        this.call = undefined;
        break;
      case 'translated': {
        const { address, right, answer, loads } = event;
        const expected = this.find(address, right);
        const name = `translate(${hexadecimal(address)}, to ${rightInWords(right)})`;
        if (answer !== expected)
          this.broken(
            'PT3',
            index,
            `${name} answers ${hexadecimal(answer)}, but ${this.tell(address, right)}.`,
          );
        const needed = this.pagesOf(Math.floor(address / PAGE_BYTES)) > 0 ? LEVELS : 1;
        if (loads !== needed)
          this.broken(
            'PT4',
            index,
            `${name} reads ${counted(loads, 'entries')}; the hardware reads ${needed} there.`,
          );
        this.show(expected < 0 ? 'not translated' : 'translated');
        break;
      }
      case 'walk': {
        const { address, right, physical } = event;
        const expected = this.find(address, right);
        if (expected >= 0) {
          this.show(physical === expected ? 'rightly found' : 'not rightly found');
          if (physical !== expected)
            this.broken(
              'PT1',
              index,
              `The hardware ${physical < 0 ? 'faults at' : `finds ${hexadecimal(physical)} for`} address ${hexadecimal(address)}, but ${this.tell(address, right)}.`,
            );
        } else {
          this.show('not found');
          if (physical !== expected)
            this.broken(
              this.pages.has(Math.floor(address / PAGE_BYTES)) ? 'PT1' : 'PT2',
              index,
              `The hardware finds ${hexadecimal(physical)} for address ${hexadecimal(address)}, but ${this.tell(address, right)}.`,
            );
        }
        break;
      }
      case 'allocated':
        call?.allocated.push(event.frame);
        if (call === undefined) this.broken('PT5', index, 'A frame is taken, but nothing is being mapped.');
        break;
      case 'freed':
        call?.freed.push(event.frame);
        for (const [place, word] of this.pointers)
          if ((word & 1) === 1 && word >>> 10 === event.frame)
            this.spoil(
              'PT6',
              index,
              `Frame ${event.frame} is freed, but entry ${place} of the root still names it.`,
            );
        break;
      case 'root':
        this.root = event.frame;
        break;
      case 'pointed':
        this.pointers.set(event.place, event.word);
        break;
      case 'cleared':
        if (event.frame === this.root) this.pointers.clear();
        break;
      case 'stray':
        this.spoil(
          'PT8',
          index,
          `Address ${hexadecimal(event.address)} is ${event.store === 1 ? 'stored to' : 'loaded'}, which lies in none of your tables.`,
        );
        break;
      case 'misused':
        this.spoil('PT8', index, `Frame ${event.frame} is cleared or freed, which is none of your tables.`);
        break;
    }
  }

  private mapped(index: number, call: Call, answer: number): void {
    const { pages } = this;
    const { name, page, frame, rights, allocated, freed } = call;
    this.call = undefined;
    const inUse = this.pagesOf(page);
    if (freed.length > 0)
      this.spoil('PT6', index, `${name} frees frame ${freed[0]}: only unmap gives tables back.`);
    if (inUse > 0 && allocated.length > 0)
      this.broken(
        'PT5',
        index,
        `${name} asks for a frame, but its region has ${inUse} mapped pages and a table.`,
      );
    else if (allocated.length > 1)
      this.broken(
        'PT5',
        index,
        `${name} asks for ${counted(allocated.length, 'frames')}: one table is enough.`,
      );
    const isRefused = inUse === 0 && allocated.includes(-1);
    if (isRefused) {
      this.show('refused');
      if (answer !== -1)
        this.broken(
          'PT7',
          index,
          `${name} answers ${answer}, but there was no frame for its table: answer -1.`,
        );
      return;
    }
    if (answer !== 0) this.spoil('PT7', index, `${name} answers ${answer}: the page is mapped, so answer 0.`);
    if (inUse === 0) {
      this.show('table');
      if (allocated.length === 0)
        this.broken('PT5', index, `${name} takes no frame, but its region has no table yet.`);
    }
    pages.set(page, { frame, rights });
  }

  private unmapped(index: number, call: Call, answer: number): void {
    const { pages } = this;
    const { name, page, allocated, freed } = call;
    this.call = undefined;
    const was = pages.get(page);
    pages.delete(page);
    const left = this.pagesOf(page);
    if (allocated.length > 0) this.broken('PT5', index, `${name} takes a frame.`);
    if (answer !== (was?.frame ?? -1))
      this.broken(
        'PT7',
        index,
        `${name} answers ${hexadecimal(answer)}, but the page was ${was === undefined ? 'not mapped: answer -1' : `in frame ${hexadecimal(was.frame)}`}.`,
      );
    this.show(was === undefined ? 'refused' : 'unmapped');
    if (was !== undefined && left === 0) {
      this.show('freed');
      if (freed.length !== 1)
        this.spoil(
          'PT6',
          index,
          `${name} frees ${counted(freed.length, 'frames')}, but it was the last page of its region.`,
        );
    } else if (freed.length > 0)
      this.spoil('PT6', index, `${name} frees frame ${freed[0]}, but its region has ${left} mapped pages.`);
  }

  /** The physical address; -1 where the access must fault. */
  private find(address: number, right: number): number {
    const held = this.pages.get(Math.floor(address / PAGE_BYTES));
    return held !== undefined && (held.rights & right) !== 0
      ? held.frame * PAGE_BYTES + (address % PAGE_BYTES)
      : -1;
  }

  private tell(address: number, right: number): string {
    const page = Math.floor(address / PAGE_BYTES);
    const held = this.pages.get(page);
    if (held === undefined) return `page ${hexadecimal(page)} is not mapped`;
    return (held.rights & right) === 0
      ? `page ${hexadecimal(page)} is mapped to ${rightsInWords(held.rights)}, not to ${rightInWords(right)}`
      : `page ${hexadecimal(page)} is in frame ${hexadecimal(held.frame)}: ${hexadecimal(this.find(address, right))}`;
  }

  /** Mapped pages of the region of a page. */
  private pagesOf(page: number): number {
    return [...this.pages.keys()].filter((each) => each >>> 10 === page >>> 10).length;
  }

  private broken(rule: Rule, index: number, message: string): void {
    if (!this.isOver) this.book.broken(rule, index, message);
  }

  /** Broken, and what comes in this case is a consequence: not judged. */
  private spoil(rule: Rule, index: number, message: string): void {
    this.broken(rule, index, message);
    this.isOver = true;
  }

  private show(what: string): void {
    this.shown.set(what, (this.shown.get(what) ?? 0) + 1);
  }
}

const hexadecimal = (value: number): string => (value < 0 ? String(value) : `0x${value.toString(16)}`);
