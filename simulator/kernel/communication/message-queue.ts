/**
 * A message queue: messages with boundaries and priorities. The highest priority is received first, of equal ones the
 * oldest; a message is received whole or not at all (mq_overview(7) of Linux, POSIX mq_receive).
 *
 *      buffer   `capacity` slots of equal size; a message lies in any free one
 */
import { BUFFER_BYTES, CHANNEL_ANSWER, type ChannelMechanism, type CopyServices } from './channel-interface';

const { done, wait, refused } = CHANNEL_ANSWER;

export class MessageQueue implements ChannelMechanism {
  private readonly slotBytes: number;
  private readonly freeSlots: number[];
  /** In the order in which they are received. */
  private readonly messages: { readonly slot: number; readonly bytes: number; readonly priority: number }[] =
    [];
  private readonly senders: number[] = [];
  private readonly receivers: number[] = [];

  /** @param capacity messages. */
  constructor(
    private readonly kernel: CopyServices,
    capacity: number,
  ) {
    this.slotBytes = Math.floor(BUFFER_BYTES / capacity);
    this.freeSlots = Array.from({ length: capacity }, (_, i) => capacity - 1 - i);
  }

  send(process: number, bytes: number, priority: number): number {
    const { kernel, freeSlots, messages, slotBytes } = this;
    if (bytes < 1 || bytes > slotBytes || priority < 0) return refused;
    const slot = freeSlots.pop();
    if (slot === undefined) {
      this.senders.push(process);
      return wait;
    }
    kernel.copyIn(slot * slotBytes, bytes);
    let at = messages.length;
    while (at > 0 && messages[at - 1].priority < priority) at--;
    messages.splice(at, 0, { slot, bytes, priority });
    this.wake(this.receivers);
    return done;
  }

  receive(process: number, bytes: number): number {
    const { kernel, freeSlots, messages, slotBytes } = this;
    const message = messages[0];
    if (message === undefined) {
      this.receivers.push(process);
      return wait;
    }
    if (bytes < message.bytes) {
      this.wake(this.receivers); // one that has more room, perhaps
      return refused;
    }
    kernel.copyOut(message.slot * slotBytes, message.bytes);
    messages.shift();
    freeSlots.push(message.slot);
    this.wake(this.senders);
    return done;
  }

  private wake(waiting: number[]): void {
    const process = waiting.shift();
    if (process !== undefined) this.kernel.wake(process);
  }
}
