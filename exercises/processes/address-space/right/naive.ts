// exceeds: memory-accesses
// Page by page: every page between the old end and the new one is looked up by itself.
import {
  ACCESS,
  type AddressSpaceMechanism,
  ENTRY,
  type Kernel,
  PAGE_BYTES,
  PROCESS_FIELD,
  SHARED_BASE,
  STACK_TOP,
} from '../contract';

export class AddressSpace implements AddressSpaceMechanism {
  constructor(private readonly kernel: Kernel) {}

  fault(process: number, address: number, access: number): number {
    if (access === ACCESS.fetch) return 0;
    const page = Math.floor(address / PAGE_BYTES) * PAGE_BYTES;
    const isHeap =
      page >= this.kernel.get(process, PROCESS_FIELD.heapStart) &&
      page < this.kernel.get(process, PROCESS_FIELD.break);
    const isStack = page >= this.kernel.get(process, PROCESS_FIELD.stackLimit) && page < STACK_TOP;
    if (!isHeap && !isStack) return 0;
    const root = this.kernel.get(process, PROCESS_FIELD.root);
    let table = this.tableOf(process, page);
    if (table === 0) {
      table = this.kernel.allocateFrame();
      if (table === -1) return 0;
      const frame = this.kernel.allocateFrame();
      if (frame === -1) {
        this.kernel.freeFrame(table);
        return 0;
      }
      this.kernel.store(root, Math.floor(page / 2 ** 22), table * 1024 + ENTRY.valid);
      return this.map(table, page, frame);
    }
    const frame = this.kernel.allocateFrame();
    if (frame === -1) return 0;
    return this.map(table, page, frame);
  }

  setBreak(process: number, address: number): number {
    const end = this.kernel.get(process, PROCESS_FIELD.break);
    if (address < this.kernel.get(process, PROCESS_FIELD.heapStart)) return -1;
    if (address > SHARED_BASE) return -1;
    this.kernel.set(process, PROCESS_FIELD.break, address);
    const first = Math.ceil(address / PAGE_BYTES) * PAGE_BYTES;
    for (let page = first; page < end; page += PAGE_BYTES) this.unmap(process, page);
    return address;
  }

  private unmap(process: number, page: number): void {
    const table = this.tableOf(process, page);
    if (table === 0) return;
    const index = Math.floor(page / PAGE_BYTES) % 1024;
    const entry = this.kernel.load(table, index);
    if (entry === 0) return;
    this.kernel.store(table, index, 0);
    this.kernel.freeFrame(entry >>> 10);
    this.kernel.flush(process);
  }

  /** Frame of the table for a page; 0 for none. */
  private tableOf(process: number, page: number): number {
    const entry = this.kernel.load(this.kernel.get(process, PROCESS_FIELD.root), Math.floor(page / 2 ** 22));
    return (entry & ENTRY.valid) === 0 ? 0 : entry >>> 10;
  }

  private map(table: number, page: number, frame: number): number {
    const bits = ENTRY.valid | ENTRY.user | ENTRY.read | ENTRY.write | ENTRY.accessed | ENTRY.dirty;
    this.kernel.store(table, Math.floor(page / PAGE_BYTES) % 1024, frame * 1024 + bits);
    return 1;
  }
}
