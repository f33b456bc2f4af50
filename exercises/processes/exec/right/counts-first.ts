import {
  CODE_BASE,
  ENTRY,
  type ExecMechanism,
  HEAP_END,
  IMAGE_FIELD,
  IMAGE_MAGIC,
  MAX_ARGUMENT_BYTES,
  MAX_ARGUMENTS,
  PAGE_BYTES,
  PROCESS_FIELD,
  type Services,
  STACK_LIMIT,
  STACK_TOP,
} from '../contract';

const HARDWARE = ENTRY.accessed | ENTRY.dirty;

/**
 * Takes all frames before it uses one, and fills the stack as words in a buffer: the list first, behind it the texts
 * one after another.
 */
export class Exec implements ExecMechanism {
  private frames: number[] = [];
  /** The last page of the process that was looked up: its number and its entry. */
  private lastPage = -1;
  private lastLeaf = 0;

  constructor(private readonly services: Services) {}

  exec(process: number, image: number, list: number): number {
    const { services } = this;
    const word = (index: number) => services.load(image, index);
    const [code, data, zeros] = [IMAGE_FIELD.codeBytes, IMAGE_FIELD.dataBytes, IMAGE_FIELD.zeroBytes].map(
      word,
    ) as [number, number, number];
    const entry = word(IMAGE_FIELD.entry);
    const bad =
      word(IMAGE_FIELD.magic) !== IMAGE_MAGIC ||
      Math.min(code, data, zeros, entry) < 0 ||
      (entry & 3) !== 0 ||
      (entry >= code && entry !== 0);
    if (bad) return -1;
    const up = (bytes: number) => Math.ceil(bytes / PAGE_BYTES);
    const filePages = up(code) + up(data);
    const pages = up(code) + up(data + zeros);
    const end = CODE_BASE + pages * PAGE_BYTES;
    if (end > HEAP_END) return -1;
    const old = services.get(process, PROCESS_FIELD.root);
    const stack = this.stackOf(old, list);
    if (stack === undefined) return -1;
    const tables = end > CODE_BASE ? Math.floor((end - 1) / 2 ** 22) + 1 : 0;
    if (!this.takeFrames(tables + pages + 2)) return -1;

    const next = () => this.frames.pop() as number;
    const root = this.frames[0] as number;
    for (let page = 0; page < pages; page++) {
      const address = CODE_BASE + page * PAGE_BYTES;
      if (page === 0 || address % 2 ** 22 === 0)
        services.store(root, address >>> 22, (next() << 10) | ENTRY.valid);
      const frame = next();
      if (page < filePages) services.copyFrame(image + 1 + page, frame);
      const right = page < up(code) ? ENTRY.execute : ENTRY.write;
      const bits = ENTRY.valid | ENTRY.user | ENTRY.read | right | HARDWARE;
      services.store(
        services.load(root, address >>> 22) >>> 10,
        (address >>> 12) & 1023,
        (frame << 10) | bits,
      );
    }
    const [table, page] = [next(), next()];
    services.store(root, 511, (table << 10) | ENTRY.valid);
    services.store(
      table,
      1022,
      (page << 10) | ENTRY.valid | ENTRY.user | ENTRY.read | ENTRY.write | HARDWARE,
    );
    stack.words.forEach((value, i) => {
      services.store(page, 1024 - stack.words.length + i, value);
    });
    const pointer = STACK_TOP - 4 * stack.words.length;

    this.free(old);
    const fields = PROCESS_FIELD;
    services.set(process, fields.root, root);
    services.set(process, fields.codeEnd, CODE_BASE + code);
    services.set(process, fields.heapStart, end);
    services.set(process, fields.break, end);
    services.set(process, fields.stackLimit, STACK_LIMIT);
    for (let i = 31; i > 0; i--) services.setRegister(process, i, 0);
    services.setRegister(process, 0, CODE_BASE + entry);
    services.setRegister(process, 2, pointer);
    services.setRegister(process, 11, pointer);
    return stack.count;
  }

  /** A root first, then `count` frames for all else, in `frames`. @returns false, and none is taken, when they are too few. */
  private takeFrames(count: number): boolean {
    const root = this.services.newRoot();
    this.frames = root < 0 ? [] : [root];
    while (root >= 0 && this.frames.length <= count) {
      const frame = this.services.allocateFrame();
      if (frame < 0) break;
      this.frames.push(frame);
    }
    if (this.frames.length === count + 1) return true;
    for (const frame of this.frames) this.services.freeFrame(frame);
    return false;
  }

  private free(root: number): void {
    const { services } = this;
    for (let i = 511; i >= 0; i--) {
      const table = services.load(root, i);
      if (table === 0) continue;
      for (let j = 1023; j >= 0; j--) {
        const leaf = services.load(table >>> 10, j);
        if (leaf & ENTRY.valid) services.freeFrame(leaf >>> 10);
      }
      services.freeFrame(table >>> 10);
    }
    services.freeFrame(root);
  }

  /** The words of the new stack from its pointer on. */
  private stackOf(root: number, list: number): { count: number; words: number[] } | undefined {
    this.lastPage = -1;
    const bytes: number[] = [];
    const starts: number[] = [];
    if (list !== 0) {
      for (;;) {
        const address = this.wordAt(root, list + 4 * starts.length);
        if (address === undefined) return undefined;
        if (address === 0) break;
        if (starts.length === MAX_ARGUMENTS) return undefined;
        starts.push(bytes.length);
        for (let at = address >>> 0; ; at++) {
          const word = this.wordAt(root, at - (at % 4));
          if (word === undefined || bytes.length === MAX_ARGUMENT_BYTES) return undefined;
          const byte = (word >>> (8 * (at % 4))) & 0xff;
          bytes.push(byte);
          if (byte === 0) break;
        }
      }
    }
    const listWords = starts.length + 1;
    const length = Math.ceil((listWords + Math.ceil(bytes.length / 4)) / 4) * 4;
    const texts = STACK_TOP - 4 * length + 4 * listWords;
    const words = new Array<number>(length).fill(0);
    starts.forEach((start, i) => {
      words[i] = texts + start;
    });
    bytes.forEach((byte, i) => {
      words[listWords + (i >>> 2)] = (words[listWords + (i >>> 2)] as number) | (byte << (8 * (i % 4)));
    });
    return { count: starts.length, words };
  }

  private wordAt(root: number, address: number): number | undefined {
    if (address % 4 !== 0 || address >= STACK_TOP) return undefined;
    const page = Math.floor(address / PAGE_BYTES);
    if (page !== this.lastPage) {
      const table = this.services.load(root, page >>> 10);
      this.lastLeaf = table & ENTRY.valid ? this.services.load(table >>> 10, page & 1023) : 0;
      this.lastPage = page;
    }
    const needed = ENTRY.valid | ENTRY.user | ENTRY.read;
    if ((this.lastLeaf & needed) !== needed) return undefined;
    return this.services.load(this.lastLeaf >>> 10, (address % PAGE_BYTES) / 4);
  }
}
