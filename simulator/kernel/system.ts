/**
 * A whole system: a machine, the native kernel on its cores, and threads in machine code or as native programs.
 *
 *      createSystem({ machine: { cores: 2 }, kernel: { tickCycles: 1000, ... }, threads, policies, trace })
 *
 *      RAM, from its base      page 0  the way back to user mode (`sret`)      virtual 0xc000_0000, supervisor
 *                              page 1  root page table                          not mapped
 *                              page 2  table of the first 4 MiB                 not mapped
 *                              page 3  table of the way back                    not mapped
 *                              page 4  segment lists of the disk's driver       not mapped
 *                              from page 5 on: control blocks of threads        not mapped
 *                              from USER_BASE on: user memory                   virtual = physical, user
 *
 * Left out as yet: an address space for each thread (all share one), devices other than a disk. The
 * kernel's own words pass no cache: what they cost is in its lump costs.
 */
import type { PolicyHost } from '../engine/policy';
import type { Trace } from '../engine/trace';
import { assemble } from '../hardware/assembler/assembler';
import { INTERRUPT } from '../hardware/core/control-registers';
import { RAM_BASE } from '../hardware/core/physical-address-space';
import * as COSTS from '../hardware/costs';
import { SECTOR_BYTES } from '../hardware/devices/disk/disk-mechanics';
import {
  CONTEXTS_PER_CORE,
  INTERRUPT_CONTROLLER_OFFSET,
  SUPERVISOR_CONTEXT,
} from '../hardware/interrupts/interrupt-controller';
import { createMachine, type Machine, type MachineOptions } from '../hardware/machine';
import { MEMORY_MAP } from '../hardware/machine-memory-map';
import { MachineCodeProgram, MixedCore } from '../hardware/native/mixed-core';
import { NATIVE_REGISTER } from '../hardware/native/native-core';
import { DiskDriver, type Segment } from './io/disk-driver';
import {
  type Drivers,
  EXTERNAL,
  Kernel,
  type SchedulingConfiguration,
  type ThreadSpecification,
} from './kernel';
import { INTERRUPT_VECTOR } from './scheduling-events';
import { SYSTEM_CALL, SYSTEM_CALL_REFUSED } from './system-calls';
import type { CoreId, ThreadId } from './thread';

const CONTROLLER = MEMORY_MAP.interruptController.base;
const MASS_STORAGE = 0x01;
/** a0 */
const MACHINE_CODE_RESULT = 10;
const PAGE_BYTES = 4096;
const SUPERPAGE_BYTES = 4 * 1024 * 1024;
const PAGE = { return: 0, root: 1, firstTable: 2, returnTable: 3, lists: 4, controlBlocks: 5 } as const;
/** Physical address, and as yet also the virtual one, from which user programs may use memory. */
export const USER_BASE = RAM_BASE + 64 * PAGE_BYTES;
const RETURN_ADDRESS = 0xc000_0000;
/** Bits of a page table entry (RISC-V privileged architecture, section 4.3). */
const PTE = { valid: 1, read: 2, write: 4, execute: 8, user: 16, accessed: 64, dirty: 128 } as const;
const USER_PAGE = PTE.valid | PTE.read | PTE.write | PTE.execute | PTE.user | PTE.accessed | PTE.dirty;

export interface SystemOptions {
  /** Of its devices the kernel serves one disk (SYSTEM_CALL.readSector). */
  readonly machine?: MachineOptions;
  readonly kernel: Omit<SchedulingConfiguration, 'cores' | 'threads'>;
  /** At most 472: what fits between the tables and USER_BASE. */
  readonly threads: readonly ThreadSpecification[];
  readonly policies: PolicyHost;
  readonly trace: Trace;
}

export interface System {
  readonly machine: Machine;
  readonly kernel: Kernel;
  readonly cores: readonly MixedCore[];
}

export function createSystem({
  machine: options = {},
  kernel: rest,
  threads,
  policies,
  trace,
}: SystemOptions): System {
  const maxThreads = ((64 - PAGE.controlBlocks) * PAGE_BYTES) / 128;
  if (threads.length > maxThreads)
    throw new RangeError(`a system has at most ${maxThreads} threads, got ${threads.length}`);
  const machine = createMachine({ ...options, core: { ...options.core, physicalMemoryProtection: false } });
  const { clock, space } = machine;
  writeTables(machine);
  const cores: MixedCore[] = [];
  const drivers = machine.devices.some(({ deviceClass }) => deviceClass === 'block')
    ? new MachineDrivers(machine, cores)
    : undefined;
  clock.processors.length = 0;
  const kernel = new Kernel({ ...rest, cores: machine.cores.length, threads }, policies, trace, {
    clock,
    memory: space.ram,
    kernelBase: PAGE.controlBlocks * PAGE_BYTES,
    ...(drivers && { drivers }),
    resultRegister: (program) =>
      program instanceof MachineCodeProgram ? MACHINE_CODE_RESULT : NATIVE_REGISTER.result,
    createCore: (id, table, dispatcher, contexts) => {
      const core = new MixedCore(id, clock, table, dispatcher, contexts, {
        core: machine.cores[id] as Machine['cores'][number],
        rootTable: RAM_BASE + PAGE.root * PAGE_BYTES,
        returnStub: RETURN_ADDRESS,
        quantumCycles: options.timed === undefined ? (options.quantumCycles ?? 0) : 0,
      });
      clock.processors.push(core);
      cores.push(core);
      return core;
    },
  });
  return { machine, kernel, cores };
}

/** Interrupt controller, disk and the memory that it reads into, as the kernel reaches them. */
class MachineDrivers implements Drivers {
  private readonly disk: DiskDriver;
  private cycles = 0;
  /** Claims are being taken: the controller's line says nothing new. */
  private claiming = false;

  constructor(
    private readonly machine: Machine,
    cores: readonly MixedCore[],
  ) {
    const [found] = machine.enumerate().filter(({ classCode }) => classCode >>> 16 === MASS_STORAGE);
    const registers = found?.ranges.find(({ kind }) => kind === 'memory')?.base;
    if (found === undefined || registers === undefined) throw new Error('the disk was not found on the bus');
    machine.cores.forEach((_, core) => {
      const enable = CONTROLLER + INTERRUPT_CONTROLLER_OFFSET.enable + contextOf(core) * 0x80;
      this.store(CONTROLLER + 4 * found.interruptLine, 1);
      this.store(enable, 1 << found.interruptLine);
    });
    machine.takesLine = (core, interrupt, raised) => {
      if (interrupt !== INTERRUPT.supervisorExternal) return false;
      if (raised && !this.claiming) cores[core]?.raise(INTERRUPT_VECTOR.device, EXTERNAL);
      return true;
    };
    this.disk = new DiskDriver(this, registers, RAM_BASE + PAGE.lists * PAGE_BYTES);
    this.cycles = 0; // boot is not charged
  }

  call(thread: ThreadId, number: number, first: number, second: number): number | undefined {
    if (number !== SYSTEM_CALL.readSector) return SYSTEM_CALL_REFUSED;
    const segments = this.userSegments(second, SECTOR_BYTES);
    if (segments === undefined || first < 0) return SYSTEM_CALL_REFUSED;
    this.disk.read(thread, first, segments);
    return undefined;
  }

  interrupted(core: CoreId): readonly { readonly thread: ThreadId; readonly result: number }[] {
    const claim = CONTROLLER + INTERRUPT_CONTROLLER_OFFSET.context + contextOf(core) * 0x1000 + 4;
    const done: { readonly thread: ThreadId; readonly result: number }[] = [];
    this.claiming = true;
    for (let source = this.load(claim); source !== 0; source = this.load(claim)) {
      done.push(...this.disk.finished());
      this.store(claim, source);
    }
    this.claiming = false;
    return done;
  }

  takeCycles(): number {
    const { cycles } = this;
    this.cycles = 0;
    return cycles;
  }

  load(address: number): number {
    this.pay();
    return this.machine.space.load(address >>> 0, 4);
  }

  store(address: number, word: number): void {
    this.pay();
    this.machine.space.store(address >>> 0, 4, word);
  }

  /** A device sees the cycle at which the kernel's core reaches it. */
  private pay(): void {
    const { clock, cores } = this.machine;
    this.cycles += COSTS.deviceRegister.value;
    const core = cores[clock.acting];
    if (core !== undefined) core.cycle = clock.now;
  }

  /** Where a range of user memory lies, page by page. @returns undefined when the user may not write all of it. */
  private userSegments(address: number, bytes: number): Segment[] | undefined {
    const start = address >>> 0;
    if (start % 4 !== 0 || start + bytes > 2 ** 32) return undefined;
    const segments: Segment[] = [];
    for (let at = start; at < start + bytes; ) {
      const length = Math.min(PAGE_BYTES - (at % PAGE_BYTES), start + bytes - at);
      const physical = this.userAddress(at);
      if (physical === undefined) return undefined;
      segments.push({ physical, bytes: length });
      at += length;
    }
    return segments;
  }

  /** As the hardware walks: the physical address of one that a user may write. */
  private userAddress(virtual: number): number | undefined {
    const { ram } = this.machine.space;
    const root = ram.loadWord(PAGE.root * PAGE_BYTES + (virtual >>> 22) * 4);
    if ((root & PTE.valid) === 0) return undefined;
    const isLeaf = (root & (PTE.read | PTE.execute)) !== 0;
    const table = (root >>> 10) * PAGE_BYTES - RAM_BASE;
    const entry = isLeaf ? root : ram.loadWord(table + ((virtual >>> 12) & 0x3ff) * 4);
    const needed = PTE.valid | PTE.write | PTE.user;
    if ((entry & needed) !== needed) return undefined;
    return (entry >>> 10) * PAGE_BYTES + (virtual % (isLeaf ? SUPERPAGE_BYTES : PAGE_BYTES));
  }
}

const contextOf = (core: CoreId) => core * CONTEXTS_PER_CORE + SUPERVISOR_CONTEXT;

/** The kernel's own memory, as boot leaves it. */
function writeTables(machine: Machine): void {
  const { ram } = machine.space;
  const pageAt = (page: number) => RAM_BASE + page * PAGE_BYTES;
  const entry = (physical: number, bits: number) => ((physical >>> 12) << 10) | bits;
  const setEntry = (table: number, index: number, value: number) =>
    ram.storeWord(table * PAGE_BYTES + index * 4, value);
  machine.writeMemory(pageAt(PAGE.return), assemble('sret\n', pageAt(PAGE.return)).bytes);
  for (let at = SUPERPAGE_BYTES; at < ram.byteLength; at += SUPERPAGE_BYTES)
    setEntry(PAGE.root, (RAM_BASE + at) >>> 22, entry(RAM_BASE + at, USER_PAGE));
  setEntry(PAGE.root, RAM_BASE >>> 22, entry(pageAt(PAGE.firstTable), PTE.valid));
  const pages = Math.min(SUPERPAGE_BYTES, ram.byteLength) / PAGE_BYTES;
  for (let page = (USER_BASE - RAM_BASE) / PAGE_BYTES; page < pages; page++)
    setEntry(PAGE.firstTable, page, entry(pageAt(page), USER_PAGE));
  setEntry(PAGE.root, RETURN_ADDRESS >>> 22, entry(pageAt(PAGE.returnTable), PTE.valid));
  setEntry(
    PAGE.returnTable,
    0,
    entry(pageAt(PAGE.return), PTE.valid | PTE.read | PTE.execute | PTE.accessed),
  );
}
