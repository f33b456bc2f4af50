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
  /** `process` wants to send. @param bytes those that are still to be copied in. @returns one of CHANNEL_ANSWER. */
  send(process: number, bytes: number, priority: number): number;
  /** `process` wants to receive. @param bytes room that it still has. @returns one of CHANNEL_ANSWER. */
  receive(process: number, bytes: number): number;
  /** Nobody has this end (PIPE_END) any more. Only pipes are told. @returns nothing */
  close(end: number): void;
}

/** The constructor gets the services, then capacity, first and second of `createChannel`. */
export const channelShape = (className: string): PolicyShape => ({
  className,
  methods: { send: 3, receive: 2, close: 1 },
  programs: {},
  services: { copyIn: 2, copyOut: 2, loadByte: 1, storeByte: 2, wake: 1, cross: 1 },
});

/** Of a pipe: bytes have no priority, and the kernel keeps nothing of its own among them. */
export const PIPE_SHAPE: PolicyShape = {
  className: 'Pipe',
  methods: { send: 2, receive: 2, close: 1 },
  programs: {},
  services: { copyIn: 2, copyOut: 2, wake: 1 },
};
