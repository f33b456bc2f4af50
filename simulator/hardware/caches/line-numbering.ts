/**
 * Renumbers the lines of a trace, so that addresses of 64 bits fit a memory system of 32 bits.
 *
 * A line keeps its set, and two lines are the same after it exactly when they were before: hits, misses and
 * evictions are those of the original addresses.
 */
export class LineNumbering {
  private readonly lineBytes: bigint;
  private readonly sets: bigint;
  private readonly lines = new Map<bigint, number>();
  private readonly linesOfSet: number[];

  /** @param sets of the cache that the set must be kept for; 1 numbers the lines densely. */
  constructor(private readonly shape: { readonly sets: number; readonly lineBytes: number }) {
    this.lineBytes = BigInt(shape.lineBytes);
    this.sets = BigInt(shape.sets);
    this.linesOfSet = new Array<number>(shape.sets).fill(0);
  }

  /** Different lines so far. */
  get size(): number {
    return this.lines.size;
  }

  lineOf(address: bigint): bigint {
    return address / this.lineBytes;
  }

  /** @returns the address that stands for `line`; undefined when 32 bits have no more room for its set. */
  addressOf(line: bigint): number | undefined {
    const { sets, lineBytes } = this.shape;
    let number = this.lines.get(line);
    if (number === undefined) {
      const set = Number(line % this.sets);
      number = this.linesOfSet[set]! * sets + set;
      if ((number + 1) * lineBytes > 0x1_0000_0000) return undefined;
      this.linesOfSet[set]!++;
      this.lines.set(line, number);
    }
    return number * lineBytes;
  }
}
