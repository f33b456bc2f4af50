/**
 * What is explored: some threads, each a native program, and a few words of memory that they share.
 *
 * What a program does must depend only on what its operations return; then an exploration is a pure function of
 * the operations that they yield, and can be repeated from a log of them. Programs cannot be copied: `start` is
 * called whenever the explorer needs one at a place that no running one is at (program-tree.ts).
 */
import type { Program } from '../programs/operations';

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
  /** A fresh program of this thread, not resumed yet. */
  start(thread: number): Program;
}

/** Two processes a thread (the thread and its store buffer) must fit a bit mask of 31. */
export const MAX_THREADS = 15;
/** Keeps the tables small that an exploration makes once. */
export const MAX_WORDS = 4096;
/** Stores that a buffer holds; a full one makes the next store wait. Real cores have 40 to 70. */
export const STORE_BUFFER_ENTRIES = 16;
/** Operations in a row that touch no memory (pause, compute, points) before a thread counts as stuck. */
export const MAX_SILENT_OPERATIONS = 20_000;
/** Operations of a loop that is recognised as one that only waits. */
export const MAX_LOOP_OPERATIONS = 64;
/** So often a loop must go round with the same answers before it counts as one that goes on for ever. */
export const LOOKS_IN_VAIN = 128;
/**
 * Looks in vain that are given to a copy of the program, wherever the thread itself waits, to see whether it makes a
 * difference. Odd, so that it notices what changes with every other look.
 */
export const ATTENTIVE_LOOKS = 5;
/** Looks in vain that are taken for real in one thread, where they make a difference. */
export const MAX_COUNTED_LOOKS = 4;
