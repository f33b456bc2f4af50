// exceeds: memory-accesses
// Keeps nothing: loads what it needs at each access.
import {
  DESCRIPTOR_BYTES,
  EXECUTE,
  FETCH,
  FLAGS_AT,
  LIMIT_AT,
  NO_SEGMENT,
  OFFSET_MASK,
  OUT_OF_BOUNDS,
  PERMISSION,
  PRESENT,
  READ,
  SELECTOR_SHIFT,
  type Segmentation,
  type Services,
  STORE,
  WRITE,
} from '../contract';

export class SegmentUnit implements Segmentation {
  private table = 0;
  private count = 0;

  constructor(private readonly services: Services) {}

  setTable(address: number, count: number): void {
    this.table = address;
    this.count = count;
  }

  changed(_selector: number): void {}

  translate(address: number, bytes: number, access: number): number {
    const selector = address >>> SELECTOR_SHIFT;
    const offset = address & OFFSET_MASK;
    if (selector >= this.count) return NO_SEGMENT;
    const descriptor = this.table + selector * DESCRIPTOR_BYTES;
    const flags = this.services.loadWord(descriptor + FLAGS_AT);
    if ((flags & PRESENT) === 0) return NO_SEGMENT;
    const lastByte = offset + bytes - 1;
    if (lastByte >= this.services.loadWord(descriptor + LIMIT_AT)) return OUT_OF_BOUNDS;
    if (access === FETCH && (flags & EXECUTE) === 0) return PERMISSION;
    if (access === STORE && (flags & WRITE) === 0) return PERMISSION;
    if (access !== FETCH && access !== STORE && (flags & (READ | WRITE)) === 0) return PERMISSION;
    return this.services.loadWord(descriptor) + offset;
  }
}
