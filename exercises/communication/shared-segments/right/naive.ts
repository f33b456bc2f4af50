// One list of all that there ever was, looked through from its start for everything.
import {
  FRAME_SHIFT,
  GUARD_PAGE,
  MOST_SEGMENT_PAGES,
  MOST_SEGMENTS,
  PAGE_BYTES,
  PRIVATE_KEY,
  READ,
  READ_WRITE,
  RIGHTS,
  type SegmentsMechanism,
  type Services,
  SHARED_BASE,
  STATUS,
} from '../contract';

interface Segment {
  number: number;
  key: number;
  owner: number;
  frames: number[];
  destroyed: boolean;
  gone: boolean;
}

interface Attachment {
  process: number;
  address: number;
  segment: Segment;
}

export class Segments implements SegmentsMechanism {
  private readonly segments: Segment[] = [];
  private attachments: Attachment[] = [];

  constructor(private readonly services: Services) {}

  create(process: number, key: number, pages: number): number {
    for (const segment of this.segments) {
      if (segment.destroyed || key === PRIVATE_KEY || segment.key !== key) continue;
      return segment.frames.length >= pages ? segment.number : -1;
    }
    const living = this.segments.filter((segment) => !segment.gone).length;
    if (living >= MOST_SEGMENTS) return -1;
    if (pages <= 0 || pages > MOST_SEGMENT_PAGES) return -1;
    const frames: number[] = [];
    for (let i = 0; i < pages; i++) frames.push(this.services.allocateFrame());
    if (frames.some((frame) => frame < 0)) {
      for (const frame of frames) if (frame >= 0) this.services.freeFrame(frame);
      return -1;
    }
    const number = this.segments.length + 1;
    this.segments.push({ number, key, owner: process, frames, destroyed: false, gone: false });
    return number;
  }

  attach(process: number, number: number, rights: number): number {
    const segment = this.find(number);
    if (segment === undefined || segment.destroyed) return -1;
    if (rights !== READ && rights !== READ_WRITE) return -1;
    const size = segment.frames.length * PAGE_BYTES;
    for (let address = SHARED_BASE; address + size <= GUARD_PAGE; address += PAGE_BYTES) {
      let isFree = true;
      for (let at = address; at < address + size; at += PAGE_BYTES)
        if (this.services.entry(process, at) !== 0) isFree = false;
      if (!isFree) continue;
      let answer = address;
      segment.frames.forEach((frame, i) => {
        const entry = (frame << FRAME_SHIFT) | (rights === READ ? RIGHTS.readOnly : RIGHTS.readWrite);
        if (this.services.setEntry(process, address + i * PAGE_BYTES, entry) < 0) answer = -1;
      });
      if (answer < 0) this.clear(process, address, segment);
      else this.attachments.push({ process, address, segment });
      return answer;
    }
    return -1;
  }

  detach(process: number, address: number): number {
    for (const attachment of this.attachments) {
      if (attachment.process !== process || attachment.address !== address) continue;
      this.clear(process, address, attachment.segment);
      this.services.flush(process);
      this.attachments = this.attachments.filter((each) => each !== attachment);
      this.collect();
      return 0;
    }
    return -1;
  }

  destroy(number: number): number {
    const segment = this.find(number);
    if (segment === undefined || segment.destroyed) return -1;
    segment.destroyed = true;
    this.collect();
    return 0;
  }

  inherit(parent: number, child: number): number {
    for (const { process, address, segment } of this.attachments.slice()) {
      if (process !== parent) continue;
      for (let i = 0; i < segment.frames.length; i++) {
        const at = address + i * PAGE_BYTES;
        this.services.setEntry(child, at, this.services.entry(parent, at));
      }
      this.attachments.push({ process: child, address, segment });
    }
    return 0;
  }

  over(process: number): number {
    this.attachments = this.attachments.filter((each) => each.process !== process);
    this.collect();
    return 0;
  }

  status(number: number, what: number): number {
    const segment = this.find(number);
    if (segment === undefined) return -1;
    if (what === STATUS.key) return segment.destroyed ? PRIVATE_KEY : segment.key;
    if (what === STATUS.owner) return segment.owner;
    if (what === STATUS.pages) return segment.frames.length;
    if (what === STATUS.attached) return this.uses(segment);
    return segment.destroyed ? 1 : 0;
  }

  private find(number: number): Segment | undefined {
    return this.segments.find((segment) => segment.number === number && !segment.gone);
  }

  private uses(segment: Segment): number {
    return this.attachments.filter((each) => each.segment === segment).length;
  }

  private clear(process: number, address: number, segment: Segment): void {
    for (let i = 0; i < segment.frames.length; i++)
      this.services.setEntry(process, address + i * PAGE_BYTES, 0);
  }

  /** Whatever is over. */
  private collect(): void {
    for (const segment of this.segments) {
      if (!segment.destroyed || segment.gone || this.uses(segment) > 0) continue;
      segment.gone = true;
      for (const frame of segment.frames) this.services.freeFrame(frame);
    }
  }
}
