/**
 * The judge of segment units: the descriptors beside the trace, and which of their words the unit has loaded since
 * they changed last. An answer that goes by an older word is looked at no further.
 */

import { flagsInWords } from '../../../simulator/hardware/translation/segments/segment-unit-events';
import {
  DESCRIPTOR,
  OFFSET_MASK,
  SEGMENT_FAULT,
  SELECTOR_SHIFT,
} from '../../../simulator/hardware/translation/segments/segment-unit-interface';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { EVENTS, type SegmentParameters } from './simulation';

const RULES = ['SG1', 'SG2', 'SG3', 'SG4', 'SG5', 'SG6'] as const;
type Rule = (typeof RULES)[number];
/** Accesses that show a rule kept. */
const ENOUGH = 3;

const PRESENT = 1;
/** Flags of which an access needs one: fetch, load, store. */
const NEEDED = [8, 2 | 4, 4];
const ACCESSES = ['fetch', 'load', 'store'];
const FAULTS: Readonly<Record<number, string>> = {
  [SEGMENT_FAULT.noSegment]: 'no segment (-1)',
  [SEGMENT_FAULT.outOfBounds]: 'out of bounds (-2)',
  [SEGMENT_FAULT.permission]: 'permission (-3)',
};

interface Descriptor {
  readonly base: number;
  readonly limit: number;
  readonly flags: number;
}

interface Due {
  readonly answer: number;
  readonly rule: Rule;
  /** Where the words lie in the descriptor that the answer goes by, and their names. */
  readonly by: readonly (readonly [at: number, name: string])[];
  readonly why: string;
}

const FLAGS = [DESCRIPTOR.flagsAt, 'flags'] as const;
const LIMIT = [DESCRIPTOR.limitAt, 'limit'] as const;
const BASE = [0, 'base'] as const;

export function judge({ trace }: JudgeInput<SegmentParameters, null>): readonly Check[] {
  return new SegmentJudge().run(new Events(trace, EVENTS.kinds));
}

class SegmentJudge {
  private readonly book = new RuleBook<Rule>(RULES);
  private readonly descriptors = new Map<number, Descriptor>();
  /** Places of words that were loaded since they changed or the table was set. */
  private readonly loaded = new Set<number>();
  /** Selectors whose segment was used before something changed: their next use shows SG5. */
  private readonly outdated = new Set<number>();
  private readonly used = new Set<number>();
  private table = 0;
  private count = 0;
  private asked: EventOf<typeof EVENTS.kinds, 'access'> | undefined;

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    for (const event of events.of()) this.look(event);
    const isShown = (rule: Rule) => this.book.timesShown(rule) >= ENOUGH;
    if (isShown('SG1')) this.book.kept('SG6', ...RULES.filter(isShown));
    return this.book.checks();
  }

  private look(event: EventOf<typeof EVENTS.kinds>): void {
    const { book, asked, loaded } = this;
    const { index } = event;
    switch (event.name) {
      case 'described':
        this.descriptors.set(event.place, event);
        break;
      case 'table':
        this.table = event.table;
        this.count = event.count;
        loaded.clear();
        for (const selector of this.used) this.outdated.add(selector);
        break;
      case 'changed': {
        const place = this.placeOf(event.selector);
        for (const [at] of [BASE, LIMIT, FLAGS]) loaded.delete(place + at);
        if (this.used.has(event.selector)) this.outdated.add(event.selector);
        break;
      }
      case 'access':
        this.asked = event;
        break;
      case 'loaded':
      case 'stray': {
        const { table, count } = this;
        loaded.add(event.place);
        if (event.place < table || event.place >= table + count * DESCRIPTOR.bytes)
          book.broken(
            'SG6',
            index,
            `You load the word at ${hexadecimal(event.place)}, but the table in use has ${count} descriptors from ${hexadecimal(table)} on.`,
          );
        break;
      }
      case 'translated':
        if (asked !== undefined) this.answered(index, asked, event.physical);
        break;
      case 'fault':
        if (asked !== undefined) this.answered(index, asked, -event.class);
        break;
    }
  }

  private answered(index: number, asked: EventOf<typeof EVENTS.kinds, 'access'>, answer: number): void {
    const { book, outdated } = this;
    const { address, bytes, access } = asked;
    const selector = address >>> SELECTOR_SHIFT;
    const place = this.placeOf(selector);
    const due = this.due(selector, address & OFFSET_MASK, bytes, access);
    const told = `translate(${hexadecimal(address)}, ${bytes}, ${ACCESSES[access]})`;
    const old = due.by.find(([at]) => !this.loaded.has(place + at));
    if (old !== undefined) {
      const since = outdated.has(selector) ? 'changed or the table was set' : 'was written';
      book.broken(
        'SG5',
        index,
        `${told} answers ${outcome(answer)}, but you have not loaded the ${old[1]} of segment ${selector} since it ${since}.`,
      );
      return;
    }
    if (answer !== due.answer) {
      book.broken(
        due.rule,
        index,
        `${told} answers ${outcome(answer)}, but ${due.why}: ${outcome(due.answer)}.`,
      );
      return;
    }
    this.book.show(due.rule);
    if (due.by.length === 0) return;
    if (outdated.delete(selector)) this.book.show('SG5');
    this.used.add(selector);
  }

  private due(selector: number, offset: number, bytes: number, access: number): Due {
    const { count } = this;
    const fault = (answer: number, rule: Rule, why: string, ...by: Due['by'][number][]): Due => ({
      ...{ answer, rule, by, why },
    });
    if (selector >= count)
      return fault(-1, 'SG2', `selector ${selector} is behind the table, which has ${count} descriptors`);
    const { base, limit, flags } = this.descriptors.get(this.placeOf(selector)) as Descriptor;
    if ((flags & PRESENT) === 0)
      return fault(
        -1,
        'SG2',
        `segment ${selector} is not present: its flags are ${flagsInWords(flags)} (${flags})`,
        FLAGS,
      );
    if (offset + bytes > limit)
      return fault(
        -2,
        'SG3',
        `its last byte is at offset ${hexadecimal(offset + bytes - 1)}, and the limit of segment ${selector} is ${hexadecimal(limit)}`,
        ...[FLAGS, LIMIT],
      );
    if ((flags & NEEDED[access]) === 0)
      return fault(
        -3,
        'SG4',
        `segment ${selector} has the flags ${flagsInWords(flags)} (${flags}): none that a ${ACCESSES[access]} needs`,
        ...[FLAGS, LIMIT],
      );
    const why = `offset ${hexadecimal(offset)} is in segment ${selector}, with base ${hexadecimal(base)} and limit ${hexadecimal(limit)}`;
    return fault(base + offset, 'SG1', why, FLAGS, LIMIT, BASE);
  }

  private placeOf(selector: number): number {
    return this.table + selector * DESCRIPTOR.bytes;
  }
}

const outcome = (answer: number): string => FAULTS[answer] ?? hexadecimal(answer);

const hexadecimal = (value: number): string => (value < 0 ? String(value) : `0x${value.toString(16)}`);
