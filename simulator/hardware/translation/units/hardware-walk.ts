/**
 * What the machine's own walker makes of an access, told as a memory management unit would tell it: by the walker's
 * outcome, and for a page fault by the entry that it read last.
 */

import { PAGE_BYTES } from '../../memory/physical-memory';
import type { Access } from '../../memory/physical-memory-protection';
import { ENTRY, SUPERPAGE_BYTES, Sv32Walker, type WalkContext } from '../sv32';
import { FAULT, MODE } from './memory-management-interface';

export interface HardwareWalk {
  /** Physical address, or a number of FAULT. */
  readonly answer: number;
  readonly isSuperpage: boolean;
  /** Entries read. */
  readonly reads: number;
  /** The entry that was read last, where it lies, and what stands there after the access. */
  readonly place: number;
  readonly entry: number;
  readonly updated: number;
}

export interface WalkedTables {
  /** Frame of the root table. */
  readonly root: number;
  /** Of physical memory. Both ends of every table and page lie in it, or an access to them is illegal. */
  readonly memoryBytes: number;
  /** @param address physical, in memory. */
  readonly wordAt: (address: number) => number;
}

/** @param access of ACCESS. @param mode of MODE. Nothing is changed. */
export function hardwareWalk(
  { root, memoryBytes, wordAt }: WalkedTables,
  address: number,
  access: number,
  mode: number,
): HardwareWalk {
  let place = -1;
  let entry = 0;
  let reads = 0;
  const memory = {
    refused: false,
    readEntry(at: number): number {
      this.refused = at >= memoryBytes;
      if (this.refused) return 0;
      reads++;
      place = at;
      entry = wordAt(at);
      return entry;
    },
    // Kept until it is known whether the access itself finds memory.
    writeEntry: () => {},
  };
  const context: WalkContext = {
    root: root * PAGE_BYTES,
    userMode: mode === MODE.user,
    supervisorUserMemory: false,
    makeExecutableReadable: false,
    setsAccessedDirty: true,
  };
  const walker = new Sv32Walker(memory);
  const outcome = walker.walk(address, access as Access, context);
  if (outcome === 'translated' && walker.physicalAddress < memoryBytes) {
    const isSuperpage = walker.pageBytes === SUPERPAGE_BYTES;
    return { answer: walker.physicalAddress, place, entry, reads, updated: walker.entry, isSuperpage };
  }
  const fault = (answer: number) => ({ answer, place, entry, reads, updated: entry, isSuperpage: false });
  if (outcome !== 'page fault') return fault(FAULT.illegalAddress);
  if ((entry & ENTRY.valid) === 0) return fault(FAULT.notPresent);
  const isReserved = (entry & (ENTRY.read | ENTRY.write)) === ENTRY.write;
  const isLeaf = !isReserved && (entry & (ENTRY.read | ENTRY.execute)) !== 0;
  const isDenied = isLeaf && !Sv32Walker.permits(entry, access as Access, context);
  return fault(isDenied ? FAULT.permission : FAULT.illegalAddress);
}
