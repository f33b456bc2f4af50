/**
 * A socket: what you implement, and what the kernel offers to it.
 *
 *      import { DONE, LINK, REFUSED, type Services, type SocketMechanism, WAIT } from './contract';
 *      export class Socket implements SocketMechanism { ... }
 */

/** The call is over: it returns how many bytes were copied for it. */
export const DONE = 0;
/** Its process sleeps. Once you wake it, the call is asked for again. */
export const WAIT = 1;
/** The call is over and returns -1. */
export const REFUSED = -1;

/** The layers of the protocol stack, from above. */
export const TRANSPORT = 0;
export const NETWORK = 1;
export const LINK = 2;

/** Of the socket's buffer: its offsets are 0 to BUFFER_BYTES - 1. */
export const BUFFER_BYTES = 4_096;
/** Of a message, at most. */
export const MESSAGE_BYTES = 492;

export interface Services {
  /** Copies the next bytes of the sender whose call is in hand into the buffer, from this offset on. 0, or -1 where that cannot be. */
  copyIn(offset: number, bytes: number): number;
  /** Copies bytes of the buffer to the receiver whose call is in hand, behind those that it has. 0, or -1. */
  copyOut(offset: number, bytes: number): number;
  /** A process whose call waits is to go on: you are asked for it again once you have answered. 0; -1 when it does not wait. */
  wake(process: number): number;
  /** The message in hand passes a layer: down to LINK, over the wire, and up again. 0. */
  cross(layer: number): number;
  /** A byte of the buffer, 0 to 255. */
  loadByte(offset: number): number;
  /** Its low eight bits are stored. 0; -1 outside of the buffer. */
  storeByte(offset: number, byte: number): number;
}

/** One object for the whole run: new Socket(services, capacity, fromHost, toHost), for `capacity` messages at a time, 1 to 8. */
export interface SocketMechanism {
  /** A process of fromHost sends a message. @param bytes 1 or more. @returns DONE, WAIT or REFUSED. */
  send(process: number, bytes: number): number;
  /** A process of toHost wants a message. @param bytes room that it has. @returns DONE, WAIT or REFUSED. */
  receive(process: number, bytes: number): number;
}
