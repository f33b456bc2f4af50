/**
 * A port: messages of at most 16 bytes, in the order of sending.
 *
 *      send ─copyIn─▶ [ slot ][ slot ][ slot ] ... ─copyOut─▶ receive        a copy each, whoever waits
 */
import { MESSAGE_BYTES } from '../system-calls';
import { BUFFER_BYTES, CHANNEL_ANSWER, type ChannelMechanism, type CopyServices } from './channel-interface';

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
    private readonly kernel: CopyServices,
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
    this.wake(this.receivers);
    return done;
  }

  receive(process: number, bytes: number): number {
    const { kernel, lengths, receivers } = this;
    if (lengths.length === 0) {
      receivers.push(process);
      return wait;
    }
    if (bytes < lengths[0]) {
      this.wake(receivers); // one that has more room, perhaps
      return refused;
    }
    kernel.copyOut(this.first * MESSAGE_BYTES, lengths[0]);
    lengths.shift();
    this.first = (this.first + 1) % this.slots;
    this.wake(this.senders);
    return done;
  }

  private wake(waiting: number[]): void {
    const process = waiting.shift();
    if (process !== undefined) this.kernel.wake(process);
  }
}
