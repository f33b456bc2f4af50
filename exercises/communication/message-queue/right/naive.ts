// Messages lie in a table by slot, with the number of their sending; each receive looks through all of them.
import { BUFFER_BYTES, DONE, type QueueMechanism, REFUSED, type Services, WAIT } from '../contract';

export class MessageQueue implements QueueMechanism {
  private readonly slots: { bytes: number; priority: number; order: number }[] = [];
  private sent = 0;
  private senders: number[] = [];
  private receivers: number[] = [];

  constructor(
    private readonly services: Services,
    private readonly capacity: number,
  ) {
    for (let i = 0; i < capacity; i++) this.slots.push({ bytes: 0, priority: 0, order: 0 });
  }

  send(process: number, bytes: number, priority: number): number {
    const slotBytes = Math.floor(BUFFER_BYTES / this.capacity);
    if (bytes > slotBytes) return REFUSED;
    for (let i = 0; i < this.capacity; i++) {
      if (this.slots[i].bytes > 0) continue;
      this.services.copyIn(i * slotBytes, bytes);
      this.slots[i] = { bytes, priority, order: this.sent };
      this.sent++;
      if (this.receivers.length > 0) this.services.wake(this.receivers.shift() as number);
      return DONE;
    }
    this.senders.push(process);
    return WAIT;
  }

  receive(process: number, bytes: number): number {
    let best = -1;
    for (let i = 0; i < this.capacity; i++) {
      if (this.slots[i].bytes === 0) continue;
      if (best < 0) best = i;
      const [one, other] = [this.slots[i], this.slots[best]];
      if (one.priority > other.priority) best = i;
      if (one.priority === other.priority && one.order < other.order) best = i;
    }
    if (best < 0) {
      this.receivers.push(process);
      return WAIT;
    }
    if (this.slots[best].bytes > bytes) {
      if (this.receivers.length > 0) this.services.wake(this.receivers.shift() as number);
      return REFUSED;
    }
    this.services.copyOut(best * Math.floor(BUFFER_BYTES / this.capacity), this.slots[best].bytes);
    this.slots[best].bytes = 0;
    if (this.senders.length > 0) this.services.wake(this.senders.shift() as number);
    return DONE;
  }
}
