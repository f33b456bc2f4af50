/**
 * Finds data races: two threads access the same data word with plain loads and stores, at least one stores, and
 * no synchronisation orders the two.
 *
 * Words outside the data range are for synchronisation: every store or atomic on one releases what its thread
 * did before, every load or atomic acquires what was released. Vector clocks hold that order. It is meant for
 * sequential consistency: a program without races there behaves on a machine with store buffers as if it were
 * sequentially consistent (Adve & Hill, "Weak ordering: a new definition", ISCA 1990).
 *
 * Source: C. Flanagan, S. Freund, "FastTrack: efficient and precise dynamic race detection", PLDI 2009 (here
 * with a whole clock of reads a word).
 */
import { OPERATION } from '../programs/operations';
import type { ConcurrentSystem } from './concurrent-system';

/** Words from (included) to (excluded) that hold data. */
export interface DataWords {
  readonly from: number;
  readonly to: number;
}

export class DataRaceDetector {
  private readonly threadClocks: Int32Array;
  private readonly released: Int32Array;
  private readonly reads: Int32Array;
  private readonly writes: Int32Array;
  /** Words that the execution has accessed. */
  private readonly accessed: number[] = [];

  constructor(
    private readonly system: ConcurrentSystem,
    private readonly data: DataWords,
  ) {
    const { threads, words } = system;
    this.threadClocks = new Int32Array(threads * threads);
    this.released = new Int32Array(words * threads);
    this.reads = new Int32Array(words * threads);
    this.writes = new Int32Array(words * threads);
  }

  reset(): void {
    const { threads } = this.system;
    for (const word of this.accessed)
      for (const clocks of [this.released, this.reads, this.writes])
        clocks.fill(0, word * threads, (word + 1) * threads);
    this.accessed.length = 0;
    this.threadClocks.fill(0);
    for (let thread = 0; thread < threads; thread++) this.threadClocks[thread * threads + thread] = 1;
  }

  /** Looks at the last step. @returns the thread whose earlier access races with it; -1 when none does. */
  performed(): number {
    const { threads, lastStep } = this.system;
    const { thread, kind, word } = lastStep;
    if (thread < 0 || kind === OPERATION.mark || kind === OPERATION.fence) return -1;
    const own = thread * threads;
    if (kind === OPERATION.systemCall) {
      for (let other = 0; other < threads; other++)
        if ((lastStep.woken & (1 << other)) !== 0)
          this.join(this.threadClocks, other * threads, this.threadClocks, own);
      this.threadClocks[own + thread]++;
      return -1;
    }
    this.accessed.push(word);
    const plain = kind === OPERATION.load || kind === OPERATION.store;
    if (plain && word >= this.data.from && word < this.data.to) return this.access(thread, kind, word);
    const at = word * threads;
    if (kind !== OPERATION.store) this.join(this.threadClocks, own, this.released, at);
    if (kind !== OPERATION.load) {
      for (let q = 0; q < threads; q++) this.released[at + q] = this.threadClocks[own + q];
      this.threadClocks[own + thread]++;
    }
    return -1;
  }

  private access(thread: number, kind: number, word: number): number {
    const { threads } = this.system;
    const at = word * threads;
    const own = thread * threads;
    const now = this.threadClocks[own + thread];
    for (let other = 0; other < threads; other++) {
      if (other === thread) continue;
      const known = this.threadClocks[own + other];
      if (this.writes[at + other] > known) return other;
      if (kind === OPERATION.store && this.reads[at + other] > known) return other;
    }
    if (kind === OPERATION.store) this.writes[at + thread] = now;
    else this.reads[at + thread] = now;
    return -1;
  }

  private join(into: Int32Array, at: number, from: Int32Array, source: number): void {
    for (let q = 0; q < this.system.threads; q++)
      if (from[source + q] > into[at + q]) into[at + q] = from[source + q];
  }
}
