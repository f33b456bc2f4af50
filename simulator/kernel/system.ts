/**
 * A whole system: a machine, the native kernel on its cores, and threads in machine code or as native programs.
 *
 *      createSystem({ machine: { cores: 2 }, kernel: { tickCycles: 1000, ... }, threads, policies, trace })
 *
 *      kernel's memory         page 0  the way back to user mode (`sret`)
 *                              page 1  its page table
 *                              page 2  segment lists of the disk's driver
 *                              from page 3 on: control blocks of threads
 *
 * Each process has an address space (memory/address-spaces.ts); a core loads its page table when it dispatches a
 * thread of another process. Left out as yet: devices other than a disk. The kernel's own words pass no cache: what
 * they cost is in its lump costs.
 */
import type { PolicyHost } from '../engine/policy';
import type { Trace } from '../engine/trace';
import { assemble } from '../hardware/assembler/assembler';
import { RAM_BASE } from '../hardware/core/physical-address-space';
import { createMachine, type Machine, type MachineOptions } from '../hardware/machine';
import { MixedCore } from '../hardware/native/mixed-core';
import { PAGE_BYTES } from '../hardware/translation/sv32';
import { CONTROL_BLOCK_BYTES } from './control-block';
import { MachineDrivers } from './io/machine-drivers';
import { Kernel, type SchedulingConfiguration, type ThreadSpecification } from './kernel';
import { AddressSpaces, KERNEL_BYTES, RETURN_ADDRESS } from './memory/address-spaces';
import type { ThreadId } from './thread';

const PAGE = { return: 0, returnTable: 1, lists: 2, controlBlocks: 3 } as const;
const pageAt = (page: number) => RAM_BASE + page * PAGE_BYTES;

export interface SystemOptions {
  /** Of its devices the kernel serves one disk (SYSTEM_CALL.readSector). */
  readonly machine?: MachineOptions;
  readonly kernel: Omit<SchedulingConfiguration, 'cores' | 'threads'>;
  /** Each with memory of its own, an equal part of RAM. Default 1. */
  readonly processes?: number;
  /** At most 976: what fits in the kernel's memory. */
  readonly threads: readonly ThreadSpecification[];
  readonly policies: PolicyHost;
  readonly trace: Trace;
}

export interface System {
  readonly machine: Machine;
  readonly kernel: Kernel;
  readonly cores: readonly MixedCore[];
  readonly spaces: AddressSpaces;
  /** Copies a program, or any bytes, into the memory of a process. */
  writeUser(process: number, virtual: number, bytes: Uint8Array): void;
  /** The newest word at an address of a process. */
  readUser(process: number, virtual: number): number;
}

export function createSystem({
  machine: options = {},
  kernel: rest,
  processes = 1,
  threads,
  policies,
  trace,
}: SystemOptions): System {
  const machine = createMachine({ ...options, core: { ...options.core, physicalMemoryProtection: false } });
  const { clock, space } = machine;
  machine.writeMemory(pageAt(PAGE.return), assemble('sret\n', pageAt(PAGE.return)).bytes);
  const spaces = new AddressSpaces(space.ram, processes, pageAt(PAGE.return), pageAt(PAGE.returnTable));
  const processOf = (thread: ThreadId) => threads[thread]?.process ?? 0;
  for (const { process = 0 } of threads)
    if (!(Number.isInteger(process) && process >= 0 && process < processes))
      throw new RangeError(`a thread is of process ${process}, but there are ${processes}`);
  const cores: MixedCore[] = [];
  clock.processors.length = 0;
  const kernel = new Kernel({ ...rest, cores: machine.cores.length, threads }, policies, trace, {
    clock,
    memory: space.ram,
    kernelBase: PAGE.controlBlocks * PAGE_BYTES,
    maxThreads: (KERNEL_BYTES - PAGE.controlBlocks * PAGE_BYTES) / CONTROL_BLOCK_BYTES,
    enterProcess: (core, process) => cores[core]?.loadPageTable(spaces.rootOf(process), process),
    createCore: (id, table, dispatcher, contexts) => {
      const core = new MixedCore(id, clock, table, dispatcher, contexts, {
        core: machine.cores[id] as Machine['cores'][number],
        returnStub: RETURN_ADDRESS,
        quantumCycles: options.timed === undefined ? (options.quantumCycles ?? 0) : 0,
      });
      clock.processors.push(core);
      cores.push(core);
      return core;
    },
  });
  if (machine.devices.some(({ deviceClass }) => deviceClass === 'block'))
    kernel.services = new MachineDrivers(machine, kernel, cores, pageAt(PAGE.lists), (thread, virtual) =>
      spaces.writable(processOf(thread), virtual),
    );
  const physical = (process: number, virtual: number) => {
    const found = spaces.writable(process, virtual);
    if (found === undefined) throw new RangeError(`process ${process} has no memory at ${virtual}`);
    return found;
  };
  return {
    ...{ machine, kernel, cores, spaces },
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
