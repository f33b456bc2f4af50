/**
 * Processes: what the kernel does beyond threads, by mechanisms that can be exchanged.
 *
 *      system call         ─▶ dispatcher ─▶ fork, exec, wait ... ─▶ mechanism, at the instant of the kernel's entry
 *      page fault          ─▶ address space ─▶ again, or the end
 *      other traps         ─▶ trap handler  ─▶ on, or the end
 *
 * A mechanism is asked in one instant; its units, accesses and copies are charged to the core after it. What it
 * answers is checked, and what it left in memory is what holds: the hardware walks its tables.
 */
import type { Trace } from '../../engine/trace';
import * as COSTS from '../../hardware/costs';
import { SECTOR_BYTES } from '../../hardware/devices/disk/disk-mechanics';
import type { Machine } from '../../hardware/machine';
import { RAM_BASE } from '../../hardware/memory/physical-address-space';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { MachineCodeProgram, type MixedCore } from '../../hardware/native/mixed-core';
import { NATIVE_REGISTERS } from '../../hardware/native/native-core';
import { ENTRY } from '../../hardware/translation/sv32';
import type { MachineDrivers } from '../io/machine-drivers';
import type { Kernel, SystemServices } from '../kernel';
import { findLeaf, userPages } from '../memory/page-table';
import {
  ALL_GROUPS,
  ARGUMENT,
  argumentOf,
  MAX_BUFFER_BYTES,
  MESSAGE_BYTES,
  READ_BYTES,
  SYSTEM_CALL,
  SYSTEM_CALL_REFUSED,
  systemCallOf,
} from '../system-calls';
import { CONTROL_BLOCK } from '../threads/control-block';
import { THREAD_STATE } from '../threads/life-cycle';
import type { CoreId, Thread, ThreadId } from '../threads/thread';
import { ForkableProgram } from '../threads/thread-program';
import { ACCESS_KIND } from './access-kind';
import { freeSpace } from './fork';
import { isProcess, type KernelMemory, recordable } from './kernel-memory';
import type { KernelServices } from './kernel-services';
import { Exec } from './loader';
import { Mailboxes, type Message } from './mailboxes';
import { AskedMechanisms, type MechanismObserver, type Mechanisms } from './mechanisms';
import { SYSTEM_EVENTS } from './process-events';
import { ACCESS_OF_CAUSE, ProcessMemory, rightsOf } from './process-memory';
import { FRAMES_OF_A_PAGE, ProcessNeeds } from './process-needs';
import { type Need, type PagingOptions, ProcessPager } from './process-pager';
import {
  INIT,
  MAX_PROCESSES,
  PROCESS_FIELD,
  PROCESS_STATE,
  type ProcessField,
  pageUp,
  SHARED_BASE,
} from './process-record';
import { imageFrames, type SystemProgram } from './program-image';

const EVENT = SYSTEM_EVENTS.index;
const FIELD = PROCESS_FIELD;
const STATE = PROCESS_STATE;
const FIELD_ENTRIES = Object.entries(FIELD) as readonly (readonly [keyof typeof FIELD, ProcessField])[];
const FIELDS: ReadonlySet<number> = new Set(Object.values(PROCESS_FIELD));
const WORD_BYTES = 4;

/** A page of a process, for observers. */
export interface PageView {
  /** Number of the virtual page. */
  readonly page: number;
  readonly frame: number;
  /** 1 read, 2 write, 4 execute. */
  readonly rights: number;
}

/** How often a process may make the same fault at the same instruction before it is ended. */
const MOST_EQUAL_FAULTS = 3;
/** How often in a row it may go on at the very instruction that trapped. */
const MOST_EQUAL_TRAPS = 3;
/** What the kernel keeps of a process besides its record in memory. */
interface ProcessEntry {
  thread: ThreadId;
  lastFault: string;
  equalFaults: number;
  equalTraps: number;
}

/** A system call while the dispatcher has it in hand. */
interface CallInHand {
  readonly process: number;
  readonly number: number;
  /** What was copied in, by argument and index. */
  readonly copies: readonly [(number | undefined)[], (number | undefined)[]];
  performed: boolean;
  /** Whether the caller still waits for an answer. */
  blocked: boolean;
}

export interface ProcessesOptions {
  readonly machine: Machine;
  readonly kernel: Kernel;
  readonly cores: readonly MixedCore[];
  readonly memory: KernelMemory;
  readonly programs: readonly SystemProgram[];
  /** Frame of each program's header. */
  readonly images: readonly number[];
  /** Fills the kernel's part of a root table in this frame. */
  readonly fillRoot: (frame: number) => void;
  readonly mechanisms: Mechanisms;
  readonly observer?: MechanismObserver;
  /** Of the machine's disk, where it has one. */
  readonly drivers?: MachineDrivers;
  /** Whether pages go to a swap area when frames run out, and which. The machine has a disk then. */
  readonly paging?: PagingOptions;
  /** Cycles of one unit of a mechanism's code. */
  readonly unitCycles: number;
  readonly trace: Trace;
}

export class Processes implements SystemServices {
  private readonly entries: (ProcessEntry | undefined)[] = [];
  private readonly services: KernelServices;
  private readonly mechanisms: AskedMechanisms;
  private readonly space: ProcessMemory;
  /** By process that waits for a child: where it wants the status. */
  private readonly waitingAt = new Map<number, number>();
  private readonly mailboxes = new Mailboxes();
  /** By process that waits for a message: where it wants it. */
  private readonly receivingAt = new Map<number, number>();
  /** By thread that waits for a transfer: the frames that it goes to, which nobody else may get meanwhile. */
  private readonly transferring = new Map<ThreadId, readonly number[]>();
  private inHand: CallInHand | undefined;
  /** Where pages go to a swap area. */
  readonly pager: ProcessPager | undefined;
  private readonly needs: ProcessNeeds;
  /** Whether a page was ever granted. */
  private hasGranted = false;
  /** On whose behalf the kernel is at work. */
  private core: CoreId = 0;

  constructor(private readonly options: ProcessesOptions) {
    const { memory, unitCycles, observer } = options;
    this.space = new ProcessMemory({
      memory,
      exists: (process) => this.exists(process),
      fault: (...numbers) => this.mechanisms.ask('addressSpace', 'fault', ...numbers),
      record: (...event) => this.record(...event),
      pager: () => this.pager,
    });
    this.services = this.offer();
    this.pager = this.newPager();
    this.needs = new ProcessNeeds({
      programs: options.programs,
      pagesOf: (process) => [
        ...this.pagesOf(this.field(process, FIELD.root)).map(({ page }) => page),
        ...(this.pager?.awayPages(process) ?? []),
      ],
      has: (process, page) =>
        this.pageAt(this.field(process, FIELD.root), page) !== undefined ||
        (this.pager?.isAway(process, page) ?? false),
    });
    this.mechanisms = new AskedMechanisms({
      given: options.mechanisms,
      ...{ services: this.services, memory, unitCycles, observer },
      // What it loads it loads for the caller.
      ownServices: { dispatcher: { load: (frame, index) => this.loadOfCaller(frame, index) } },
    });
  }

  private newPager(): ProcessPager | undefined {
    const { paging, drivers, memory, kernel, unitCycles } = this.options;
    if (paging === undefined) return undefined;
    if (drivers === undefined) throw new RangeError('paging needs a disk on the machine');
    return new ProcessPager({
      ...{ ...paging, memory, unitCycles },
      words: this.space.words,
      rootOf: (process) => this.space.rootOf(process),
      transfer: (transfer, finished) => drivers.transfer(transfer, finished),
      flush: (process) => this.services.flush(process),
      changed: (process) => this.space.note(process),
      resume: (thread) => kernel.resume(this.core, thread),
      record: (...event) => this.record(...event),
    });
  }

  /** Makes process 1 from program 0, as its thread, which is there already. @throws when memory does not suffice. */
  boot(thread: ThreadId): void {
    const { memory, images } = this.options;
    memory.setField(INIT, FIELD.number, INIT);
    memory.setField(INIT, FIELD.state, STATE.alive);
    memory.setField(INIT, FIELD.permissions, ALL_GROUPS);
    this.entries[INIT] = newEntry(thread);
    this.record(EVENT.born, INIT, 0, thread);
    // The system's own loader, so that a system comes up whoever exec belongs to.
    if (new Exec(this.services).exec(INIT, images[0], 0) < 0)
      throw new RangeError('memory does not suffice for the first program');
    this.startProgram(INIT, 0, 0);
    memory.takeCycles(); // boot is not charged
  }

  /** The root table of a process, as a physical address. */
  rootOf(process: number): number {
    return this.space.rootOf(process);
  }

  /** Written into the record given. */
  counters(counters: Record<string, number> = {}): Record<string, number> {
    const { memory } = this.options;
    this.mechanisms.counters(counters);
    counters.memoryAccesses = memory.accesses;
    counters.copiedFrames = memory.copiedFrames;
    counters.allocatedFrames = memory.allocatedFrames;
    counters.freeFrames = memory.freeFrames;
    return counters;
  }

  // For observers

  /** Whether there is a process of this number, alive or a zombie. */
  exists(process: number): boolean {
    return isProcess(process) && this.entries[process] !== undefined;
  }

  /** Its record in memory, field by field. */
  recordOf(process: number): Readonly<Record<keyof typeof PROCESS_FIELD, number>> {
    const record: Record<keyof typeof PROCESS_FIELD, number> = { ...PROCESS_FIELD };
    for (const [name, field] of FIELD_ENTRIES) record[name] = this.field(process, field);
    return record;
  }

  /** The registers in the control block of its thread: 0 the program counter, 1 to 31 x1 to x31. */
  registersOf(process: number): readonly number[] {
    const { memory } = this.options;
    const first = RAM_BASE + this.threadOf(process).controlBlock;
    const registers: number[] = [];
    for (let i = 0; i < NATIVE_REGISTERS; i++) registers.push(memory.readKernel(first + WORD_BYTES * i));
    return registers;
  }

  /** What the page table at `root` maps for a process, from the lowest page on. @param root frame of a root table. */
  pagesOf(root: number): readonly PageView[] {
    if (!this.options.memory.inUse(root)) return [];
    return Array.from(userPages(this.space.words, root * PAGE_BYTES), ({ virtual, leaf }) => ({
      page: virtual / PAGE_BYTES,
      frame: leaf >>> 10,
      rights: rightsOf(leaf),
    }));
  }

  /** One of them; undefined when it does not map this one. */
  pageAt(root: number, page: number): PageView | undefined {
    if (!this.options.memory.inUse(root)) return undefined;
    const leaf = findLeaf(this.space.words, root * PAGE_BYTES, page * PAGE_BYTES);
    return (leaf & ENTRY.user) === 0 ? undefined : { page, frame: leaf >>> 10, rights: rightsOf(leaf) };
  }

  wordOf(frame: number, index: number): number {
    return this.space.words.load(frame * PAGE_BYTES + WORD_BYTES * index);
  }

  /** What was copied in for an argument of the system call that the dispatcher has in hand. */
  copyOf(argument: 0 | 1): Uint8Array {
    return bytesIn((this.inHand ?? newCall(0, 0)).copies[argument]);
  }

  // What the kernel asks

  call(core: CoreId, thread: ThreadId, number: number, first: number, second: number): number | undefined {
    this.core = core;
    const process = this.processOf(thread);
    if (this.waits(thread, () => this.needs.ofCall(process, number, first >>> 0, second >>> 0)))
      return undefined;
    const inHand = newCall(process, number);
    this.inHand = inHand;
    (this.entries[process] as ProcessEntry).lastFault = '';
    this.record(EVENT.call, process, number, first | 0, second | 0);
    const answer = this.mechanisms.ask('dispatcher', 'call', process, number, first | 0, second | 0);
    this.inHand = undefined;
    if (!inHand.performed) this.record(EVENT['call-refused'], process, number, answer);
    if (!inHand.blocked) this.pager?.letGo(process);
    this.pager?.look();
    return inHand.blocked ? undefined : answer;
  }

  fault(core: CoreId, thread: ThreadId): boolean {
    this.core = core;
    const process = this.processOf(thread);
    const { faultAddress, faultCause } = this.options.cores[core];
    const access = ACCESS_OF_CAUSE.get(faultCause);
    if (access === undefined) return this.trapped(process, faultCause, faultAddress);
    const page = Math.floor(faultAddress / PAGE_BYTES);
    const isAway = () => this.pager?.isAway(process, page) ?? false;
    const needOf = () => ({ process, pages: [page], frames: isAway() ? 0 : FRAMES_OF_A_PAGE });
    if (this.waitsInPlace(thread, needOf, true)) return true;
    // It waited in vain.
    if (isAway()) return false;
    const answer = this.space.resolve(process, faultAddress, access);
    const entry = this.entries[process] as ProcessEntry;
    const key = `${faultAddress}/${access}`;
    entry.equalFaults = key === entry.lastFault ? entry.equalFaults + 1 : 1;
    entry.lastFault = key;
    this.pager?.look();
    return answer === 1 && entry.equalFaults <= MOST_EQUAL_FAULTS;
  }

  ended(core: CoreId, thread: ThreadId, status: number): void {
    const { memory } = this.options;
    this.core = core;
    const process = this.processOf(thread);
    const root = this.field(process, FIELD.root);
    this.pager?.release(process);
    memory.setField(process, FIELD.root, 0);
    if (root !== 0) freeSpace(memory, root);
    this.flush(process);
    memory.setField(process, FIELD.status, status);
    this.mailboxes.discard(process);
    this.record(EVENT.over, process, status);
    this.endGrants(process);
    this.mechanisms.ask('processTree', 'exit', process);
  }

  interrupted(core: CoreId): ReturnType<SystemServices['interrupted']> {
    this.core = core;
    const { drivers, memory } = this.options;
    const done = drivers?.interrupted(core) ?? [];
    for (const { thread } of done) {
      for (const frame of this.transferring.get(thread) ?? []) memory.freeFrame(frame);
      this.transferring.delete(thread);
    }
    this.pager?.look();
    return done;
  }

  takeCycles(): number {
    const { memory, drivers } = this.options;
    return memory.takeCycles() + (drivers?.takeCycles() ?? 0);
  }

  /** Where a device may store for a thread. */
  writable(thread: ThreadId, address: number): number | undefined {
    return this.space.reach(this.processOf(thread), address, ACCESS_KIND.store);
  }

  /** An instruction of machine code trapped. */
  private trapped(process: number, cause: number, value: number): boolean {
    if (!(this.threadOf(process).program instanceof MachineCodeProgram)) return false;
    const { kernel } = this.options;
    const entry = this.entries[process] as ProcessEntry;
    kernel.storeRegisters(this.core);
    const at = this.programCounterOf(process);
    const { id } = this.threadOf(process);
    if (this.waitsInPlace(id, () => this.needs.ofTrap(process, at >>> 0, value >>> 0), false)) return true;
    this.record(EVENT.trapped, process, cause, value | 0, at);
    const answer = this.mechanisms.ask('trapHandler', 'trap', process, cause, value | 0, at);
    this.pager?.letGo(process);
    const next = this.programCounterOf(process);
    this.record(EVENT['trap-handled'], process, answer, next);
    entry.equalTraps = next === at ? entry.equalTraps + 1 : 0;
    if (answer !== 1 || entry.equalTraps > MOST_EQUAL_TRAPS) return false;
    kernel.loadRegisters(this.core);
    return true;
  }

  // Pages that are away

  /** Whether the call that the thread just made must wait for pages; it is made again then. */
  private waits(thread: ThreadId, needOf: () => Need): boolean {
    const { pager, core } = this;
    if (pager === undefined) return false;
    const need = needOf();
    const hasFailed = pager.hasFailed(need.process);
    if (!pager.needs(need, false, 0) || hasFailed) return false;
    this.options.kernel.blockForRepeat(core, -1);
    pager.wait(thread, need);
    return true;
  }

  /** Whether what it was about to do must wait for pages: an access, or an instruction that trapped. */
  private waitsInPlace(thread: ThreadId, needOf: () => Need, isForAccess: boolean): boolean {
    const { pager, core } = this;
    if (pager === undefined) return false;
    const need = needOf();
    const hasFailed = pager.hasFailed(need.process);
    if (!pager.needs(need, isForAccess, this.options.cores[core].progress) || hasFailed) return false;
    this.options.kernel.block(core, -1);
    pager.wait(thread, need);
    return true;
  }

  // System calls

  /** Carries a call out for the dispatcher. @returns its answer; 0 when the caller blocked. */
  private perform(process: number, number: number, first: number, second: number): number {
    const call = this.inHand;
    if (call === undefined || call.performed || call.process !== process || call.number !== number) {
      this.record(EVENT['bad-perform'], recordable(process), recordable(number));
      return SYSTEM_CALL_REFUSED;
    }
    call.performed = true;
    this.record(EVENT.performed, process, number, first | 0, second | 0);
    const pointers = systemCallOf(number)?.arguments ?? [];
    for (const [argument, [kind, bytes]] of pointers.entries()) {
      const [address, other] = argument === 0 ? [first >>> 0, second] : [second >>> 0, first];
      const reason = this.whyBad(call, argument as 0 | 1, kind, bytes, address, other);
      if (reason < 0) continue;
      this.record(EVENT['bad-argument'], process, number, argument, reason);
      return SYSTEM_CALL_REFUSED;
    }
    const answer = this.carryOut(call, first | 0, second | 0);
    call.blocked = answer === undefined;
    if (answer === undefined) return 0;
    this.record(EVENT.returned, process, number, answer);
    return answer;
  }

  /** @returns why a call can have no effect, as the event `bad-argument` tells it; -1 when it can. */
  private whyBad(
    { process, copies }: CallInHand,
    argument: 0 | 1,
    kind: number,
    bytes: number,
    address: number,
    other: number,
  ): number {
    const copied = kind === ARGUMENT.value ? NOTHING : bytesIn(copies[argument]);
    switch (kind) {
      case ARGUMENT.reads:
        return copied.length < bytes ? 0 : -1;
      case ARGUMENT.buffer:
        return other < 0 || copied.length < other ? 0 : -1;
      case ARGUMENT.text:
        return copied.includes(0) ? -1 : 0;
      case ARGUMENT.writesUnlessZero:
      case ARGUMENT.writes:
        if (kind === ARGUMENT.writesUnlessZero && address === 0) return -1;
        for (let at = address; at < address + bytes; at += WORD_BYTES)
          if (at % WORD_BYTES !== 0 || this.space.physical(process, at, ACCESS_KIND.store) === undefined)
            return 1;
        return -1;
      default:
        return -1;
    }
  }

  private carryOut(call: CallInHand, first: number, second: number): number | undefined {
    const { process, number } = call;
    const { kernel, drivers } = this.options;
    const copies = call.copies.map(bytesIn) as [Uint8Array, Uint8Array];
    switch (number) {
      case SYSTEM_CALL.fork:
        return this.fork(process);
      case SYSTEM_CALL.exec:
        return this.exec(process, first, second >>> 0);
      case SYSTEM_CALL.wait:
        return this.wait(process, first >>> 0);
      case SYSTEM_CALL.setBreak:
        return this.setBreak(process, first >>> 0);
      case SYSTEM_CALL.processNumber:
        return process;
      case SYSTEM_CALL.parentNumber:
        return this.field(process, FIELD.parent);
      case SYSTEM_CALL.readClock:
        this.space.storeWord(process, first >>> 0, this.clock(0));
        this.space.storeWord(process, (first >>> 0) + 4, this.clock(1));
        return 0;
      case SYSTEM_CALL.write:
        this.record(EVENT.written, process, wordsIn(copies[0], 1)[0]);
        return 0;
      case SYSTEM_CALL.restrict: {
        const left = this.field(process, FIELD.permissions) & first;
        this.options.memory.setField(process, FIELD.permissions, left);
        return left;
      }
      case SYSTEM_CALL.grant:
        return this.grant(process, wordsIn(copies[0], 3));
      case SYSTEM_CALL.mapGrant:
        return this.mapGrant(process, wordsIn(copies[0], 3));
      case SYSTEM_CALL.revoke:
        return this.revoke(process, first);
      case SYSTEM_CALL.writeText:
        return this.print(process, textIn(copies[0]));
      case SYSTEM_CALL.writeBuffer:
        return this.print(process, copies[0].subarray(0, second));
      case SYSTEM_CALL.findFile: {
        const name = String.fromCharCode(...textIn(copies[0]));
        return this.options.programs.findIndex((program) => program.name === name);
      }
      case SYSTEM_CALL.readFile: {
        const [file = 0, offset = 0] = wordsIn(copies[0], 2);
        return this.readFile(process, file, offset, second >>> 0);
      }
      case SYSTEM_CALL.send:
        return this.send(first, {
          from: process,
          words: wordsIn(copies[1], MESSAGE_BYTES / WORD_BYTES),
        });
      case SYSTEM_CALL.receive:
      case SYSTEM_CALL.awaitMessage: {
        const message = this.mailboxes.take(process);
        if (message !== undefined) return this.deliver(process, first >>> 0, message);
        if (number === SYSTEM_CALL.receive) return SYSTEM_CALL_REFUSED;
        this.receivingAt.set(process, first >>> 0);
        kernel.block(this.core, -1);
        return undefined;
      }
      default:
        return drivers === undefined
          ? kernel.perform(this.core, number, first, second)
          : this.callDrivers(drivers, process, number, first, second);
    }
  }

  private callDrivers(
    drivers: SystemServices,
    process: number,
    number: number,
    first: number,
    second: number,
  ): number | undefined {
    const thread = this.threadOf(process).id;
    const answer = drivers.call(this.core, thread, number, first, second);
    if (answer !== undefined || number !== SYSTEM_CALL.readSector) return answer;
    // The page may be taken from the process before the disk is done.
    const [from, to] = [second >>> 0, (second >>> 0) + SECTOR_BYTES - 1];
    const physical = [from, to].map((address) =>
      this.space.physical(process, address, ACCESS_KIND.store),
    ) as number[];
    const frames = [...new Set(physical.map((address) => Math.floor(address / PAGE_BYTES)))];
    for (const frame of frames) this.options.memory.shareFrame(frame);
    this.transferring.set(thread, frames);
    return undefined;
  }

  private send(to: number, message: Message): number {
    if (!this.exists(to) || this.field(to, FIELD.state) !== STATE.alive) return SYSTEM_CALL_REFUSED;
    const address = this.receivingAt.get(to);
    if (address === undefined && !this.mailboxes.put(to, message)) return SYSTEM_CALL_REFUSED;
    this.record(EVENT.sent, message.from, to);
    if (address !== undefined) {
      this.receivingAt.delete(to);
      this.options.kernel.wake(this.core, this.threadOf(to).id, this.deliver(to, address, message));
    }
    return 0;
  }

  private deliver(to: number, address: number, { from, words }: Message): number {
    this.space.storeWords(to, address, words);
    this.record(EVENT.received, to, from);
    return from;
  }

  private print(process: number, bytes: Uint8Array): number {
    const sum = bytes.reduce((so, byte) => Math.imul(so ^ byte, 0x01000193), 0x811c9dc5 | 0);
    this.record(EVENT.printed, process, bytes.length, sum);
    return bytes.length;
  }

  private readFile(process: number, file: number, offset: number, address: number): number {
    const { images, programs, memory } = this.options;
    const [image, program] = [images[file], programs[file]];
    if (image === undefined || program === undefined) return SYSTEM_CALL_REFUSED;
    const end = imageFrames(program) * PAGE_BYTES;
    if (offset < 0 || offset >= end || offset % WORD_BYTES !== 0) return SYSTEM_CALL_REFUSED;
    const bytes = Math.min(READ_BYTES, end - offset);
    const words = Int32Array.from({ length: bytes / WORD_BYTES }, (_, i) =>
      memory.readKernel(image * PAGE_BYTES + offset + WORD_BYTES * i),
    );
    this.space.storeWords(process, address, words);
    return bytes;
  }

  private fork(parent: number): number {
    const { kernel, memory } = this.options;
    const child = this.freeNumber();
    const { program } = this.threadOf(parent);
    const copy = program instanceof MachineCodeProgram ? program : program.copy?.();
    const thread = child > 0 && copy ? kernel.newThread(kernel.cycle, copy, child) : undefined;
    if (thread === undefined) {
      this.record(EVENT['fork-refused'], parent, 0);
      return SYSTEM_CALL_REFUSED;
    }
    for (const field of Object.values(FIELD)) memory.setField(child, field, 0);
    memory.setField(child, FIELD.number, child);
    memory.setField(child, FIELD.parent, parent);
    memory.setField(child, FIELD.state, STATE.alive);
    this.entries[child] = newEntry(thread.id);
    this.space.begin(child);
    kernel.storeRegisters(this.core);
    const answer = this.mechanisms.ask('fork', 'fork', parent, child);
    this.space.note(parent);
    if (answer !== 0) {
      memory.setField(child, FIELD.state, STATE.free);
      this.entries[child] = undefined;
      kernel.discard(thread.id);
      this.record(EVENT['fork-refused'], parent, 1);
      return SYSTEM_CALL_REFUSED;
    }
    this.record(EVENT.born, child, parent, thread.id);
    this.space.note(child);
    kernel.admit(this.core, thread);
    return child;
  }

  private exec(process: number, program: number, argumentsAddress: number): number {
    const { kernel, cores, images } = this.options;
    const image = images[program];
    kernel.storeRegisters(this.core);
    const answer =
      image === undefined ? -1 : this.mechanisms.ask('exec', 'exec', process, image, argumentsAddress);
    // What it had before is given back.
    if (answer >= 0) this.pager?.release(process);
    this.space.note(process);
    if (answer < 0) {
      this.record(EVENT['exec-refused'], process, program);
      return SYSTEM_CALL_REFUSED;
    }
    this.startProgram(process, program, answer);
    this.flush(process);
    this.endGrants(process);
    cores[this.core]?.loadPageTable(this.rootOf(process), process);
    kernel.loadRegisters(this.core);
    return answer;
  }

  private wait(process: number, statusAddress: number): number | undefined {
    const { kernel, memory } = this.options;
    const answer = this.mechanisms.ask('processTree', 'wait', process);
    this.record(EVENT.wait, process, answer, answer === 0 ? 1 : 0);
    if (answer === 0) {
      this.waitingAt.set(process, statusAddress);
      kernel.block(this.core, -1);
      return undefined;
    }
    if (!isProcess(answer)) return SYSTEM_CALL_REFUSED;
    if (statusAddress !== 0) this.space.storeWord(process, statusAddress, memory.field(answer, FIELD.status));
    return answer;
  }

  private setBreak(process: number, address: number): number {
    const answer =
      address === 0
        ? this.field(process, FIELD.break)
        : this.mechanisms.ask('addressSpace', 'setBreak', process, address);
    this.record(EVENT.break, process, address, answer);
    if (answer > 0) this.pager?.forget(process, pageUp(answer) / PAGE_BYTES, SHARED_BASE / PAGE_BYTES);
    this.space.note(process);
    return answer;
  }

  private grant(process: number, [page = 0, to = 0, rights = 0]: Int32Array): number {
    const answer = this.mechanisms.ask('grants', 'grant', process, page >>> 0, to, rights);
    this.hasGranted ||= answer > 0;
    if (answer > 0) this.pager?.pin(process, Math.floor((page >>> 0) / PAGE_BYTES));
    this.record(EVENT.granted, process, page >>> 0, to, answer);
    return answer;
  }

  private mapGrant(process: number, [grant = 0, address = 0, rights = 0]: Int32Array): number {
    const answer = this.mechanisms.ask('grants', 'map', process, grant, address >>> 0, rights);
    this.record(EVENT['grant-mapped'], process, grant, address >>> 0, answer);
    this.space.note(process);
    return answer;
  }

  private revoke(process: number, grant: number): number {
    const answer = this.mechanisms.ask('grants', 'revoke', process, grant);
    this.record(EVENT.revoked, process, grant, answer);
    if (this.hasGranted) this.space.noteAll(this.entries.length);
    return answer;
  }

  /** Its pages are given back already. */
  private endGrants(process: number): void {
    this.mechanisms.ask('grants', 'over', process);
    if (this.hasGranted) this.space.noteAll(this.entries.length);
  }

  // Mechanisms, and what they may do

  private offer(): KernelServices {
    const { machine, memory, kernel, cores, fillRoot } = this.options;
    const withWord = (process: number, index: number, use: (address: number) => number): number => {
      const entry = isProcess(process) ? this.entries[process] : undefined;
      const thread = entry && kernel.threads[entry.thread];
      memory.access();
      const isRegister = Number.isInteger(index) && index >= 0 && index < NATIVE_REGISTERS;
      return thread === undefined || !isRegister ? -1 : use(RAM_BASE + thread.controlBlock + 4 * index);
    };
    const withField = (process: number, field: number, use: (field: ProcessField) => number): number => {
      memory.access();
      return isProcess(process) && FIELDS.has(field) ? use(field as ProcessField) : -1;
    };
    return {
      load: (frame, index) => memory.load(frame, index),
      store: (frame, index, word) => memory.store(frame, index, word),
      allocateFrame: () => memory.allocateFrame(),
      freeFrame: (frame) => memory.freeFrame(frame),
      shareFrame: (frame) => memory.shareFrame(frame),
      copyFrame: (from, to) => memory.copyFrame(from, to),
      newRoot: () => {
        const frame = memory.allocateFrame();
        if (frame >= 0) fillRoot(frame);
        return frame;
      },
      get: (process, field) => withField(process, field, (known) => memory.field(process, known)),
      set: (process, field, value) =>
        withField(process, field, (known) => {
          memory.setField(process, known, value);
          if (known === FIELD.parent) this.record(EVENT.adopted, process, value | 0);
          return 0;
        }),
      register: (process, index) => withWord(process, index, (address) => memory.readKernel(address)),
      setRegister: (process, index, value) =>
        withWord(process, index, (address) => {
          memory.write(address, value);
          return 0;
        }),
      flush: (process) => {
        memory.pay(cores.length * (machine.costs.busInvalidate ?? COSTS.busInvalidate.value));
        if (!isProcess(process)) return -1;
        this.flush(process);
        this.record(EVENT.forget, process);
        return 0;
      },
      wake: (process, child) => this.wake(process, child),
      release: (process) => this.release(process),
      groupOf: (number) => systemCallOf(number)?.group ?? -1,
      argumentKind: (number, argument) => argumentOf(number, argument)[0],
      argumentBytes: (number, argument) => argumentOf(number, argument)[1],
      touch: (process, address, access) => this.space.touch(process, address, access),
      copyIn: (argument, index, byte) => this.copyIn(argument, index, byte),
      perform: (process, number, first, second) => this.perform(process, number, first, second),
      loadByte: (process, address) => this.space.loadByte(process, address),
      storeByte: (process, address, byte) => this.space.storeByte(process, address, byte),
      clock: (word) => this.clock(word),
    };
  }

  /** A word of a frame of the process whose call is in hand. */
  private loadOfCaller(frame: number, index: number): number {
    const { memory } = this.options;
    const process = this.inHand?.process ?? 0;
    memory.access();
    const isIndex = Number.isInteger(index) && index >= 0 && index < PAGE_BYTES / WORD_BYTES;
    if (isIndex && this.space.holds(process, frame))
      return this.space.words.load(frame * PAGE_BYTES + WORD_BYTES * index);
    this.record(EVENT.outside, process, recordable(frame), recordable(index));
    return 0;
  }

  private copyIn(argument: number, index: number, byte: number): number {
    const call = this.inHand;
    this.options.memory.pay(this.options.memory.wordCycles);
    if (
      call === undefined ||
      (argument !== 0 && argument !== 1) ||
      !(Number.isInteger(index) && index >= 0 && index < MAX_BUFFER_BYTES)
    )
      return -1;
    call.copies[argument][index] = byte & 0xff;
    return 0;
  }

  private clock(word: number): number {
    const { cycle } = this.options.kernel;
    return word === 0 ? cycle | 0 : Math.floor(cycle / 2 ** 32);
  }

  private wake(process: number, child: number): number {
    const statusAddress = this.waitingAt.get(process);
    const entry = this.entries[process];
    if (statusAddress === undefined || entry === undefined || !isProcess(child)) return -1;
    this.waitingAt.delete(process);
    if (statusAddress !== 0)
      this.space.storeWord(process, statusAddress, this.options.memory.field(child, FIELD.status));
    this.record(EVENT.woken, process, child);
    this.options.kernel.wake(this.core, entry.thread, child);
    return 0;
  }

  private release(process: number): number {
    const entry = isProcess(process) ? this.entries[process] : undefined;
    if (entry === undefined || this.threadOf(process).state !== THREAD_STATE.exited) return -1;
    this.options.kernel.release(entry.thread);
    this.options.memory.setField(process, FIELD.state, STATE.free);
    this.entries[process] = undefined;
    this.record(EVENT.reaped, process);
    return 0;
  }

  private flush(process: number): void {
    for (const core of this.options.cores) core.forgetTranslations(process);
  }

  // Threads and records

  private startProgram(process: number, program: number, argumentCount: number): void {
    const thread = this.threadOf(process);
    const { code } = this.options.programs[program];
    const word = (index: number) =>
      this.options.memory.readKernel(RAM_BASE + thread.controlBlock + 4 * index);
    if (typeof code === 'function') {
      const pointer = word(CONTROL_BLOCK.secondArgument);
      thread.program = new ForkableProgram(() => code(argumentCount, pointer));
    } else thread.program = new MachineCodeProgram(word(CONTROL_BLOCK.programCounter));
    this.record(EVENT.exec, process, program, argumentCount);
    this.space.note(process);
  }

  /** The lowest number that no process has, init's left out; 0 when all are taken. */
  private freeNumber(): number {
    for (let number = INIT + 1; number < MAX_PROCESSES; number++)
      if (this.entries[number] === undefined) return number;
    return 0;
  }

  private programCounterOf(process: number): number {
    return this.space.words.load(
      RAM_BASE + this.threadOf(process).controlBlock + 4 * CONTROL_BLOCK.programCounter,
    );
  }

  private processOf(thread: ThreadId): number {
    return this.options.kernel.threads[thread].process;
  }

  private threadOf(process: number): Thread {
    return this.options.kernel.threads[(this.entries[process] as ProcessEntry).thread];
  }

  private field(process: number, field: ProcessField): number {
    return this.options.memory.field(process, field);
  }

  private record(kind: number, a: number, b = 0, c = 0, d = 0): void {
    this.options.trace.record(this.options.kernel.cycle, kind, a, b, c, d);
  }
}

const newEntry = (thread: ThreadId): ProcessEntry => ({
  thread,
  lastFault: '',
  equalFaults: 0,
  equalTraps: 0,
});

const newCall = (process: number, number: number): CallInHand => ({
  process,
  number,
  copies: [[], []],
  performed: false,
  blocked: false,
});

const NOTHING = new Uint8Array();

/** Those before the first that was not copied in. */
function bytesIn(copy: readonly (number | undefined)[]): Uint8Array {
  let end = 0;
  while (copy[end] !== undefined) end++;
  if (end === 0) return NOTHING;
  return new Uint8Array(copy.slice(0, end) as number[]);
}

const wordsIn = (copy: Uint8Array, count: number) =>
  new Int32Array(copy.buffer, 0, Math.min(count, copy.length >>> 2));
const textIn = (copy: Uint8Array) => copy.subarray(0, copy.indexOf(0));
