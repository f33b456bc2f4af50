// By process a list of attachments in the order of their addresses: no entry is ever read.
import {
  FRAME_SHIFT,
  MOST_SEGMENT_PAGES,
  MOST_SEGMENTS,
  PAGE_BYTES,
  READ,
  READ_WRITE,
  RIGHTS,
  type SegmentsMechanism,
  type Services,
  SHARED_BASE,
  STATUS,
} from '../contract';

interface Attachment {
  segment: number;
  start: number;
  end: number;
  bits: number;
}

export class Segments implements SegmentsMechanism {
  private readonly numberByKey = new Map<number, number>();
  /** By number: key, owner, count, destroyed. */
  private readonly facts = new Map<number, number[]>();
  private readonly frames = new Map<number, number[]>();
  private readonly attached = new Map<number, Attachment[]>();
  private next = 1;

  constructor(private readonly services: Services) {}

  create(process: number, key: number, pages: number): number {
    const found = this.numberByKey.get(key);
    if (found !== undefined) return (this.frames.get(found)?.length ?? 0) < pages ? -1 : found;
    if (!(pages > 0 && pages <= MOST_SEGMENT_PAGES && this.facts.size < MOST_SEGMENTS)) return -1;
    const frames: number[] = [];
    for (let left = pages; left > 0; left--) {
      const frame = this.services.allocateFrame();
      if (frame === -1) {
        for (const each of frames) this.services.freeFrame(each);
        return -1;
      }
      frames.unshift(frame);
    }
    const number = this.next;
    this.next += 1;
    if (key !== 0) this.numberByKey.set(key, number);
    this.facts.set(number, [key, process, 0, 0]);
    this.frames.set(number, frames);
    return number;
  }

  attach(process: number, segment: number, rights: number): number {
    const facts = this.facts.get(segment);
    if (facts === undefined || facts[3] === 1) return -1;
    if (rights !== READ && rights !== READ_WRITE) return -1;
    const bits = rights === READ_WRITE ? RIGHTS.readWrite : RIGHTS.readOnly;
    const frames = this.frames.get(segment) ?? [];
    const list = this.attached.get(process) ?? [];
    let start = SHARED_BASE;
    let place = 0;
    while (place < list.length && list[place].start < start + frames.length * PAGE_BYTES) {
      start = list[place].end;
      place += 1;
    }
    const one = { segment, start, end: start + frames.length * PAGE_BYTES, bits };
    if (!this.map(process, one)) return -1;
    list.splice(place, 0, one);
    this.attached.set(process, list);
    facts[2] += 1;
    return start;
  }

  detach(process: number, address: number): number {
    const list = this.attached.get(process) ?? [];
    const place = list.findIndex((each) => each.start === address);
    if (place === -1) return -1;
    const [one] = list.splice(place, 1);
    this.services.flush(process);
    for (let at = one.start; at < one.end; at += PAGE_BYTES) this.services.setEntry(process, at, 0);
    this.release(one.segment);
    return 0;
  }

  destroy(segment: number): number {
    const facts = this.facts.get(segment);
    if (facts === undefined || facts[3] === 1) return -1;
    this.numberByKey.delete(facts[0]);
    facts[0] = 0;
    facts[3] = 1;
    facts[2] += 1;
    this.release(segment);
    return 0;
  }

  inherit(parent: number, child: number): number {
    const copies = (this.attached.get(parent) ?? []).map((each) => ({ ...each }));
    this.attached.set(child, copies);
    for (const each of copies) {
      this.map(child, each);
      const facts = this.facts.get(each.segment);
      if (facts !== undefined) facts[2] += 1;
    }
    return 0;
  }

  over(process: number): number {
    const list = this.attached.get(process) ?? [];
    this.attached.delete(process);
    for (const { segment } of list) this.release(segment);
    return 0;
  }

  status(segment: number, what: number): number {
    const facts = this.facts.get(segment);
    if (facts === undefined) return -1;
    switch (what) {
      case STATUS.key:
        return facts[0];
      case STATUS.owner:
        return facts[1];
      case STATUS.pages:
        return this.frames.get(segment)?.length ?? 0;
      case STATUS.attached:
        return facts[2];
      default:
        return facts[3];
    }
  }

  private map(process: number, { segment, start, bits }: Attachment): boolean {
    const frames = this.frames.get(segment) ?? [];
    for (let i = 0; i < frames.length; i++) {
      const entry = (frames[i] << FRAME_SHIFT) + bits;
      if (this.services.setEntry(process, start + i * PAGE_BYTES, entry) === 0) continue;
      for (let j = 0; j < i; j++) this.services.setEntry(process, start + j * PAGE_BYTES, 0);
      return false;
    }
    return true;
  }

  private release(segment: number): void {
    const facts = this.facts.get(segment);
    if (facts === undefined) return;
    facts[2] -= 1;
    if (facts[2] > 0 || facts[3] === 0) return;
    for (const frame of this.frames.get(segment) ?? []) this.services.freeFrame(frame);
    this.frames.delete(segment);
    this.facts.delete(segment);
  }
}
