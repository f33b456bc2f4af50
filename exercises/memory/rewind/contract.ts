/**
 * Rewind and replay of a process: what you implement, and what the kernel offers to it.
 *
 *      import { CLOCK, type ReplayMechanism, type Services } from './contract';
 *      export class Rewind implements ReplayMechanism { ... }
 */

/** What a process asks of the kernel: cycles since the machine was switched on. */
export const CLOCK = 0;
/** The next word that came over the network; each is given out once. */
export const PACKET = 1;
/** How many frames of the machine no process has. */
export const FREE_FRAMES = 2;
/** A word of the memory of the process, as it is. */
export const WORD = 3;
/** How many steps the process has done. */
export const STEPS = 4;

/** A call that asks for what is not there, or may not be now, changes nothing and answers -1. */
export interface Services {
  /** Steps that the process has done, as it stands. */
  now(): number;
  /** Within asked(): what the kernel answers now. Called twice for one request, it answers the same. */
  answer(): number;
  /** While the process is recorded: adds an entry to the log, two numbers whose meaning is yours. @returns its number, from 0 on. */
  log(first: number, second: number): number;
  /** How many entries the log has. */
  entries(): number;
  /** The numbers of an entry; -1 when there is none. */
  first(entry: number): number;
  second(entry: number): number;
  /** Within standing(): keeps the pages that were written since the checkpoint before. @returns its number, from 0 on. */
  checkpoint(): number;
  /** How many were taken. */
  checkpoints(): number;
  /** The step at which a checkpoint was taken. */
  stepOf(checkpoint: number): number;
  /** Within rewind() and next(): the process is again as it was when the checkpoint was taken, now() included. */
  restore(checkpoint: number): number;
  /** Within rewind() and next(): the signal arrives, and the process handles it. */
  deliver(signal: number): number;
}

/**
 * new Rewind(services, everySteps), twice: one object while the process is recorded, and another one for all rewinds.
 * Between checkpoints there should be about everySteps steps.
 */
export interface ReplayMechanism {
  /** Recorded: called before each step; the process has done so many. The answer is not looked at. */
  standing(step: number): number;
  /** Recorded: a signal arrives, after standing() and before the step, and is handled. The answer is not looked at. */
  signal(signal: number): number;
  /** Recorded or rewound: the process asks, in the middle of a step. @returns what it gets. */
  asked(kind: number): number;
  /** The process is to stand as it did when standing(step) was called, or would have been at the end. */
  rewind(step: number): number;
  /** Called after rewind(), until it answers 0. @returns 1: the process does one step; 0: it stands there. */
  next(): number;
}
