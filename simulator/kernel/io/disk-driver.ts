/**
 * The kernel's driver of a disk: sectors go by DMA into the memory of the thread that asked, and whatever the kernel
 * itself wants to or from memory.
 *
 *      read, transfer ─▶ a free tag? ─▶ segment list, sector, command ─▶ disk works ─▶ interrupt ─▶ finished ─▶ who waited
 *                 └─ no: in line, in the order of asking
 *
 * Left out: threads that write, merging of neighbouring requests, errors tried again.
 */

import { SECTOR_BYTES } from '../../hardware/devices/disk/disk-mechanics';
import {
  DISK_COMMAND,
  DISK_INTERRUPT,
  DISK_REGISTERS,
  DISK_TAGS,
} from '../../hardware/devices/disk/disk-registers';
import { SYSTEM_CALL_REFUSED } from '../system-calls';
import type { ThreadId } from '../threads/thread';

/** Registers and memory as the kernel reaches them, by physical address. */
export interface DeviceAccess {
  load(address: number): number;
  store(address: number, word: number): void;
}

/** Address and length of one piece of a transfer; two words in the list. */
export interface Segment {
  readonly physical: number;
  readonly bytes: number;
}

/** One command of the disk. */
export interface Transfer {
  /** DISK_COMMAND.readDma or writeDma. */
  readonly command: number;
  readonly sector: number;
  readonly count: number;
  /** Together `count` sectors, in at most 2 pieces. */
  readonly segments: readonly Segment[];
}

interface Request extends Transfer {
  /** Who waits: a thread, or the kernel, which is told. */
  readonly finished: ThreadId | ((isDone: boolean) => void);
}

/** Words of one tag's list: a sector lies in two pages at most. */
const LIST_WORDS = 4;
/** Bytes that the lists of all tags take. */
export const LISTS_BYTES = DISK_TAGS * LIST_WORDS * 4;

const OFFSET = Object.fromEntries(DISK_REGISTERS.rows.map(({ name, offset }) => [name, offset])) as Record<
  (typeof DISK_REGISTERS)['rows'][number]['name'],
  number
>;

export class DiskDriver {
  /** By tag: who waits. */
  private readonly waiting: (Request['finished'] | undefined)[] = Array.from(
    { length: DISK_TAGS },
    () => undefined,
  );
  private readonly line: Request[] = [];

  /** @param base of the disk's registers. @param lists LISTS_BYTES of memory that are the driver's own. */
  constructor(
    private readonly access: DeviceAccess,
    private readonly base: number,
    private readonly lists: number,
  ) {
    access.store(base + OFFSET.interruptEnable, DISK_INTERRUPT.completion);
  }

  /** Begins to read a sector, or lets it wait for a tag. @param segments together SECTOR_BYTES. */
  read(thread: ThreadId, sector: number, segments: readonly Segment[]): void {
    this.queue({ command: DISK_COMMAND.readDma, sector, count: 1, segments, finished: thread });
  }

  /** The same for the kernel. @param finished told within `finished` of the driver, when the disk is done. */
  transfer(transfer: Transfer, finished: (isDone: boolean) => void): void {
    this.queue({ ...transfer, finished });
  }

  /** To be asked after each interrupt. @returns who need not wait any more, each with the result of the call. */
  finished(): { readonly thread: ThreadId; readonly result: number }[] {
    const { access, base } = this;
    const done: { thread: ThreadId; result: number }[] = [];
    for (const [register, result] of [
      [OFFSET.completed, 0],
      [OFFSET.failed, SYSTEM_CALL_REFUSED],
    ] as const) {
      const tags = access.load(base + register);
      if (tags === 0) continue;
      access.store(base + register, tags);
      for (let tag = 0; tag < DISK_TAGS; tag++)
        if (((tags >>> tag) & 1) === 1) {
          const finished = this.waiting[tag];
          this.waiting[tag] = undefined;
          if (typeof finished === 'function') finished(result === 0);
          else done.push({ thread: finished as ThreadId, result });
        }
    }
    this.begin();
    return done;
  }

  private queue(request: Request): void {
    const bytes = request.segments.reduce((sum, each) => sum + each.bytes, 0);
    if (bytes !== request.count * SECTOR_BYTES || request.segments.length > LIST_WORDS / 2)
      throw new RangeError(
        `${request.count} sectors have ${request.count * SECTOR_BYTES} bytes in at most 2 segments, got ${bytes}`,
      );
    this.line.push(request);
    this.begin();
  }

  private begin(): void {
    const { access, base, line, waiting } = this;
    for (;;) {
      const tag = waiting.indexOf(undefined);
      const next = tag < 0 ? undefined : line.shift();
      if (next === undefined) return;
      const list = this.lists + tag * LIST_WORDS * 4;
      next.segments.forEach(({ physical, bytes }, i) => {
        access.store(list + i * 8, physical | 0);
        access.store(list + i * 8 + 4, bytes);
      });
      waiting[tag] = next.finished;
      access.store(base + OFFSET.sector, next.sector);
      access.store(base + OFFSET.count, next.count);
      access.store(base + OFFSET.list, list | 0);
      access.store(base + OFFSET.segments, next.segments.length);
      access.store(base + OFFSET.command, next.command | (tag << 8));
    }
  }
}
