/**
 * Segments: pages that several processes have in their tables at once, known to all by a key.
 *
 *      key ─▶ segment ─▶ frames, wherever they are ◀── entries of each process that attached it
 *
 *      create ─▶ attach ─▶ detach ─▶ ... ─▶ destroy
 *
 * After detach the entries are not valid and the frames are kept; after destroy they are free with the last attachment.
 */
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { RIGHTS } from '../memory/page-table';
import { GRANT_RIGHTS } from '../processes/grant-rights';
import { GUARD_PAGE, SHARED_BASE } from '../processes/process-record';
import {
  FRAME_SHIFT,
  MOST_SEGMENT_PAGES,
  MOST_SEGMENTS,
  PRIVATE_KEY,
  SEGMENT_STATUS,
  type SegmentServices,
  type SegmentsMechanism,
} from './segments-interface';

interface Segment {
  key: number;
  readonly owner: number;
  readonly frames: readonly number[];
  attached: number;
  isDestroyed: boolean;
}

interface Attachment {
  readonly process: number;
  readonly address: number;
  readonly number: number;
}

export class Segments implements SegmentsMechanism {
  private readonly segments = new Map<number, Segment>();
  private attachments: Attachment[] = [];
  private lastNumber = 0;

  constructor(private readonly kernel: SegmentServices) {}

  create(process: number, key: number, pages: number): number {
    const { kernel, segments } = this;
    if (key !== PRIVATE_KEY)
      for (const [number, segment] of segments)
        if (segment.key === key) return pages <= segment.frames.length ? number : -1;
    if (pages < 1 || pages > MOST_SEGMENT_PAGES || segments.size === MOST_SEGMENTS) return -1;
    const frames: number[] = [];
    while (frames.length < pages) {
      const frame = kernel.allocateFrame();
      if (frame < 0) {
        for (const each of frames) kernel.freeFrame(each);
        return -1;
      }
      frames.push(frame);
    }
    this.lastNumber++;
    segments.set(this.lastNumber, { key, owner: process, frames, attached: 0, isDestroyed: false });
    return this.lastNumber;
  }

  attach(process: number, number: number, rights: number): number {
    const { kernel } = this;
    const segment = this.segments.get(number);
    if (segment === undefined || segment.isDestroyed) return -1;
    if (rights !== GRANT_RIGHTS.read && rights !== GRANT_RIGHTS.readWrite) return -1;
    const { frames } = segment;
    const address = this.freeRange(process, frames.length);
    if (address < 0) return -1;
    const bits = rights === GRANT_RIGHTS.read ? RIGHTS.readOnly : RIGHTS.readWrite;
    for (let i = 0; i < frames.length; i++) {
      if (kernel.setEntry(process, address + i * PAGE_BYTES, (frames[i] << FRAME_SHIFT) | bits) === 0)
        continue;
      while (i-- > 0) kernel.setEntry(process, address + i * PAGE_BYTES, 0);
      return -1;
    }
    segment.attached++;
    this.attachments.push({ process, address, number });
    return address;
  }

  detach(process: number, address: number): number {
    const { kernel } = this;
    const found = this.attachments.find((each) => each.process === process && each.address === address);
    if (found === undefined) return -1;
    const { frames } = this.segments.get(found.number) as Segment;
    for (let i = 0; i < frames.length; i++) kernel.setEntry(process, address + i * PAGE_BYTES, 0);
    kernel.flush(process);
    this.end(found);
    return 0;
  }

  destroy(number: number): number {
    const segment = this.segments.get(number);
    if (segment === undefined || segment.isDestroyed) return -1;
    segment.isDestroyed = true;
    segment.key = PRIVATE_KEY;
    this.freeUnused(number, segment);
    return 0;
  }

  inherit(parent: number, child: number): number {
    const { kernel } = this;
    for (const { process, address, number } of [...this.attachments]) {
      if (process !== parent) continue;
      const segment = this.segments.get(number) as Segment;
      for (let i = 0; i < segment.frames.length; i++) {
        const page = address + i * PAGE_BYTES;
        kernel.setEntry(child, page, kernel.entry(parent, page));
      }
      segment.attached++;
      this.attachments.push({ process: child, address, number });
    }
    return 0;
  }

  over(process: number): number {
    for (const each of this.attachments.filter((one) => one.process === process)) this.end(each);
    return 0;
  }

  status(number: number, what: number): number {
    const segment = this.segments.get(number);
    if (segment === undefined) return -1;
    switch (what) {
      case SEGMENT_STATUS.key:
        return segment.key;
      case SEGMENT_STATUS.owner:
        return segment.owner;
      case SEGMENT_STATUS.pages:
        return segment.frames.length;
      case SEGMENT_STATUS.attached:
        return segment.attached;
      default:
        return segment.isDestroyed ? 1 : 0;
    }
  }

  private end(attachment: Attachment): void {
    this.attachments = this.attachments.filter((each) => each !== attachment);
    const segment = this.segments.get(attachment.number) as Segment;
    segment.attached--;
    this.freeUnused(attachment.number, segment);
  }

  private freeUnused(number: number, { frames, attached, isDestroyed }: Segment): void {
    if (attached > 0 || !isDestroyed) return;
    for (const frame of frames) this.kernel.freeFrame(frame);
    this.segments.delete(number);
  }

  /** Lowest address from which on so many pages are free; -1 when there is none. */
  private freeRange(process: number, pages: number): number {
    let from = SHARED_BASE;
    for (let page = from; page < GUARD_PAGE; page += PAGE_BYTES) {
      if (this.kernel.entry(process, page) !== 0) from = page + PAGE_BYTES;
      else if (page - from === (pages - 1) * PAGE_BYTES) return from;
    }
    return -1;
  }
}
