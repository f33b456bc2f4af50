/**
 * Channels: what the kernel asks one, and what it offers. Only numbers cross.
 *
 *      sender's memory ──copyIn──▶ [ buffer of the channel: one frame ] ──copyOut──▶ receiver's memory
 *
 * A port, a pipe, a message queue and a socket are each an object behind this interface; it decides what lies where in
 * the buffer, who has to wait, and who goes on. A call that waits is asked for again when its process is woken.
 */
import type { PolicyShape } from '../../engine/policy';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';

/** Bytes of a channel's buffer. */
export const BUFFER_BYTES = PAGE_BYTES;

/** What `send` and `receive` answer. */
export const CHANNEL_ANSWER = {
  /** The call is over; it returns how many bytes were copied for it. */
  done: 0,
  /** Its process sleeps. */
  wait: 1,
  /** The call is over and returns -1. */
  refused: -1,
} as const;

export const PIPE_END = { read: 0, write: 1 } as const;

export interface ChannelServices {
  /** The next bytes of the sender whose call is in hand go into the buffer. @returns 0; -1 when it has not so many left, or they do not fit there. */
  copyIn(offset: number, bytes: number): number;
  /** Bytes of the buffer go to the receiver whose call is in hand, behind those that it has. @returns 0, or -1 as copyIn. */
  copyOut(offset: number, bytes: number): number;
  /** A byte of the buffer, for what the kernel itself keeps there. */
  loadByte(offset: number): number;
  storeByte(offset: number, byte: number): number;
  /** A process that sleeps in a call on this channel goes on, once the call in hand has been decided. @returns 0; -1 when it does not sleep. */
  wake(process: number): number;
  /** A message passes a layer of the protocol stack. @returns 0 */
  cross(layer: number): number;
}

export interface ChannelMechanism {
  /** `process` wants to send. @param bytes those that are still to be copied in. @param priority of a message queue. @returns one of CHANNEL_ANSWER. */
  send(process: number, bytes: number, priority: number): number;
  /** `process` wants to receive. @param bytes room that it still has. @returns one of CHANNEL_ANSWER. */
  receive(process: number, bytes: number): number;
}

/** A channel that its processes have ends of. */
export interface EndedMechanism extends ChannelMechanism {
  /** Nobody has this end (PIPE_END) any more. @returns nothing */
  close(end: number): void;
}

/** What every channel is offered. */
export type CopyServices = Pick<ChannelServices, 'copyIn' | 'copyOut' | 'wake'>;

// The constructors get the services, then capacity, first and second of `createChannel`.

const METHODS = { send: 2, receive: 2 } as const;
const COPIES = { copyIn: 2, copyOut: 2, wake: 1 } as const;
const shapeOf = (
  className: string,
  methods: PolicyShape['methods'],
  services: PolicyShape['services'] = COPIES,
): PolicyShape => ({ className, methods, programs: {}, services });

export const PORT_SHAPE = shapeOf('Port', METHODS);
export const PIPE_SHAPE = shapeOf('Pipe', { ...METHODS, close: 1 });
export const MESSAGE_QUEUE_SHAPE = shapeOf('MessageQueue', { send: 3, receive: 2 });
export const SOCKET_SHAPE = shapeOf('Socket', METHODS, { ...COPIES, loadByte: 1, storeByte: 2, cross: 1 });
