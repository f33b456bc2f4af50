// Messages with their slots in a list; the transport header is the sum of all bytes, two bytes behind the message's place.
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

export class Socket implements SocketMechanism {
  private messages: { slot: number; bytes: number }[] = [];
  private senders: number[] = [];
  private receivers: number[] = [];

  constructor(
    private readonly services: Services,
    private readonly capacity: number,
    private readonly fromHost: number,
    private readonly toHost: number,
  ) {}

  send(process: number, bytes: number): number {
    if (bytes > MESSAGE_BYTES) return REFUSED;
    if (this.messages.length === this.capacity) {
      this.senders.push(process);
      return WAIT;
    }
    let slot = 0;
    while (this.messages.some((each) => each.slot === slot)) slot++;
    this.services.copyIn(slot * SLOT_BYTES, bytes);
    if (this.fromHost !== this.toHost && !this.travels(slot * SLOT_BYTES, bytes)) {
      if (this.senders.length > 0) this.services.wake(this.senders.shift() as number);
      return DONE;
    }
    this.messages.push({ slot, bytes });
    if (this.receivers.length > 0) this.services.wake(this.receivers.shift() as number);
    return DONE;
  }

  receive(process: number, bytes: number): number {
    if (this.messages.length === 0) {
      this.receivers.push(process);
      return WAIT;
    }
    if (this.messages[0].bytes > bytes) {
      if (this.receivers.length > 0) this.services.wake(this.receivers.shift() as number);
      return REFUSED;
    }
    this.services.copyOut(this.messages[0].slot * SLOT_BYTES, this.messages[0].bytes);
    this.messages.shift();
    if (this.senders.length > 0) this.services.wake(this.senders.shift() as number);
    return DONE;
  }

  private travels(at: number, bytes: number): boolean {
    const sum = this.sum(at, bytes);
    this.services.storeByte(at + MESSAGE_BYTES, sum >> 8);
    this.services.storeByte(at + MESSAGE_BYTES + 1, sum & 0xff);
    for (const layer of [TRANSPORT, NETWORK, LINK]) this.services.cross(layer);
    for (const layer of [LINK, NETWORK, TRANSPORT]) this.services.cross(layer);
    const told =
      this.services.loadByte(at + MESSAGE_BYTES) * 256 + this.services.loadByte(at + MESSAGE_BYTES + 1);
    return told === this.sum(at, bytes);
  }

  private sum(at: number, bytes: number): number {
    let sum = 0;
    for (let i = 0; i < bytes; i++) sum += this.services.loadByte(at + i);
    return sum % 65_536;
  }
}
