/**
 * Sv32: the two-level page table of RISC-V, walked as the hardware walks it, entry by entry in memory.
 *
 *      31      22 21      12 11       0        31                 10  9  8 7 6 5 4 3 2 1 0
 *      +---------+---------+----------+        +--------------------+-----+-+-+-+-+-+-+-+-+
 *      | index 1 | index 0 |  offset  |        | page number (22)   | RSW |D|A|G|U|X|W|R|V|
 *      +---------+---------+----------+        +--------------------+-----+-+-+-+-+-+-+-+-+
 *        virtual address                         page-table entry
 *
 * A leaf in the root table is a 4 MiB superpage. Physical addresses have 34 bits; what lies beyond 4 GiB is an
 * access fault on this machine. Source: Instruction Set Manual, volume II, sections 10.3 and 10.3.2 (the steps
 * are numbered there; the comments name them).
 */
import { PAGE_BYTES } from '../memory/physical-memory';
import { ACCESS, type Access } from '../memory/physical-memory-protection';

export const ENTRY = {
  valid: 1 << 0,
  read: 1 << 1,
  write: 1 << 2,
  execute: 1 << 3,
  user: 1 << 4,
  global: 1 << 5,
  accessed: 1 << 6,
  dirty: 1 << 7,
} as const;

export const SUPERPAGE_BYTES = PAGE_BYTES * 1024;

/** Where the walker reads and writes entries. Both set `refused` when the address cannot be accessed. */
export interface EntryMemory {
  refused: boolean;
  /** @param address physical, unsigned, 4-byte aligned. */
  readEntry(address: number): number;
  writeEntry(address: number, entry: number): void;
}

/** Who asks, and under which rules. */
export interface WalkContext {
  /** Physical address of the root table: satp's page number times 4096. */
  root: number;
  userMode: boolean;
  /** mstatus.SUM: supervisor loads and stores may touch user pages. */
  supervisorUserMemory: boolean;
  /** mstatus.MXR: executable pages may be read. */
  makeExecutableReadable: boolean;
  /** Whether the walker sets the accessed and dirty bits itself; else a missing one is a page fault. */
  setsAccessedDirty: boolean;
}

export type WalkOutcome = 'translated' | 'page fault' | 'access fault';

export class Sv32Walker {
  /** Results of the last walk that ended as 'translated'. */
  physicalAddress = 0;
  entry = 0;
  /** Where the entry lies. */
  entryAddress = 0;
  pageBytes: number = PAGE_BYTES;
  /** Page-table accesses of the last walk, whatever its outcome. */
  accesses = 0;

  constructor(private readonly memory: EntryMemory) {}

  /** @param virtualAddress any 32-bit integer. */
  walk(virtualAddress: number, access: Access, context: WalkContext): WalkOutcome {
    const address = virtualAddress >>> 0;
    this.accesses = 0;
    let table = context.root;
    for (let level = 1; level >= 0; level--) {
      // Step 2: read the entry.
      const index = level === 1 ? address >>> 22 : (address >>> 12) & 0x3ff;
      const entryAddress = table + index * 4;
      const entry = this.read(entryAddress);
      if (this.memory.refused) return 'access fault';
      // Step 3: valid and not a reserved combination.
      if ((entry & ENTRY.valid) === 0 || (entry & (ENTRY.read | ENTRY.write)) === ENTRY.write)
        return 'page fault';
      const pageNumber = entry >>> 10;
      if ((entry & (ENTRY.read | ENTRY.execute)) === 0) {
        // Step 4: a pointer to the next level; its D, A and U bits are reserved.
        if ((entry & (ENTRY.dirty | ENTRY.accessed | ENTRY.user)) !== 0) return 'page fault';
        table = pageNumber * PAGE_BYTES;
        continue;
      }
      return this.leaf(address, access, context, level, entry, entryAddress);
    }
    return 'page fault';
  }

  /** Whether a leaf entry permits an access (step 5), accessed and dirty bits left aside. */
  static permits(entry: number, access: Access, context: WalkContext): boolean {
    if (access === ACCESS.fetch) {
      if ((entry & ENTRY.execute) === 0) return false;
    } else if (access === ACCESS.load) {
      const readable = context.makeExecutableReadable ? ENTRY.read | ENTRY.execute : ENTRY.read;
      if ((entry & readable) === 0) return false;
    } else if ((entry & ENTRY.write) === 0) return false;
    if (context.userMode) return (entry & ENTRY.user) !== 0;
    if ((entry & ENTRY.user) === 0) return true;
    return access !== ACCESS.fetch && context.supervisorUserMemory;
  }

  private leaf(
    address: number,
    access: Access,
    context: WalkContext,
    level: number,
    entry: number,
    entryAddress: number,
  ): WalkOutcome {
    const pageNumber = entry >>> 10;
    if (!Sv32Walker.permits(entry, access, context)) return 'page fault';
    // Step 6: a superpage must lie at a multiple of its size.
    if (level === 1 && (pageNumber & 0x3ff) !== 0) return 'page fault';
    // Step 7: accessed and dirty bits.
    const wanted = access === ACCESS.store ? ENTRY.accessed | ENTRY.dirty : ENTRY.accessed;
    let updated = entry;
    if ((entry & wanted) !== wanted) {
      if (!context.setsAccessedDirty) return 'page fault';
      updated = entry | wanted;
      this.accesses++;
      this.memory.refused = false;
      this.memory.writeEntry(entryAddress, updated);
      if (this.memory.refused) return 'access fault';
    }
    this.entry = updated;
    this.entryAddress = entryAddress;
    this.pageBytes = level === 1 ? SUPERPAGE_BYTES : PAGE_BYTES;
    this.physicalAddress = pageNumber * PAGE_BYTES + (address % this.pageBytes);
    return this.physicalAddress < 0x1_0000_0000 ? 'translated' : 'access fault';
  }

  private read(entryAddress: number): number {
    this.accesses++;
    this.memory.refused = entryAddress >= 0x1_0000_0000;
    return this.memory.refused ? 0 : this.memory.readEntry(entryAddress);
  }
}
