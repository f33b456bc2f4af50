/**
 * Renumbers the lines of a trace, so that addresses of 64 bits, in lines of any size, fit a memory system of 32 bits.
 *
 * A line keeps its set, and two lines are the same after it exactly when they were before: hits, misses and
 * evictions are those of the original addresses.
 */

/** Lines of the memory system that stand for those of the trace, whose size matters no more. */
export const SIMULATED_LINE_BYTES = 4;

/** Bounds the memory of a laboratory: about 100 bytes a line. */
const MAX_LINES = 1 << 22;
export const TOO_MANY_LINES = `the trace touches more than ${MAX_LINES} different lines, or too many of one set; use a shorter trace or fewer sets`;

export class LineNumbering {
  private readonly lineBytes: bigint;
  private readonly sets: bigint;
  private readonly lines = new Map<bigint, number>();
  private readonly linesOfSet: Uint32Array;

  /** @param sets of the cache that the set must be kept for; 1 numbers the lines densely. */
  constructor(shape: { readonly sets: number; readonly lineBytes: number }) {
    this.lineBytes = BigInt(shape.lineBytes);
    this.sets = BigInt(shape.sets);
    this.linesOfSet = new Uint32Array(shape.sets);
  }

  /** Different lines so far. */
  get size(): number {
    return this.lines.size;
  }

  lineOf(address: bigint): bigint {
    return address / this.lineBytes;
  }

  /** @returns the address that stands for `line`; undefined when there is no more room for lines, or for its set. */
  addressOf(line: bigint): number | undefined {
    let number = this.lines.get(line);
    if (number === undefined) {
      const set = Number(line % this.sets);
      number = this.linesOfSet[set] * this.linesOfSet.length + set;
      if (this.lines.size === MAX_LINES || (number + 1) * SIMULATED_LINE_BYTES > 0x1_0000_0000)
        return undefined;
      this.linesOfSet[set]++;
      this.lines.set(line, number);
    }
    return number * SIMULATED_LINE_BYTES;
  }
}
