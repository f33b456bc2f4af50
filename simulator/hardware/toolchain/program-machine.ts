/**
 * The smallest machine that runs a program from a file: one core, RAM where the program wants it, and the words by
 * which a program prints and says that it has finished (host-target-interface.ts).
 */

import { MemorySystem } from '../caches/memory-system';
import { PhysicalAddressSpace } from '../memory/physical-address-space';
import { PhysicalMemory } from '../memory/physical-memory';
import { Core, type CoreOptions } from '../riscv/core';
import { type CoreMemory, DirectMemory } from '../riscv/core-memory';
import { TimedMemory } from '../riscv/timed-memory';
import type { ElfProgram } from './elf';
import { HostTargetInterface, MAX_OUTPUT_BYTES, SETTLE_INSTRUCTIONS } from './host-target-interface';
import { type TrapDescription, TrapWatch } from './trap-watch';

const PROGRAM_RAM_BYTES = 64 * 1024 * 1024;
const RAM_ALIGNMENT = 1024 * 1024;
const RUN_SLICE_INSTRUCTIONS = 1_000_000;

export type ProgramOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly test: number }
  /** Still running after so many attempts. */
  | { readonly kind: 'limit' }
  /** Waits for what will not come. */
  | { readonly kind: 'waiting'; readonly waitsFor: 'an interrupt' | 'a key' }
  /** Its trap handler traps at itself (trap-watch.ts). */
  | { readonly kind: 'trap loop' };

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
  /** Instructions tried: those that retired, and those that trapped. */
  attempts = 0;
  private readonly host: HostTargetInterface | undefined;
  private readonly traps: TrapWatch;

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
    this.traps = new TrapWatch(this.core);
    const tohost = program.symbols.get('tohost');
    if (tohost !== undefined) this.host = this.createHost(tohost, program.symbols.get('fromhost'));
  }

  /** What the program printed through its host, decoded from UTF-8. */
  get output(): string {
    return this.host?.output.whole ?? '';
  }

  /** Bytes that the program printed beyond what is kept. */
  get droppedBytes(): number {
    return Math.max(0, (this.host?.printed ?? 0) - MAX_OUTPUT_BYTES);
  }

  get lastTrap(): TrapDescription | undefined {
    return this.traps.lastTrap;
  }

  /** @param maxAttempts instructions at most, those that trap counted too. */
  run(maxAttempts: number): ProgramOutcome {
    const { core, host, traps } = this;
    const end = this.attempts + maxAttempts;
    const step = (most: number) => {
      const ran = core.run(Math.min(most, end - this.attempts));
      this.attempts += ran;
      return ran;
    };
    while (this.attempts < end) {
      step(RUN_SLICE_INSTRUCTIONS);
      if (host?.touched) {
        if (!host.isCall)
          for (let left = SETTLE_INSTRUCTIONS; left > 0 && !core.waiting && this.attempts < end; )
            left -= step(left);
        host.take();
        const { finished } = host;
        if (finished !== undefined)
          return finished === 0 ? { kind: 'passed' } : { kind: 'failed', test: finished };
        if (host.waitsForInput) return { kind: 'waiting', waitsFor: 'a key' };
      }
      if (traps.loops) return { kind: 'trap loop' };
      if (core.waiting) return { kind: 'waiting', waitsFor: 'an interrupt' };
    }
    return { kind: 'limit' };
  }

  private createHost(tohost: number, fromhost: number | undefined): HostTargetInterface | undefined {
    const { core, space, memorySystem } = this;
    if (!space.isRam(tohost, 4) || tohost % 4 !== 0) return undefined;
    const usable = fromhost !== undefined && space.isRam(fromhost, 4) && fromhost % 4 === 0;
    const memory = {
      read: (address: number) => core.memory.peek(address),
      write: (address: number, word: number) => {
        memorySystem?.prepareDeviceAccess(0, address - space.ramBase, 4, true, core.cycle);
        space.store(address, 4, word);
      },
    };
    return new HostTargetInterface(space, tohost, usable ? fromhost : undefined, memory, () => {
      core.stopRequested = true;
    });
  }
}
