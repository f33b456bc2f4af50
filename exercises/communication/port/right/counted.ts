// Two counters that only grow, of messages in and messages out; lengths in an array by slot.
import { DONE, MESSAGE_BYTES, type PortMechanism, REFUSED, type Services, WAIT } from '../contract';

export class Port implements PortMechanism {
  private sent = 0;
  private received = 0;
  private readonly lengths: number[] = [];
  private readonly waiting: number[][] = [[], []];

  constructor(
    private readonly services: Services,
    private readonly capacity: number,
  ) {}

  send(process: number, bytes: number): number {
    if (bytes > MESSAGE_BYTES) return REFUSED;
    if (this.sent - this.received === this.capacity) return this.sleep(0, process);
    const slot = this.sent++ % this.capacity;
    this.lengths[slot] = bytes;
    this.services.copyIn(slot * MESSAGE_BYTES, bytes);
    return this.wakeOne(1, DONE);
  }

  receive(process: number, bytes: number): number {
    if (this.sent === this.received) return this.sleep(1, process);
    const slot = this.received % this.capacity;
    if (this.lengths[slot] > bytes) return this.wakeOne(1, REFUSED);
    this.services.copyOut(slot * MESSAGE_BYTES, this.lengths[slot]);
    this.received++;
    return this.wakeOne(0, DONE);
  }

  private sleep(side: number, process: number): number {
    this.waiting[side].push(process);
    return WAIT;
  }

  private wakeOne(side: number, answer: number): number {
    const process = this.waiting[side].shift();
    if (process !== undefined) this.services.wake(process);
    return answer;
  }
}
