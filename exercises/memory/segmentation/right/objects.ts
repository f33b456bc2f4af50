// An object for each segment of the process that runs, made at its first use.
import {
  DESCRIPTOR_BYTES,
  EXECUTE,
  FETCH,
  FLAGS_AT,
  LIMIT_AT,
  LOAD,
  NO_SEGMENT,
  OFFSET_MASK,
  OUT_OF_BOUNDS,
  PERMISSION,
  PRESENT,
  READ,
  SELECTOR_SHIFT,
  type Segmentation,
  type Services,
  WRITE,
} from '../contract';

class Segment {
  private readonly base: number;
  private readonly end: number;
  private readonly flags: number;

  constructor(services: Services, descriptor: number) {
    this.flags = services.loadWord(descriptor + FLAGS_AT);
    this.base = services.loadWord(descriptor);
    this.end = this.base + services.loadWord(descriptor + LIMIT_AT);
  }

  find(offset: number, bytes: number, access: number): number {
    if ((this.flags & PRESENT) === 0) return NO_SEGMENT;
    const first = this.base + offset;
    if (first + bytes > this.end) return OUT_OF_BOUNDS;
    return this.permits(access) ? first : PERMISSION;
  }

  private permits(access: number): boolean {
    if (access === FETCH) return (this.flags & EXECUTE) !== 0;
    return (this.flags & WRITE) !== 0 || (access === LOAD && (this.flags & READ) !== 0);
  }
}

export class SegmentUnit implements Segmentation {
  private table = 0;
  private count = 0;
  private segments: (Segment | undefined)[] = [];

  constructor(private readonly services: Services) {}

  setTable(address: number, count: number): void {
    this.table = address;
    this.count = count;
    this.segments = [];
  }

  changed(selector: number): void {
    this.segments[selector] = undefined;
  }

  translate(address: number, bytes: number, access: number): number {
    const selector = address >>> SELECTOR_SHIFT;
    if (selector >= this.count) return NO_SEGMENT;
    let segment = this.segments[selector];
    if (segment === undefined) {
      segment = new Segment(this.services, this.table + selector * DESCRIPTOR_BYTES);
      this.segments[selector] = segment;
    }
    return segment.find(address & OFFSET_MASK, bytes, access);
  }
}
