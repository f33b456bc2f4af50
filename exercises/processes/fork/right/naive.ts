import { ENTRY, type ForkMechanism, PROCESS_FIELD, type Services } from '../contract';

/** Notes every frame that it takes, so that it can give all of them back. */
export class Fork implements ForkMechanism {
  private taken: number[] = [];

  constructor(private readonly kernel: Services) {}

  fork(parent: number, child: number): number {
    const { kernel } = this;
    this.taken = [];
    const root = this.take(kernel.newRoot());
    if (root < 0) return this.giveUp();
    const parentRoot = kernel.get(parent, PROCESS_FIELD.root);
    for (let i = 0; i < 512; i++) {
      if ((kernel.load(parentRoot, i) & ENTRY.valid) === 0) continue;
      const table = this.take(kernel.allocateFrame());
      if (table < 0) return this.giveUp();
      for (let j = 0; j < 1024; j++) {
        if ((kernel.load(kernel.load(parentRoot, i) >>> 10, j) & ENTRY.valid) === 0) continue;
        const page = this.take(kernel.allocateFrame());
        if (page < 0) return this.giveUp();
        const entry = kernel.load(kernel.load(parentRoot, i) >>> 10, j);
        kernel.copyFrame(entry >>> 10, page);
        kernel.store(table, j, page * 1024 + (entry & 1023));
      }
      kernel.store(root, i, table * 1024 + ENTRY.valid);
    }
    for (let i = 0; i < 32; i++) kernel.setRegister(child, i, i === 10 ? 0 : kernel.register(parent, i));
    kernel.set(child, PROCESS_FIELD.codeEnd, kernel.get(parent, PROCESS_FIELD.codeEnd));
    kernel.set(child, PROCESS_FIELD.heapStart, kernel.get(parent, PROCESS_FIELD.heapStart));
    kernel.set(child, PROCESS_FIELD.break, kernel.get(parent, PROCESS_FIELD.break));
    kernel.set(child, PROCESS_FIELD.stackLimit, kernel.get(parent, PROCESS_FIELD.stackLimit));
    kernel.set(child, PROCESS_FIELD.permissions, kernel.get(parent, PROCESS_FIELD.permissions));
    kernel.set(child, PROCESS_FIELD.root, root);
    return 0;
  }

  private take(frame: number): number {
    if (frame >= 0) this.taken.push(frame);
    return frame;
  }

  private giveUp(): number {
    for (const frame of this.taken) this.kernel.freeFrame(frame);
    return -1;
  }
}
