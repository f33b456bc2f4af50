/**
 * The judge of memory management units: the words of all tables beside the trace, and the machine's own walker.
 *
 * What an access should find goes by the tables as they were when it began, whatever the unit made of them before.
 * Bits are looked at only where the answer was the right one.
 */
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { lettersOf } from '../../../simulator/hardware/translation/entry-letters';
import { ENTRY } from '../../../simulator/hardware/translation/sv32';
import { type HardwareWalk, hardwareWalk } from '../../../simulator/hardware/translation/units/hardware-walk';
import { FAULT } from '../../../simulator/hardware/translation/units/memory-management-interface';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { EVENTS, type UnitParameters } from './simulation';

const RULES = ['AT1', 'AT2', 'AT3', 'AT4', 'AT5', 'AT6', 'AT7', 'AT8'] as const;
type Rule = (typeof RULES)[number];
const JUDGED = ['root', 'written', 'access', 'stored', 'stray', 'translated', 'fault'] as const;
/** Accesses that show a rule kept. */
const ENOUGH = 3;

const ACCESSES = ['fetch', 'load', 'store'];
const STORE = 2;
const MODES = ['user', 'supervisor'];
const FAULTS: Readonly<Record<number, string>> = {
  [FAULT.illegalAddress]: 'illegal address (-1)',
  [FAULT.notPresent]: 'not present (-2)',
  [FAULT.permission]: 'permission (-3)',
};
const RULE_OF_FAULT: Readonly<Record<number, Rule>> = {
  [FAULT.notPresent]: 'AT3',
  [FAULT.permission]: 'AT4',
  [FAULT.illegalAddress]: 'AT5',
};
const BITS = ENTRY.accessed | ENTRY.dirty;

interface Access {
  /** The call in words. */
  readonly told: () => string;
  readonly access: number;
  readonly expected: HardwareWalk;
  /** Words before this access, of those that the unit stored. */
  before: Map<number, number> | undefined;
}

export function judge({ trace }: JudgeInput<UnitParameters, null>): readonly Check[] {
  return new UnitJudge().run(new Events(trace, EVENTS.kinds));
}

class UnitJudge {
  private readonly book = new RuleBook<Rule>(RULES);
  private readonly shown = new Map<string, number>();
  private readonly words = new Map<number, number>();
  private root = 0;
  private memoryBytes = 0;
  private asked: Access | undefined;

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    for (const event of events.of(...JUDGED)) this.look(event);
    const { book } = this;
    const isShown = (what: string) => (this.shown.get(what) ?? 0) >= ENOUGH;
    const finds = isShown('AT1') || isShown('AT2');
    for (const rule of ['AT1', 'AT2'] as const) if (isShown(rule)) book.kept(rule);
    for (const rule of ['AT3', 'AT4', 'AT5'] as const) if (finds && isShown(rule)) book.kept(rule);
    if (isShown('accessed')) book.kept('AT6');
    if (isShown('dirty') && isShown('not dirty')) book.kept('AT7');
    if (isShown('accessed') && isShown('fault')) book.kept('AT8');
    return book.checks();
  }

  private look(event: EventOf<typeof EVENTS.kinds, (typeof JUDGED)[number]>): void {
    const { words, asked, root, memoryBytes } = this;
    switch (event.name) {
      case 'root':
        this.root = event.frame;
        this.memoryBytes = event.memory * PAGE_BYTES;
        break;
      case 'written':
        words.set(event.place, event.entry);
        break;
      case 'access': {
        const { address, access, mode } = event;
        const wordAt = (place: number) => words.get(place) ?? 0;
        this.asked = {
          told: () => `translate(${hexadecimal(address)}, ${ACCESSES[access]}, ${MODES[mode]})`,
          access,
          expected: hardwareWalk({ root, memoryBytes, wordAt }, address, access, mode),
          before: undefined,
        };
        break;
      }
      case 'stored':
        if (asked !== undefined) {
          asked.before ??= new Map();
          if (!asked.before.has(event.place)) asked.before.set(event.place, words.get(event.place) ?? 0);
        }
        words.set(event.place, event.entry);
        break;
      case 'stray':
        if (asked !== undefined)
          this.book.broken(
            event.store === 1 ? 'AT8' : 'AT5',
            event.index,
            `${asked.told()} ${event.store === 1 ? 'stores to' : 'loads from'} ${hexadecimal(event.place)}, which is no word of memory: that ends at ${hexadecimal(this.memoryBytes)}.`,
          );
        break;
      case 'translated':
        if (asked !== undefined) this.answered(event.index, asked, event.physical);
        break;
      case 'fault':
        if (asked !== undefined) this.answered(event.index, asked, -event.class);
        break;
    }
  }

  private answered(index: number, asked: Access, answer: number): void {
    const { book } = this;
    const { told, expected } = asked;
    const rule = RULE_OF_FAULT[expected.answer] ?? (expected.isSuperpage ? 'AT2' : 'AT1');
    this.asked = undefined;
    if (answer !== expected.answer) {
      const due = `${reason(expected)}: ${outcome(expected.answer)}`;
      book.broken(rule, index, `${told()} answers ${outcome(answer)}, but ${due}.`);
      return;
    }
    this.show(rule);
    if (expected.answer < 0) this.show('fault');
    this.bits(index, asked);
  }

  /** What the access left in the tables. */
  private bits(index: number, { told, access, expected, before }: Access): void {
    const { book, words } = this;
    const isFault = expected.answer < 0;
    for (const [place, word] of before ?? []) {
      const now = words.get(place) ?? 0;
      const isLeaf = place === expected.place && !isFault;
      if (((word ^ now) & ~(isLeaf ? BITS : 0)) !== 0)
        book.broken(
          'AT8',
          index,
          isFault
            ? `${told()} faults, but the entry at ${hexadecimal(place)} became ${hexadecimal(now)}; it was ${hexadecimal(word)}.`
            : `${told()} makes ${hexadecimal(now)} of ${hexadecimal(word)} at ${hexadecimal(place)}, but ${isLeaf ? 'only the bits ACCESSED and DIRTY may change' : `its leaf lies at ${hexadecimal(expected.place)}`}.`,
        );
    }
    if (isFault) return;
    const now = words.get(expected.place) ?? 0;
    if (((now ^ expected.updated) & ENTRY.accessed) !== 0)
      book.broken(
        'AT6',
        index,
        `${told()} finds its page, but leaves the entry at ${hexadecimal(expected.place)} without ACCESSED: ${hexadecimal(now)} (${lettersOf(now)}).`,
      );
    if (((now ^ expected.updated) & ENTRY.dirty) !== 0)
      book.broken(
        'AT7',
        index,
        `${told()} leaves the entry at ${hexadecimal(expected.place)} ${(now & ENTRY.dirty) !== 0 ? 'with DIRTY, which it was without, and nothing was stored' : `without DIRTY: ${hexadecimal(now)} (${lettersOf(now)})`}.`,
      );
    const changed = expected.entry ^ expected.updated;
    if ((changed & ENTRY.accessed) !== 0) this.show('accessed');
    if ((changed & ENTRY.dirty) !== 0 && (now & ENTRY.dirty) !== 0) this.show('dirty');
    if (access !== STORE && (expected.entry & ENTRY.dirty) === 0) this.show('not dirty');
  }

  private show(what: string): void {
    this.shown.set(what, (this.shown.get(what) ?? 0) + 1);
  }
}

/** Why the walker ends as it does. */
function reason({ answer, entry, place, reads, isSuperpage }: HardwareWalk): string {
  const seen = `the entry at ${hexadecimal(place)} is ${hexadecimal(entry)} (${lettersOf(entry)})`;
  const level = reads === 1 ? 'of the root' : 'of the inner table';
  if (answer >= 0) return `${seen}, ${isSuperpage ? 'a superpage' : 'a page'} that it may use`;
  if (answer === FAULT.notPresent) return `${seen} (${level}), without VALID`;
  if (answer === FAULT.permission) return `${seen}, which does not permit it`;
  return `${seen} (${level}), which makes no sense or leads out of memory`;
}

const outcome = (answer: number): string => FAULTS[answer] ?? hexadecimal(answer);

const hexadecimal = (value: number): string => (value < 0 ? String(value) : `0x${value.toString(16)}`);
