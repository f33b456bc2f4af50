/**
 * Several cores over one physical address space, interleaved the same way in every run.
 *
 * *Functional* cores take turns in order of number, `sliceInstructions` each. *Timed* cores go by their clocks:
 * always one instruction of the core whose cycle is lowest, of several the lowest number, so that accesses reach
 * the memory system in order of cycles. A core that waits for an interrupt is passed over; when a timed one wakes,
 * its clock is set to that of the instruction that was carried out last.
 *
 * Leaves out: devices and interrupt controllers, which the machine attaches and drives between calls of `run`.
 */
import type { MemorySystem, MemorySystemState } from '../caches/memory-system';
import { Core, type CoreOptions } from './core';
import { DirectMemory, Reservations } from './core-memory';
import type { PhysicalAddressSpace } from './physical-address-space';
import { TimedMemory, type TimedMemoryOptions } from './timed-memory';

const DEFAULT_SLICE_INSTRUCTIONS = 64;

export interface MultiprocessorOptions extends Omit<CoreOptions, 'hartId'> {
  readonly cores: number;
  /** Instructions that a functional core runs at a time. Default 64. */
  readonly sliceInstructions?: number;
  /** Makes the cores timed: the caches that they share, made for as many cores. */
  readonly memorySystem?: MemorySystem;
  readonly translationBuffers?: Omit<TimedMemoryOptions, 'thread'>;
}

export interface MultiprocessorState {
  readonly cores: readonly ReturnType<Core['save']>[];
  readonly memories: readonly ReturnType<TimedMemory['save']>[];
  readonly memorySystem: MemorySystemState | null;
  readonly reservations: readonly (readonly number[])[];
  readonly turn: number;
  readonly sliceLeft: number;
  readonly slept: readonly boolean[];
  readonly now: number;
}

export class Multiprocessor {
  readonly cores: readonly Core[];
  private readonly memories: readonly TimedMemory[];
  private readonly memorySystem: MemorySystem | undefined;
  private readonly reservations = new Reservations();
  private readonly sliceInstructions: number;
  /** The functional core whose turn it is, and what is left of its slice. */
  private turn = 0;
  private sliceLeft: number;
  /** By core: waited when it was looked at last. */
  private readonly slept: boolean[];
  /** Cycle of the timed core that ran last, before it ran. */
  private now = 0;

  constructor(space: PhysicalAddressSpace, options: MultiprocessorOptions) {
    const {
      cores,
      sliceInstructions = DEFAULT_SLICE_INSTRUCTIONS,
      memorySystem,
      translationBuffers,
    } = options;
    if (!Number.isInteger(cores) || cores < 1)
      throw new RangeError(`Multiprocessor: cores must be a whole number from 1, got ${cores}`);
    if (!Number.isInteger(sliceInstructions) || sliceInstructions < 1)
      throw new RangeError(`Multiprocessor: sliceInstructions must be at least 1, got ${sliceInstructions}`);
    this.memorySystem = memorySystem;
    this.sliceInstructions = sliceInstructions;
    this.sliceLeft = sliceInstructions;
    const harts = Array.from({ length: cores }, (_, hartId) => hartId);
    this.memories =
      memorySystem === undefined
        ? []
        : harts.map((thread) => new TimedMemory(space, memorySystem, { ...translationBuffers, thread }));
    this.cores = harts.map(
      (hartId) =>
        new Core(this.memories[hartId] ?? new DirectMemory(space, this.reservations), { ...options, hartId }),
    );
    this.slept = harts.map(() => false);
  }

  /** @returns instructions carried out by all cores: fewer than `limit` when all wait or one was stopped. */
  run(limit: number): number {
    let done = 0;
    while (done < limit) {
      const core = this.memorySystem === undefined ? this.nextInTurn() : this.nextByClock();
      if (core === undefined) break;
      const ran = core.run(this.memorySystem === undefined ? Math.min(this.sliceLeft, limit - done) : 1);
      this.sliceLeft -= ran;
      done += ran;
      if (core.stopRequested) break;
    }
    return done;
  }

  save(): MultiprocessorState {
    return {
      cores: this.cores.map((core) => core.save()),
      memories: this.memories.map((memory) => memory.save()),
      memorySystem: this.memorySystem?.save() ?? null,
      reservations: this.reservations.save(),
      turn: this.turn,
      sliceLeft: this.sliceLeft,
      slept: [...this.slept],
      now: this.now,
    };
  }

  /** @param state of a multiprocessor with the same options. RAM and devices are restored by whoever owns them. */
  restore(state: MultiprocessorState): void {
    state.cores.forEach((each, i) => {
      this.cores[i]!.restore(each);
      this.slept[i] = state.slept[i]!;
    });
    state.memories.forEach((each, i) => {
      this.memories[i]!.restore(each);
    });
    if (state.memorySystem !== null) this.memorySystem!.restore(state.memorySystem);
    this.reservations.restore(state.reservations);
    this.turn = state.turn;
    this.sliceLeft = state.sliceLeft;
    this.now = state.now;
  }

  private nextInTurn(): Core | undefined {
    for (let looked = 0; looked <= this.cores.length; looked++) {
      const core = this.cores[this.turn]!;
      if (this.sliceLeft > 0 && !core.waiting) return core;
      this.turn = (this.turn + 1) % this.cores.length;
      this.sliceLeft = this.sliceInstructions;
    }
    return undefined;
  }

  private nextByClock(): Core | undefined {
    let first: Core | undefined;
    for (let i = 0; i < this.cores.length; i++) {
      const core = this.cores[i]!;
      if (this.slept[i] && !core.waiting) core.cycle = Math.max(core.cycle, this.now);
      this.slept[i] = core.waiting;
      if (!core.waiting && (first === undefined || core.cycle < first.cycle)) first = core;
    }
    if (first !== undefined) this.now = first.cycle;
    return first;
  }
}
