import { ENTRY, type ForkMechanism, PROCESS_FIELD, RESULT_REGISTER, type Services } from '../contract';

const PAGE = 4096;
const SPAN = 1024 * PAGE;
const CODE_BASE = 0x10000;
const STACK_TOP = 0x7ffff000;

/** Looks only where the limits of the process allow pages: below the break, and from the limit of the stack on. */
export class Fork implements ForkMechanism {
  constructor(private readonly kernel: Services) {}

  fork(parent: number, child: number): number {
    const { kernel } = this;
    const child_root = kernel.newRoot();
    if (child_root < 0) return -1;
    const root = kernel.get(parent, PROCESS_FIELD.root);
    const end = kernel.get(parent, PROCESS_FIELD.break);
    const limit = kernel.get(parent, PROCESS_FIELD.stackLimit);
    if (
      !this.copyRange(root, child_root, CODE_BASE, end) ||
      !this.copyRange(root, child_root, limit, STACK_TOP)
    ) {
      this.free(child_root, CODE_BASE, end);
      this.free(child_root, limit, STACK_TOP);
      for (let i = 0; i < 512; i++) {
        const upper = kernel.load(child_root, i);
        if (upper & ENTRY.valid) kernel.freeFrame(upper >>> 10);
      }
      kernel.freeFrame(child_root);
      return -1;
    }
    kernel.set(child, PROCESS_FIELD.root, child_root);
    for (let field = PROCESS_FIELD.codeEnd; field <= PROCESS_FIELD.permissions; field++)
      kernel.set(child, field, kernel.get(parent, field));
    for (let i = 31; i >= 0; i--) kernel.setRegister(child, i, kernel.register(parent, i));
    kernel.setRegister(child, RESULT_REGISTER, 0);
    return 0;
  }

  private copyRange(from: number, to: number, begin: number, end: number): boolean {
    const { kernel } = this;
    for (let address = begin; address < end; ) {
      const upper = kernel.load(from, address >>> 22);
      if (!(upper & ENTRY.valid)) {
        address = (Math.floor(address / SPAN) + 1) * SPAN;
        continue;
      }
      const index = (address >>> 12) % 1024;
      const leaf = kernel.load(upper >>> 10, index);
      address += PAGE;
      if (!(leaf & ENTRY.valid)) continue;
      let table = kernel.load(to, (address - PAGE) >>> 22) >>> 10;
      if (table === 0) {
        table = kernel.allocateFrame();
        if (table < 0) return false;
        kernel.store(to, (address - PAGE) >>> 22, (table << 10) | ENTRY.valid);
      }
      const page = kernel.allocateFrame();
      if (page < 0) return false;
      kernel.copyFrame(leaf >>> 10, page);
      kernel.store(table, index, (page << 10) | (leaf % 1024));
    }
    return true;
  }

  /** Gives back the pages of a range of the child, but not its tables. */
  private free(root: number, begin: number, end: number): void {
    for (let address = begin; address < end; address += PAGE) {
      const upper = this.kernel.load(root, address >>> 22);
      if (!(upper & ENTRY.valid)) {
        address = (Math.floor(address / SPAN) + 1) * SPAN - PAGE;
        continue;
      }
      const leaf = this.kernel.load(upper >>> 10, (address >>> 12) & 1023);
      if (leaf & ENTRY.valid) this.kernel.freeFrame(leaf >>> 10);
    }
  }
}
