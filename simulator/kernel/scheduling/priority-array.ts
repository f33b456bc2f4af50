/**
 * Waiting threads by priority, 140 lists and a bit for each that is not empty: adding one and finding the first take the
 * same number of steps whatever waits.
 *
 *      bitmap   [ 0..31 ][ 32..63 ][ 64..95 ][ 96..127 ][ 128..139 ]     five words, priority 0 the highest bit of the first
 *      lists      first ─▶ next ─▶ next ─▶ last
 *
 * Source: Linux 2.6.8, kernel/sched.c (struct prio_array, sched_find_first_bit).
 */
import { PRIORITIES } from './linux-o1-numbers';

const NONE = -1;
const WORD_BITS = 32;
export const BITMAP_WORDS = Math.ceil(PRIORITIES / WORD_BITS);

export class PriorityArray {
  /** How many wait. */
  length = 0;
  readonly bitmap = new Int32Array(BITMAP_WORDS);
  private readonly first = new Int32Array(PRIORITIES).fill(NONE);
  private readonly last = new Int32Array(PRIORITIES).fill(NONE);

  /** @param next by thread: who comes behind it. A thread waits in one array only, so several may share it. */
  constructor(private readonly next: Int32Array) {}

  add(thread: number, priority: number): void {
    this.next[thread] = NONE;
    if (this.first[priority] === NONE) this.begin(thread, priority);
    else this.next[this.last[priority]] = thread;
    this.last[priority] = thread;
    this.length++;
  }

  addInFront(thread: number, priority: number): void {
    this.next[thread] = this.first[priority];
    if (this.first[priority] === NONE) this.last[priority] = thread;
    this.begin(thread, priority);
    this.length++;
  }

  /** @returns the first of the best priority, no longer here; -1 when none waits. */
  takeFirst(): number {
    const priority = this.best();
    if (priority === PRIORITIES) return NONE;
    const thread = this.first[priority];
    this.first[priority] = this.next[thread];
    if (this.first[priority] === NONE) this.bitmap[priority >> 5] &= ~bitOf(priority);
    this.length--;
    return thread;
  }

  /** The best priority that somebody waits with; `PRIORITIES` when none waits. */
  best(): number {
    for (let word = 0; word < BITMAP_WORDS; word++) {
      const bits = this.bitmap[word];
      if (bits !== 0) return word * WORD_BITS + Math.clz32(bits);
    }
    return PRIORITIES;
  }

  private begin(thread: number, priority: number): void {
    this.first[priority] = thread;
    this.bitmap[priority >> 5] |= bitOf(priority);
  }
}

function bitOf(priority: number): number {
  return 1 << (WORD_BITS - 1 - (priority & (WORD_BITS - 1)));
}
