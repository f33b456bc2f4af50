// One level is a call; always stores the entry that it used, changed or not.
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
  STORE,
  SUPERVISOR_MODE,
  USER,
  VALID,
  WRITE,
} from '../contract';

const RIGHT_OF_ACCESS = [EXECUTE, READ, WRITE];

export class MemoryManagementUnit implements AddressTranslation {
  constructor(
    private readonly services: Services,
    private readonly root: number,
    private readonly memoryBytes: number,
  ) {}

  translate(address: number, access: number, mode: number): number {
    return this.descend(this.root, 22, address, access, mode);
  }

  private descend(table: number, shift: number, address: number, access: number, mode: number): number {
    const place = table * PAGE_BYTES + ((address >>> shift) % 1024) * 4;
    if (!this.exists(place)) return ILLEGAL_ADDRESS;
    const entry = this.services.loadWord(place);
    const has = (bits: number) => (entry & bits) !== 0;
    if (!has(VALID)) return NOT_PRESENT;
    if (has(WRITE) && !has(READ)) return ILLEGAL_ADDRESS;
    const frame = entry >>> FRAME_SHIFT;
    if (!has(READ | EXECUTE)) {
      const isWrong = has(USER | ACCESSED | DIRTY) || shift === 12;
      return isWrong ? ILLEGAL_ADDRESS : this.descend(frame, 12, address, access, mode);
    }
    if (!has(RIGHT_OF_ACCESS[access]) || has(USER) === (mode === SUPERVISOR_MODE)) return PERMISSION;
    const offset = address % 2 ** shift;
    const physical = frame * PAGE_BYTES + offset;
    if ((physical - offset) % 2 ** shift !== 0 || !this.exists(physical)) return ILLEGAL_ADDRESS;
    this.services.storeWord(place, entry | ACCESSED | (access === STORE ? DIRTY : 0));
    return physical;
  }

  private exists(physical: number): boolean {
    return physical < this.memoryBytes;
  }
}
