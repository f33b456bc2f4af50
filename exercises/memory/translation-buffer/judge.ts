/**
 * Judges translation buffers from the trace alone: keeps what each slot holds, and for whom it was written.
 *
 * A wrong translation has one cause, which breaks one rule:
 *
 *      the slot was written while another space ran on the core      TB2
 *      ... while this one ran, and the page left the table since      TB3
 *      ... and the page did not                                      TB4: the frame was wrong from the start
 */
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { EVENTS, type TranslationParameters } from './simulation';

const RULES = ['TB1', 'TB2', 'TB3', 'TB4'] as const;
type Rule = (typeof RULES)[number];
type Event = EventOf<typeof EVENTS.kinds>;
type EventNamed<Name extends Event['name']> = EventOf<typeof EVENTS.kinds, Name>;

/** Times that a thing must have been done before its rule counts as shown. */
const SHOWN = 3;
const SERVICES = ['frameOf', 'spaceOn', 'setTag', 'write', 'clear', 'find', 'tagOf', 'takeUsed'];

export function judge({ trace, parameters }: JudgeInput<TranslationParameters, null>): readonly Check[] {
  return new TranslationJudge(parameters).run(new Events(trace, EVENTS.kinds));
}

interface Entry {
  readonly page: number;
  readonly tag: number;
  /** The space that ran on the core when it was written. */
  readonly space: number;
  /** Reference at which. */
  readonly since: number;
}

interface Core {
  space: number;
  tag: number;
  readonly slots: Map<number, Entry>;
  /** Spaces that ran here before. */
  readonly known: Set<number>;
  /** It came back to a space, and has had no hit since. */
  cameBack: boolean;
}

class TranslationJudge {
  private readonly book = new RuleBook<Rule>(RULES);
  private readonly shown = new Map<string, number>();
  private readonly cores: Core[];
  /** By space and page: the reference at which it left the table last. */
  private readonly left = new Map<string, number>();

  constructor(private readonly parameters: TranslationParameters) {
    this.cores = Array.from({ length: parameters.cores }, () => ({
      ...{ space: -1, tag: 0, cameBack: false },
      slots: new Map(),
      known: new Set(),
    }));
  }

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    for (const event of events.of()) this.look(event);
    if (this.times('write') >= SHOWN) this.book.kept('TB1');
    if (this.times('back') >= SHOWN) this.book.kept('TB2');
    if (this.times('unmapped') >= SHOWN) this.book.kept('TB3');
    if (this.times('filled') >= SHOWN && this.times('fault') >= SHOWN) this.book.kept('TB4');
    return this.book.checks();
  }

  private look(event: Event): void {
    const { book, cores } = this;
    switch (event.name) {
      case 'switch': {
        const core = cores[event.core];
        core.space = event.space;
        core.cameBack = core.known.has(event.space);
        core.known.add(event.space);
        return;
      }
      case 'tag':
        cores[event.core].tag = event.tag;
        return;
      case 'write': {
        const { core, slot, page, tag, cycle } = event;
        cores[core].slots.set(slot, { page, tag, space: cores[core].space, since: cycle });
        this.count('write');
        return;
      }
      case 'clear':
        cores[event.core].slots.delete(event.slot);
        return;
      case 'unmap':
        this.left.set(`${event.space} ${event.page}`, event.cycle);
        if (this.isKept(event.space, event.page)) this.count('unmapped');
        return;
      case 'hit':
        if (cores[event.core].cameBack) this.count('back');
        cores[event.core].cameBack = false;
        return;
      case 'answered':
        this.answered(event);
        return;
      case 'again': {
        const { core, space, page } = event;
        const { tag } = cores[core];
        book.broken(
          'TB4',
          event.index,
          `missed(${core}, ${space}, ${page}) answered 1, but no slot of core ${core} has page ${page} under tag ${tag}, under which the core looks up. Write the translation into a slot under that tag before you answer.`,
        );
        return;
      }
      case 'stale':
        this.stale(event);
        return;
      case 'double':
        book.broken(
          'TB1',
          event.index,
          `Slot ${event.slot} of core ${event.core} was to get page ${event.page}, but slot ${event.other} has it under the same tag already. A real buffer would break down: find() says whether there is one.`,
        );
        return;
      case 'misused':
        this.misused(event);
    }
  }

  /** Whether some core's buffer has the page of this space. */
  private isKept(space: number, page: number): boolean {
    return this.cores.some(({ slots }) =>
      [...slots.values()].some((entry) => entry.space === space && entry.page === page),
    );
  }

  private answered(event: EventNamed<'answered'>): void {
    const { core, page, answer, mapped } = event;
    const { space } = this.cores[core];
    if (mapped === 1 && answer === 1) this.count('filled');
    else if (mapped === 0 && answer === 0) this.count('fault');
    else
      this.book.broken(
        'TB4',
        event.index,
        mapped === 1
          ? `missed(${core}, ${space}, ${page}) answered ${answer}, but the page table of space ${space} has page ${page}: frameOf says so. Write it into a slot and answer 1.`
          : `missed(${core}, ${space}, ${page}) answered ${answer}, but the page table of space ${space} does not have page ${page}: frameOf answers -1. Answer 0: the kernel makes it a fault.`,
      );
  }

  private stale(event: EventNamed<'stale'>): void {
    const { core: number, page, slot, right } = event;
    const core = this.cores[number];
    const entry = core.slots.get(slot);
    if (entry === undefined) return;
    const is = right < 0 ? 'is in no frame' : `is in frame ${right}`;
    const found = `Core ${number} runs space ${core.space} and looks up under tag ${core.tag}: page ${page} is found in slot ${slot}`;
    if (entry.space !== core.space) {
      this.book.broken(
        'TB2',
        event.index,
        `${found}, which was written at reference ${entry.since} for space ${entry.space}. That is another space's page ${page}; this one's ${is} now. Give each space on a core a tag of its own, and clear all entries under a tag before another space gets it.`,
      );
      return;
    }
    const left = this.left.get(`${core.space} ${page}`);
    if (left !== undefined && left >= entry.since) {
      this.book.broken(
        'TB3',
        event.index,
        `${found}, but at reference ${left} the page was taken out of the table, and it ${is} now. unmapped must see to it that no core finds it any more, also a core that runs another space just then and comes back later.`,
      );
      return;
    }
    this.book.broken(
      'TB4',
      event.index,
      `${found} with a frame that is not its own: the page ${is} now. Write what frameOf(${core.space}, ${page}) answers.`,
    );
  }

  private misused(event: EventNamed<'misused'>): void {
    const { cores, entries, tags, spaces, pages } = this.parameters;
    this.book.broken(
      'TB1',
      event.index,
      `${SERVICES[event.service]}(${event.first}, ${event.second}${event.service === 3 ? ', ...' : ''}) names what there is not. Cores are 0 to ${cores - 1}, slots 0 to ${entries - 1}, tags 0 to ${tags - 1}, spaces 0 to ${spaces - 1}, pages 0 to ${pages - 1}; a frame is 0 or more.`,
    );
  }

  private count(what: string): void {
    this.shown.set(what, this.times(what) + 1);
  }

  private times(what: string): number {
    return this.shown.get(what) ?? 0;
  }
}
