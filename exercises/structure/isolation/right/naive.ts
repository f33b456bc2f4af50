// Every grant that ever was, in one list; whatever is looked for is searched from its start.
import {
  ENTRY,
  GRANT_RIGHTS,
  type GrantsMechanism,
  GUARD_PAGE,
  type Kernel,
  MAX_GRANTS,
  PAGE_BYTES,
  PROCESS_FIELD,
  PROCESS_STATE,
  SHARED_BASE,
  STACK_TOP,
} from '../contract';

interface Grant {
  granter: number;
  page: number;
  to: number;
  rights: number;
  over: boolean;
  mappedAt: number;
}

export class Grants implements GrantsMechanism {
  private readonly all: Grant[] = [];

  constructor(private readonly kernel: Kernel) {}

  grant(process: number, address: number, to: number, rights: number): number {
    if (rights !== GRANT_RIGHTS.read && rights !== GRANT_RIGHTS.readWrite) return -1;
    if (to === process) return -1;
    if (this.kernel.get(to, PROCESS_FIELD.state) !== PROCESS_STATE.alive) return -1;
    if (this.frameOf(process, address, rights) === 0) return -1;
    if (this.all.filter((each) => !each.over && each.granter === process).length >= MAX_GRANTS) return -1;
    this.all.push({ granter: process, page: address, to, rights, over: false, mappedAt: 0 });
    return this.all.length;
  }

  map(process: number, number: number, address: number, rights: number): number {
    const grant = number >= 1 && number <= this.all.length ? this.all[number - 1] : undefined;
    if (grant === undefined || grant.over || grant.to !== process || grant.mappedAt !== 0) return -1;
    if (rights !== GRANT_RIGHTS.read && rights !== grant.rights) return -1;
    if (address % PAGE_BYTES !== 0 || address < SHARED_BASE || address >= GUARD_PAGE) return -1;
    const frame = this.frameOf(grant.granter, grant.page, rights);
    if (frame === 0) return -1;
    const root = this.kernel.get(process, PROCESS_FIELD.root);
    const index = Math.floor(address / PAGE_BYTES) % 1024;
    let upper = this.kernel.load(root, address >>> 22);
    if ((upper & ENTRY.valid) === 0) {
      const table = this.kernel.allocateFrame();
      if (table === -1) return -1;
      upper = table * 1024 + ENTRY.valid;
      this.kernel.store(root, address >>> 22, upper);
    } else if ((this.kernel.load(upper >>> 10, index) & ENTRY.valid) !== 0) return -1;
    let bits = ENTRY.valid | ENTRY.user | ENTRY.read | ENTRY.accessed | ENTRY.dirty;
    if (rights === GRANT_RIGHTS.readWrite) bits |= ENTRY.write;
    this.kernel.store(upper >>> 10, index, frame * 1024 + bits);
    this.kernel.shareFrame(frame);
    grant.mappedAt = address;
    return 0;
  }

  revoke(process: number, number: number): number {
    const grant = number >= 1 && number <= this.all.length ? this.all[number - 1] : undefined;
    if (grant === undefined || grant.over || grant.granter !== process) return -1;
    this.end(grant);
    return 0;
  }

  over(process: number): void {
    for (const grant of this.all) {
      if (grant.over) continue;
      if (grant.to === process) grant.over = true;
      else if (grant.granter === process) this.end(grant);
    }
  }

  private end(grant: Grant): void {
    grant.over = true;
    if (grant.mappedAt === 0) return;
    const root = this.kernel.get(grant.to, PROCESS_FIELD.root);
    const table = this.kernel.load(root, grant.mappedAt >>> 22) >>> 10;
    const index = Math.floor(grant.mappedAt / PAGE_BYTES) % 1024;
    const frame = this.kernel.load(table, index) >>> 10;
    this.kernel.store(table, index, 0);
    this.kernel.freeFrame(frame);
    this.kernel.flush(grant.to);
  }

  /** The frame of a page of its own, with these rights; 0 when there is none. */
  private frameOf(process: number, address: number, rights: number): number {
    if (address % PAGE_BYTES !== 0 || address >= STACK_TOP) return 0;
    if (address >= SHARED_BASE && address < GUARD_PAGE) return 0;
    const upper = this.kernel.load(this.kernel.get(process, PROCESS_FIELD.root), address >>> 22);
    if ((upper & ENTRY.valid) === 0) return 0;
    const entry = this.kernel.load(upper >>> 10, Math.floor(address / PAGE_BYTES) % 1024);
    if ((entry & ENTRY.valid) === 0 || (entry & ENTRY.user) === 0 || (entry & ENTRY.read) === 0) return 0;
    if (rights === GRANT_RIGHTS.readWrite && (entry & ENTRY.write) === 0) return 0;
    return entry >>> 10;
  }
}
