// Eight slots for each process: a grant's number says granter and slot, and is given again. Tables that it empties go back.
import {
  ENTRY,
  type GrantsMechanism,
  GUARD_PAGE,
  type Kernel,
  MAX_GRANTS,
  PROCESS_FIELD,
  PROCESS_STATE,
  SHARED_BASE,
  STACK_TOP,
} from '../contract';

const { accessed, dirty, read, user, valid, write } = ENTRY;
const WORDS = 1024;

class Slot {
  to = 0;
  page = 0;
  rights = 0;
  /** Number of the page at which it is mapped. */
  at = 0;

  clear(): void {
    this.to = 0;
    this.at = 0;
  }
}

export class Grants implements GrantsMechanism {
  private readonly slots = new Map<number, Slot[]>();

  constructor(private readonly kernel: Kernel) {}

  grant(process: number, address: number, to: number, rights: number): number {
    if (!this.isRights(rights) || to === process) return -1;
    if (
      !this.isOwn(address) ||
      (this.leaf(process, address >>> 12) & this.needed(rights)) !== this.needed(rights)
    )
      return -1;
    if (this.kernel.get(to, PROCESS_FIELD.state) !== PROCESS_STATE.alive) return -1;
    const own = this.slotsOf(process);
    const free = own.findIndex((slot) => slot.to === 0);
    if (free < 0) return -1;
    const slot = own[free];
    slot.to = to;
    slot.page = address >>> 12;
    slot.rights = rights;
    return process * MAX_GRANTS + free + 1;
  }

  map(process: number, grant: number, address: number, rights: number): number {
    const slot = this.find(grant);
    if (slot === undefined || slot.to !== process || slot.at !== 0) return -1;
    if (!this.isRights(rights) || rights > slot.rights) return -1;
    if ((address & 4095) !== 0 || address < SHARED_BASE || address >= GUARD_PAGE) return -1;
    const granter = Math.floor((grant - 1) / MAX_GRANTS);
    const page = this.leaf(granter, slot.page);
    if ((page & this.needed(rights)) !== this.needed(rights)) return -1;
    const { kernel } = this;
    const root = kernel.get(process, PROCESS_FIELD.root);
    let table = kernel.load(root, address >>> 22);
    if ((table & valid) === 0) {
      const frame = kernel.allocateFrame();
      if (frame < 0) return -1;
      table = (frame << 10) | valid;
      kernel.store(root, address >>> 22, table);
    }
    const index = (address >>> 12) % WORDS;
    if ((kernel.load(table >>> 10, index) & valid) !== 0) return -1;
    kernel.shareFrame(page >>> 10);
    kernel.store(table >>> 10, index, (page & ~1023) | this.needed(rights) | accessed | dirty);
    slot.at = address >>> 12;
    return 0;
  }

  revoke(process: number, grant: number): number {
    const slot = this.find(grant);
    if (slot === undefined || slot.to === 0) return -1;
    if (Math.floor((grant - 1) / MAX_GRANTS) !== process) return -1;
    this.end(slot);
    return 0;
  }

  over(process: number): void {
    for (const slot of this.slotsOf(process)) if (slot.to !== 0) this.end(slot);
    for (const slots of this.slots.values()) for (const slot of slots) if (slot.to === process) slot.clear();
  }

  private end(slot: Slot): void {
    const { kernel } = this;
    if (slot.at !== 0) {
      kernel.flush(slot.to);
      const root = kernel.get(slot.to, PROCESS_FIELD.root);
      const table = kernel.load(root, slot.at >>> 10) >>> 10;
      const index = slot.at % WORDS;
      kernel.freeFrame(kernel.load(table, index) >>> 10);
      kernel.store(table, index, 0);
      let left = false;
      for (let i = 0; i < WORDS && !left; i++) left = (kernel.load(table, i) & valid) !== 0;
      if (!left) {
        kernel.store(root, slot.at >>> 10, 0);
        kernel.freeFrame(table);
      }
    }
    slot.clear();
  }

  private find(grant: number): Slot | undefined {
    if (grant < 1) return undefined;
    return this.slots.get(Math.floor((grant - 1) / MAX_GRANTS))?.[(grant - 1) % MAX_GRANTS];
  }

  private slotsOf(process: number): Slot[] {
    let own = this.slots.get(process);
    if (own === undefined) {
      own = [];
      for (let i = 0; i < MAX_GRANTS; i++) own.push(new Slot());
      this.slots.set(process, own);
    }
    return own;
  }

  private isRights(rights: number): boolean {
    return rights === 1 || rights === 3;
  }

  private needed(rights: number): number {
    return valid | user | read | (rights === 3 ? write : 0);
  }

  private isOwn(address: number): boolean {
    const inReach = (address & 4095) === 0 && address < STACK_TOP;
    return inReach && (address < SHARED_BASE || address >= GUARD_PAGE);
  }

  private leaf(process: number, page: number): number {
    const table = this.kernel.load(this.kernel.get(process, PROCESS_FIELD.root), page >>> 10);
    return (table & valid) === 0 ? 0 : this.kernel.load(table >>> 10, page % WORDS);
  }
}
