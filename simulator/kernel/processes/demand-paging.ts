/**
 * An address space that gives out memory when it is touched: heap up to the break, stack down to its limit.
 *
 *      fault ─▶ heap or stack, with this right? ─no─▶ 0: the process is ended
 *                    └─yes─▶ [a table] ─▶ a frame of zeros ─▶ entry ─▶ 1: the access is made again
 */
import type { PolicyShape } from '../../engine/policy';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { ENTRY } from '../../hardware/translation/sv32';
import { RIGHTS, TABLE_ENTRIES, TABLE_SPAN } from '../memory/page-table';
import { ACCESS_KIND } from './access-kind';
import { type KernelServices, servicesOf } from './kernel-services';
import { PROCESS_FIELD, pageUp, SHARED_BASE, STACK_TOP } from './process-record';

const FIELD = PROCESS_FIELD;

/** Decides what a process finds at an address that is not mapped, or not with that right. */
export interface AddressSpaceMechanism {
  /** @param access of ACCESS_KIND. @returns 1: mapped now, the access is made again; 0: the process is ended. */
  fault(process: number, address: number, access: number): number;
  /** Moves the end of the heap. @returns the break that holds from now on; -1 when it cannot be there. */
  setBreak(process: number, address: number): number;
}

export const ADDRESS_SPACE_SHAPE: PolicyShape = {
  className: 'AddressSpace',
  methods: { fault: 3, setBreak: 2 },
  programs: {},
  services: servicesOf('load', 'store', 'allocateFrame', 'freeFrame', 'get', 'set', 'flush'),
};

export class AddressSpace implements AddressSpaceMechanism {
  constructor(private readonly kernel: KernelServices) {}

  fault(process: number, address: number, access: number): number {
    const { kernel } = this;
    if (access === ACCESS_KIND.fetch || !this.mayTouch(process, address)) return 0;
    const root = kernel.get(process, FIELD.root);
    const upperIndex = address >>> 22;
    const index = (address >>> 12) & (TABLE_ENTRIES - 1);
    const upper = kernel.load(root, upperIndex);
    const hasTable = (upper & ENTRY.valid) !== 0;
    const frame = kernel.allocateFrame();
    if (frame < 0) return 0;
    const table = hasTable ? upper >>> 10 : kernel.allocateFrame();
    if (table < 0) {
      kernel.freeFrame(frame);
      return 0;
    }
    if (!hasTable) kernel.store(root, upperIndex, (table << 10) | ENTRY.valid);
    kernel.store(table, index, (frame << 10) | RIGHTS.readWrite);
    return 1;
  }

  setBreak(process: number, address: number): number {
    const { kernel } = this;
    const from = kernel.get(process, FIELD.break);
    if (address < kernel.get(process, FIELD.heapStart) || address > SHARED_BASE) return -1;
    kernel.set(process, FIELD.break, address);
    if (pageUp(address) < pageUp(from)) this.unmap(process, pageUp(address), pageUp(from));
    return address;
  }

  /** Whether the page of `address` belongs to heap or stack. */
  private mayTouch(process: number, address: number): boolean {
    const { kernel } = this;
    const page = address - (address % PAGE_BYTES);
    if (page >= kernel.get(process, FIELD.stackLimit)) return page < STACK_TOP;
    return page >= kernel.get(process, FIELD.heapStart) && page < kernel.get(process, FIELD.break);
  }

  private unmap(process: number, from: number, to: number): void {
    const { kernel } = this;
    const root = kernel.get(process, FIELD.root);
    let freed = false;
    let end = from;
    for (let start = from; start < to; start = end) {
      end = Math.min(to, start - (start % TABLE_SPAN) + TABLE_SPAN);
      const upper = kernel.load(root, start >>> 22);
      if ((upper & ENTRY.valid) === 0) continue;
      for (let address = start; address < end; address += PAGE_BYTES) {
        const index = (address >>> 12) & (TABLE_ENTRIES - 1);
        const leaf = kernel.load(upper >>> 10, index);
        if ((leaf & ENTRY.valid) === 0) continue;
        kernel.store(upper >>> 10, index, 0);
        kernel.freeFrame(leaf >>> 10);
        freed = true;
      }
    }
    if (freed) kernel.flush(process);
  }
}
