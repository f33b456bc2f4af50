import { ACCESS, type AddressSpaceMechanism, type Kernel, PAGE_BYTES, PROCESS_FIELD } from './contract';

export class AddressSpace implements AddressSpaceMechanism {
  constructor(private readonly kernel: Kernel) {}

  fault(process: number, address: number, access: number): number {
    if (access === ACCESS.fetch) return 0;
    const page = address - (address % PAGE_BYTES);
    // Does the page belong to the heap or to the stack of `process`? Then it needs a frame, and an entry that names it.
    return 0;
  }

  setBreak(process: number, address: number): number {
    const from = this.kernel.get(process, PROCESS_FIELD.break);
    // May the heap end there? What becomes of the pages between `address` and `from`?
    return -1;
  }
}
