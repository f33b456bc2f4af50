// One map of grants, one of what is mapped; a frame is shared first and given back again where the table is missing.
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

const PLAIN = ENTRY.valid | ENTRY.user | ENTRY.read;
const TOUCHED = ENTRY.accessed | ENTRY.dirty;

class Walker {
  constructor(private readonly kernel: Kernel) {}

  /** Table and index of a page; table -1 when there is none. */
  find(process: number, address: number): { root: number; table: number; index: number } {
    const root = this.kernel.get(process, PROCESS_FIELD.root);
    const upper = this.kernel.load(root, Math.floor(address / (1024 * PAGE_BYTES)));
    return {
      root,
      table: upper & ENTRY.valid ? upper >>> 10 : -1,
      index: Math.floor(address / PAGE_BYTES) % 1024,
    };
  }

  entry(process: number, address: number): number {
    const { table, index } = this.find(process, address);
    return table < 0 ? 0 : this.kernel.load(table, index);
  }
}

export class Grants implements GrantsMechanism {
  private readonly grants = new Map<
    number,
    readonly [granter: number, address: number, to: number, bits: number]
  >();
  private readonly places = new Map<number, number>();
  private readonly walker: Walker;
  private count = 0;

  constructor(private readonly kernel: Kernel) {
    this.walker = new Walker(kernel);
  }

  grant(process: number, address: number, to: number, rights: number): number {
    const bits = this.bitsOf(rights);
    if (bits === 0) return -1;
    const isShared = address >= SHARED_BASE && address < GUARD_PAGE;
    if (address >= STACK_TOP || isShared || address % PAGE_BYTES > 0) return -1;
    if ((this.walker.entry(process, address) & bits) !== bits) return -1;
    if (process === to || this.kernel.get(to, PROCESS_FIELD.state) !== PROCESS_STATE.alive) return -1;
    let own = 0;
    this.grants.forEach(([granter]) => {
      if (granter === process) own += 1;
    });
    if (own >= MAX_GRANTS) return -1;
    this.count += 7;
    this.grants.set(this.count, [process, address, to, bits]);
    return this.count;
  }

  map(process: number, grant: number, address: number, rights: number): number {
    const { kernel, walker } = this;
    const found = this.grants.get(grant);
    const bits = this.bitsOf(rights);
    if (!found || found[2] !== process || bits === 0 || this.places.has(grant)) return -1;
    if ((bits & ~found[3]) !== 0) return -1;
    if (address % PAGE_BYTES > 0 || address < SHARED_BASE || address >= GUARD_PAGE) return -1;
    if ((walker.entry(process, address) & ENTRY.valid) !== 0) return -1;
    const own = walker.entry(found[0], found[1]);
    if ((own & bits) !== bits) return -1;
    kernel.shareFrame(own >>> 10);
    let { root, table, index } = walker.find(process, address);
    if (table < 0) {
      table = kernel.allocateFrame();
      if (table < 0) {
        kernel.freeFrame(own >>> 10);
        return -1;
      }
      kernel.store(root, Math.floor(address / (1024 * PAGE_BYTES)), (table << 10) | ENTRY.valid);
    }
    kernel.store(table, index, (own & ~1023) | bits | TOUCHED);
    this.places.set(grant, address);
    return 0;
  }

  revoke(process: number, grant: number): number {
    const found = this.grants.get(grant);
    if (!found || found[0] !== process) return -1;
    this.remove(grant, true);
    return 0;
  }

  over(process: number): void {
    for (const [number, [granter, , to]] of [...this.grants]) {
      if (granter === process || to === process) this.remove(number, to !== process);
    }
  }

  private remove(grant: number, isMapped: boolean): void {
    const to = this.grants.get(grant)?.[2] ?? 0;
    const address = this.places.get(grant);
    this.grants.delete(grant);
    this.places.delete(grant);
    if (address === undefined || !isMapped) return;
    const { table, index } = this.walker.find(to, address);
    const frame = this.kernel.load(table, index) >>> 10;
    this.kernel.store(table, index, 0);
    this.kernel.freeFrame(frame);
    this.kernel.flush(to);
  }

  /** What an entry has with these rights; 0 when they are none. */
  private bitsOf(rights: number): number {
    if (rights === GRANT_RIGHTS.read) return PLAIN;
    return rights === GRANT_RIGHTS.readWrite ? PLAIN | ENTRY.write : 0;
  }
}
