// Counters that only grow; the transport header is one byte, the exclusive or of all bytes: a bit that turns, turns in it.
import {
  DONE,
  LINK,
  MESSAGE_BYTES,
  NETWORK,
  REFUSED,
  type Services,
  type SocketMechanism,
  TRANSPORT,
  WAIT,
} from '../contract';

const SLOT_BYTES = 512;
const PARITY = MESSAGE_BYTES;

export class Socket implements SocketMechanism {
  private sent = 0;
  private received = 0;
  private readonly lengths: number[] = [];
  private readonly waiting: number[][] = [[], []];
  private readonly isLocal: boolean;

  constructor(
    private readonly services: Services,
    private readonly capacity: number,
    fromHost: number,
    toHost: number,
  ) {
    this.isLocal = fromHost === toHost;
  }

  send(process: number, bytes: number): number {
    if (bytes > MESSAGE_BYTES) return REFUSED;
    if (this.sent - this.received === this.capacity) return this.sleep(0, process);
    const at = (this.sent % this.capacity) * SLOT_BYTES;
    this.services.copyIn(at, bytes);
    if (!this.isLocal) {
      this.services.storeByte(at + PARITY, this.parity(at, bytes));
      this.services.cross(TRANSPORT);
      this.services.cross(NETWORK);
      this.services.cross(LINK);
      this.services.cross(LINK);
      this.services.cross(NETWORK);
      this.services.cross(TRANSPORT);
      if (this.services.loadByte(at + PARITY) !== this.parity(at, bytes)) return this.wakeOne(0, DONE);
    }
    this.lengths[this.sent % this.capacity] = bytes;
    this.sent++;
    return this.wakeOne(1, DONE);
  }

  receive(process: number, bytes: number): number {
    if (this.sent === this.received) return this.sleep(1, process);
    const slot = this.received % this.capacity;
    if (this.lengths[slot] > bytes) return this.wakeOne(1, REFUSED);
    this.services.copyOut(slot * SLOT_BYTES, this.lengths[slot]);
    this.received++;
    return this.wakeOne(0, DONE);
  }

  private parity(at: number, bytes: number): number {
    let parity = 0;
    for (let i = 0; i < bytes; i++) parity ^= this.services.loadByte(at + i);
    return parity;
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
