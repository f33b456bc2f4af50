/**
 * A port: messages of at most 16 bytes, in the order of sending.
 *
 *      send ─copyIn─▶ [ slot ][ slot ][ slot ] ... ─copyOut─▶ receive        a copy each, whoever waits
 */
import { MESSAGE_BYTES } from '../system-calls';
import {
  BUFFER_BYTES,
  CHANNEL_ANSWER,
  type ChannelMechanism,
  type ChannelServices,
  channelShape,
} from './channel-interface';

export const PORT_SHAPE = channelShape('Port');
const { done, wait, refused } = CHANNEL_ANSWER;

export class Port implements ChannelMechanism {
  private readonly slots: number;
  private first = 0;
  /** Bytes of each message that is there. */
  private readonly lengths: number[] = [];
  private readonly senders: number[] = [];
  private readonly receivers: number[] = [];

  /** @param capacity messages. */
  constructor(
    private readonly kernel: ChannelServices,
    capacity: number,
  ) {
    this.slots = Math.min(capacity, BUFFER_BYTES / MESSAGE_BYTES);
  }

  send(process: number, bytes: number): number {
    const { kernel, lengths, slots, senders } = this;
    if (bytes < 1 || bytes > MESSAGE_BYTES) return refused;
    if (lengths.length === slots) {
      senders.push(process);
      return wait;
    }
    kernel.copyIn(((this.first + lengths.length) % slots) * MESSAGE_BYTES, bytes);
    lengths.push(bytes);
    const receiver = this.receivers.shift();
    if (receiver !== undefined) kernel.wake(receiver);
    return done;
  }

  receive(process: number, bytes: number): number {
    const { kernel, lengths, receivers } = this;
    if (lengths.length === 0) {
      receivers.push(process);
      return wait;
    }
    if (bytes < lengths[0]) return refused;
    kernel.copyOut(this.first * MESSAGE_BYTES, lengths[0]);
    lengths.shift();
    this.first = (this.first + 1) % this.slots;
    const sender = this.senders.shift();
    if (sender !== undefined) kernel.wake(sender);
    return done;
  }

  close(): void {}
}
