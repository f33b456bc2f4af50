/**
 * Base and limit unit: a descriptor is loaded when its segment is used first, and kept until the kernel says that it
 * changed.
 *
 *      selector >= count, or not present ─▶ no segment
 *      any byte at or behind the limit   ─▶ out of bounds
 *      right missing                     ─▶ permission         else base + offset
 *
 * As on x86, whose segment registers keep a hidden copy of their descriptors (Intel, Software Developer's Manual,
 * volume 3, section 3.4.3); there a copy stays until the register is loaded again.
 */
import { ACCESS } from '../../memory/physical-memory-protection';
import { PERMISSION, PRESENT } from '../translation-scheme';
import {
  DESCRIPTOR,
  OFFSET_MASK,
  SEGMENT_FAULT,
  SELECTOR_SHIFT,
  type Segmentation,
  type SegmentServices,
} from './segment-unit-interface';

interface Descriptor {
  readonly base: number;
  readonly limit: number;
  readonly flags: number;
}

export class SegmentUnit implements Segmentation {
  private table = 0;
  private count = 0;
  private readonly kept = new Map<number, Descriptor>();

  constructor(private readonly memory: SegmentServices) {}

  setTable(address: number, count: number): void {
    this.table = address;
    this.count = count;
    this.kept.clear();
  }

  changed(selector: number): void {
    this.kept.delete(selector);
  }

  translate(address: number, bytes: number, access: number): number {
    const selector = address >>> SELECTOR_SHIFT;
    const offset = address & OFFSET_MASK;
    if (selector >= this.count) return SEGMENT_FAULT.noSegment;
    const { base, limit, flags } = this.kept.get(selector) ?? this.load(selector);
    if ((flags & PRESENT) === 0) return SEGMENT_FAULT.noSegment;
    if (offset + bytes > limit) return SEGMENT_FAULT.outOfBounds;
    const rights = flags >>> 1;
    const readable = PERMISSION.read | PERMISSION.write;
    const needed =
      access === ACCESS.fetch ? PERMISSION.execute : access === ACCESS.load ? readable : PERMISSION.write;
    return (rights & needed) === 0 ? SEGMENT_FAULT.permission : base + offset;
  }

  private load(selector: number): Descriptor {
    const place = this.table + selector * DESCRIPTOR.bytes;
    const descriptor = {
      base: this.memory.loadWord(place),
      limit: this.memory.loadWord(place + DESCRIPTOR.limitAt),
      flags: this.memory.loadWord(place + DESCRIPTOR.flagsAt),
    };
    this.kept.set(selector, descriptor);
    return descriptor;
  }
}
