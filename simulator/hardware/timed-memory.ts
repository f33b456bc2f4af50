/**
 * What a machine needs of a memory that takes time, so that it can be composed in place of plain RAM.
 *
 * One is made for each machine. Each core gets its own door; the caches and TLBs behind the doors are saved and
 * restored with the machine, and give up what they hold of a range before a device touches it.
 */
import type { CoreMemory, Reservations } from './core/core-memory';
import type { PhysicalAddressSpace } from './core/physical-address-space';
import type { SavedValue } from './saved-value';

export interface TimedMemory {
  /** The door of a core. Accesses move the core's `cycle` on. */
  coreMemory(core: number): CoreMemory;
  /** A device is about to read or write RAM. */
  beforeDeviceAccess(address: number, byteLength: number, writes: boolean, cycle: number): void;
  save(): SavedValue;
  restore(state: SavedValue): void;
}

export type TimedMemoryFactory = (
  space: PhysicalAddressSpace,
  cores: number,
  reservations: Reservations,
) => TimedMemory;
