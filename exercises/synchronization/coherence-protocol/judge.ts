/**
 * The judge of a coherence protocol. It keeps, beside the trace, which copy of a line is the newest and whether memory
 * has it, and looks at each access as a whole: which states caches had, what went on the bus, where that led.
 *
 * Where two copies may differ (CP2) or words are lost (CP3), all that comes is a consequence; from then on only the
 * first load of that line that gives an old word is looked for, and told along with the cause.
 */
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { EXCLUSIVE, INVALID, MODIFIED, SHARED } from './contract';
import { EVENTS, type ProtocolParameters, QUESTIONS } from './simulation';

const RULES = ['CP1', 'CP2', 'CP3', 'CP4', 'CP5'] as const;
type Rule = (typeof RULES)[number];
type Event<Name extends (typeof EVENTS.kinds)[number]['name']> = EventOf<typeof EVENTS.kinds, Name>;

/** Times that something must have happened, so that a rule about it counts as kept. */
const ENOUGH = 3;

const NAMES = ['INVALID', 'SHARED', 'EXCLUSIVE', 'MODIFIED'] as const;

interface Copy {
  state: number;
  /** Which store of the line it has; a copy that missed one is -1 for ever. */
  version: number;
}

interface Line {
  /** By core; none where it is INVALID. */
  readonly copies: Map<number, Copy>;
  /** Stores to the line so far; memory has all of them up to one. */
  version: number;
  inMemory: number;
  readonly words: Map<number, { readonly value: number; readonly core: number }>;
}

/** One load or store, and what came of it. */
interface Access {
  readonly event: Event<'load' | 'store'>;
  readonly moves: Event<'moves'>[];
  readonly transactions: Event<'bus'>[];
  readonly flushes: Event<'flushed'>[];
  value: Event<'loaded'> | undefined;
}

const TRANSACTION = { readExclusive: 1, upgrade: 2, writeBack: 5 } as const;

export function judge({ trace }: JudgeInput<ProtocolParameters, null>): readonly Check[] {
  return new ProtocolJudge().run(new Events(trace, EVENTS.kinds));
}

class ProtocolJudge {
  private readonly book = new RuleBook<Rule>(RULES);
  private readonly lines = new Map<number, Line>();
  private incoherent: { rule: 'CP2' | 'CP3'; event: number; line: number; message: string } | undefined;
  private oldWord = '';

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    let access: Access | undefined;
    for (const event of events.of()) {
      switch (event.name) {
        case 'refused':
          this.book.broken('CP1', event.index, refusal(event));
          return this.book.checks();
        case 'load':
        case 'store':
          if (access !== undefined) this.look(access);
          access = { event, moves: [], transactions: [], flushes: [], value: undefined };
          break;
        case 'moves':
          access?.moves.push(event);
          break;
        case 'bus':
          access?.transactions.push(event);
          break;
        case 'flushed':
          access?.flushes.push(event);
          break;
        case 'loaded':
          if (access !== undefined) access.value = event;
          break;
      }
    }
    if (access !== undefined) this.look(access);
    const { book, incoherent } = this;
    book.kept('CP1');
    this.book.keepShown(ENOUGH);
    if (incoherent !== undefined) {
      book.broken(incoherent.rule, incoherent.event, `${incoherent.message}${this.oldWord}`);
      book.withhold(...RULES.slice(1));
    }
    return book.checks();
  }

  private look(access: Access): void {
    if (this.incoherent === undefined) {
      this.evictions(access);
      this.snoops(access);
      this.own(access);
    }
    this.words(access);
  }

  /** Copies that differ, or words that are lost: the cause of all that comes. */
  private loses(rule: 'CP2' | 'CP3', event: number, line: number, message: string): void {
    this.incoherent ??= { rule, event, line, message };
  }

  /** Lines that make room. */
  private evictions({ event, moves, transactions }: Access): void {
    const { core, line: accessed } = event;
    for (const move of moves) {
      if (move.line === accessed) continue;
      const line = this.lineOf(move.line);
      const copy = line.copies.get(core) as Copy;
      line.copies.delete(core);
      const flushed = transactions.some((each) => isWriteBack(each) && each.line === move.line);
      this.leaves(move, copy, line, flushed, `onEvict(${NAMES[copy.state]})`, 'it is evicted');
      if (flushed) line.inMemory = copy.version;
    }
  }

  /** A copy leaves its cache or is asked for: memory needs its words if it has not got them, and not otherwise. */
  private leaves(
    { index, core, line: number }: { readonly index: number; readonly core: number; readonly line: number },
    copy: Copy,
    line: Line,
    flushed: boolean,
    method: string,
    when: string,
  ): void {
    const newer = copy.version > line.inMemory;
    if (newer) this.book.show('CP3');
    else this.book.show('CP4');
    const who = `Core ${core} has line ${number} ${NAMES[copy.state]} when ${when}`;
    if (newer && !flushed)
      this.loses(
        'CP3',
        index,
        number,
        `${who}, and memory lacks what was stored there: ${method} must answer with FLUSH, or the words are lost.`,
      );
    if (!newer && flushed)
      this.book.broken(
        'CP4',
        index,
        `${who}, and memory has the same words already: the FLUSH that ${method} answers writes them in vain.`,
      );
  }

  /** What the other caches did with the line. */
  private snoops({ event, moves, transactions, flushes }: Access): void {
    const { book } = this;
    const { core, name } = event;
    const line = this.lineOf(event.line);
    const request = transactions.find((each) => each.line === event.line && !isWriteBack(each));
    if (request === undefined) return;
    const asked =
      request.transaction === TRANSACTION.upgrade
        ? 'BUS_UPGRADE'
        : request.transaction === TRANSACTION.readExclusive
          ? 'BUS_READ_EXCLUSIVE'
          : 'BUS_READ';
    for (const [other, copy] of line.copies) {
      if (other === core) continue;
      const move = moves.find((each) => each.core === other && each.line === event.line);
      const flush = flushes.find((each) => each.core === other);
      const index = (move ?? flush ?? request).index;
      const method = `onBus(${NAMES[copy.state]}, ${asked})`;
      const place = { index, core: other, line: event.line };
      const when = `core ${core} asks ${asked} for it`;
      if (asked !== 'BUS_UPGRADE' || flush !== undefined)
        this.leaves(place, copy, line, flush !== undefined, method, when);
      if (flush !== undefined) line.inMemory = copy.version;
      if (move !== undefined) copy.state = move.state;
      if (copy.state === INVALID) line.copies.delete(other);
      if (name === 'load') {
        this.book.show('CP5');
        if (copy.state === INVALID)
          book.broken(
            'CP5',
            index,
            asked === 'BUS_READ_EXCLUSIVE'
              ? `Core ${core} only loads from line ${event.line}, but asks for it with BUS_READ_EXCLUSIVE, so that core ${other} loses its copy: onLoadMiss is to ask with BUS_READ.`
              : `Core ${other} drops its copy of line ${event.line} because core ${core} reads it, and will have to fetch it again: ${method} can keep it.`,
          );
      }
      // A store that only reads is the mistake of who stores, below.
      const mayStay = name === 'load' || asked === 'BUS_READ';
      if (copy.state !== INVALID && !(mayStay && copy.state === SHARED))
        this.loses(
          'CP2',
          index,
          event.line,
          `Core ${other} has line ${event.line} ${NAMES[copy.state]} after core ${core} asked for it with ${asked}, for a ${name}: ${method} must not leave it so.`,
        );
    }
  }

  /** What the cache of the core itself did. */
  private own({ event, moves, transactions }: Access): void {
    const { book } = this;
    const { core, name, index } = event;
    const line = this.lineOf(event.line);
    const before = line.copies.get(core)?.state ?? INVALID;
    const move = moves.find((each) => each.core === core && each.line === event.line);
    const request = transactions.find((each) => each.line === event.line && !isWriteBack(each));
    const state = move === undefined ? before : finalState(moves, core, event.line, before);
    const others = [...line.copies.keys()].filter((other) => other !== core);
    const copy = line.copies.get(core) ?? { state, version: line.inMemory };
    copy.state = state;
    line.copies.set(core, copy);
    const at = move?.index ?? index;
    if (name === 'load') {
      if (before === INVALID && others.length > 0 && state !== SHARED)
        this.loses(
          'CP2',
          at,
          event.line,
          `Core ${core} has line ${event.line} ${NAMES[state]} after a load, though core ${others[0]} has it too: onLoadMiss(1) must lead to SHARED, or a store there tells nobody.`,
        );
      if (before === INVALID && state === MODIFIED)
        book.broken(
          'CP4',
          at,
          `Core ${core} has line ${event.line} MODIFIED after a load: that says that memory lacks its words, and they will be flushed in vain.`,
        );
      return;
    }
    const method = `onStore(${NAMES[before]})`;
    if (others.length > 0 || before === SHARED) this.book.show('CP2');
    if (before === EXCLUSIVE || before === MODIFIED) {
      this.book.show('CP4');
      if (request !== undefined)
        book.broken(
          'CP4',
          request.index,
          `Core ${core} stores to line ${event.line}, which it has ${NAMES[before]}, and uses the bus for it: no other cache has a copy, so ${method} need tell nobody.`,
        );
    }
    if (others.length > 0)
      this.loses(
        'CP2',
        at,
        event.line,
        `Core ${core} stores to line ${event.line}, and core ${others[0]} keeps a copy: ${
          request === undefined
            ? `${method} put nothing on the bus, so that no other cache knows of it`
            : `${method} must ask for the line as one that is going to be written`
        }.`,
      );
    else if (state !== MODIFIED)
      this.loses(
        'CP3',
        at,
        event.line,
        `Core ${core} has line ${event.line} ${NAMES[state]} after its store: that state says that memory has the same words. After a store the line is MODIFIED, or nobody will know that it must be flushed.`,
      );
    const current = copy.version === line.version;
    line.version++;
    copy.version = current ? line.version : -1;
  }

  /** What was stored, and what loads must give. */
  private words({ event, value }: Access): void {
    const { words } = this.lineOf(event.line);
    if (event.name === 'store') {
      words.set(event.word, { value: event.value, core: event.core });
      return;
    }
    const last = words.get(event.word);
    if (value === undefined || last === undefined) return;
    if (value.value !== last.value && this.oldWord === '' && event.line === this.incoherent?.line)
      this.oldWord = `\nIt shows at access ${value.cycle}: core ${event.core} loads ${value.value} from word ${event.word} of line ${event.line}, where core ${last.core} stored ${last.value} last.`;
  }

  private lineOf(number: number): Line {
    let line = this.lines.get(number);
    if (line === undefined) {
      line = { copies: new Map(), version: 0, inMemory: 0, words: new Map() };
      this.lines.set(number, line);
    }
    return line;
  }
}

const isWriteBack = ({ transaction }: Event<'bus'>): boolean => transaction === TRANSACTION.writeBack;

function finalState(moves: readonly Event<'moves'>[], core: number, line: number, before: number): number {
  return moves.filter((each) => each.core === core && each.line === line).at(-1)?.state ?? before;
}

function refusal({ state, question, answer }: Event<'refused'>): string {
  const next = answer & 3;
  const told = `${NAMES[next]}${answer === next ? '' : ` + ${answer - next}`}`;
  switch (QUESTIONS[question]) {
    case 'loadAlone':
    case 'loadWithOthers':
      return `onLoadMiss(${question}) answered ${answer} (${told}). A line that is not here must be fetched, by BUS_READ or BUS_READ_EXCLUSIVE, the same one whether others have it or not, and is valid afterwards, in a state that this machine has.`;
    case 'store':
      return `onStore(${NAMES[state]}) answered ${answer} (${told}). ${state === INVALID ? 'A line that is not here must be fetched, by BUS_READ or BUS_READ_EXCLUSIVE' : 'A line that is here is not fetched again: nothing or BUS_UPGRADE goes on the bus'}, and it is valid afterwards, in a state that this machine has.`;
    case 'evict':
      return `onEvict(${NAMES[state]}) answered ${answer} (${told}). The line goes, so that it is INVALID afterwards; nothing or FLUSH goes on the bus.`;
    default:
      return `onBus(${NAMES[state]}, ...) answered ${answer} (${told}). The answer is a state that this machine has, and FLUSH or nothing.`;
  }
}
