/**
 * The judge of coherence by software. It keeps, beside the trace, how often each line was changed, and which of these
 * changes memory and each copy have.
 *
 * Rules are looked at where the cause is: when an object is released, when one is acquired, when a line is dropped.
 * After the first mistake caches and memory differ, and all that comes is a consequence; from then on only the first
 * load of that line that gives an old word is looked for, and told along with the cause.
 */
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { LINES_PER_OBJECT } from './contract';
import { type CoherenceParameters, EVENTS, OPERATIONS, WORDS } from './simulation';

const RULES = ['SC1', 'SC2', 'SC3', 'SC4'] as const;
type Rule = (typeof RULES)[number];

/** Times that something must have happened, so that a rule about it counts as kept. */
const ENOUGH = 3;
const ABSENT = 0;
const CHANGED = 2;
const INVALIDATE = OPERATIONS.indexOf('invalidate');
const DEVICE = -1;
const NONE = -1;

interface Copy {
  state: number;
  version: number;
}

interface Line {
  version: number;
  inMemory: number;
  /** By core. */
  readonly copies: Copy[];
  /** Who changed it last, and when. */
  by: number;
  since: number;
  /** What was stored last, by word. */
  readonly words: number[];
}

export function judge({ trace, parameters }: JudgeInput<CoherenceParameters, null>): readonly Check[] {
  return new CoherenceJudge(parameters).run(new Events(trace, EVENTS.kinds));
}

class CoherenceJudge {
  private readonly book = new RuleBook<Rule>(RULES);
  private readonly lines: Line[];
  /** By core and object: the versions of its lines when the core gave it up. */
  private readonly leftAt = new Map<string, readonly number[]>();
  private incoherent:
    | { rule: 'SC1' | 'SC2' | 'SC3'; event: number; line: number; message: string }
    | undefined;
  private oldWord = '';

  constructor({ cores, objects }: CoherenceParameters) {
    this.lines = Array.from({ length: objects * LINES_PER_OBJECT }, () => ({
      ...{ version: 0, inMemory: 0, by: DEVICE, since: 0 },
      words: new Array<number>(WORDS).fill(0),
      copies: Array.from({ length: cores }, () => ({ state: ABSENT, version: 0 })),
    }));
  }

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    for (const event of events.of()) this.look(event);
    const { book, incoherent } = this;
    this.book.keepShown(ENOUGH);
    if (incoherent !== undefined) {
      book.broken(incoherent.rule, incoherent.event, `${incoherent.message}${this.oldWord}`);
      book.withhold('SC1', 'SC2', 'SC3');
    }
    return book.checks();
  }

  private look(event: EventOf<typeof EVENTS.kinds>): void {
    switch (event.name) {
      case 'has':
        this.acquired(event);
        break;
      case 'free':
        this.released(event);
        break;
      case 'asks':
        this.asked(event);
        break;
      case 'refused':
        this.book.broken('SC4', event.index, refusal(event));
        break;
      case 'copy': {
        const copy = this.lines[event.line].copies[event.core];
        if (copy.state === ABSENT) copy.version = this.lines[event.line].inMemory;
        copy.state = event.state;
        break;
      }
      case 'written':
        this.lines[event.line].inMemory = this.lines[event.line].copies[event.core].version;
        break;
      case 'store': {
        const line = this.lines[event.line];
        const copy = line.copies[event.core];
        const current = copy.version === line.version;
        this.change(line, event.core, event.cycle);
        copy.version = current ? line.version : -1;
        line.words[event.word] = event.value;
        break;
      }
      case 'load':
        this.loaded(event);
        break;
      case 'device-writes':
        for (const line of this.linesOf(event.object)) {
          this.change(line, DEVICE, event.cycle);
          line.inMemory = line.version;
          line.words.fill(event.value);
        }
        break;
      case 'device-reads':
        this.read(event);
        break;
    }
  }

  private change(line: Line, by: number, since: number): void {
    line.version++;
    line.by = by;
    line.since = since;
  }

  /** No copy of the core is older than memory: what others changed is gone from its cache. */
  private acquired({ core, object, index }: EventOf<typeof EVENTS.kinds, 'has'>): void {
    const lines = this.linesOf(object);
    const left = this.leftAt.get(`${core} ${object}`);
    if (left?.some((version, place) => version !== lines[place].version)) this.book.show('SC2');
    const place = lines.findIndex(
      ({ copies, version }) => copies[core].state !== ABSENT && copies[core].version !== version,
    );
    if (place < 0) return;
    const number = object * LINES_PER_OBJECT + place;
    this.loses(
      'SC2',
      index,
      number,
      `Core ${core} has acquired object ${object}, and its cache still has line ${number} as it was before ${who(lines[place])}: invalidate what others may have changed since this core had the object.`,
    );
  }

  /** Memory has all that was stored. */
  private released({ core, object, index }: EventOf<typeof EVENTS.kinds, 'free'>): void {
    const lines = this.linesOf(object);
    this.leftAt.set(
      `${core} ${object}`,
      lines.map(({ version }) => version),
    );
    if (lines.some(({ by, copies, version }) => by === core && copies[core].version === version)) {
      this.book.show('SC1');
      this.book.show('SC3');
    }
    const place = lines.findIndex(({ version, inMemory }) => inMemory !== version);
    if (place < 0) return;
    const number = object * LINES_PER_OBJECT + place;
    this.loses(
      'SC1',
      index,
      number,
      `Core ${core} has released object ${object}, and memory has line ${number} as it was before ${who(lines[place])}: clean what was stored to before others may read it.`,
    );
  }

  /** Nothing is dropped that memory lacks. */
  private asked({ core, operation, line: number, index }: EventOf<typeof EVENTS.kinds, 'asks'>): void {
    this.book.show('SC4');
    const line = this.lines[number];
    if (operation !== INVALIDATE || line.copies[core].state !== CHANGED) return;
    this.loses(
      'SC3',
      index,
      number,
      `Core ${core} invalidates line ${number}, which has the words that it stored at step ${line.since}; memory lacks them, and so they are lost. Clean it first, or flush it.`,
    );
  }

  private loaded({ core, line, word, value, cycle }: EventOf<typeof EVENTS.kinds, 'load'>): void {
    const last = this.lines[line].words[word];
    if (value !== last && this.oldWord === '' && line === this.incoherent?.line)
      this.oldWord = `\nIt shows at step ${cycle}: core ${core} loads ${value} from word ${word} of line ${line}, where ${last} was stored last.`;
  }

  private read({ object, cycle }: EventOf<typeof EVENTS.kinds, 'device-reads'>): void {
    const number = this.incoherent?.line ?? NONE;
    if (this.oldWord !== '' || Math.floor(number / LINES_PER_OBJECT) !== object) return;
    const { version, inMemory } = this.lines[number];
    if (inMemory !== version)
      this.oldWord = `\nIt shows at step ${cycle}: a device reads old words from line ${number} in memory.`;
  }

  /** The first mistake is the cause of all that comes. */
  private loses(rule: 'SC1' | 'SC2' | 'SC3', event: number, line: number, message: string): void {
    this.incoherent ??= { rule, event, line, message };
  }

  private linesOf(object: number): readonly Line[] {
    return this.lines.slice(object * LINES_PER_OBJECT, (object + 1) * LINES_PER_OBJECT);
  }
}

const who = ({ by, since }: Line): string =>
  `${by === DEVICE ? 'a device wrote it' : `core ${by} stored to it`} at step ${since}`;

function refusal({ call, operation, line }: EventOf<typeof EVENTS.kinds, 'refused'>): string {
  const method = ['acquires', 'stored', 'releases', 'deviceWrote'][call];
  return line < 0
    ? `${method} asked to ${OPERATIONS[operation]} a line that does not exist.`
    : `${method} asked to ${OPERATIONS[operation]} line ${line}, but there is no core at hand whose cache that would be. Remember it until a core acquires the object.`;
}
