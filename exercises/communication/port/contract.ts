/**
 * A port: what you implement, and what the kernel offers to it.
 *
 *      import { DONE, MESSAGE_BYTES, type PortMechanism, REFUSED, type Services, WAIT } from './contract';
 *      export class Port implements PortMechanism { ... }
 */

/** The call is over: it returns how many bytes were copied for it. */
export const DONE = 0;
/** Its process sleeps. Once you wake it, the call is asked for again. */
export const WAIT = 1;
/** The call is over and returns -1. */
export const REFUSED = -1;

/** Of a message, at most. */
export const MESSAGE_BYTES = 16;

export interface Services {
  /** Copies the next bytes of the sender whose call is in hand into the port's buffer, from this offset on. 0, or -1 where that cannot be. */
  copyIn(offset: number, bytes: number): number;
  /** Copies bytes of the buffer to the receiver whose call is in hand, behind those that it has. 0, or -1. */
  copyOut(offset: number, bytes: number): number;
  /** A process whose call on this port waits is to go on: you are asked for it again once you have answered. 0; -1 when it does not wait. */
  wake(process: number): number;
}

/** One object for each port: new Port(services, capacity), for `capacity` messages at a time, 1 to 256. */
export interface PortMechanism {
  /** A process sends a message. @param bytes 1 or more. @returns DONE, WAIT or REFUSED. */
  send(process: number, bytes: number): number;
  /** A process wants a message. @param bytes room that it has. @returns DONE, WAIT or REFUSED. */
  receive(process: number, bytes: number): number;
}
