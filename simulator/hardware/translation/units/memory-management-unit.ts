/**
 * A memory management unit for tables of Sv32, which says what kind of fault an access is.
 *
 *      each entry    outside of memory? illegal ─▶ V clear? not present ─▶ W without R? illegal
 *      a pointer     A, D or U, or at the last level? illegal
 *      a leaf        right or mode missing? permission ─▶ page not aligned, or byte outside of memory? illegal
 *
 * What the hardware of Sv32 leaves to the access itself (a page outside of memory) is looked at before a bit is set:
 * no access that faults changes anything. Supervisor mode is without SUM and MXR.
 */
import { PAGE_BYTES } from '../../memory/physical-memory';
import { ACCESS } from '../../memory/physical-memory-protection';
import { ENTRY } from '../sv32';
import { type AddressTranslation, FAULT, type MemoryServices, MODE } from './memory-management-interface';

const POINTER_RESERVED = ENTRY.accessed | ENTRY.dirty | ENTRY.user;

export class MemoryManagementUnit implements AddressTranslation {
  /** @param root frame of the root table. @param memoryBytes of the whole physical memory. */
  constructor(
    private readonly memory: MemoryServices,
    private readonly root: number,
    private readonly memoryBytes: number,
  ) {}

  translate(address: number, access: number, mode: number): number {
    let table = this.root;
    for (let shift = 22; shift >= 12; shift -= 10) {
      const index = (address >>> shift) & 0x3ff;
      const place = table * PAGE_BYTES + index * 4;
      if (place >= this.memoryBytes) return FAULT.illegalAddress;
      const entry = this.memory.loadWord(place);
      if ((entry & ENTRY.valid) === 0) return FAULT.notPresent;
      if ((entry & ENTRY.write) !== 0 && (entry & ENTRY.read) === 0) return FAULT.illegalAddress;
      if ((entry & (ENTRY.read | ENTRY.execute)) !== 0)
        return this.leaf(place, entry, 2 ** shift, address, access, mode);
      if ((entry & POINTER_RESERVED) !== 0) return FAULT.illegalAddress;
      table = entry >>> 10;
    }
    return FAULT.illegalAddress;
  }

  private leaf(
    place: number,
    entry: number,
    pageBytes: number,
    address: number,
    access: number,
    mode: number,
  ): number {
    const right = access === ACCESS.fetch ? ENTRY.execute : access === ACCESS.load ? ENTRY.read : ENTRY.write;
    if ((entry & right) === 0) return FAULT.permission;
    if (((entry & ENTRY.user) !== 0) !== (mode === MODE.user)) return FAULT.permission;
    const frame = entry >>> 10;
    const start = frame * PAGE_BYTES;
    if (start % pageBytes !== 0) return FAULT.illegalAddress;
    const physical = start + (address % pageBytes);
    if (physical >= this.memoryBytes) return FAULT.illegalAddress;
    const used = entry | (access === ACCESS.store ? ENTRY.accessed | ENTRY.dirty : ENTRY.accessed);
    if (used !== entry) this.memory.storeWord(place, used);
    return physical;
  }
}
