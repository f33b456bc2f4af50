/**
 * The memory of a timed machine: caches that all cores share a bus to, and translation buffers a core.
 *
 * Devices are outside the caches: before one reads or writes RAM, the caches give up what they hold of that range
 * (on a machine without coherence they do not, and the driver must flush). RAM looked at from outside may be older
 * than what a cache holds; `peek` gives the newest word.
 */
import { MemorySystem, type MemorySystemState } from './caches/memory-system';
import type { MemorySystemOptions } from './caches/memory-system-options';
import type { CostOverrides } from './cost-overrides';
import type { PhysicalAddressSpace } from './memory/physical-address-space';
import { TimedMemory, type TimedMemoryOptions } from './riscv/timed-memory';

export interface MachineCachesOptions extends Omit<MemorySystemOptions, 'cores' | 'memory' | 'costs'> {
  readonly translationBuffers?: Omit<TimedMemoryOptions, 'thread' | 'costs'>;
}

export type MachineCachesState = {
  readonly system: MemorySystemState;
  readonly doors: readonly ReturnType<TimedMemory['save']>[];
};

export class MachineCaches {
  readonly system: MemorySystem;
  /** By core: what it sees of memory. */
  readonly doors: readonly TimedMemory[];

  constructor(
    private readonly space: PhysicalAddressSpace,
    cores: number,
    { translationBuffers, ...options }: MachineCachesOptions,
    costs: CostOverrides = {},
  ) {
    const system = new MemorySystem({ ...options, cores, memory: space.ram, costs });
    this.system = system;
    this.doors = Array.from(
      { length: cores },
      (_, thread) => new TimedMemory(space, system, { ...translationBuffers, thread, costs }),
    );
  }

  /** A device is about to touch RAM; its transactions are charged to core 0. */
  beforeDeviceAccess(address: number, byteLength: number, writes: boolean, cycle: number): void {
    this.system.prepareDeviceAccess(0, address - this.space.ramBase, byteLength, writes, cycle);
  }

  peek(address: number): number {
    return this.system.peek(address - this.space.ramBase);
  }

  save(): MachineCachesState {
    return { system: this.system.save(), doors: this.doors.map((door) => door.save()) };
  }

  restore(state: MachineCachesState): void {
    this.system.restore(state.system);
    state.doors.forEach((door, core) => {
      this.doors[core]?.restore(door);
    });
  }
}
