// What an entry is, and what an access needs, stands in tables that are made once.
import {
  ACCESSED,
  type AddressTranslation,
  DIRTY,
  EXECUTE,
  FRAME_SHIFT,
  ILLEGAL_ADDRESS,
  NOT_PRESENT,
  PAGE_BYTES,
  PERMISSION,
  READ,
  type Services,
  USER,
  VALID,
  WRITE,
} from '../contract';

const POINTER = 1;
const LEAF = 2;

export class MemoryManagementUnit implements AddressTranslation {
  /** By the lowest eight bits of an entry. */
  private readonly kinds: number[] = [];
  /** By access and mode: bits that must be equal, and their values; bits that are set. */
  private readonly looked = [EXECUTE | USER, READ | USER, WRITE | USER];
  private readonly needed = [EXECUTE, READ, WRITE];
  private readonly marks = [ACCESSED, ACCESSED, ACCESSED | DIRTY];

  constructor(
    private readonly services: Services,
    private readonly root: number,
    private readonly memoryBytes: number,
  ) {
    for (let bits = 0; bits < 256; bits++) this.kinds.push(kindOf(bits));
  }

  translate(address: number, access: number, mode: number): number {
    const { services, memoryBytes } = this;
    let base = this.root * PAGE_BYTES;
    let bytes = PAGE_BYTES * 1024;
    for (;;) {
      const place = base + (Math.floor(address / bytes) & 1023) * 4;
      if (place >= memoryBytes) return ILLEGAL_ADDRESS;
      const entry = services.loadWord(place);
      const kind = this.kinds[entry & 255];
      if (kind < 0) return kind;
      base = (entry >>> FRAME_SHIFT) * PAGE_BYTES;
      if (kind === LEAF) {
        if ((entry & this.looked[access]) !== this.needed[access] + (mode === 0 ? USER : 0))
          return PERMISSION;
        const physical = base + (address % bytes);
        if (base % bytes > 0 || physical >= memoryBytes) return ILLEGAL_ADDRESS;
        const marks = this.marks[access] & ~entry;
        if (marks !== 0) services.storeWord(place, entry + marks);
        return physical;
      }
      if (bytes === PAGE_BYTES) return ILLEGAL_ADDRESS;
      bytes = PAGE_BYTES;
    }
  }
}

function kindOf(bits: number): number {
  if ((bits & VALID) === 0) return NOT_PRESENT;
  if ((bits & READ) !== 0) return LEAF;
  if ((bits & WRITE) !== 0) return ILLEGAL_ADDRESS;
  if ((bits & EXECUTE) !== 0) return LEAF;
  return (bits & (USER | ACCESSED | DIRTY)) === 0 ? POINTER : ILLEGAL_ADDRESS;
}
