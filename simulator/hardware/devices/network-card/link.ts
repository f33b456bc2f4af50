/**
 * A link between two network cards: what the wire does to packets.
 *
 *      card 0 ── send ─▶ [ lost? ] ─▶ delay (+ reorder delay?) ─▶ deliver ─▶ card 1        and back
 *
 * Chance lives here, in one seeded generator, and nowhere in the cards. A packet is lost or delayed at the moment
 * it is sent; a packet that is given the reorder delay arrives behind later ones. Without it packets arrive in the
 * order in which they were sent. The two cards may belong to two machines (linked-machines.ts).
 */
import { Random } from '../../../engine/random';
import * as COSTS from '../../costs';

const PARTS = 1_000_000;

export interface LinkOptions {
  /** From the last byte sent to the first byte received. Default COSTS.networkDelay. */
  readonly delayCycles?: number;
  /** Sending one byte. Default COSTS.networkByte. */
  readonly byteCycles?: number;
  /** Packets of a million that are lost. Default 0. */
  readonly lossPerMillion?: number;
  /** Packets of a million that take `reorderDelayCycles` more. Default 0. */
  readonly reorderPerMillion?: number;
  /** Default twice the delay. */
  readonly reorderDelayCycles?: number;
  readonly seed?: string | number;
}

/** A card's end: where packets come out. */
export interface LinkEnd {
  /** The packet will have arrived at `cycle`. */
  deliver(packet: Uint8Array, cycle: number): void;
}

export class Link {
  readonly delayCycles: number;
  readonly byteCycles: number;
  sent = 0;
  lost = 0;
  reordered = 0;
  private readonly lossPerMillion: number;
  private readonly reorderPerMillion: number;
  private readonly reorderDelayCycles: number;
  private readonly random: Random;
  private readonly ends: LinkEnd[] = [];

  constructor(options: LinkOptions = {}) {
    this.delayCycles = options.delayCycles ?? COSTS.networkDelay.value;
    this.byteCycles = options.byteCycles ?? COSTS.networkByte.value;
    this.lossPerMillion = options.lossPerMillion ?? 0;
    this.reorderPerMillion = options.reorderPerMillion ?? 0;
    this.reorderDelayCycles = options.reorderDelayCycles ?? 2 * this.delayCycles;
    this.random = new Random(options.seed ?? 'link');
    if (!(this.delayCycles >= 1))
      throw new RangeError(`link: the delay must be at least 1 cycle, got ${this.delayCycles}`);
  }

  /** @returns which end this is: 0 or 1. */
  attach(end: LinkEnd): number {
    if (this.ends.length === 2) throw new RangeError('a link has two ends, both are taken');
    return this.ends.push(end) - 1;
  }

  /** @param cycle when the last byte has been sent. */
  send(from: number, packet: Uint8Array, cycle: number): void {
    this.sent++;
    // All draws are made for each packet, so that one rate does not shift the other's.
    const lost = this.random.below(PARTS) < this.lossPerMillion;
    const late = this.random.below(PARTS) < this.reorderPerMillion;
    if (lost) {
      this.lost++;
      return;
    }
    if (late) this.reordered++;
    const arrival = cycle + this.delayCycles + (late ? this.reorderDelayCycles : 0);
    this.ends[1 - from]?.deliver(packet, arrival);
  }

  save() {
    const { sent, lost, reordered } = this;
    return { sent, lost, reordered, random: this.random.save() };
  }

  restore({ random, ...counts }: ReturnType<Link['save']>): void {
    Object.assign(this, counts);
    this.random.restore(random);
  }
}
