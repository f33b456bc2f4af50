/**
 * Demand paging: pages come into frames when they are touched, and go to a swap area on the disk.
 *
 *      1 reference ─▶ 2 trap ─▶ 3 locate ─▶ [4 I/O] ─▶ 5 load a frame ─▶ 6 fix the table ─▶ restart: 1 again
 *                                                        └ none free: the policy's victim leaves, [I/O] if dirty
 *
 * One address space with a page table of Sv32 in simulated memory: the hardware's walker sets accessed and dirty
 * bits there. An entry that is not valid says where its page is:
 *
 *      0         never written: a frame of zeros, without I/O
 *      stored    its slot of the swap area, which has the number of the page
 *
 * In a valid entry `stored` says that the slot still holds what the page was when it was loaded: a clean page leaves
 * without being written. Frames are given lowest number first. A frame is pinned while the disk transfers it, and as
 * long as the program asks for; the bus refuses any other. A trace counts its time in references.
 *
 * Leaves out: buffers of translations (each reference is walked), clusters of pages, other work while the disk turns.
 */

import { defineEvents } from '../../../engine/define-events';
import { Trace } from '../../../engine/trace';
import { Disk, type DiskOptions } from '../../../hardware/devices/disk/disk';
import { SECTOR_BYTES } from '../../../hardware/devices/disk/disk-mechanics';
import {
  DISK_COMMAND,
  DISK_REGISTERS,
  type DiskRegister,
} from '../../../hardware/devices/disk/disk-registers';
import { createMachine, type Machine } from '../../../hardware/machine';
import { RAM_BASE } from '../../../hardware/memory/physical-address-space';
import { PAGE_BYTES } from '../../../hardware/memory/physical-memory';
import { ACCESS } from '../../../hardware/memory/physical-memory-protection';
import { ENTRY, Sv32Walker } from '../../../hardware/translation/sv32';
import { entryOf, frameOf } from '../page-table';
import {
  IS_DIRTY,
  ON_DISK,
  type PageFaultMechanism,
  type PageFaultServices,
  PRESENT,
  WAS_ACCESSED,
} from './page-fault-interface';
import { PageFaults } from './page-faults';
import {
  ACCESSED,
  DIRTY,
  type PageReplacementPolicy,
  type ReplacementServices,
} from './page-replacement-interface';

export const PAGING_EVENTS = defineEvents({
  access: {
    fields: ['page', 'write', 'frame'],
    description: 'A reference that is translated; the walker sets the bits.',
    sentence: 'page {page} is {write} in frame {frame}',
    words: { write: ['read', 'written'] },
  },
  fault: {
    fields: ['page', 'write'],
    description: 'Not present: the reference traps.',
    sentence: 'page {page} is to be {write} and is not in memory: page fault',
    words: { write: ['read', 'written'] },
  },
  locate: {
    fields: ['page', 'disk'],
    description: 'Where the page is: nowhere yet, or in the swap area.',
    sentence: 'page {page} {disk}',
    words: { disk: ['was never written: it is zeros', 'is in the swap area'] },
  },
  ask: {
    fields: ['daemon'],
    description: 'victim is called: for a fault that finds no free frame, or by the pageout daemon.',
    sentence: '{daemon}: victim is called',
    words: { daemon: ['no frame is free', 'the pageout daemon frees frames'] },
  },
  victim: {
    fields: ['frame', 'page', 'dirty'],
    description: 'victim answered; this page leaves its frame.',
    sentence: 'the victim is frame {frame} with page {page}, {dirty}',
    words: { dirty: ['clean', 'dirty'] },
  },
  refused: {
    fields: ['answer', 'pinned'],
    description: 'victim answered what may not leave: the run ends.',
    sentence: 'the victim is to be frame {answer}: {pinned}',
    words: { pinned: ['there is none', 'it is pinned'] },
  },
  cleared: {
    fields: ['frame', 'page'],
    description: 'The policy cleared an accessed bit.',
    sentence: 'the accessed bit of frame {frame} is cleared',
  },
  stray: {
    fields: ['frame'],
    description: 'The policy asked for a frame that does not exist or is free: 0.',
    sentence: 'a service is called for frame {frame}, which holds no page',
  },
  written: {
    fields: ['page', 'frame'],
    description: 'The disk wrote a page into the swap area.',
    sentence: 'page {page} is written from frame {frame} to the disk',
  },
  read: {
    fields: ['page', 'frame'],
    description: 'The disk read a page from the swap area.',
    sentence: 'page {page} is read from the disk into frame {frame}',
  },
  load: {
    fields: ['page', 'frame', 'disk'],
    description: 'The entry is present and has this frame.',
    sentence: 'the entry of page {page} gets frame {frame}: present, {disk}',
    words: { disk: ['not on disk', 'on disk'] },
  },
  unmap: {
    fields: ['page', 'frame', 'disk'],
    description: 'The entry is not present any more.',
    sentence: 'the entry of page {page} is no longer present: {disk}',
    words: { disk: ['never written', 'on disk'] },
  },
  allocated: {
    fields: ['frame'],
    description: 'A free frame was asked for; -1: there is none.',
    sentence: 'a free frame is asked for: {frame}',
  },
  freed: { fields: ['frame'], description: 'The frame is free again.', sentence: 'frame {frame} is free' },
  zeroed: {
    fields: ['frame'],
    description: 'The frame holds zeros.',
    sentence: 'frame {frame} is filled with zeros',
  },
  misused: {
    fields: ['first', 'second'],
    description: 'A service was called for what is not there, or not in that state: nothing happens.',
    sentence: 'a service is called for {first} and {second}, and refuses',
  },
  unresolved: {
    fields: ['page'],
    description: 'Still not present when the reference is made again: the run ends.',
    sentence: 'page {page} is still not present when the reference is made again',
  },
  pin: {
    fields: ['page', 'frame'],
    description: 'The program asked that the page stay.',
    sentence: 'page {page} is pinned in frame {frame}',
  },
  unpin: {
    fields: ['page', 'frame'],
    description: 'The page may leave again.',
    sentence: 'page {page} in frame {frame} is pinned no longer',
  },
  look: {
    fields: ['used', 'busy'],
    description:
      'The pageout daemon looks: frames in use, percent of the time for which the processor was busy.',
    sentence:
      'the pageout daemon looks, with {used:count frames} in use: the processor was busy for {busy} %',
  },
  looked: {
    fields: ['used'],
    description: 'The pageout daemon sleeps again.',
    sentence: 'the pageout daemon sleeps again, with {used:count frames} in use',
  },
});
const EVENT = PAGING_EVENTS.index;

/** A policy, and what only a textbook's gets to know: every reference that does not fault. */
export type Replacement = PageReplacementPolicy & { hit?(frame: number, page: number): void };

export interface DemandPagerOptions {
  /** At least 1. */
  readonly frames: number;
  /** Of the address space, at most 1,024. */
  readonly pages: number;
  /** Pages from 0 on that lie in the swap area from the start, as a program's file does. Default 0. */
  readonly stored?: number;
  readonly disk?: DiskOptions;
  readonly trace?: Trace;
}

/** A bit of an entry that the hardware leaves to the kernel. */
const STORED = 1 << 8;
const READ_WRITE = ENTRY.valid | ENTRY.user | ENTRY.read | ENTRY.write;
const BASE = 0x40_0000;
const SECTORS_PER_PAGE = PAGE_BYTES / SECTOR_BYTES;
const ROOT = RAM_BASE;
const TABLE = ROOT + PAGE_BYTES;
const LIST = TABLE + PAGE_BYTES;
const FRAMES = LIST + PAGE_BYTES;
const ZEROS = new Uint8Array(PAGE_BYTES);
const NO_PAGE = -1;

export class DemandPager implements ReplacementServices {
  readonly machine: Machine;
  readonly disk: Disk;
  readonly trace: Trace;
  faults = 0;
  diskReads = 0;
  diskWrites = 0;
  /** Pages that had to leave while a fault waited for their frame. */
  directReclaims = 0;
  /** References made so far. */
  references = 0;
  /** The policy named a frame that may not leave: the program cannot go on. */
  stopped = false;
  private policy!: Replacement;
  private mechanism: PageFaultMechanism;
  private readonly pages: number;
  /** By frame: its page. */
  private readonly pageIn: number[];
  private readonly isFree: boolean[];
  private readonly walker: Sv32Walker;
  private readonly context = {
    root: ROOT,
    userMode: true,
    supervisorUserMemory: false,
    makeExecutableReadable: false,
    setsAccessedDirty: true,
  };

  constructor(options: DemandPagerOptions) {
    const { frames, pages, stored = 0, trace = new Trace(PAGING_EVENTS.kinds) } = options;
    if (pages > PAGE_BYTES / 4) throw new RangeError(`DemandPager: ${pages} pages, one table maps 1,024`);
    this.trace = trace;
    this.disk = new Disk(options.disk);
    this.machine = createMachine({
      ramBytes: FRAMES - RAM_BASE + frames * PAGE_BYTES,
      devices: [this.disk],
      checksPins: true,
    });
    this.machine.enumerate();
    for (const core of this.machine.cores) core.waiting = true;
    this.pages = pages;
    this.pageIn = new Array<number>(frames).fill(NO_PAGE);
    this.isFree = new Array<boolean>(frames).fill(true);
    const { space } = this.machine;
    space.store(ROOT + (BASE >>> 22) * 4, 4, entryOf(TABLE, ENTRY.valid));
    for (let page = 0; page < stored; page++) this.setEntry(page, STORED);
    this.machine.pinned.pin(LIST, PAGE_BYTES);
    this.mechanism = new PageFaults(this.services());
    this.walker = new Sv32Walker({
      refused: false,
      readEntry: (address) => space.load(address, 4),
      writeEntry: (address, entry) => space.store(address, 4, entry),
    });
  }

  /** To be told before the first reference. */
  use(policy: Replacement): void {
    this.policy = policy;
  }

  /** Puts another mechanism in the place of the kernel's own. To be told before the first reference. */
  handleBy(make: (services: PageFaultServices) => PageFaultMechanism): void {
    this.mechanism = make(this.services());
  }

  /** A page's entry, as it stands in memory. */
  entry(page: number): number {
    return this.machine.space.load(TABLE + 4 * page, 4);
  }

  /** The page in a frame; -1 for none. */
  pageOf(frame: number): number {
    return this.pageIn[frame] ?? NO_PAGE;
  }

  get freeFrames(): number {
    let free = 0;
    for (const isFree of this.isFree) if (isFree) free++;
    return free;
  }

  get usedFrames(): number {
    return this.pageIn.length - this.freeFrames;
  }

  load(page: number, offset = 0): number {
    const address = this.reference(page, offset, false);
    return address < 0 ? 0 : this.machine.space.load(address, 4);
  }

  store(page: number, word: number, offset = 0): void {
    const address = this.reference(page, offset, true);
    if (address >= 0) this.machine.space.store(address, 4, word);
  }

  /** Keeps a page that is in memory where it is. */
  pin(page: number): void {
    const address = this.residentAddress(page);
    this.machine.pinned.pin(address, PAGE_BYTES);
    this.record(EVENT.pin, page, frameAt(address));
  }

  unpin(page: number): void {
    const address = this.residentAddress(page);
    this.machine.pinned.unpin(address, PAGE_BYTES);
    this.record(EVENT.unpin, page, frameAt(address));
  }

  /** Makes the policy's victim leave while nobody waits for its frame. @returns whether one left. */
  giveUp(): boolean {
    if (this.stopped || this.pageIn.every((_, frame) => this.isPinned(frame) === 1)) return false;
    const before = this.freeFrames;
    const frame = this.askVictim(1);
    if (frame >= 0) this.mechanism.giveUp(frame);
    return this.freeFrames > before;
  }

  /** A pageout daemon's look, in the trace. */
  lookBy(daemon: (used: number, busyPercent: number) => void, busyPercent: number): void {
    if (this.stopped) return;
    this.record(EVENT.look, this.usedFrames, busyPercent);
    daemon(this.usedFrames, busyPercent);
    this.record(EVENT.looked, this.usedFrames);
  }

  bits(frame: number): number {
    const page = this.pageForPolicy(frame);
    if (page === NO_PAGE) return 0;
    const entry = this.entry(page);
    return ((entry & ENTRY.accessed) !== 0 ? ACCESSED : 0) | ((entry & ENTRY.dirty) !== 0 ? DIRTY : 0);
  }

  clearAccessed(frame: number): number {
    const page = this.pageForPolicy(frame);
    if (page === NO_PAGE) return 0;
    const entry = this.entry(page);
    if ((entry & ENTRY.accessed) === 0) return 0;
    this.setEntry(page, entry & ~ENTRY.accessed);
    this.record(EVENT.cleared, frame, page);
    return 0;
  }

  /** Of a free frame 1, too: nothing can leave it. */
  isPinned(frame: number): number {
    if (this.pageIn[frame] === NO_PAGE) return 1;
    if (this.pageForPolicy(frame) === NO_PAGE) return 0;
    return this.machine.pinned.firstUnpinned(addressOf(frame), PAGE_BYTES) === undefined ? 1 : 0;
  }

  /** @returns the physical address; -1 when there is no frame for the page. */
  private reference(page: number, offset: number, write: boolean): number {
    if (this.stopped) return -1;
    this.references++;
    const virtual = BASE + page * PAGE_BYTES + offset;
    const access = write ? ACCESS.store : ACCESS.load;
    const faulted = this.walker.walk(virtual, access, this.context) !== 'translated';
    if (faulted) {
      this.fault(page, write);
      // The restarted instruction does all that it did before, and is translated now.
      if (this.stopped) return -1;
      if (this.walker.walk(virtual, access, this.context) !== 'translated') {
        this.record(EVENT.unresolved, page);
        this.stopped = true;
        return -1;
      }
    }
    const address = this.walker.physicalAddress;
    this.record(EVENT.access, page, write ? 1 : 0, frameAt(address));
    if (!faulted) this.policy.hit?.(frameAt(address), page);
    return address;
  }

  private fault(page: number, write: boolean): void {
    this.faults++;
    this.record(EVENT.fault, page, write ? 1 : 0);
    this.record(EVENT.locate, page, (this.entry(page) & STORED) !== 0 ? 1 : 0);
    if (this.freeFrames === 0) this.directReclaims++;
    this.mechanism.fault(page);
  }

  /** Asks the policy. @returns a frame that may be taken, or -1. */
  private askVictim(daemon: number): number {
    this.record(EVENT.ask, daemon);
    const frame = this.policy.victim();
    const page = this.pageOf(frame);
    if (page === NO_PAGE || this.isPinned(frame) === 1) {
      this.record(EVENT.refused, frame, page === NO_PAGE ? 0 : 1);
      this.stopped = true;
      return -1;
    }
    this.record(EVENT.victim, frame, page, (this.entry(page) & ENTRY.dirty) !== 0 ? 1 : 0);
    return frame;
  }

  /** What the mechanism may ask for. A call that names what is not there changes nothing and answers -1. */
  private services(): PageFaultServices {
    const isPage = (page: number) => Number.isInteger(page) && page >= 0 && page < this.pages;
    const isTaken = (frame: number) => this.isFree[frame] === false;
    const misused = (a: number, b = 0) => {
      this.record(EVENT.misused, recordable(a), recordable(b));
      return -1;
    };
    return {
      bits: (page) => {
        if (!isPage(page)) return misused(page);
        const entry = this.entry(page);
        const accessed = (entry & ENTRY.accessed) !== 0 ? WAS_ACCESSED : 0;
        const dirty = (entry & ENTRY.dirty) !== 0 ? IS_DIRTY : 0;
        return (
          ((entry & ENTRY.valid) !== 0 ? PRESENT | accessed | dirty : 0) |
          ((entry & STORED) !== 0 ? ON_DISK : 0)
        );
      },
      map: (page, frame, onDisk) => {
        if (!isPage(page) || !isTaken(frame)) return misused(page, frame);
        this.pageIn[frame] = page;
        this.setEntry(page, entryOf(addressOf(frame), READ_WRITE | (onDisk === ON_DISK ? STORED : 0)));
        this.record(EVENT.load, page, frame, onDisk === ON_DISK ? 1 : 0);
        this.policy.loaded(frame, page);
        return 0;
      },
      unmap: (page, onDisk) => {
        if (!isPage(page) || (this.entry(page) & ENTRY.valid) === 0) return misused(page);
        const frame = this.frameHolding(page);
        if (this.pageIn[frame] === page) this.pageIn[frame] = NO_PAGE;
        this.setEntry(page, onDisk === ON_DISK ? STORED : 0);
        this.record(EVENT.unmap, page, frame, onDisk === ON_DISK ? 1 : 0);
        return 0;
      },
      frameOf: (page) => (isPage(page) ? this.frameHolding(page) : misused(page)),
      allocateFrame: () => {
        const frame = this.isFree.indexOf(true);
        if (frame >= 0) this.isFree[frame] = false;
        this.record(EVENT.allocated, frame);
        return frame;
      },
      freeFrame: (frame) => {
        if (!isTaken(frame) || this.pageIn[frame] !== NO_PAGE) return misused(frame);
        this.isFree[frame] = true;
        this.record(EVENT.freed, frame);
        return 0;
      },
      victim: () => (this.usedFrames === 0 ? -1 : this.askVictim(0)),
      zeroFrame: (frame) => {
        if (!isTaken(frame)) return misused(frame);
        this.machine.writeMemory(addressOf(frame), ZEROS);
        this.record(EVENT.zeroed, frame);
        return 0;
      },
      readPage: (page, frame) => {
        if (!isPage(page) || !isTaken(frame)) return misused(page, frame);
        this.transfer(DISK_COMMAND.readDma, page, frame);
        this.diskReads++;
        this.record(EVENT.read, page, frame);
        return 0;
      },
      writePage: (page, frame) => {
        if (!isPage(page) || !isTaken(frame)) return misused(page, frame);
        this.transfer(DISK_COMMAND.writeDma, page, frame);
        this.diskWrites++;
        this.record(EVENT.written, page, frame);
        return 0;
      },
    };
  }

  /** One command of the disk, from here until it is done. */
  private transfer(command: number, page: number, frame: number): void {
    const { machine } = this;
    const address = addressOf(frame);
    machine.pinned.pin(address, PAGE_BYTES);
    machine.space.store(LIST, 4, address | 0);
    machine.space.store(LIST + 4, 4, PAGE_BYTES);
    this.setRegister('sector', page * SECTORS_PER_PAGE);
    this.setRegister('count', SECTORS_PER_PAGE);
    this.setRegister('list', LIST);
    this.setRegister('segments', 1);
    this.setRegister('command', command);
    machine.run({});
    if (this.disk.load(DISK_REGISTERS.offsetOf('completed'), 4) !== 1)
      throw new Error(`DemandPager: the disk did not transfer page ${page}`);
    this.setRegister('completed', 1);
    machine.pinned.unpin(address, PAGE_BYTES);
  }

  private setRegister(name: DiskRegister, value: number): void {
    this.disk.store(DISK_REGISTERS.offsetOf(name), 4, value);
  }

  private setEntry(page: number, entry: number): void {
    this.machine.space.store(TABLE + 4 * page, 4, entry);
  }

  private pageForPolicy(frame: number): number {
    const page = this.pageOf(frame);
    if (page === NO_PAGE) this.record(EVENT.stray, recordable(frame));
    return page;
  }

  private frameHolding(page: number): number {
    const entry = this.entry(page);
    return (entry & ENTRY.valid) === 0 ? -1 : frameAt(frameOf(entry));
  }

  private residentAddress(page: number): number {
    const entry = this.entry(page);
    if ((entry & ENTRY.valid) === 0) throw new RangeError(`DemandPager: page ${page} is not in memory`);
    return frameOf(entry);
  }

  private record(kind: number, a = 0, b = 0, c = 0): void {
    this.trace.record(this.references, kind, a, b, c);
  }
}

const addressOf = (frame: number): number => FRAMES + frame * PAGE_BYTES;
const frameAt = (address: number): number => Math.floor((address - FRAMES) / PAGE_BYTES);
const recordable = (value: number): number => (Number.isSafeInteger(value) ? value : -1);
