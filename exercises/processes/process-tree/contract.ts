/**
 * The tree of processes that you implement, and what the kernel does for you.
 *
 *      import { INIT, MAX_PROCESSES, PROCESS_FIELD, PROCESS_STATE, type Kernel, type ProcessTreeMechanism } from './contract';
 *      export class ProcessTree implements ProcessTreeMechanism { ... }
 *
 * Processes are numbers from 1 to MAX_PROCESSES - 1. A number is given again after its process was reaped, the lowest
 * free one first; only INIT, which is 1, never is.
 */

/**
 * Of a process's record. Yours are three of its fields: `state`, one of PROCESS_STATE; `parent`, a number, 0 for init;
 * and `waiting`, which nobody but you looks at: it is 0 when a process begins.
 */
export {
  INIT,
  MAX_PROCESSES,
  PROCESS_FIELD,
  PROCESS_STATE,
} from '../../../simulator/kernel/processes/process-record';

/** What the kernel does for you. All numbers. */
export interface Kernel {
  /** A field of a process's record. @param field of PROCESS_FIELD. @returns -1 where there can be no such process. */
  get(process: number, field: number): number;
  /** Changes a field of a process's record. @returns 0, or -1 where there can be no such process. */
  set(process: number, field: number, value: number): number;
  /**
   * Lets a process go on whose `wait` you answered with 0: its call answers `child` now, with the status of `child`.
   * @returns 0, or -1 when it is not blocked in wait, or there can be no such child: then nothing happens.
   */
  wake(process: number, child: number): number;
  /**
   * Reaps a process that is over: its record is free (state PROCESS_STATE.free), its number may be given again.
   * @returns 0, or -1 when it is alive or free already.
   */
  release(process: number): number;
}

/**
 * There is one object for all processes, made once: `new ProcessTree(kernel)`. Processes begin without your being told:
 * the kernel sets `parent`, and `state` to PROCESS_STATE.alive, when one forks.
 */
export interface ProcessTreeMechanism {
  /**
   * `process` ended, or was ended for a fault. It gave its memory back; its record says PROCESS_STATE.alive still.
   * @returns nothing
   */
  exit(process: number): void;
  /**
   * `process` waits for any of its children.
   * @returns the number of a child that is over, and is reaped now; 0: none is over yet, the kernel blocks `process`
   *   until you wake it; -1: it has no children.
   */
  wait(process: number): number;
}
