/**
 * Demand paging of processes: when frames run out, pages of processes go to a swap area of the machine's disk, and come
 * back when they are touched. Who waits for one is blocked; others run meanwhile.
 *
 *      touched ─▶ not there: its entry names a slot ─▶ in line ─▶ free frame? ─no─▶ the policy's victim leaves, is
 *                                                               └─yes─▶ read ─▶ entry ─▶ goes on    written if it must
 *
 *      entry in memory     [ frame ][ dirty, accessed, rights, valid ]        dirty: the disk does not have it so
 *      entry on disk       [ slot  ][ ON_DISK,         rights        ]
 *
 * A system call of whose arguments a page is away waits for it before it begins, and is then made anew; so nothing
 * that the kernel does finds a page away. Whoever waits is served in the order of coming: one after the other, or with
 * several transfers at a time together as far as frames suffice for all that is before him too.
 *
 * Pages that may leave: those that one process has and nobody else, except those of a grant and of a transfer, those
 * that a call in hand needs, and one that was brought for an access until this was made. Page tables stay.
 *
 * With a daemon (process-pageout.ts) pages leave ahead of need. Left out: clusters of pages.
 */
import type { PolicyHost, PolicyInstance } from '../../engine/policy';
import { SECTOR_BYTES } from '../../hardware/devices/disk/disk-mechanics';
import { DISK_COMMAND } from '../../hardware/devices/disk/disk-registers';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { ENTRY } from '../../hardware/translation/sv32';
import type { Transfer } from '../io/disk-driver';
import { frameOf, rootOffset, TABLE_ENTRIES, tableOffset, type WordMemory } from '../memory/page-table';
import { ACCESSED, DIRTY } from '../memory/paging/page-replacement-interface';
import type { ThreadId } from '../threads/thread';
import type { KernelMemory } from './kernel-memory';
import { PAGED_SYSTEM_EVENTS } from './paging-events';
import { type PageoutFrames, type PageoutOptions, ProcessPageout } from './process-pageout';

const EVENT = PAGED_SYSTEM_EVENTS.index;
/** A bit of an entry that is not valid. */
const ON_DISK = 1 << 8;
const RIGHTS_BITS = ENTRY.read | ENTRY.write | ENTRY.execute | ENTRY.user;
const SECTORS_PER_PAGE = PAGE_BYTES / SECTOR_BYTES;
const NO_SLOT = -1;

export interface PagingOptions {
  /** Of PAGE_REPLACEMENT_SHAPE: which frame's page leaves. Frames are counted from the first one of processes. */
  readonly policy: PolicyHost;
  /** The swap area: its first sector, and how many pages fit in. */
  readonly firstSector: number;
  readonly slots: number;
  /** Pages that may be on their way in at a time, and as many out; the disk takes them in an order of its own. Default 1. */
  readonly transfers?: number;
  /** Default: pages leave when somebody waits for a frame. */
  readonly daemon?: PageoutOptions;
}

export interface ProcessPagerOptions extends PagingOptions {
  readonly memory: KernelMemory;
  readonly words: WordMemory;
  /** Physical address of the root table of a process. */
  readonly rootOf: (process: number) => number;
  readonly transfer: (transfer: Transfer, finished: (isDone: boolean) => void) => void;
  /** Makes every core forget the translations of a process, and pays for it. */
  readonly flush: (process: number) => void;
  /** Entries of a process changed, and not by a mechanism. */
  readonly changed: (process: number) => void;
  readonly resume: (thread: ThreadId) => void;
  readonly record: (kind: number, a: number, b?: number, c?: number, d?: number) => void;
  readonly unitCycles: number;
}

/** A page in a frame that it may leave. */
interface Resident {
  readonly process: number;
  readonly page: number;
  /** Where the disk has it too. */
  slot: number;
  /** It came as zeros, at a touch: it need not be written as long as it is. */
  readonly isFresh: boolean;
}

export interface Need {
  readonly process: number;
  /** That must be there. */
  readonly pages: readonly number[];
  /** That must be free besides. */
  readonly frames: number;
}

interface Waiting extends Need {
  readonly thread: ThreadId;
}

interface Hold {
  readonly pages: readonly number[];
  /** Only until the page was accessed. */
  readonly isForAccess: boolean;
  /** How far the process was: who is no further needs its earlier pages too. */
  readonly at: number;
}

export class ProcessPager {
  pageIns = 0;
  pageOuts = 0;
  /** Pages that left because somebody waited and no frame was free. */
  directReclaims = 0;
  private readonly policy: PolicyInstance['methods'];
  /** By frame. */
  private readonly residents: (Resident | undefined)[];
  /** By slot: whose page it has. */
  private readonly slots: (Pick<Resident, 'process' | 'page'> | undefined)[];
  /** Slots that the disk writes to, though their pages may be gone meanwhile. */
  private readonly writing = new Set<number>();
  /** Slots that the disk reads from. */
  private readonly reading = new Set<number>();
  private readonly transfers: number;
  private readonly daemon: ProcessPageout | undefined;
  /** The daemon looks for what costs no transfer: everything else may not leave. */
  private wantsClean = false;
  private readonly waiting: Waiting[] = [];
  private readonly holds = new Map<number, Hold>();
  private readonly pinned = new Map<number, Set<number>>();
  /** Processes for which no frame can be found: what they want now fails. */
  private readonly failed = new Set<number>();

  constructor(private readonly options: ProcessPagerOptions) {
    const { memory, slots, policy, transfers = 1, daemon } = options;
    if (!(Number.isInteger(transfers) && transfers >= 1))
      throw new RangeError(`transfers must be 1 or more, got ${transfers}`);
    this.transfers = transfers;
    this.residents = new Array<undefined>(memory.frameCount).fill(undefined);
    this.slots = new Array<undefined>(slots).fill(undefined);
    const services = {
      bits: (frame: number) => this.bits(frame),
      clearAccessed: (frame: number) => this.clearAccessed(frame),
      isPinned: (frame: number) => (this.mayLeave(frame) ? 0 : 1),
    };
    this.policy = policy.create(services, memory.frameCount).methods;
    this.payUnits();
    this.daemon = daemon && new ProcessPageout(this.framesOfDaemon(), daemon);
  }

  /** The kernel has served an entry: the daemon looks whether it is to work. */
  look(): void {
    this.daemon?.look();
  }

  /** Slots of the swap area that hold a page of somebody. */
  get usedSlots(): number {
    return this.slots.filter((owner) => owner !== undefined).length;
  }

  /** Whether the page is in the swap area. */
  isAway(process: number, page: number): boolean {
    const at = this.entryAddress(process, page);
    return at !== undefined && isOnDisk(this.options.words.load(at));
  }

  /** Pages of a process that are in the swap area. */
  awayPages(process: number): number[] {
    return this.slots.flatMap((owner) =>
      owner?.process === process && this.isAway(process, owner.page) ? [owner.page] : [],
    );
  }

  /** Whether a process has waited in vain: what it wants is to fail. Asked once. */
  hasFailed(process: number): boolean {
    return this.failed.delete(process);
  }

  /**
   * A process cannot go on with an access, a call or a trap unless all this is there.
   * @param at how far it is. @returns whether it must wait; `wait` is to be called then.
   */
  needs({ process, pages, frames }: Need, isForAccess: boolean, at: number): boolean {
    const before = this.holds.get(process);
    const isSame = isForAccess && before?.isForAccess === true && before.at === at;
    this.holds.set(process, {
      pages: isSame ? [...new Set([...before.pages, ...pages])] : pages,
      ...{ isForAccess, at },
    });
    return this.options.memory.freeFrames < frames || pages.some((page) => this.isAway(process, page));
  }

  /** The thread of a process is blocked, and resumed when what it needs is there. */
  wait(thread: ThreadId, need: Need): void {
    this.options.record(EVENT['page-wait'], need.process, this.awayIn(need).length, need.frames);
    this.waiting.push({ thread, ...need });
    this.serve();
  }

  /** What a call needed may leave again. */
  letGo(process: number): void {
    this.holds.delete(process);
  }

  /** A page stays in memory until the process is over or runs another program. */
  pin(process: number, page: number): void {
    this.pinned.set(process, (this.pinned.get(process) ?? new Set()).add(page));
  }

  /** The kernel, or a device for it, stores into a page past the hardware. */
  wrote(process: number, page: number): void {
    const at = this.entryAddress(process, page);
    if (at === undefined) return;
    const { words } = this.options;
    words.store(at, words.load(at) | ENTRY.accessed | ENTRY.dirty);
  }

  /**
   * What a process has in memory, after something changed it. @param pages by number: their entries.
   * @param isFresh new ones are zeros that came at a touch.
   */
  sync(process: number, pages: ReadonlyMap<number, number>, isFresh: boolean): void {
    const { memory } = this.options;
    for (const [index, resident] of this.residents.entries())
      if (resident?.process === process) {
        const entry = pages.get(resident.page);
        if (entry !== undefined && this.indexOf(entry >>> 10) === index) continue;
        this.residents[index] = undefined;
        this.free(resident.slot);
      }
    for (const [page, entry] of pages) {
      const index = this.indexOf(entry >>> 10);
      if (this.residents[index] !== undefined || memory.usersOf(entry >>> 10) !== 1) continue;
      this.residents[index] = { process, page, slot: NO_SLOT, isFresh };
      const bits = entry & ~(ENTRY.accessed | ENTRY.dirty);
      this.setEntry(process, page, isFresh ? bits : bits | ENTRY.dirty);
      this.policy.loaded(index, page);
    }
    this.payUnits();
  }

  /** Its pages from `from` up to `to` are no longer the process's. */
  forget(process: number, from: number, to: number): void {
    for (const [slot, owner] of this.slots.entries())
      if (owner?.process === process && owner.page >= from && owner.page < to) {
        if (this.isAway(process, owner.page)) this.setEntry(process, owner.page, 0);
        this.free(slot);
      }
  }

  /** All that it had is given back, or is about to be. */
  release(process: number): void {
    for (const [index, resident] of this.residents.entries())
      if (resident?.process === process) this.residents[index] = undefined;
    for (const [slot, owner] of this.slots.entries()) if (owner?.process === process) this.free(slot);
    this.holds.delete(process);
    this.pinned.delete(process);
    this.failed.delete(process);
  }

  // Who waits

  private serve(): void {
    while (this.serveNext());
  }

  /** @returns whether there is to be looked again. */
  private serveNext(): boolean {
    if (this.reading.size >= this.transfers) return false;
    /** Frames that those before leave. */
    let spare = this.options.memory.freeFrames;
    for (const [place, waiting] of this.waiting.entries()) {
      const away = this.awayIn(waiting);
      const [page, ...others] = away.filter((each) => !this.reading.has(this.slotOf(waiting.process, each)));
      const pages = page === undefined ? 0 : 1 + others.length;
      const lacks = pages + waiting.frames;
      if (place > 0 && lacks > spare) return false;
      if (page !== undefined && spare > 0) {
        if (this.read(waiting.process, page)) return true;
      } else if (away.length === 0 && spare >= waiting.frames) {
        this.go(place);
        return true;
      } else if (pages > 0 || away.length === 0) return this.reclaim(waiting, pages > 0 ? 1 : waiting.frames);
      if (this.transfers === 1) return false;
      spare -= lacks;
    }
    return false;
  }

  /** The first in line lacks frames. @returns whether there is to be looked again. */
  private reclaim({ process }: Waiting, frames: number): boolean {
    const { freeFrames } = this.options.memory;
    if (this.writing.size >= this.transfers || freeFrames + this.writing.size >= frames) return false;
    if (this.makeRoom()) {
      this.directReclaims++;
      return true;
    }
    // What is on its way may make room.
    if (this.writing.size > 0 || this.reading.size > 0) return false;
    this.options.record(EVENT['no-room'], process);
    this.failed.add(process);
    this.go(0);
    return true;
  }

  private go(place: number): void {
    const [{ thread }] = this.waiting.splice(place, 1);
    this.options.resume(thread);
  }

  private awayIn({ process, pages }: Need): readonly number[] {
    return pages.filter((page) => this.isAway(process, page));
  }

  /** @returns false when it must be written first. */
  private read(process: number, page: number): boolean {
    const { memory, words } = this.options;
    const entry = words.load(this.entryAddress(process, page) as number);
    const slot = entry >>> 10;
    if (this.writing.has(slot)) return false;
    const frame = memory.allocateFrame();
    this.reading.add(slot);
    this.move(DISK_COMMAND.readDma, slot, frame, () => {
      this.reading.delete(slot);
      this.pageIns++;
      this.residents[this.indexOf(frame)] = { process, page, slot, isFresh: false };
      this.setEntry(process, page, (frame << 10) | (entry & RIGHTS_BITS) | ENTRY.valid);
      this.options.record(EVENT['page-in'], process, page, frame);
      this.options.changed(process);
      this.policy.loaded(this.indexOf(frame), page);
      this.payUnits();
      this.serve();
    });
    return true;
  }

  private move(command: number, slot: number, frame: number, finished: () => void): void {
    const { transfer, firstSector } = this.options;
    transfer(
      {
        command,
        sector: firstSector + slot * SECTORS_PER_PAGE,
        count: SECTORS_PER_PAGE,
        segments: [{ physical: frame * PAGE_BYTES, bytes: PAGE_BYTES }],
      },
      (isDone) => {
        if (!isDone) throw new Error(`the swap area has no slot ${slot}: the disk is too small for it`);
        finished();
      },
    );
  }

  // Who leaves

  private framesOfDaemon(): PageoutFrames {
    const { memory, record } = this.options;
    return {
      freeSoon: () => memory.freeFrames + this.writing.size,
      mayWrite: () => this.writing.size < this.transfers,
      giveUp: () => {
        this.wantsClean = this.residents.some((_, index) => this.mayLeave(index) && this.bits(index) === 0);
        const hasLeft = this.makeRoom();
        this.wantsClean = false;
        if (hasLeft) this.serve();
        return hasLeft;
      },
      changed: (isAwake) =>
        record(EVENT[isAwake ? 'pageout-wakes' : 'pageout-sleeps'], memory.freeFrames, this.writing.size),
    };
  }

  /** Makes a page leave. @returns false when none may, or the swap area is full. */
  private makeRoom(): boolean {
    const index = this.victim();
    const resident = this.residents[index];
    if (resident === undefined) return false;
    const { process, page } = resident;
    const { memory } = this.options;
    const frame = this.frameAt(index);
    const entry = this.entry(process, page);
    const isDirty = (entry & ENTRY.dirty) !== 0;
    const isZeros = !isDirty && resident.slot === NO_SLOT && resident.isFresh && this.holdsZeros(frame);
    const slot = isZeros || resident.slot !== NO_SLOT ? resident.slot : this.slots.indexOf(undefined);
    if (!isZeros && slot < 0) return false;
    const mustWrite = !isZeros && (isDirty || resident.slot === NO_SLOT);
    this.residents[index] = undefined;
    if (!isZeros) this.slots[slot] = { process, page };
    this.setEntry(process, page, isZeros ? 0 : (slot << 10) | ON_DISK | (entry & RIGHTS_BITS));
    this.options.flush(process);
    this.pageOuts++;
    this.options.record(EVENT['page-out'], process, page, frame, isZeros ? 0 : mustWrite ? 2 : 1);
    this.options.changed(process);
    if (!mustWrite) {
      memory.freeFrame(frame);
      return true;
    }
    this.writing.add(slot);
    this.move(DISK_COMMAND.writeDma, slot, frame, () => {
      this.writing.delete(slot);
      if (this.slots[slot] === NOBODY) this.slots[slot] = undefined;
      memory.freeFrame(frame);
      this.serve();
    });
    return true;
  }

  /** The policy's; where it names one that may not leave the lowest that may. @returns -1 when none may. */
  private victim(): number {
    const lowest = this.residents.findIndex((_, index) => this.mayLeave(index));
    if (lowest < 0) return -1;
    const answer = this.policy.victim();
    this.payUnits();
    if (this.mayLeave(answer)) return answer;
    this.options.record(EVENT['victim-refused'], answer, lowest);
    return lowest;
  }

  private mayLeave(index: number): boolean {
    return this.isFreeToLeave(index) && !(this.wantsClean && this.bits(index) !== 0);
  }

  private isFreeToLeave(index: number): boolean {
    const resident = this.residents[index];
    if (resident === undefined) return false;
    const { process, page } = resident;
    if (this.pinned.get(process)?.has(page) || this.options.memory.usersOf(this.frameAt(index)) > 1)
      return false;
    const hold = this.holds.get(process);
    if (hold === undefined || !hold.pages.includes(page)) return true;
    // An instruction that needs several pages needs them together.
    const isDone = (this.entry(process, page) & ENTRY.accessed) !== 0;
    return hold.isForAccess && hold.pages.length === 1 && isDone;
  }

  private indexOf(frame: number): number {
    return frame - this.options.memory.firstFrame;
  }

  private frameAt(index: number): number {
    return this.options.memory.firstFrame + index;
  }

  private bits(index: number): number {
    const resident = this.residents[index];
    if (resident === undefined) return 0;
    const entry = this.entry(resident.process, resident.page);
    return ((entry & ENTRY.accessed) !== 0 ? ACCESSED : 0) | ((entry & ENTRY.dirty) !== 0 ? DIRTY : 0);
  }

  private clearAccessed(index: number): number {
    const resident = this.residents[index];
    if (resident === undefined) return 0;
    const { process, page } = resident;
    this.setEntry(process, page, this.entry(process, page) & ~ENTRY.accessed);
    // A translation that a core knows would not set the bit again.
    this.options.flush(process);
    return 0;
  }

  // Entries and slots

  /** Of a page that is away. */
  private slotOf(process: number, page: number): number {
    return this.options.words.load(this.entryAddress(process, page) as number) >>> 10;
  }

  private entryAddress(process: number, page: number): number | undefined {
    const { rootOf, words } = this.options;
    const virtual = page * PAGE_BYTES;
    const root = rootOf(process);
    if (root === 0) return undefined;
    const upper = words.load(root + rootOffset(virtual));
    return (upper & ENTRY.valid) === 0 ? undefined : frameOf(upper) + tableOffset(virtual);
  }

  private entry(process: number, page: number): number {
    this.options.memory.access();
    return this.options.words.load(this.entryAddress(process, page) as number);
  }

  private setEntry(process: number, page: number, entry: number): void {
    this.options.memory.access();
    this.options.words.store(this.entryAddress(process, page) as number, entry);
  }

  private holdsZeros(frame: number): boolean {
    const { memory, words } = this.options;
    memory.pay(TABLE_ENTRIES * memory.wordCycles);
    return (words.pageAt?.(frame * PAGE_BYTES) ?? [1]).every((word) => word === 0);
  }

  private free(slot: number): void {
    if (slot === NO_SLOT) return;
    // One that is being written to is given again when that is done.
    this.slots[slot] = this.writing.has(slot) ? NOBODY : undefined;
  }

  private payUnits(): void {
    const { memory, policy, unitCycles } = this.options;
    memory.pay(policy.takeUnits() * unitCycles);
  }
}

const NOBODY = { process: 0, page: 0 };
const isOnDisk = (entry: number): boolean => (entry & ENTRY.valid) === 0 && (entry & ON_DISK) !== 0;
