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

export interface EventKind {
  /** One or two words, kebab-case; unique in its table. */
  readonly name: string;
  /** Names of the numbers a to d that this kind uses, in order. */
  readonly fields: readonly string[];
  readonly description: string;
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

/** Enough for every picture; 48 bytes an event. */
export const DEFAULT_MAX_EVENTS = 200_000;

export class Trace {
  private numbers = new Float64Array(256 * STRIDE);
  private readonly running = new Digest();
  private kept = 0;
  private total = 0;

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
    if (this.kept === this.maxEvents) return;
    let at = this.kept++ * STRIDE;
    if (at === this.numbers.length) this.grow();
    const numbers = this.numbers;
    numbers[at++] = cycle;
    numbers[at++] = kind;
    numbers[at++] = a;
    numbers[at++] = b;
    numbers[at++] = c;
    numbers[at] = d;
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
    return this.numbers[index * STRIDE] as number;
  }

  kindAt(index: number): number {
    return this.numbers[index * STRIDE + 1] as number;
  }

  /** @param field 0 to 3, for a to d. */
  valueAt(index: number, field: number): number {
    return this.numbers[index * STRIDE + 2 + field] as number;
  }

  digest(): string {
    return this.running.toString();
  }

  /** @param maxEvents keeps only so many, from the start. */
  encode(maxEvents = this.kept): EncodedTrace {
    return {
      kinds: this.kinds,
      numbers: Array.from(this.numbers.subarray(0, Math.min(maxEvents, this.kept) * STRIDE)),
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

  private grow(): void {
    // Memory that is not written to costs nothing; copying does.
    const wider = new Float64Array(Math.min(this.maxEvents * STRIDE, this.numbers.length * 4));
    wider.set(this.numbers);
    this.numbers = wider;
  }
}
