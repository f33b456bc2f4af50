/**
 * The smallest machine that runs a program from a file: one core, RAM where the program wants it, and the word
 * `tohost` by which a program says that it has finished.
 *
 * Convention of the RISC-V conformance programs (riscv-tests, "host-target interface"): a program ends by storing
 * an odd number at the symbol `tohost`; 1 is success, any other value v says that test v >> 1 failed.
 */
import { Core, type CoreOptions } from '../core/core';
import { DirectMemory } from '../core/core-memory';
import { PhysicalAddressSpace } from '../core/physical-address-space';
import { PhysicalMemory } from '../memory';
import type { ElfProgram } from './elf';

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

export class ProgramMachine {
  readonly space: PhysicalAddressSpace;
  readonly core: Core;
  private readonly tohost: number | undefined;
  private finished: number | undefined;

  /** @throws LoadError when segments lie further apart than RAM is large. */
  constructor(program: ElfProgram, options: CoreOptions = {}) {
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
    this.core = new Core(new DirectMemory(this.space), { ...options, resetAddress: program.entry });
    this.tohost = program.symbols.get('tohost');
    if (this.tohost !== undefined) this.space.watchStores(this.tohost, () => this.lookAtHostWord());
  }

  run(maxInstructions: number): ProgramOutcome {
    let left = maxInstructions;
    while (left > 0 && this.finished === undefined) {
      const done = this.core.run(Math.min(left, RUN_SLICE_INSTRUCTIONS));
      left -= done;
      if (this.core.waiting) return { kind: 'waiting' };
    }
    if (this.finished === undefined) return { kind: 'limit' };
    return this.finished === 1 ? { kind: 'passed' } : { kind: 'failed', test: this.finished >>> 1 };
  }

  /** The low word ends the program when it is odd and the high word is not a device command. */
  private lookAtHostWord(): void {
    const address = this.tohost as number;
    const low = this.space.load(address, 4);
    const high = this.space.isRam(address + 4, 4) ? this.space.load(address + 4, 4) : 0;
    if ((low & 1) === 0 || high !== 0) return;
    this.finished = low;
    this.core.stopRequested = true;
  }
}
