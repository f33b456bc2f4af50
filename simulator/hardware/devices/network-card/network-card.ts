/**
 * A network card: rings of descriptors in memory, filled by software and emptied by the card, and the reverse.
 *
 *      transmit ring   head ──card──▶ tail ──software──▶        each descriptor: address, bytes, flags, unused
 *      receive ring    head ──card──▶ tail ──software──▶        equal head and tail: nothing to do
 *
 *      transmit: descriptor by DMA ─▶ packet by DMA ─▶ wire, so many cycles a byte ─▶ link ─▶ flags done, interrupt
 *      receive:  link ─▶ queue of 16 ─▶ descriptor by DMA ─▶ packet by DMA ─▶ flags done and length, interrupt
 *
 * Programmed transmission needs no memory: words to data, then the command; while the transmitter is busy, it is
 * ignored. A packet longer than the buffer of its descriptor is dropped, and the descriptor used up with an error.
 */
import type { Segment } from '../../bus/dma-engine';
import { type Device, RegisterDevice, RUNQUEUE_VENDOR } from '../device';
import type { Link, LinkEnd } from './link';
import {
  DESCRIPTOR_BYTES,
  DESCRIPTOR_FLAGS,
  MAX_PACKET_BYTES,
  NETWORK_CAUSE,
  NETWORK_COMMAND,
  NETWORK_CONTROL,
  NETWORK_REGISTERS,
  NETWORK_STATUS,
  type NetworkRegister,
  RECEIVE_QUEUE_PACKETS,
  RECEIVED_BYTES_SHIFT,
} from './network-card-registers';

const EVENT = {
  transmitDescriptor: 0,
  transmitData: 1,
  transmitted: 2,
  transmitFlags: 3,
  arrival: 4,
  receiveDescriptor: 5,
  receiveData: 6,
  receiveFlags: 7,
} as const;

type Descriptor = { readonly address: number; readonly byteLength: number };

/** The two directions share their ring arithmetic. */
type Ring = { ring: number; count: number; head: number; tail: number };

class NetworkCard extends RegisterDevice<NetworkRegister> implements Device, LinkEnd {
  readonly deviceClass = 'network';
  readonly description = 'network card: transmit and receive rings, DMA';
  readonly registers = NETWORK_REGISTERS;
  readonly identity = { vendor: RUNQUEUE_VENDOR, device: 0x0030, classCode: 0x020000 };
  private readonly end: number;
  private control = 0;
  private cause = 0;
  private interruptEnable = 0;
  private transmit: Ring = { ring: 0, count: 0, head: 0, tail: 0 };
  private receive: Ring = { ring: 0, count: 0, head: 0, tail: 0 };
  private counts = { sent: 0, received: 0, dropped: 0 };
  /** Words written for a programmed transmission. */
  private programmed: number[] = [];
  private transmitting = false;
  /** The transmission comes from the ring, so that its descriptor must be marked. */
  private fromRing = false;
  private transmitDescriptor: Descriptor = { address: 0, byteLength: 0 };
  private transmitFlags = 0;
  private outgoing: Uint8Array = new Uint8Array(0);
  private receiving = false;
  private receiveDescriptor: Descriptor = { address: 0, byteLength: 0 };
  private receiveFlags = 0;
  /** On the wire, by number, until they arrive; then in the queue. */
  private inFlight = new Map<number, Uint8Array>();
  private nextPacket = 0;
  private queue: Uint8Array[] = [];

  constructor(
    private readonly link: Link,
    readonly name: string,
  ) {
    super();
    this.end = link.attach(this);
  }

  deliver(packet: Uint8Array, cycle: number): void {
    const number = this.nextPacket++;
    this.inFlight.set(number, packet);
    this.host.schedule(cycle, EVENT.arrival, number);
  }

  handleEvent(kind: number, argument: number): void {
    switch (kind) {
      case EVENT.transmitDescriptor:
        this.fetchTransmitData();
        break;
      case EVENT.transmitData:
        this.putOnWire();
        break;
      case EVENT.transmitted:
        this.transmitted();
        break;
      case EVENT.transmitFlags:
        this.endTransmission();
        break;
      case EVENT.arrival:
        this.arrived(argument);
        break;
      case EVENT.receiveDescriptor:
        this.fetchReceiveBuffer();
        break;
      case EVENT.receiveData:
        this.storePacket();
        break;
      case EVENT.receiveFlags:
        this.endReception();
        break;
    }
    this.drive();
  }

  // Registers

  protected readRegister(name: NetworkRegister): number {
    switch (name) {
      case 'status':
        return (
          (this.transmitting ? NETWORK_STATUS.transmitting : 0) |
          (this.receiving ? NETWORK_STATUS.receiving : 0)
        );
      case 'control':
        return this.control;
      case 'cause':
        return this.cause;
      case 'interruptEnable':
        return this.interruptEnable;
      case 'transmitRing':
        return this.transmit.ring;
      case 'transmitCount':
        return this.transmit.count;
      case 'transmitHead':
        return this.transmit.head;
      case 'transmitTail':
        return this.transmit.tail;
      case 'receiveRing':
        return this.receive.ring;
      case 'receiveCount':
        return this.receive.count;
      case 'receiveHead':
        return this.receive.head;
      case 'receiveTail':
        return this.receive.tail;
      case 'sent':
        return this.counts.sent;
      case 'received':
        return this.counts.received;
      case 'droppedPackets':
        return this.counts.dropped;
      case 'command':
      case 'data':
        return 0;
    }
  }

  protected writeRegister(name: NetworkRegister, value: number): void {
    switch (name) {
      case 'command':
        if ((value & 0xffff) === NETWORK_COMMAND.sendProgrammed) this.sendProgrammed(value >>> 16);
        break;
      case 'data':
        if (this.programmed.length * 4 < MAX_PACKET_BYTES) this.programmed.push(value | 0);
        break;
      case 'control':
        this.control = value & 3;
        break;
      case 'cause':
        this.cause &= ~value;
        break;
      case 'interruptEnable':
        this.interruptEnable = value;
        break;
      case 'transmitRing':
        this.transmit.ring = value >>> 0;
        break;
      case 'transmitCount':
        this.transmit = { ...this.transmit, count: value >>> 0, head: 0, tail: 0 };
        break;
      case 'transmitTail':
        this.transmit.tail = slot(this.transmit, value >>> 0);
        break;
      case 'receiveRing':
        this.receive.ring = value >>> 0;
        break;
      case 'receiveCount':
        this.receive = { ...this.receive, count: value >>> 0, head: 0, tail: 0 };
        break;
      case 'receiveTail':
        this.receive.tail = slot(this.receive, value >>> 0);
        break;
    }
    this.startTransmission();
    this.startReception();
    this.drive();
  }

  private drive(): void {
    this.host.setInterrupt((this.cause & this.interruptEnable) !== 0);
  }

  // Transmission

  private sendProgrammed(byteLength: number): void {
    if (this.transmitting) return;
    const words = Int32Array.from(this.programmed);
    this.programmed = [];
    this.transmitting = true;
    this.fromRing = false;
    this.outgoing = bytesOf(words).slice(0, byteLength);
    this.sendOutgoing();
  }

  private startTransmission(): void {
    const { head, tail } = this.transmit;
    if (this.transmitting || (this.control & NETWORK_CONTROL.transmit) === 0 || head === tail) return;
    this.transmitting = true;
    this.fromRing = true;
    this.transmitFlags = DESCRIPTOR_FLAGS.done;
    const cycle = this.host.memory.reserve([descriptorAt(this.transmit)], false);
    if (cycle === undefined) this.refuseTransmission();
    else this.host.schedule(cycle, EVENT.transmitDescriptor);
  }

  private fetchTransmitData(): void {
    const descriptor = this.readDescriptor(this.transmit);
    if (descriptor === undefined) {
      this.refuseTransmission();
      return;
    }
    this.transmitDescriptor = descriptor;
    const fits = descriptor.byteLength >= 1 && descriptor.byteLength <= MAX_PACKET_BYTES;
    const cycle = fits ? this.host.memory.reserve([descriptor], false) : undefined;
    if (cycle === undefined) this.failTransmission();
    else this.host.schedule(cycle, EVENT.transmitData);
  }

  private putOnWire(): void {
    const packet = this.host.memory.read([this.transmitDescriptor]);
    if (packet === undefined) {
      this.failTransmission();
      return;
    }
    this.outgoing = packet;
    this.sendOutgoing();
  }

  private sendOutgoing(): void {
    this.host.schedule(this.host.now() + this.outgoing.length * this.link.byteCycles, EVENT.transmitted);
  }

  private transmitted(): void {
    this.link.send(this.end, this.outgoing, this.host.now());
    this.outgoing = new Uint8Array(0);
    this.counts.sent++;
    if (this.fromRing) this.writeTransmitFlags();
    else {
      this.cause |= NETWORK_CAUSE.transmitted;
      this.transmitting = false;
      this.startTransmission();
    }
  }

  private writeTransmitFlags(): void {
    const cycle = this.host.memory.reserve([flagsOf(this.transmit)], true);
    if (cycle === undefined) this.refuseTransmission();
    else this.host.schedule(cycle, EVENT.transmitFlags);
  }

  private endTransmission(): void {
    const stored = this.host.memory.write([flagsOf(this.transmit)], wordBytes(this.transmitFlags));
    if (!stored) {
      this.refuseTransmission();
      return;
    }
    this.cause |= NETWORK_CAUSE.transmitted;
    advance(this.transmit);
    this.transmitting = false;
    this.startTransmission();
  }

  /** The packet cannot be had: its descriptor is used up with an error. */
  private failTransmission(): void {
    this.cause |= NETWORK_CAUSE.refused;
    this.transmitFlags = DESCRIPTOR_FLAGS.done | DESCRIPTOR_FLAGS.error;
    this.writeTransmitFlags();
  }

  /** The ring itself cannot be reached: transmission is switched off until software does something about it. */
  private refuseTransmission(): void {
    this.cause |= NETWORK_CAUSE.refused;
    this.control &= ~NETWORK_CONTROL.transmit;
    this.transmitting = false;
  }

  // Reception

  private arrived(number: number): void {
    const packet = this.inFlight.get(number) as Uint8Array;
    this.inFlight.delete(number);
    if ((this.control & NETWORK_CONTROL.receive) === 0 || this.queue.length === RECEIVE_QUEUE_PACKETS)
      this.drop();
    else this.queue.push(packet);
    this.startReception();
  }

  private startReception(): void {
    const { head, tail } = this.receive;
    if (this.receiving || this.queue.length === 0 || head === tail) return;
    if ((this.control & NETWORK_CONTROL.receive) === 0) return;
    this.receiving = true;
    const cycle = this.host.memory.reserve([descriptorAt(this.receive)], false);
    if (cycle === undefined) this.refuseReception();
    else this.host.schedule(cycle, EVENT.receiveDescriptor);
  }

  private fetchReceiveBuffer(): void {
    const descriptor = this.readDescriptor(this.receive);
    if (descriptor === undefined) {
      this.refuseReception();
      return;
    }
    const { length } = this.queue[0];
    this.receiveDescriptor = { address: descriptor.address, byteLength: length };
    this.receiveFlags = DESCRIPTOR_FLAGS.done | (length << RECEIVED_BYTES_SHIFT);
    if (length > descriptor.byteLength) {
      this.failReception();
      return;
    }
    const cycle = this.host.memory.reserve([this.receiveDescriptor], true);
    if (cycle === undefined) this.failReception();
    else this.host.schedule(cycle, EVENT.receiveData);
  }

  private storePacket(): void {
    const packet = this.queue[0];
    if (this.host.memory.write([this.receiveDescriptor], packet)) {
      this.queue.shift();
      this.counts.received++;
      this.writeReceiveFlags();
    } else this.failReception();
  }

  private failReception(): void {
    this.queue.shift();
    this.drop();
    this.receiveFlags = DESCRIPTOR_FLAGS.done | DESCRIPTOR_FLAGS.error;
    this.writeReceiveFlags();
  }

  private writeReceiveFlags(): void {
    const cycle = this.host.memory.reserve([flagsOf(this.receive)], true);
    if (cycle === undefined) this.refuseReception();
    else this.host.schedule(cycle, EVENT.receiveFlags);
  }

  private endReception(): void {
    if (!this.host.memory.write([flagsOf(this.receive)], wordBytes(this.receiveFlags))) {
      this.refuseReception();
      return;
    }
    if ((this.receiveFlags & DESCRIPTOR_FLAGS.error) === 0) this.cause |= NETWORK_CAUSE.received;
    advance(this.receive);
    this.receiving = false;
    this.startReception();
  }

  private refuseReception(): void {
    this.cause |= NETWORK_CAUSE.refused;
    this.control &= ~NETWORK_CONTROL.receive;
    this.receiving = false;
  }

  private drop(): void {
    this.counts.dropped++;
    this.cause |= NETWORK_CAUSE.dropped;
  }

  private readDescriptor(ring: Ring): Descriptor | undefined {
    const bytes = this.host.memory.read([descriptorAt(ring)]);
    if (bytes === undefined) return undefined;
    const view = new DataView(bytes.buffer);
    return { address: view.getUint32(0, true), byteLength: view.getUint32(4, true) };
  }

  /** The link's own state is saved along: both of its cards hold the same. */
  save() {
    return {
      link: this.link.save(),
      control: this.control,
      cause: this.cause,
      interruptEnable: this.interruptEnable,
      transmit: { ...this.transmit },
      receive: { ...this.receive },
      counts: { ...this.counts },
      programmed: this.programmed.slice(),
      transmitFlags: this.transmitFlags,
      receiveFlags: this.receiveFlags,
      transmitting: this.transmitting,
      fromRing: this.fromRing,
      receiving: this.receiving,
      transmitDescriptor: this.transmitDescriptor,
      receiveDescriptor: this.receiveDescriptor,
      outgoing: this.outgoing,
      inFlight: [...this.inFlight],
      nextPacket: this.nextPacket,
      queue: this.queue.slice(),
    };
  }

  restore(state: ReturnType<NetworkCard['save']>): void {
    this.link.restore(state.link);
    this.control = state.control;
    this.cause = state.cause;
    this.interruptEnable = state.interruptEnable;
    this.transmit = { ...state.transmit };
    this.receive = { ...state.receive };
    this.counts = { ...state.counts };
    this.programmed = state.programmed.slice();
    this.transmitFlags = state.transmitFlags;
    this.receiveFlags = state.receiveFlags;
    this.transmitting = state.transmitting;
    this.fromRing = state.fromRing;
    this.receiving = state.receiving;
    this.transmitDescriptor = state.transmitDescriptor;
    this.receiveDescriptor = state.receiveDescriptor;
    this.outgoing = state.outgoing;
    this.inFlight = new Map(state.inFlight);
    this.nextPacket = state.nextPacket;
    this.queue = state.queue.slice();
  }
}

/** The 12 bytes of a descriptor that the card reads and writes: address, bytes, flags. */
function descriptorAt({ ring, head }: Ring): Segment {
  return { address: ring + head * DESCRIPTOR_BYTES, byteLength: 12 };
}

function flagsOf({ ring, head }: Ring): Segment {
  return { address: ring + head * DESCRIPTOR_BYTES + 8, byteLength: 4 };
}

function advance(ring: Ring): void {
  ring.head = slot(ring, ring.head + 1);
}

function slot({ count }: Ring, index: number): number {
  return count === 0 ? 0 : index % count;
}

function wordBytes(word: number): Uint8Array {
  return Uint8Array.of(word, word >>> 8, word >>> 16, word >>> 24);
}

function bytesOf(words: Int32Array): Uint8Array {
  return Uint8Array.from({ length: words.length * 4 }, (_, i) => words[i >> 2] >>> (8 * (i & 3)));
}

/** A network card on the bus, at one end of a link. */
export function networkCard(options: { readonly link: Link; readonly name?: string }): NetworkCard {
  return new NetworkCard(options.link, options.name ?? 'network');
}
