/**
 * The store buffers of all threads: first in, first out, a ring of STORE_BUFFER_ENTRIES each. An entry is known
 * by its slot; its columns may be read. Nothing is checked: the caller asks for `oldest` only where there is one,
 * and pushes only where there is room.
 */
import { STORE_BUFFER_ENTRIES } from './scenario';

export class StoreBuffers {
  /** Stores waiting, by thread. */
  readonly length: Int32Array;
  // By slot: the word and value stored, the step of the store, and the step in which its last store left; -1 for none.
  readonly word: Int32Array;
  readonly value: Int32Array;
  readonly storedAt: Int32Array;
  readonly flushedAt: Int32Array;
  private readonly head: Int32Array;
  /** Stores so far, by thread. */
  private readonly pushed: Int32Array;

  constructor(threads: number) {
    this.length = new Int32Array(threads);
    this.head = new Int32Array(threads);
    this.pushed = new Int32Array(threads);
    this.word = new Int32Array(threads * STORE_BUFFER_ENTRIES);
    this.value = new Int32Array(threads * STORE_BUFFER_ENTRIES);
    this.storedAt = new Int32Array(threads * STORE_BUFFER_ENTRIES);
    this.flushedAt = new Int32Array(threads * STORE_BUFFER_ENTRIES);
  }

  reset(): void {
    this.length.fill(0);
    this.head.fill(0);
    this.pushed.fill(0);
    this.flushedAt.fill(-1);
  }

  push(thread: number, word: number, value: number, step: number): void {
    const slot = this.next(thread);
    this.length[thread]++;
    this.pushed[thread]++;
    this.word[slot] = word;
    this.value[slot] = value;
    this.storedAt[slot] = step;
  }

  /** The slot that the thread's next store will take. */
  next(thread: number): number {
    return this.slot(thread, this.length[thread]);
  }

  /** The slot of the thread's oldest store. */
  oldest(thread: number): number {
    return this.slot(thread, 0);
  }

  /** Takes the oldest store out. @returns its slot, which stays readable until the next push. */
  pop(thread: number, step: number): number {
    const slot = this.oldest(thread);
    this.head[thread] = (this.head[thread] + 1) % STORE_BUFFER_ENTRIES;
    this.length[thread]--;
    this.flushedAt[slot] = step;
    return slot;
  }

  /** The slot of the thread's newest store to `word` that waits here; -1 when there is none. */
  newest(thread: number, word: number): number {
    return this.find(thread, word, 0);
  }

  /** The slot of the thread's newest store to `word`, whether it waits or has left; -1 when none of the last had that word. */
  newestEver(thread: number, word: number): number {
    return this.find(thread, word, this.length[thread] - Math.min(this.pushed[thread], STORE_BUFFER_ENTRIES));
  }

  private find(thread: number, word: number, from: number): number {
    for (let place = this.length[thread] - 1; place >= from; place--) {
      const slot = this.slot(thread, place);
      if (this.word[slot] === word) return slot;
    }
    return -1;
  }

  /** Words and values of the thread's stores, the oldest first. */
  waiting(thread: number): number[] {
    return Array.from({ length: this.length[thread] }, (_, place) => this.slot(thread, place)).flatMap(
      (slot) => [this.word[slot], this.value[slot]],
    );
  }

  private slot(thread: number, place: number): number {
    return (
      thread * STORE_BUFFER_ENTRIES +
      ((this.head[thread] + place + STORE_BUFFER_ENTRIES) % STORE_BUFFER_ENTRIES)
    );
  }
}
