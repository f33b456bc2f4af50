/**
 * The unit that translates what devices access: each device sees only what its own page table maps.
 *
 *      requester (bus, slot) ─▶ device directory[bus * 256 + slot * 8] ─▶ Sv32 page table ─▶ frame
 *                                    │ not valid, not mapped, not permitted
 *                                    └▶ fault: recorded, reported by interrupt, memory untouched
 *
 * While it is switched off, addresses pass as they are. A directory entry is a word: bit 0 valid, bits 31 to 10
 * the page number of the device's root table, whose entries need R (the device reads memory), W and U. Nothing is
 * cached: a table that was changed holds at once.
 *
 * After the RISC-V IOMMU Architecture Specification 1.0, reduced: a flat directory, one stage, a fault queue in
 * registers instead of in memory.
 */
import type { MappedDevice } from '../memory/physical-address-space';
import { ACCESS } from '../memory/physical-memory-protection';
import { type EntryMemory, Sv32Walker, type WalkContext } from '../translation/sv32';
import { RegisterTable } from './register-table';

export const IOMMU_REGISTERS = new RegisterTable('iommu', [
  {
    offset: 0x00,
    name: 'control',
    access: 'read-write',
    description: 'Switches translation on.',
    fields: [{ name: 'enable', bit: 0, description: 'accesses of devices are translated' }],
  },
  {
    offset: 0x04,
    name: 'directory',
    access: 'read-write',
    description: 'Physical address of the device directory.',
  },
  { offset: 0x08, name: 'directoryEntries', access: 'read-write', description: 'Entries of the directory.' },
  {
    offset: 0x0c,
    name: 'faultStatus',
    access: 'write-one-to-clear',
    description: 'State of the fault queue; the interrupt line is the pending bit.',
    fields: [
      {
        name: 'pending',
        bit: 0,
        description: 'a fault is shown in the next registers; writing one takes it away',
      },
      { name: 'overflow', bit: 1, description: 'faults were lost because the queue was full' },
    ],
  },
  {
    offset: 0x10,
    name: 'faultRequester',
    access: 'read-only',
    description: 'Oldest fault: bus * 256 + slot * 8.',
  },
  {
    offset: 0x14,
    name: 'faultAddress',
    access: 'read-only',
    description: 'Oldest fault: the address the device used.',
  },
  {
    offset: 0x18,
    name: 'faultCause',
    access: 'read-only',
    description: 'Oldest fault: why.',
    fields: [
      { name: 'write', bit: 0, description: 'the device wanted to write' },
      { name: 'reason', bit: 1, bits: 2, description: '1 no directory entry, 2 page fault, 3 access fault' },
    ],
  },
  {
    offset: 0x1c,
    name: 'faultCount',
    access: 'read-only',
    description: 'Faults since the start, lost ones too.',
  },
] as const);

const FAULT_QUEUE_ENTRIES = 16;

const NO_DIRECTORY_ENTRY = 1;
const PAGE_FAULT = 2;
const ACCESS_FAULT = 3;
const ENTRY_VALID = 1;
const PENDING = 1;
const OVERFLOW = 2;

type Fault = readonly [requester: number, address: number, cause: number];

export class Iommu implements MappedDevice {
  readonly name = 'iommu';
  readonly byteLength = IOMMU_REGISTERS.byteLength;
  private enabled = false;
  private directory = 0;
  private directoryEntries = 0;
  private faults: Fault[] = [];
  private overflow = false;
  private faultCount = 0;
  private readonly walker: Sv32Walker;
  private readonly context: WalkContext = {
    root: 0,
    userMode: true,
    supervisorUserMemory: false,
    makeExecutableReadable: false,
    setsAccessedDirty: true,
  };

  constructor(
    readonly base: number,
    private readonly memory: EntryMemory,
    private readonly setInterrupt: (raised: boolean) => void,
  ) {
    this.walker = new Sv32Walker(memory);
  }

  /** Where the device's access to `address` goes; undefined: nowhere, and a fault was recorded. */
  translate(requester: number, address: number, writes: boolean): number | undefined {
    if (!this.enabled) return address;
    const entry = this.directoryEntry(requester);
    if ((entry & ENTRY_VALID) === 0) return this.fault(requester, address, writes, NO_DIRECTORY_ENTRY);
    this.context.root = (entry >>> 10) * 4096;
    const outcome = this.walker.walk(address, writes ? ACCESS.store : ACCESS.load, this.context);
    if (outcome === 'translated') return this.walker.physicalAddress;
    return this.fault(requester, address, writes, outcome === 'page fault' ? PAGE_FAULT : ACCESS_FAULT);
  }

  load(offset: number, size: number): number | undefined {
    const row = IOMMU_REGISTERS.readable(offset, size);
    if (row === undefined) return undefined;
    const oldest = this.faults[0];
    switch (row.name) {
      case 'control':
        return this.enabled ? 1 : 0;
      case 'directory':
        return this.directory;
      case 'directoryEntries':
        return this.directoryEntries;
      case 'faultStatus':
        return (oldest === undefined ? 0 : PENDING) | (this.overflow ? OVERFLOW : 0);
      case 'faultRequester':
        return oldest?.[0] ?? 0;
      case 'faultAddress':
        return oldest?.[1] ?? 0;
      case 'faultCause':
        return oldest?.[2] ?? 0;
      case 'faultCount':
        return this.faultCount;
    }
  }

  store(offset: number, size: number, value: number): boolean {
    const row = IOMMU_REGISTERS.writable(offset, size);
    if (row === undefined) return false;
    if (row.name === 'control') this.enabled = (value & 1) === 1;
    else if (row.name === 'directory') this.directory = (value & ~3) >>> 0;
    else if (row.name === 'directoryEntries') this.directoryEntries = value >>> 0;
    else {
      if ((value & PENDING) !== 0) this.faults.shift();
      if ((value & OVERFLOW) !== 0) this.overflow = false;
      this.setInterrupt(this.faults.length > 0);
    }
    return true;
  }

  private directoryEntry(requester: number): number {
    if (requester >= this.directoryEntries) return 0;
    const entry = this.memory.readEntry(this.directory + 4 * requester);
    return this.memory.refused ? 0 : entry;
  }

  private fault(requester: number, address: number, writes: boolean, reason: number): undefined {
    this.faultCount++;
    if (this.faults.length === FAULT_QUEUE_ENTRIES) this.overflow = true;
    else this.faults.push([requester, address, (reason << 1) | (writes ? 1 : 0)]);
    this.setInterrupt(true);
    return undefined;
  }

  save() {
    return {
      enabled: this.enabled,
      directory: this.directory,
      directoryEntries: this.directoryEntries,
      faults: this.faults.slice(),
      overflow: this.overflow,
      faultCount: this.faultCount,
    };
  }

  restore(state: ReturnType<Iommu['save']>): void {
    this.enabled = state.enabled;
    this.directory = state.directory;
    this.directoryEntries = state.directoryEntries;
    this.faults = state.faults.slice();
    this.overflow = state.overflow;
    this.faultCount = state.faultCount;
  }
}
