// A queue of messages, each with its slot; a free slot is found by looking through them.
import { DONE, MESSAGE_BYTES, type PortMechanism, REFUSED, type Services, WAIT } from '../contract';

export class Port implements PortMechanism {
  private messages: { slot: number; bytes: number }[] = [];
  private senders: number[] = [];
  private receivers: number[] = [];

  constructor(
    private readonly services: Services,
    private readonly capacity: number,
  ) {}

  send(process: number, bytes: number): number {
    if (bytes > MESSAGE_BYTES) return REFUSED;
    for (let slot = 0; slot < this.capacity; slot++) {
      if (this.messages.some((each) => each.slot === slot)) continue;
      this.services.copyIn(slot * MESSAGE_BYTES, bytes);
      this.messages.push({ slot, bytes });
      if (this.receivers.length > 0) this.services.wake(this.receivers.shift() as number);
      return DONE;
    }
    this.senders.push(process);
    return WAIT;
  }

  receive(process: number, bytes: number): number {
    if (this.messages.length === 0) {
      this.receivers.push(process);
      return WAIT;
    }
    const oldest = this.messages[0];
    if (oldest.bytes > bytes) {
      if (this.receivers.length > 0) this.services.wake(this.receivers.shift() as number);
      return REFUSED;
    }
    this.services.copyOut(oldest.slot * MESSAGE_BYTES, oldest.bytes);
    this.messages = this.messages.filter((each) => each !== oldest);
    if (this.senders.length > 0) this.services.wake(this.senders.shift() as number);
    return DONE;
  }
}
