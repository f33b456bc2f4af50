/**
 * What a run did: a list of events, each a cycle, a kind and up to four numbers.
 *
 *      cycle  kind       a     b     c     d
 *        140  dispatch   core  thread
 *
 * The kinds of a trace stand in a table (`EventKinds`) that names and describes their fields, so that digests,
 * text listings, tables and pictures all come from one place. The canonical form of a trace is the sequence of
 * its numbers; its digest is over that form. A trace beyond `maxEvents` keeps counting and digesting, but
 * stops keeping (`truncated`).
 */
import { Digest } from './digest';

/** Words for the numbers of a field: by number from 0, or for addresses named places, which hold up to the next one. */
export type FieldWords = readonly string[] | Readonly<Record<string, number>>;

/** A row of a table that defineEvents() makes (define-events.ts). */
export interface EventKind {
  /** One or two words, kebab-case; unique in its table. */
  readonly name: string;
  /** Names of the numbers a to d that this kind uses, in order. */
  readonly fields: readonly string[];
  readonly description: string;
  /** How the site tells such an event; older stored traces have none. */
  readonly sentence?: string;
  readonly words?: Readonly<Record<string, FieldWords>>;
}

export type EventKinds = readonly EventKind[];

export interface TraceEvent {
  readonly index: number;
  readonly cycle: number;
  readonly kind: EventKind;
  /** As many as `kind.fields`. */
  readonly values: readonly number[];
}

/** A trace as plain data: for storage, for the browser. `numbers` holds STRIDE numbers an event. */
export interface EncodedTrace {
  readonly kinds: EventKinds;
  readonly numbers: readonly number[];
  readonly digest: string;
  /** Events that happened; more than are kept when the trace was truncated. */
  readonly count: number;
}

const STRIDE = 6;

/** Events are kept in pieces of this many, which the next trace takes over once a trace is released. */
const PIECE_BITS = 8;
const PIECE_EVENTS = 1 << PIECE_BITS;
const PIECE_NUMBERS = PIECE_EVENTS * STRIDE;
/** Of released traces; 12 kB each. */
const MAX_SPARE_PIECES = 1_000;
const sparePieces: Float64Array<ArrayBuffer>[] = [];
const NO_PIECE = new Float64Array(0);

/** Enough for every picture; 48 bytes an event. */
export const DEFAULT_MAX_EVENTS = 200_000;

export class Trace {
  private pieces: Float64Array<ArrayBuffer>[] = [];
  /** The last of the pieces, and where in it the next event goes. */
  private piece = NO_PIECE;
  private next = PIECE_NUMBERS;
  private readonly running = new Digest();
  private kept = 0;
  private total = 0;
  private lookAt = -1;
  private isReadable = true;
  private look: (events: number) => number = () => -1;

  constructor(
    readonly kinds: EventKinds,
    readonly maxEvents: number = DEFAULT_MAX_EVENTS,
  ) {}

  /** @param kind index in `kinds`. */
  record(cycle: number, kind: number, a = 0, b = 0, c = 0, d = 0): void {
    const digest = this.running;
    digest.addNumber(cycle);
    digest.addWord(kind);
    digest.addNumber(a);
    digest.addNumber(b);
    digest.addNumber(c);
    digest.addNumber(d);
    this.total++;
    if (this.total === this.lookAt) this.lookAt = this.look(this.total);
    if (this.kept === this.maxEvents) return;
    this.kept++;
    if (this.next === PIECE_NUMBERS) this.addPiece();
    const { piece, next } = this;
    piece[next] = cycle;
    piece[next + 1] = kind;
    piece[next + 2] = a;
    piece[next + 3] = b;
    piece[next + 4] = c;
    piece[next + 5] = d;
    this.next = next + STRIDE;
  }

  /**
   * Runs what records into it and may not read it: where a submission runs, no event is kept, and what looks at one would
   * go another way than where it is judged. @throws as `run`; and there, whenever an event is read.
   */
  whileWritten<Result>(run: () => Result): Result {
    this.isReadable = false;
    try {
      return run();
    } finally {
      this.isReadable = true;
    }
  }

  /** Calls `look` once there are `events` events, and again when there are as many as it answers; it may record nothing. */
  watch(events: number, look: (events: number) => number): void {
    this.lookAt = events;
    this.look = look;
  }

  /** Events kept: the range of `event`. */
  get length(): number {
    return this.kept;
  }

  /** Events that happened. */
  get count(): number {
    return this.total;
  }

  get truncated(): boolean {
    return this.total > this.kept;
  }

  event(index: number): TraceEvent {
    const kind = this.kinds[this.kindAt(index)];
    if (kind === undefined) throw new RangeError(`Trace: no event ${index} of ${this.kept}`);
    const values = kind.fields.map((_, field) => this.valueAt(index, field));
    return { index, cycle: this.cycleAt(index), kind, values };
  }

  cycleAt(index: number): number {
    return this.numberAt(index, 0);
  }

  kindAt(index: number): number {
    return this.numberAt(index, 1);
  }

  /** @param field 0 to 3, for a to d. */
  valueAt(index: number, field: number): number {
    return this.numberAt(index, 2 + field);
  }

  digest(): string {
    return this.running.toString();
  }

  /** @param maxEvents keeps only so many, from the start. */
  encode(maxEvents = this.kept): EncodedTrace {
    const numbers: number[] = [];
    for (let index = 0; index < Math.min(maxEvents, this.kept); index++)
      for (let at = 0; at < STRIDE; at++) numbers.push(this.numberAt(index, at));
    return {
      kinds: this.kinds,
      numbers,
      digest: this.digest(),
      count: this.total,
    };
  }

  static decode(encoded: EncodedTrace): Trace {
    const trace = new Trace(encoded.kinds, Math.max(DEFAULT_MAX_EVENTS, encoded.numbers.length / STRIDE));
    for (let at = 0; at < encoded.numbers.length; at += STRIDE) {
      const [cycle, kind, a, b, c, d] = encoded.numbers.slice(at, at + STRIDE) as [
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      trace.record(cycle, kind, a, b, c, d);
    }
    trace.total = encoded.count;
    return trace;
  }

  /** One line an event, `140 dispatch core=0 thread=3`, for tests and the command line. */
  toString(from = 0, to = this.kept): string {
    const lines: string[] = [];
    for (let index = from; index < to; index++) {
      const { cycle, kind, values } = this.event(index);
      const fields = kind.fields.map((field, i) => `${field}=${values[i]}`);
      lines.push([cycle, kind.name, ...fields].join(' '));
    }
    return lines.join('\n');
  }

  /**
   * Gives its memory to the traces to come, and keeps no event any more: for whoever makes one trace after the other.
   * To make and collect that memory anew for each took a third of the time of a grading.
   */
  release(): void {
    for (const piece of this.pieces) if (sparePieces.length < MAX_SPARE_PIECES) sparePieces.push(piece);
    this.pieces = [];
    this.piece = NO_PIECE;
    this.next = PIECE_NUMBERS;
    this.kept = 0;
  }

  /** NaN where no event is kept: there lies what another trace left. */
  private numberAt(index: number, at: number): number {
    if (!this.isReadable)
      throw new Error('A simulation reads its own trace: where a submission runs, nothing is kept in it');
    if (!(index >= 0 && index < this.kept)) return Number.NaN;
    const piece = this.pieces[index >> PIECE_BITS] as Float64Array;
    return piece[(index & (PIECE_EVENTS - 1)) * STRIDE + at];
  }

  private addPiece(): void {
    this.piece = sparePieces.pop() ?? new Float64Array(PIECE_NUMBERS);
    this.pieces.push(this.piece);
    this.next = 0;
  }
}
