/**
 * A socket: messages from one host to another through the kernel's protocol stack; within one host past it.
 *
 *      send                                  receive
 *       │ transport header ─ cross(0)           ▲ cross(0): ports, length and checksum hold
 *       │ network header ─── cross(1)           │ cross(1): for this host
 *       ▼ link header ────── cross(2) ─ wire ──▶┘ cross(2)              other host: 3 layers down, 3 up
 *       └────────────────────────────────────────▶ straight into the receiver's buffer     same host: none
 *
 *      slot   [ link 4 ][ network 8 ][ transport 8 ][ message up to slotBytes - 20 ]
 *
 * Hosts are name spaces of one machine, as containers have; the wire between them loses nothing. Left out: streams,
 * retransmission, fragments. Layers after RFC 1122, section 1.1.3; checksum as RFC 1071, over bytes.
 */
import {
  BUFFER_BYTES,
  CHANNEL_ANSWER,
  type ChannelMechanism,
  type ChannelServices,
} from './channel-interface';

const { done, wait, refused } = CHANNEL_ANSWER;

const LAYER = { transport: 0, network: 1, link: 2 } as const;
const HEADER = { link: 0, network: 4, transport: 12, message: 20 } as const;
/** What each header begins with, so that whoever unpacks it knows it. */
const MARK = [0x11, 0x45, 0x08] as const;
const SLOTS = 8;
const SLOT_BYTES = BUFFER_BYTES / SLOTS;
/** What a message may be at most. */
export const SOCKET_BYTES = SLOT_BYTES - HEADER.message;

export class Socket implements ChannelMechanism {
  private readonly capacity: number;
  private first = 0;
  private readonly lengths: number[] = [];
  private readonly senders: number[] = [];
  private readonly receivers: number[] = [];

  /** @param capacity messages, 8 at most. */
  constructor(
    private readonly kernel: ChannelServices,
    capacity: number,
    private readonly fromHost: number,
    private readonly toHost: number,
  ) {
    this.capacity = Math.min(capacity, SLOTS);
  }

  send(process: number, bytes: number): number {
    const { kernel, lengths, capacity, senders } = this;
    if (bytes < 1 || bytes > SOCKET_BYTES) return refused;
    if (lengths.length === capacity) {
      senders.push(process);
      return wait;
    }
    const slot = ((this.first + lengths.length) % capacity) * SLOT_BYTES;
    kernel.copyIn(slot + HEADER.message, bytes);
    if (this.fromHost !== this.toHost) {
      this.pack(slot, bytes);
      if (this.unpack(slot) !== bytes) {
        this.wake(senders); // there is room still
        return done; // lost on the way: nobody is told
      }
    }
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
    kernel.copyOut(this.first * SLOT_BYTES + HEADER.message, lengths[0]);
    lengths.shift();
    this.first = (this.first + 1) % this.capacity;
    this.wake(this.senders);
    return done;
  }

  private wake(waiting: number[]): void {
    const process = waiting.shift();
    if (process !== undefined) this.kernel.wake(process);
  }

  /** Down the stack: each layer puts its header in front. */
  private pack(slot: number, bytes: number): void {
    const { kernel, fromHost, toHost } = this;
    const sum = this.sum(slot + HEADER.message, bytes);
    this.header(slot + HEADER.transport, LAYER.transport, [bytes >>> 8, bytes, sum >>> 8, sum]);
    this.header(slot + HEADER.network, LAYER.network, [fromHost >>> 8, fromHost, toHost >>> 8, toHost]);
    this.header(slot + HEADER.link, LAYER.link, []);
    kernel.cross(LAYER.transport);
    kernel.cross(LAYER.network);
    kernel.cross(LAYER.link);
  }

  /** Up the stack: each layer looks at its header and takes it off. @returns bytes of the message; -1 when it is dropped. */
  private unpack(slot: number): number {
    const { kernel, toHost } = this;
    const [link, network, transport] = [HEADER.link, HEADER.network, HEADER.transport].map((at) => slot + at);
    kernel.cross(LAYER.link);
    if (kernel.loadByte(link) !== MARK[LAYER.link]) return -1;
    kernel.cross(LAYER.network);
    if (kernel.loadByte(network) !== MARK[LAYER.network] || this.half(network + 3) !== (toHost & 0xffff))
      return -1;
    kernel.cross(LAYER.transport);
    if (kernel.loadByte(transport) !== MARK[LAYER.transport]) return -1;
    const bytes = this.half(transport + 1);
    return this.half(transport + 3) === this.sum(slot + HEADER.message, bytes) ? bytes : -1;
  }

  private header(at: number, layer: number, bytes: readonly number[]): void {
    this.kernel.storeByte(at, MARK[layer]);
    bytes.forEach((byte, i) => {
      this.kernel.storeByte(at + 1 + i, byte & 0xff);
    });
  }

  private half(at: number): number {
    return (this.kernel.loadByte(at) << 8) | this.kernel.loadByte(at + 1);
  }

  private sum(from: number, bytes: number): number {
    let sum = 0;
    for (let i = 0; i < bytes; i++)
      sum = (sum + this.kernel.loadByte(from + i) * (1 + (i & 1) * 255)) % 0xffff;
    return sum;
  }
}
