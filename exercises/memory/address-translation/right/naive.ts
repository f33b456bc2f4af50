// Level by level, with divisions instead of shifts; sets the bits one after the other.
import {
  ACCESSED,
  type AddressTranslation,
  DIRTY,
  EXECUTE,
  FETCH,
  ILLEGAL_ADDRESS,
  LOAD,
  NOT_PRESENT,
  PERMISSION,
  READ,
  type Services,
  STORE,
  USER,
  USER_MODE,
  VALID,
  WRITE,
} from '../contract';

const KIB = 1024;
const MIB = KIB * KIB;

export class MemoryManagementUnit implements AddressTranslation {
  constructor(
    private readonly services: Services,
    private readonly root: number,
    private readonly memoryBytes: number,
  ) {}

  translate(address: number, access: number, mode: number): number {
    const upperPlace = this.root * 4 * KIB + Math.floor(address / (4 * MIB)) * 4;
    const upper = this.services.loadWord(upperPlace);
    if ((upper & VALID) === 0) return NOT_PRESENT;
    if (this.isLeaf(upper)) return this.page(upperPlace, upper, 4 * MIB, address, access, mode);
    if ((upper & (WRITE | USER | ACCESSED | DIRTY)) !== 0) return ILLEGAL_ADDRESS;

    const lowerPlace = this.frameOf(upper) * 4 * KIB + (Math.floor(address / (4 * KIB)) % KIB) * 4;
    if (lowerPlace >= this.memoryBytes) return ILLEGAL_ADDRESS;
    const lower = this.services.loadWord(lowerPlace);
    if ((lower & VALID) === 0) return NOT_PRESENT;
    if (this.isLeaf(lower)) return this.page(lowerPlace, lower, 4 * KIB, address, access, mode);
    return ILLEGAL_ADDRESS;
  }

  private page(
    place: number,
    entry: number,
    bytes: number,
    address: number,
    access: number,
    mode: number,
  ): number {
    if ((entry & WRITE) !== 0 && (entry & READ) === 0) return ILLEGAL_ADDRESS;
    if (access === FETCH && (entry & EXECUTE) === 0) return PERMISSION;
    if (access === LOAD && (entry & READ) === 0) return PERMISSION;
    if (access === STORE && (entry & WRITE) === 0) return PERMISSION;
    if (mode === USER_MODE && (entry & USER) === 0) return PERMISSION;
    if (mode !== USER_MODE && (entry & USER) !== 0) return PERMISSION;
    const start = this.frameOf(entry) * 4 * KIB;
    if (start % bytes !== 0) return ILLEGAL_ADDRESS;
    const physical = start + (address % bytes);
    if (physical >= this.memoryBytes) return ILLEGAL_ADDRESS;
    let marked = entry;
    if ((entry & ACCESSED) === 0) {
      marked += ACCESSED;
      this.services.storeWord(place, marked);
    }
    if (access === STORE && (entry & DIRTY) === 0) this.services.storeWord(place, marked + DIRTY);
    return physical;
  }

  private isLeaf(entry: number): boolean {
    return (entry & READ) !== 0 || (entry & EXECUTE) !== 0;
  }

  private frameOf(entry: number): number {
    return Math.floor((entry >>> 0) / 1024);
  }
}
