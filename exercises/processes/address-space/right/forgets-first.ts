// Takes the table before the page, forgets translations before it takes pages away, and goes down from the top.
import {
  type AddressSpaceMechanism,
  ENTRY,
  type Kernel,
  PAGE_BYTES,
  PROCESS_FIELD,
  SHARED_BASE,
  STACK_TOP,
} from '../contract';

const { accessed, dirty, read, user, valid, write } = ENTRY;
const SPAN = 1024 * PAGE_BYTES;

interface Place {
  readonly root: number;
  readonly upper: number;
  readonly index: number;
}

export class AddressSpace implements AddressSpaceMechanism {
  constructor(private readonly kernel: Kernel) {}

  fault(process: number, address: number, access: number): number {
    if (access !== 1 && access !== 2) return 0;
    if (!this.grows(process, address)) return 0;
    const place = this.place(process, address);
    const old = this.kernel.load(place.root, place.upper);
    let table = old >>> 10;
    if ((old & valid) === 0) {
      table = this.kernel.allocateFrame();
      if (table < 0) return 0;
    }
    const frame = this.kernel.allocateFrame();
    if (frame < 0) {
      if ((old & valid) === 0) this.kernel.freeFrame(table);
      return 0;
    }
    this.kernel.store(table, place.index, (frame << 10) | valid | read | write | user | accessed | dirty);
    this.kernel.store(place.root, place.upper, (table << 10) | valid);
    return 1;
  }

  setBreak(process: number, address: number): number {
    const { kernel } = this;
    const heapStart = kernel.get(process, PROCESS_FIELD.heapStart);
    if (!(heapStart <= address && address <= SHARED_BASE)) return -1;
    const last = this.pageOf(kernel.get(process, PROCESS_FIELD.break) - 1);
    const lowest = this.pageOf(address + PAGE_BYTES - 1);
    kernel.set(process, PROCESS_FIELD.break, address);
    if (last < lowest) return address;
    kernel.flush(process);
    for (let page = last; page >= lowest; ) {
      const { root, upper, index } = this.place(process, page);
      const entry = kernel.load(root, upper);
      if ((entry & valid) === 0) {
        page = Math.floor(page / SPAN) * SPAN - PAGE_BYTES;
        continue;
      }
      const leaf = kernel.load(entry >>> 10, index);
      if ((leaf & valid) !== 0) {
        kernel.freeFrame(leaf >>> 10);
        kernel.store(entry >>> 10, index, 0);
      }
      page -= PAGE_BYTES;
    }
    return address;
  }

  private grows(process: number, address: number): boolean {
    const { kernel } = this;
    if (address >= STACK_TOP) return false;
    if (address >= kernel.get(process, PROCESS_FIELD.stackLimit)) return true;
    return (
      address >= kernel.get(process, PROCESS_FIELD.heapStart) &&
      this.pageOf(address) < kernel.get(process, PROCESS_FIELD.break)
    );
  }

  private place(process: number, address: number): Place {
    return {
      root: this.kernel.get(process, PROCESS_FIELD.root),
      upper: address >>> 22,
      index: (address >>> 12) & 1023,
    };
  }

  private pageOf(address: number): number {
    return address - (address % PAGE_BYTES);
  }
}
