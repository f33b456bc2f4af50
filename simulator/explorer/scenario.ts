/**
 * What is explored: some threads, each a native program, and a few words of memory that they share.
 *
 * Programs cannot be copied, so every execution starts afresh: `start` is called once per execution. What the
 * programs do must depend only on what their operations return; then an exploration is a pure function of the
 * operations that they yield, and can be repeated from a log of them.
 */
import type { Program } from '../hardware/operations';

/**
 * `sc`: sequential consistency (Lamport 1979): every operation takes effect at once, in one order for all.
 * `tso`: total store order (Owens, Sarkar & Sewell, "A better x86 memory model: x86-TSO", 2009): each core has a
 * first-in, first-out store buffer. A store waits there; a load takes the newest store to its word from its own
 * buffer, else memory; atomics and fences wait until their own buffer is empty. When a store leaves the buffer
 * is a step of its own, which the explorer schedules.
 */
export type MemoryModel = 'sc' | 'tso';

export interface Scenario {
  /** 1 to MAX_THREADS. */
  readonly threads: number;
  readonly model: MemoryModel;
  /** Words of shared memory, at byte addresses 0, 4, 8 ... At most MAX_WORDS. */
  readonly memoryWords: number;
  /** Values of the first words at the start; the others are 0. */
  readonly initial?: readonly number[];
  /** Fresh programs, one a thread; none of them may have been resumed. */
  start(): readonly Program[];
}

/** Two processes a thread (the thread and its store buffer) must fit a bit mask of 31. */
export const MAX_THREADS = 15;
/** Keeps the tables that are cleared for every execution small. */
export const MAX_WORDS = 4096;
/** Stores that a buffer holds; a full one makes the next store wait. Real cores have 40 to 70. */
export const STORE_BUFFER_ENTRIES = 16;
/** Operations in a row that touch no memory (pause, compute, points) before a thread counts as waiting for ever. */
export const MAX_SILENT_OPERATIONS = 1_000;
/** Times in a row that threads which all wait look again, before it is called a deadlock. */
export const MAX_LOOKS_AGAIN = 2;

/** Points that the checker understands, for `mark(point)`; others only appear in the trace. */
export const POINT = {
  /** Calls acquire. */
  arrive: 0,
  /** Is inside the critical section from here ... */
  enter: 1,
  /** ... to here. */
  leave: 2,
} as const;

/** System calls that the explorer carries out: sleeping and waking, enough for mutexes and condition variables. */
export const SLEEP_CALL = {
  /** (channel): sleeps until a later wake on that channel. Returns 0. A channel is an address of memory. */
  sleep: 1,
  /** (channel, count): wakes at most `count` sleepers, longest asleep first. Returns how many. */
  wake: 2,
  /** (address, expected): in one step, sleeps on that address if the word still equals `expected` (as a futex does). Returns 0 when woken, 1 when the word differed. */
  sleepIfEqual: 3,
} as const;
