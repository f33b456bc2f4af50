/**
 * The smallest machine that runs a program from a file: one core, RAM where the program wants it, and the word
 * `tohost` by which a program says that it has finished (host-target-interface.ts).
 */

import { MemorySystem } from '../caches/memory-system';
import { Core, type CoreOptions } from '../core/core';
import { type CoreMemory, DirectMemory } from '../core/core-memory';
import { PhysicalAddressSpace } from '../core/physical-address-space';
import { TimedMemory } from '../core/timed-memory';
import { PhysicalMemory } from '../memory';
import type { ElfProgram } from './elf';
import { HostTargetInterface, SETTLE_INSTRUCTIONS } from './host-target-interface';

export const PROGRAM_RAM_BYTES = 64 * 1024 * 1024;
const RAM_ALIGNMENT = 1024 * 1024;
const RUN_SLICE_INSTRUCTIONS = 1_000_000;

export type ProgramOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly test: number }
  /** Still running after so many instructions. */
  | { readonly kind: 'limit' }
  /** Waits for an interrupt that nothing will raise. */
  | { readonly kind: 'waiting' };

/** The program cannot be loaded into this machine: says why. */
export class LoadError extends Error {}

export interface ProgramMachineOptions extends CoreOptions {
  /** With caches, translation buffers and costs (TIMED_CACHES). Default false: one cycle an instruction. */
  readonly timed?: boolean;
}

/** 32 KiB each of data and instructions, 1 MiB behind them: a small core's. */
export const TIMED_CACHES = {
  instructionCache: { sets: 64, ways: 8, lineBytes: 64 },
  levels: [
    { sets: 64, ways: 8, lineBytes: 64 },
    { sets: 1024, ways: 16, lineBytes: 64, shared: true },
  ],
  atomics: 'cache',
} as const;

export class ProgramMachine {
  readonly space: PhysicalAddressSpace;
  readonly core: Core;
  /** Of a timed machine. */
  readonly memorySystem: MemorySystem | undefined;
  private readonly host: HostTargetInterface | undefined;

  /** @throws LoadError when segments lie further apart than RAM is large. */
  constructor(program: ElfProgram, options: ProgramMachineOptions = {}) {
    const lowest = Math.min(...program.segments.map((segment) => segment.physicalAddress));
    const ramBase = Math.floor(lowest / RAM_ALIGNMENT) * RAM_ALIGNMENT;
    this.space = new PhysicalAddressSpace(new PhysicalMemory(PROGRAM_RAM_BYTES), ramBase);
    for (const { physicalAddress, content, memoryBytes } of program.segments) {
      if (!this.space.isRam(physicalAddress, memoryBytes))
        throw new LoadError(
          `a segment at 0x${physicalAddress.toString(16)} (${memoryBytes} bytes) does not fit RAM of ${PROGRAM_RAM_BYTES} bytes at 0x${ramBase.toString(16)}`,
        );
      this.space.ram.storeBytes(physicalAddress - ramBase, content);
    }
    let memory: CoreMemory = new DirectMemory(this.space);
    if (options.timed === true) {
      this.memorySystem = new MemorySystem({ ...TIMED_CACHES, cores: 1, memory: this.space.ram });
      memory = new TimedMemory(this.space, this.memorySystem);
    }
    this.core = new Core(memory, { ...options, resetAddress: program.entry });
    const tohost = program.symbols.get('tohost');
    if (tohost !== undefined)
      this.host = new HostTargetInterface(
        this.space,
        tohost,
        (address) => this.core.memory.peek(address),
        () => {
          this.core.stopRequested = true;
        },
      );
  }

  /** What the program printed through its host. */
  get output(): string {
    return this.host?.output ?? '';
  }

  run(maxInstructions: number): ProgramOutcome {
    const { core, host } = this;
    let left = maxInstructions;
    while (left > 0) {
      left -= core.run(Math.min(left, RUN_SLICE_INSTRUCTIONS));
      if (host?.touched) {
        for (let settling = SETTLE_INSTRUCTIONS; settling > 0 && !core.waiting; )
          settling -= core.run(settling);
        host.take((address) => core.memory.store(address, 4, 0));
        const finished = host.finished;
        if (finished !== undefined)
          return finished === 1 ? { kind: 'passed' } : { kind: 'failed', test: finished >>> 1 };
      }
      if (core.waiting) return { kind: 'waiting' };
    }
    return { kind: 'limit' };
  }
}
