/**
 * A whole system: a machine, the native kernel on its cores, and threads in machine code or as native programs.
 *
 *      createSystem({ machine: { cores: 2 }, kernel: { tickCycles: 1000, ... }, threads, policies, trace })
 *
 *      RAM, from its base      page 0  the way back to user mode (`sret`)      virtual 0xc000_0000, supervisor
 *                              page 1  root page table                          not mapped
 *                              page 2  table of the first 4 MiB                 not mapped
 *                              page 3  table of the way back                    not mapped
 *                              from page 4 on: control blocks of threads        not mapped
 *                              from USER_BASE on: user memory                   virtual = physical, user
 *
 * Left out as yet: an address space for each thread (all share one), the machine's devices. The kernel's own words
 * pass no cache: what they cost is in its lump costs.
 */
import type { PolicyHost } from '../engine/policy';
import type { Trace } from '../engine/trace';
import { assemble } from '../hardware/assembler/assembler';
import { RAM_BASE } from '../hardware/core/physical-address-space';
import { createMachine, type Machine, type MachineOptions } from '../hardware/machine';
import { MixedCore } from '../hardware/native/mixed-core';
import { Kernel, type SchedulingConfiguration, type ThreadSpecification } from './kernel';

const PAGE_BYTES = 4096;
const SUPERPAGE_BYTES = 4 * 1024 * 1024;
const PAGE = { return: 0, root: 1, firstTable: 2, returnTable: 3, controlBlocks: 4 } as const;
/** Physical address, and as yet also the virtual one, from which user programs may use memory. */
export const USER_BASE = RAM_BASE + 64 * PAGE_BYTES;
const RETURN_ADDRESS = 0xc000_0000;
/** Bits of a page table entry (RISC-V privileged architecture, section 4.3). */
const PTE = { valid: 1, read: 2, write: 4, execute: 8, user: 16, accessed: 64, dirty: 128 } as const;
const USER_PAGE = PTE.valid | PTE.read | PTE.write | PTE.execute | PTE.user | PTE.accessed | PTE.dirty;

export interface SystemOptions {
  readonly machine?: Omit<MachineOptions, 'devices'>;
  readonly kernel: Omit<SchedulingConfiguration, 'cores' | 'threads'>;
  /** At most 480: what fits between the tables and USER_BASE. */
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
  clock.processors.length = 0;
  const kernel = new Kernel({ ...rest, cores: machine.cores.length, threads }, policies, trace, {
    clock,
    memory: space.ram,
    kernelBase: PAGE.controlBlocks * PAGE_BYTES,
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
