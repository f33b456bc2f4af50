// No chains: an entry lies at its hash or behind it, and what comes behind one that leaves moves up.
import { type HashedTableMechanism, PAGES_EACH, type Services } from '../contract';

export class HashedTable implements HashedTableMechanism {
  private readonly slots: number;
  private readonly keys: number;

  constructor(
    private readonly services: Services,
    private readonly base: number,
    private readonly frames: number,
  ) {
    this.slots = 2 * frames;
    this.keys = base + 8 * frames;
  }

  initialise(): number {
    for (let word = 0; word < 3 * this.frames; word++) this.services.store(this.base + 4 * word, 0);
    return 0;
  }

  map(process: number, page: number, frame: number): number {
    const key = process * PAGES_EACH + page + 1;
    const holds = this.services.load(this.keys + 4 * frame);
    if (holds === key) return 0;
    if (holds !== 0) return -1;
    this.unmap(process, page);
    let slot = this.hash(key);
    while (this.at(slot) !== 0) slot = (slot + 1) % this.slots;
    this.services.store(this.base + 4 * slot, frame + 1);
    this.services.store(this.keys + 4 * frame, key);
    return 0;
  }

  unmap(process: number, page: number): number {
    const slot = this.find(process * PAGES_EACH + page + 1);
    if (slot < 0) return -1;
    const frame = this.at(slot) - 1;
    this.services.store(this.keys + 4 * frame, 0);
    let hole = slot;
    for (let next = (slot + 1) % this.slots; this.at(next) !== 0; next = (next + 1) % this.slots) {
      const entry = this.at(next);
      const home = this.hash(this.services.load(this.keys + 4 * (entry - 1)));
      if ((next - home + this.slots) % this.slots < (next - hole + this.slots) % this.slots) continue;
      this.services.store(this.base + 4 * hole, entry);
      hole = next;
    }
    this.services.store(this.base + 4 * hole, 0);
    return frame;
  }

  translate(process: number, page: number): number {
    const slot = this.find(process * PAGES_EACH + page + 1);
    return slot < 0 ? -1 : this.at(slot) - 1;
  }

  holder(frame: number): number {
    return this.services.load(this.keys + 4 * frame) - 1;
  }

  /** The slot with this key; -1: there is none. */
  private find(key: number): number {
    for (let slot = this.hash(key); ; slot = (slot + 1) % this.slots) {
      const entry = this.at(slot);
      if (entry === 0) return -1;
      if (this.services.load(this.keys + 4 * (entry - 1)) === key) return slot;
    }
  }

  private at(slot: number): number {
    return this.services.load(this.base + 4 * slot);
  }

  private hash(key: number): number {
    let mixed = Math.imul(key, 0x9e3779b1);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca77);
    return ((mixed ^ (mixed >>> 13)) >>> 0) % this.slots;
  }
}
