/**
 * Segments: pages that several processes have in their tables at once, known to all by a key.
 *
 *      key ─▶ segment ─▶ frames, wherever they are ◀── pages of each process that attached it
 *
 *      create ─▶ attach ─▶ detach ─▶ ... ─▶ destroy      the segment is a user of its frames, and so is each attachment
 *
 * After detach the entry is not valid and the frames are kept; after destroy they are free with the last attachment.
 */
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { ENTRY } from '../../hardware/translation/sv32';
import { RIGHTS, TABLE_ENTRIES } from '../memory/page-table';
import { GRANT_RIGHTS } from '../processes/grant-rights';
import type { KernelServices } from '../processes/kernel-services';
import { GUARD_PAGE, PROCESS_FIELD, SHARED_BASE } from '../processes/process-record';
import {
  MOST_SEGMENT_PAGES,
  MOST_SEGMENTS,
  PRIVATE_KEY,
  SEGMENT_STATUS,
  type SegmentsMechanism,
} from './segments-interface';

type Services = Pick<
  KernelServices,
  'load' | 'store' | 'allocateFrame' | 'freeFrame' | 'shareFrame' | 'get' | 'flush'
>;

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

  constructor(private readonly kernel: Services) {}

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
    const address = this.freeRange(process, segment.frames.length);
    if (address < 0) return -1;
    const bits = rights === GRANT_RIGHTS.read ? RIGHTS.readOnly : RIGHTS.readWrite;
    // Tables first: what fails leaves nothing mapped.
    for (let i = 0; i < segment.frames.length; i++)
      if (this.tableOf(process, address + i * PAGE_BYTES, true) < 0) return -1;
    segment.frames.forEach((frame, i) => {
      kernel.shareFrame(frame);
      this.setLeaf(process, address + i * PAGE_BYTES, (frame << 10) | bits);
    });
    segment.attached++;
    this.attachments.push({ process, address, number });
    return address;
  }

  detach(process: number, address: number): number {
    const { kernel } = this;
    const found = this.attachments.find((each) => each.process === process && each.address === address);
    if (found === undefined) return -1;
    const { frames } = this.segments.get(found.number) as Segment;
    frames.forEach((frame, i) => {
      this.setLeaf(process, address + i * PAGE_BYTES, 0);
      kernel.freeFrame(frame);
    });
    kernel.flush(process);
    this.end(found);
    return 0;
  }

  destroy(number: number): number {
    const segment = this.segments.get(number);
    if (segment === undefined || segment.isDestroyed) return -1;
    segment.isDestroyed = true;
    segment.key = PRIVATE_KEY;
    for (const frame of segment.frames) this.kernel.freeFrame(frame);
    if (segment.attached === 0) this.segments.delete(number);
    return 0;
  }

  inherit(parent: number, child: number): number {
    const { kernel } = this;
    for (const { process, address, number } of [...this.attachments]) {
      if (process !== parent) continue;
      const segment = this.segments.get(number) as Segment;
      segment.frames.forEach((frame, i) => {
        const page = address + i * PAGE_BYTES;
        const copied = this.leaf(child, page);
        kernel.freeFrame(copied >>> 10);
        kernel.shareFrame(frame);
        this.setLeaf(child, page, (frame << 10) | (copied & 0x3ff));
      });
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
    if (segment.attached === 0 && segment.isDestroyed) this.segments.delete(attachment.number);
  }

  /** Lowest address from which on so many pages are free; -1 when there is none. */
  private freeRange(process: number, pages: number): number {
    let from = SHARED_BASE;
    for (let page = from; page < GUARD_PAGE; page += PAGE_BYTES) {
      if (this.leaf(process, page) !== 0) from = page + PAGE_BYTES;
      else if (page - from === (pages - 1) * PAGE_BYTES) return from;
    }
    return -1;
  }

  /** Frame of the table that has the page's entry; -1 when there is none, or no memory for it. */
  private tableOf(process: number, address: number, isMade: boolean): number {
    const { kernel } = this;
    const root = kernel.get(process, PROCESS_FIELD.root);
    const upper = kernel.load(root, address >>> 22);
    if ((upper & ENTRY.valid) !== 0) return upper >>> 10;
    const table = isMade ? kernel.allocateFrame() : -1;
    if (table >= 0) kernel.store(root, address >>> 22, (table << 10) | ENTRY.valid);
    return table;
  }

  /** The entry of a page; 0 when it is not there. */
  private leaf(process: number, address: number): number {
    const table = this.tableOf(process, address, false);
    const leaf = table < 0 ? 0 : this.kernel.load(table, indexOf(address));
    return (leaf & ENTRY.valid) === 0 ? 0 : leaf;
  }

  private setLeaf(process: number, address: number, leaf: number): void {
    this.kernel.store(this.tableOf(process, address, false), indexOf(address), leaf);
  }
}

/** Of a page's entry in its table. */
const indexOf = (address: number): number => (address >>> 12) & (TABLE_ENTRIES - 1);
