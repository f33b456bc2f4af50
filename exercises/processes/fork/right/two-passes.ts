import {
  ENTRY,
  type ForkMechanism,
  PROCESS_FIELD,
  REGISTERS,
  RESULT_REGISTER,
  type Services,
  TABLE_ENTRIES,
  USER_ENTRIES,
} from '../contract';

interface Page {
  readonly upper: number;
  readonly lower: number;
  readonly leaf: number;
}

/** Lists the pages, takes all frames at once, and copies only when it has them. */
export class Fork implements ForkMechanism {
  private readonly kernel: Services;

  constructor(services: Services) {
    this.kernel = services;
  }

  fork(parent: number, child: number): number {
    const { kernel } = this;
    const pages = this.pagesOf(kernel.get(parent, PROCESS_FIELD.root));
    const uppers = [...new Set(pages.map(({ upper }) => upper))];
    const frames: number[] = [];
    const root = kernel.newRoot();
    if (root < 0) return -1;
    for (let i = 0; i < uppers.length + pages.length; i++) {
      const frame = kernel.allocateFrame();
      if (frame < 0) {
        for (const each of [root, ...frames]) kernel.freeFrame(each);
        return -1;
      }
      frames.push(frame);
    }
    const tables = new Map<number, number>();
    uppers.forEach((upper, i) => {
      tables.set(upper, frames[i] as number);
      kernel.store(root, upper, ((frames[i] as number) << 10) | ENTRY.valid);
    });
    pages.forEach(({ upper, lower, leaf }, i) => {
      const frame = frames[uppers.length + i] as number;
      kernel.copyFrame(leaf >>> 10, frame);
      kernel.store(tables.get(upper) as number, lower, (frame << 10) | (leaf & 0x3ff));
    });
    this.copyRecord(parent, child);
    kernel.set(child, PROCESS_FIELD.root, root);
    return 0;
  }

  private copyRecord(parent: number, child: number): void {
    const { kernel } = this;
    const { codeEnd, heapStart, break: end, stackLimit, permissions } = PROCESS_FIELD;
    [codeEnd, heapStart, end, stackLimit, permissions].forEach((field) => {
      kernel.set(child, field, kernel.get(parent, field));
    });
    for (let i = 0; i < REGISTERS; i++)
      if (i !== RESULT_REGISTER) kernel.setRegister(child, i, kernel.register(parent, i));
  }

  private pagesOf(root: number): Page[] {
    const pages: Page[] = [];
    for (let upper = 0; upper < USER_ENTRIES; upper++) {
      const table = this.kernel.load(root, upper);
      if ((table & ENTRY.valid) === 0) continue;
      for (let lower = 0; lower < TABLE_ENTRIES; lower++) {
        const leaf = this.kernel.load(table >>> 10, lower);
        if ((leaf & ENTRY.valid) !== 0) pages.push({ upper, lower, leaf });
      }
    }
    return pages;
  }
}
