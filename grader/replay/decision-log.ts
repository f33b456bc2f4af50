/**
 * The log of a confined run: every number that crossed from the submission to the machine, in order. It alone
 * says how a run went and how it stopped: the trusted process knows nothing else.
 *
 *      tag (below) and its numbers:
 *      0 return   value                                a method, a constructor or the start of a program came back
 *      1 stop     reason                               the submission stopped (index in STOP_REASONS)
 *      2 operation kind, address, operand, expected    a program yielded; kind 0: it finished and returned `operand`
 *      3 units    count                                what takeUnits() gave
 *      4+i        arguments of service i of the shape, in the order of its keys
 *
 * Numbers are 32-bit words; one that is not a 32-bit integer is written as ESCAPE and its two IEEE 754 halves.
 *
 * Room for a stop is always kept, and an entry is begun only when all of it fits: so a log that is full ends in
 * the stop that says so ('calls').
 */
import { PolicyStopped, STOP_REASONS, type StopReason } from '../../simulator/engine/policy';

export const TAG = { return: 0, stop: 1, operation: 2, units: 3, firstService: 4 } as const;

const ESCAPE = -0x8000_0000;

/** 64 MiB of words: some eight million service calls. Beyond it the run stops ('calls'). */
export const MAX_LOG_WORDS = 16 * 1024 * 1024;

const FIRST_WORDS = 1024;
/** Words of a number that is no 32-bit integer. */
const LONGEST_NUMBER = 3;
/** Words of a stop: its tag and a reason. */
const STOP_WORDS = 2;

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

export class DecisionLog {
  private words: Int32Array<ArrayBuffer>;
  private used = 0;

  /** @param maxWords at least two, for a stop. */
  constructor(private readonly maxWords: number = MAX_LOG_WORDS) {
    this.words = new Int32Array(Math.min(FIRST_WORDS, maxWords));
  }

  /**
   * Begins an entry, whose numbers are then pushed.
   * @param numbers how many at most. @throws PolicyStopped('calls') when they might not fit: nothing is written then.
   */
  begin(tag: number, numbers: number): void {
    const needed = this.used + 1 + numbers * LONGEST_NUMBER + STOP_WORDS;
    if (needed > this.words.length) this.grow(needed);
    this.words[this.used++] = tag;
  }

  /** Ends the log: the submission stopped. Always fits. */
  stop(reason: StopReason): void {
    this.words[this.used++] = TAG.stop;
    this.words[this.used++] = STOP_REASONS.indexOf(reason);
  }

  push(value: number): void {
    const word = value | 0;
    if (word === value && word !== ESCAPE) {
      this.words[this.used++] = word;
      return;
    }
    double[0] = value;
    this.words[this.used++] = ESCAPE;
    this.words[this.used++] = halves[0];
    this.words[this.used++] = halves[1];
  }

  /** What was logged so far; shares memory with the log. */
  bytes(): Uint8Array {
    return new Uint8Array(this.words.buffer, 0, this.used * 4);
  }

  private grow(needed: number): void {
    if (needed > this.maxWords)
      throw new PolicyStopped(
        'calls',
        'your code and the machine called each other more often than a run can be recorded: look for calls of services that repeat',
      );
    const wider = new Int32Array(Math.min(this.maxWords, Math.max(needed, this.words.length * 2)));
    wider.set(this.words);
    this.words = wider;
  }
}

/** The log does not fit the simulation: the confined process was broken, or a simulation is not a pure function. */
export class LogMismatch extends Error {
  constructor(detail: string) {
    super(`The recorded run cannot be replayed: ${detail}`);
    this.name = 'LogMismatch';
  }
}

export class DecisionReader {
  private at = 0;
  private readonly words: Int32Array;

  /** @param bytes as DecisionLog.bytes() gave them. @throws LogMismatch when they cannot be a log. */
  constructor(bytes: Uint8Array) {
    if (bytes.byteLength % 4 !== 0)
      throw new LogMismatch(`${bytes.byteLength} bytes are no whole number of words`);
    this.words = new Int32Array(bytes.slice().buffer);
  }

  next(): number {
    if (this.at >= this.words.length) throw new LogMismatch('it ends too early');
    const word = this.words[this.at++];
    if (word !== ESCAPE) return word;
    if (this.at + 2 > this.words.length) throw new LogMismatch('it ends inside a number');
    halves[0] = this.words[this.at++];
    halves[1] = this.words[this.at++];
    return double[0];
  }

  get atEnd(): boolean {
    return this.at === this.words.length;
  }
}
