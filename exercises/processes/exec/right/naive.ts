import {
  CODE_BASE,
  ENTRY,
  type ExecMechanism,
  HEAP_END,
  IMAGE_FIELD,
  IMAGE_MAGIC,
  PROCESS_FIELD,
  type Services,
  STACK_LIMIT,
  STACK_TOP,
} from '../contract';

const PAGE = 4096;
const CODE = ENTRY.valid | ENTRY.user | ENTRY.read | ENTRY.execute | ENTRY.accessed | ENTRY.dirty;
const DATA = ENTRY.valid | ENTRY.user | ENTRY.read | ENTRY.write | ENTRY.accessed | ENTRY.dirty;

/** Reads a byte at a time, and notes every frame that it takes. */
export class Exec implements ExecMechanism {
  private taken: number[] = [];

  constructor(private readonly kernel: Services) {}

  exec(process: number, image: number, list: number): number {
    const { kernel } = this;
    this.taken = [];
    if (kernel.load(image, IMAGE_FIELD.magic) !== IMAGE_MAGIC) return -1;
    const codeBytes = kernel.load(image, IMAGE_FIELD.codeBytes);
    const dataBytes = kernel.load(image, IMAGE_FIELD.dataBytes);
    const zeroBytes = kernel.load(image, IMAGE_FIELD.zeroBytes);
    const entry = kernel.load(image, IMAGE_FIELD.entry);
    if (codeBytes < 0 || dataBytes < 0 || zeroBytes < 0) return -1;
    if (entry < 0 || entry % 4 !== 0 || (entry > 0 && entry >= codeBytes)) return -1;
    const codePages = Math.ceil(codeBytes / PAGE);
    const dataPages = Math.ceil(dataBytes / PAGE);
    const pages = codePages + Math.ceil((dataBytes + zeroBytes) / PAGE);
    if (CODE_BASE + pages * PAGE > HEAP_END) return -1;
    const old = kernel.get(process, PROCESS_FIELD.root);
    const texts = this.readList(old, list);
    if (texts === null) return -1;

    const root = this.take(kernel.newRoot());
    if (root < 0) return this.giveUp();
    for (let i = 0; i < pages; i++) {
      const frame = this.mapPage(root, CODE_BASE + i * PAGE, i < codePages ? CODE : DATA);
      if (frame < 0) return this.giveUp();
      if (i < codePages + dataPages) kernel.copyFrame(image + 1 + i, frame);
    }
    const stack = this.mapPage(root, STACK_TOP - PAGE, DATA);
    if (stack < 0) return this.giveUp();
    const pointer = this.writeStack(stack, texts);

    kernel.set(process, PROCESS_FIELD.root, root);
    kernel.set(process, PROCESS_FIELD.codeEnd, CODE_BASE + codeBytes);
    kernel.set(process, PROCESS_FIELD.heapStart, CODE_BASE + pages * PAGE);
    kernel.set(process, PROCESS_FIELD.break, CODE_BASE + pages * PAGE);
    kernel.set(process, PROCESS_FIELD.stackLimit, STACK_LIMIT);
    kernel.setRegister(process, 0, CODE_BASE + entry);
    for (let i = 1; i < 32; i++) kernel.setRegister(process, i, i === 2 || i === 11 ? pointer : 0);
    this.giveBack(old);
    return texts.length;
  }

  private giveBack(root: number): void {
    const { kernel } = this;
    for (let i = 0; i < 512; i++) {
      if ((kernel.load(root, i) & ENTRY.valid) === 0) continue;
      for (let j = 0; j < 1024; j++)
        if ((kernel.load(kernel.load(root, i) >>> 10, j) & ENTRY.valid) !== 0)
          kernel.freeFrame(kernel.load(kernel.load(root, i) >>> 10, j) >>> 10);
      kernel.freeFrame(kernel.load(root, i) >>> 10);
    }
    kernel.freeFrame(root);
  }

  private mapPage(root: number, address: number, bits: number): number {
    const { kernel } = this;
    const upper = Math.floor(address / 2 ** 22);
    if ((kernel.load(root, upper) & ENTRY.valid) === 0) {
      const table = this.take(kernel.allocateFrame());
      if (table < 0) return -1;
      kernel.store(root, upper, table * 1024 + ENTRY.valid);
    }
    const frame = this.take(kernel.allocateFrame());
    if (frame >= 0)
      kernel.store(kernel.load(root, upper) >>> 10, Math.floor(address / PAGE) % 1024, frame * 1024 + bits);
    return frame;
  }

  private take(frame: number): number {
    if (frame >= 0) this.taken.push(frame);
    return frame;
  }

  private giveUp(): number {
    for (const frame of this.taken) this.kernel.freeFrame(frame);
    return -1;
  }

  private readList(root: number, list: number): number[][] | null {
    const texts: number[][] = [];
    if (list === 0) return texts;
    if (list % 4 !== 0) return null;
    let bytes = 0;
    for (let i = 0; ; i++) {
      const low = this.readByte(root, list + 4 * i);
      if (low < 0) return null;
      let address = low;
      for (let k = 1; k < 4; k++) address += this.readByte(root, list + 4 * i + k) * 256 ** k;
      if (address === 0) return texts;
      if (i === 16) return null;
      const text: number[] = [];
      for (;;) {
        const byte = this.readByte(root, address + text.length);
        bytes++;
        if (byte < 0 || bytes > 1024) return null;
        if (byte === 0) break;
        text.push(byte);
      }
      texts.push(text);
    }
  }

  /** -1 when the process may not read it. */
  private readByte(root: number, address: number): number {
    const { kernel } = this;
    if (address >= STACK_TOP) return -1;
    const table = kernel.load(root, Math.floor(address / 2 ** 22));
    if ((table & ENTRY.valid) === 0) return -1;
    const leaf = kernel.load(table >>> 10, Math.floor(address / PAGE) % 1024);
    if ((leaf & ENTRY.valid) === 0) return -1;
    if ((leaf & ENTRY.user) === 0 || (leaf & ENTRY.read) === 0) return -1;
    const word = kernel.load(leaf >>> 10, Math.floor((address % PAGE) / 4));
    return (word >>> (8 * (address % 4))) & 255;
  }

  /** Texts from the top down, the first one highest; the list below them. */
  private writeStack(frame: number, texts: number[][]): number {
    const { kernel } = this;
    let top = PAGE;
    const places: number[] = [];
    for (const text of texts) {
      top -= text.length + 1;
      places.push(top);
      for (let i = 0; i < text.length; i++) {
        const at = top + i;
        const index = Math.floor(at / 4);
        kernel.store(frame, index, kernel.load(frame, index) | ((text[i] as number) << (8 * (at % 4))));
      }
    }
    top -= 4 * (texts.length + 1);
    top -= ((top % 16) + 16) % 16;
    places.forEach((place, i) => {
      kernel.store(frame, top / 4 + i, STACK_TOP - PAGE + place);
    });
    return STACK_TOP - PAGE + top;
  }
}
