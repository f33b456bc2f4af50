/**
 * The log of a confined run: every number that crossed from the submission to the machine, in order.
 *
 *      tag (below) and its numbers:
 *      0 return   value                                a method, a constructor or the start of a program came back
 *      1 stop     reason                               the submission stopped (index in STOP_REASONS)
 *      2 operation kind, address, operand, expected    a program yielded; kind 0: it finished and returned `operand`
 *      3 units    count                                what takeUnits() gave
 *      4+i        arguments of service i of the shape, in the order of its keys
 *
 * Numbers are 32-bit words; one that is not a 32-bit integer is written as ESCAPE and its two IEEE 754 halves.
 */
import { PolicyStopped } from '../../simulator/engine/policy';

export const TAG = { return: 0, stop: 1, operation: 2, units: 3, firstService: 4 } as const;

const ESCAPE = -0x8000_0000;

/** 64 MiB of words: some eight million service calls. Beyond it the run ends as a limit. */
export const MAX_LOG_WORDS = 16 * 1024 * 1024;

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

export class DecisionLog {
  private words = new Int32Array(1024);
  private used = 0;

  /** @throws PolicyStopped('units') when the log is full. */
  push(value: number): void {
    if (this.used + 3 > this.words.length) this.grow();
    const word = value | 0;
    if (word === value && word !== ESCAPE) {
      this.words[this.used++] = word;
      return;
    }
    double[0] = value;
    this.words[this.used++] = ESCAPE;
    this.words[this.used++] = halves[0] as number;
    this.words[this.used++] = halves[1] as number;
  }

  /** What was logged so far; shares memory with the log. */
  bytes(): Uint8Array {
    return new Uint8Array(this.words.buffer, 0, this.used * 4);
  }

  private grow(): void {
    if (this.words.length >= MAX_LOG_WORDS)
      throw new PolicyStopped('units', 'the case made more calls to the machine than can be logged');
    const wider = new Int32Array(this.words.length * 2);
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
    const word = this.words[this.at++] as number;
    if (word !== ESCAPE) return word;
    if (this.at + 2 > this.words.length) throw new LogMismatch('it ends inside a number');
    halves[0] = this.words[this.at++] as number;
    halves[1] = this.words[this.at++] as number;
    return double[0] as number;
  }

  get atEnd(): boolean {
    return this.at === this.words.length;
  }
}
