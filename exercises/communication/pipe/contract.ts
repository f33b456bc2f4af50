/**
 * A pipe: what you implement, and what the kernel offers to it.
 *
 *      import { DONE, type PipeMechanism, REFUSED, type Services, WAIT, WRITE_END } from './contract';
 *      export class Pipe implements PipeMechanism { ... }
 */

/** The call is over: it returns how many bytes were copied for it. */
export const DONE = 0;
/** Its process sleeps. Once you wake it, the call is asked for again. */
export const WAIT = 1;
/** The call is over and returns -1. */
export const REFUSED = -1;

export const READ_END = 0;
export const WRITE_END = 1;

export interface Services {
  /** Copies the next bytes of the writer whose call is in hand into the ring, from this offset on. 0, or -1 where that cannot be. */
  copyIn(offset: number, bytes: number): number;
  /** Copies bytes of the ring to the reader whose call is in hand, behind those that it has. 0, or -1. */
  copyOut(offset: number, bytes: number): number;
  /** A process whose call waits is to go on: you are asked for it again once you have answered. 0; -1 when it does not wait. */
  wake(process: number): number;
}

/** One object for the whole run: new Pipe(services, capacity). The ring has the offsets 0 to capacity - 1. */
export interface PipeMechanism {
  /** A process writes. @param bytes those of its call that are not copied yet. @returns DONE, WAIT or REFUSED. */
  send(process: number, bytes: number): number;
  /** A process reads. @param bytes room that it has. @returns DONE, WAIT or REFUSED. */
  receive(process: number, bytes: number): number;
  /** No process has this end any more. The answer is not looked at. */
  close(end: number): void;
}
