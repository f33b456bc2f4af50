/**
 * What each thread has read lately, to notice that it only looks again and again. Entries of a thread lie at
 * `first(thread)` and on, `count[thread]` of them, the oldest first; the older half is dropped when it is full.
 */
export const HISTORY_READS = 16;

/** The longest cycle of reads that is recognised. */
const LONGEST_CYCLE = 4;

export class ReadHistory {
  readonly count: Int32Array;
  /** The word of each read, and how often it had changed by then. */
  readonly word: Int32Array;
  readonly version: Int32Array;
  private readonly kind: Int32Array;
  private readonly operand: Int32Array;
  private readonly expected: Int32Array;
  private readonly value: Int32Array;

  constructor(threads: number) {
    const column = () => new Int32Array(threads * HISTORY_READS);
    this.count = new Int32Array(threads);
    this.word = column();
    this.version = column();
    this.kind = column();
    this.operand = column();
    this.expected = column();
    this.value = column();
  }

  reset(): void {
    this.count.fill(0);
  }

  first(thread: number): number {
    return thread * HISTORY_READS;
  }

  /** @param kind, operand, expected the operation that read, or that wrote what was there already. */
  add(
    thread: number,
    kind: number,
    word: number,
    operand: number,
    expected: number,
    value: number,
    version: number,
  ): void {
    if (this.count[thread] === HISTORY_READS) this.dropOlderHalf(thread);
    const at = this.first(thread) + this.count[thread]++;
    this.kind[at] = kind;
    this.word[at] = word;
    this.operand[at] = operand;
    this.expected[at] = expected;
    this.value[at] = value;
    this.version[at] = version;
  }

  /**
   * The length of the cycle that was read twice over with the same values, and that this operation would begin
   * once more; 0 when there is none.
   */
  repeatedCycle(thread: number, kind: number, word: number, operand: number, expected: number): number {
    const count = this.count[thread];
    const end = this.first(thread) + count;
    for (let length = 1; length <= LONGEST_CYCLE && 2 * length <= count; length++) {
      const start = end - length;
      let same =
        this.kind[start] === kind &&
        this.word[start] === word &&
        this.operand[start] === operand &&
        this.expected[start] === expected;
      for (let at = start; same && at < end; at++) same = this.sameRead(at, at - length);
      if (same) return length;
    }
    return 0;
  }

  private sameRead(a: number, b: number): boolean {
    return (
      this.kind[a] === this.kind[b] &&
      this.word[a] === this.word[b] &&
      this.operand[a] === this.operand[b] &&
      this.expected[a] === this.expected[b] &&
      this.value[a] === this.value[b]
    );
  }

  private dropOlderHalf(thread: number): void {
    const from = this.first(thread);
    const columns = [this.kind, this.word, this.operand, this.expected, this.value, this.version];
    for (const column of columns) column.copyWithin(from, from + HISTORY_READS / 2, from + HISTORY_READS);
    this.count[thread] = HISTORY_READS / 2;
  }
}
