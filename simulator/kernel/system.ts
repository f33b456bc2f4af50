/**
 * A whole system: a machine, the native kernel on its cores, and threads in machine code or as native programs.
 *
 *      createSystem({ machine: { cores: 2 }, kernel: { tickCycles: 1000, ... }, threads, policies, trace })
 *
 *      createSystem({ ..., programs: [init, shell], trace: new Trace(SYSTEM_EVENTS.kinds) })     processes that come and go
 *
 *      kernel's memory         page 0  the way back to user mode (`sret`)
 *                              page 1  its page table
 *                              page 2  segment lists of the disk's driver
 *                              pages 3 and 4: records of processes
 *                              from page 5 on: control blocks of threads
 *
 * Threads given from the start have processes with memory that is all there (memory/address-spaces.ts). With programs
 * there is one process at first, init, and the others come by fork and exec (processes/). A core loads a page table
 * when it dispatches a thread of another process. Left out as yet: devices other than a disk. The kernel's own words
 * pass no cache: what they cost is in its lump costs.
 */
import type { PolicyHost } from '../engine/policy';
import type { Trace } from '../engine/trace';
import * as COSTS from '../hardware/costs';
import { createMachine, type Machine, type MachineOptions } from '../hardware/machine';
import { RAM_BASE } from '../hardware/memory/physical-address-space';
import { PAGE_BYTES } from '../hardware/memory/physical-memory';
import { MixedCore } from '../hardware/native/mixed-core';
import { assemble } from '../hardware/toolchain/assembler';
import { ENTRY } from '../hardware/translation/sv32';
import { MachineDrivers } from './io/machine-drivers';
import { Kernel, type SchedulingConfiguration, type ThreadSpecification } from './kernel';
import { AddressSpaces, KERNEL_BYTES, RETURN_ADDRESS } from './memory/address-spaces';
import { entryOf, RIGHTS, rootOffset } from './memory/page-table';
import { KernelMemory } from './processes/kernel-memory';
import type { MechanismObserver, Mechanisms } from './processes/mechanisms';
import type { PagingOptions } from './processes/process-pager';
import { INIT } from './processes/process-record';
import { Processes } from './processes/processes';
import { imageBytes, imageFrames, type SystemProgram } from './processes/program-image';
import { schedulingCosts } from './scheduling/scheduling-costs';
import { Switching, type SwitchingOptions } from './switching/switching';
import { CONTROL_BLOCK_BYTES } from './threads/control-block';
import type { ThreadId } from './threads/thread';
import { BurstProgram } from './threads/thread-program';

const PAGE = { return: 0, returnTable: 1, lists: 2, records: 3, controlBlocks: 5 } as const;
const pageAt = (page: number) => RAM_BASE + page * PAGE_BYTES;

interface Hardware {
  readonly machine?: MachineOptions;
  readonly policies: PolicyHost;
  readonly trace: Trace;
}

export interface SystemOptions extends Hardware {
  /** Of the machine's devices the kernel serves one disk (SYSTEM_CALL.readSector). */
  readonly kernel: Omit<SchedulingConfiguration, 'cores' | 'threads'>;
  /** Each with memory of its own, an equal part of RAM. Default 1. */
  readonly processes?: number;
  /** At most 944: what fits in the kernel's memory. */
  readonly threads: readonly ThreadSpecification[];
  /** A context switch that is not the kernel's own. The trace is then of the kinds of SWITCHING_EVENTS. */
  readonly contextSwitch?: SwitchingOptions;
}

export interface ProcessSystemOptions extends Hardware {
  /** Of the kinds of SYSTEM_EVENTS. */
  readonly trace: Trace;
  readonly kernel: Omit<SchedulingConfiguration, 'cores' | 'threads'>;
  /** Process 1 runs the first; exec runs any, by number. */
  readonly programs: readonly SystemProgram[];
  /** Which mechanisms are not the system's own. */
  readonly mechanisms?: Mechanisms;
  readonly observer?: MechanismObserver;
  /** Pages go to the machine's disk when frames run out. The trace is then of the kinds of PAGED_SYSTEM_EVENTS. */
  readonly paging?: PagingOptions;
}

export interface System {
  readonly machine: Machine;
  readonly kernel: Kernel;
  readonly cores: readonly MixedCore[];
}

export interface ThreadSystem extends System {
  readonly spaces: AddressSpaces;
  /** With an exchanged context switch: what it did. */
  readonly switching?: Switching;
  /** Copies a program, or any bytes, into the memory of a process. */
  writeUser(process: number, virtual: number, bytes: Uint8Array): void;
  /** The newest word at an address of a process. */
  readUser(process: number, virtual: number): number;
}

export interface ProcessSystem extends System {
  readonly processes: Processes;
  readonly memory: KernelMemory;
}

export function createSystem(options: SystemOptions): ThreadSystem;
export function createSystem(options: ProcessSystemOptions): ProcessSystem;
export function createSystem(options: SystemOptions | ProcessSystemOptions): ThreadSystem | ProcessSystem {
  return 'programs' in options ? processSystem(options) : threadSystem(options);
}

function newMachine(options: MachineOptions = {}): Machine {
  const machine = createMachine({ ...options, core: { ...options.core, physicalMemoryProtection: false } });
  machine.writeMemory(pageAt(PAGE.return), assemble('sret\n', pageAt(PAGE.return)).bytes);
  return machine;
}

/** @param rootOf physical address of the root table of a process. */
function newKernel(
  { machine: options = {}, policies, trace }: Hardware,
  machine: Machine,
  configuration: Omit<SchedulingConfiguration, 'cores'>,
  rootOf: (process: number) => number,
): { kernel: Kernel; cores: readonly MixedCore[] } {
  const { clock, space } = machine;
  const cores: MixedCore[] = [];
  clock.processors.length = 0;
  const costs = schedulingCosts(machine.costs);
  const kernel = new Kernel({ costs, ...configuration, cores: machine.cores.length }, policies, trace, {
    clock,
    memory: space.ram,
    kernelBase: PAGE.controlBlocks * PAGE_BYTES,
    maxThreads: (KERNEL_BYTES - PAGE.controlBlocks * PAGE_BYTES) / CONTROL_BLOCK_BYTES,
    enterProcess: (core, process) => cores[core]?.loadPageTable(rootOf(process), process),
    createCore: (id, table, dispatcher, contexts) => {
      const core = new MixedCore(id, clock, table, dispatcher, contexts, {
        core: machine.cores[id],
        returnStub: RETURN_ADDRESS,
        quantumCycles: options.timed === undefined ? (options.quantumCycles ?? 0) : 0,
      });
      clock.processors.push(core);
      cores.push(core);
      return core;
    },
  });
  return { kernel, cores };
}

/** @returns undefined when the machine has no disk. */
function newDrivers(
  machine: Machine,
  kernel: Kernel,
  cores: readonly MixedCore[],
  writable: (thread: ThreadId, virtual: number) => number | undefined,
): MachineDrivers | undefined {
  if (!machine.devices.some(({ deviceClass }) => deviceClass === 'block')) return undefined;
  return new MachineDrivers(machine, kernel, cores, pageAt(PAGE.lists), writable);
}

function threadSystem(options: SystemOptions): ThreadSystem {
  const { processes = 1, threads } = options;
  const machine = newMachine(options.machine);
  const spaces = new AddressSpaces(
    machine.space.ram,
    processes,
    pageAt(PAGE.return),
    pageAt(PAGE.returnTable),
  );
  const processOf = (thread: ThreadId) => threads[thread]?.process ?? 0;
  for (const { process = 0 } of threads)
    if (!(Number.isInteger(process) && process >= 0 && process < processes))
      throw new RangeError(`a thread is of process ${process}, but there are ${processes}`);
  const { kernel, cores } = newKernel(options, machine, { ...options.kernel, threads }, (process) =>
    spaces.rootOf(process),
  );
  const drivers = newDrivers(machine, kernel, cores, (thread, virtual) =>
    spaces.writable(processOf(thread), virtual),
  );
  if (drivers !== undefined) kernel.services = drivers;
  const switching =
    options.contextSwitch &&
    new Switching(options.contextSwitch, {
      ...{ kernel, cores, processes, trace: options.trace },
      rootOf: (process) => spaces.rootOf(process),
      accessCycles: schedulingCosts(machine.costs).registerTransfer,
      flushCycles: machine.costs.busInvalidate ?? COSTS.busInvalidate.value,
    });
  kernel.contextSwitch = switching;
  const physical = (process: number, virtual: number) => {
    const found = spaces.writable(process, virtual);
    if (found === undefined) throw new RangeError(`process ${process} has no memory at ${virtual}`);
    return found;
  };
  return {
    ...{ machine, kernel, cores, spaces },
    ...(switching && { switching }),
    writeUser(process, virtual, bytes) {
      for (let at = 0; at < bytes.length; ) {
        const length = Math.min(PAGE_BYTES - ((virtual + at) % PAGE_BYTES), bytes.length - at);
        machine.writeMemory(physical(process, virtual + at), bytes.subarray(at, at + length));
        at += length;
      }
    },
    readUser: (process, virtual) => machine.readWord(physical(process, virtual)),
  };
}

function processSystem(options: ProcessSystemOptions): ProcessSystem {
  const { programs, trace, mechanisms = {}, observer, paging } = options;
  const machine = newMachine(options.machine);
  const first = (RAM_BASE + KERNEL_BYTES) / PAGE_BYTES;
  let free = first;
  let natives = 0;
  const images = programs.map((program) => {
    const frame = free;
    if (typeof program.code === 'function') natives++;
    free += imageFrames(program);
    if (free * PAGE_BYTES > RAM_BASE + machine.space.ram.byteLength)
      throw new RangeError(`the programs do not fit into memory: ${program.name} is the first that does not`);
    machine.writeMemory(frame * PAGE_BYTES, imageBytes(program, natives));
    return frame;
  });
  const places = { records: pageAt(PAGE.records), programs: first, free };
  const memory = new KernelMemory(machine, places, trace, options.machine?.timed !== undefined);
  memory.write(pageAt(PAGE.returnTable), entryOf(pageAt(PAGE.return), RIGHTS.kernelExecute));
  // Its program is set when the system boots.
  const init: ThreadSpecification = { arrivalCycle: 0, program: new BurstProgram([]), process: INIT };
  const { kernel, cores } = newKernel(
    options,
    machine,
    { ...options.kernel, threads: [init] },
    (process): number => processes.rootOf(process),
  );
  const drivers = newDrivers(machine, kernel, cores, (thread, virtual): number | undefined =>
    processes.writable(thread, virtual),
  );
  const processes: Processes = new Processes({
    ...{ machine, kernel, cores, memory, programs, images, mechanisms, trace },
    ...(observer && { observer }),
    ...(drivers && { drivers }),
    ...(paging && { paging }),
    unitCycles: machine.costs.policyUnit ?? COSTS.policyUnit.value,
    fillRoot: (frame) =>
      memory.write(
        frame * PAGE_BYTES + rootOffset(RETURN_ADDRESS),
        entryOf(pageAt(PAGE.returnTable), ENTRY.valid),
      ),
  });
  kernel.services = processes;
  processes.boot(0);
  return { machine, kernel, cores, memory, processes };
}
