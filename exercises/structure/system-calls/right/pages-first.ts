// Makes a list of the frames that an argument lies in, page by page, and copies out of them afterwards.
import {
  ACCESS_KIND,
  ARGUMENT,
  ENTRY,
  MAX_BUFFER_BYTES,
  MAX_TEXT_BYTES,
  PAGE_BYTES,
  PROCESS_FIELD,
  REFUSED,
  type Services,
} from '../contract';

const LOAD = ENTRY.valid | ENTRY.user | ENTRY.read;
const STORE = ENTRY.valid | ENTRY.user | ENTRY.write;

export class Dispatcher {
  private process = 0;
  private root = 0;

  constructor(private kernel: Services) {}

  call(process: number, number: number, first: number, second: number): number {
    const group = this.kernel.groupOf(number);
    if (group < 0 || !(this.kernel.get(process, PROCESS_FIELD.permissions) & (1 << group))) return REFUSED;
    this.process = process;
    this.root = this.kernel.get(process, PROCESS_FIELD.root);
    const given = [first, second];
    for (const argument of [1, 0]) {
      const address = given[argument]! >>> 0;
      switch (this.kernel.argumentKind(number, argument)) {
        case ARGUMENT.reads:
          if (address & 3 || !this.copy(argument, address, this.kernel.argumentBytes(number, argument)))
            return REFUSED;
          break;
        case ARGUMENT.writesUnlessZero:
          if (address === 0) break;
          if (address & 3 || !this.frames(address, this.kernel.argumentBytes(number, argument), STORE))
            return REFUSED;
          break;
        case ARGUMENT.writes:
          if (address & 3 || !this.frames(address, this.kernel.argumentBytes(number, argument), STORE))
            return REFUSED;
          break;
        case ARGUMENT.buffer: {
          const bytes = given[1 - argument]! >>> 0;
          if (bytes > MAX_BUFFER_BYTES || !this.copy(argument, address, bytes)) return REFUSED;
          break;
        }
        case ARGUMENT.text:
          if (!this.text(argument, address)) return REFUSED;
          break;
      }
    }
    return this.kernel.perform(process, number, first, second);
  }

  /** Frames of all pages from an address on; nothing when one of them may not be used so. */
  private frames(address: number, bytes: number, needed: number): number[] | undefined {
    const found: number[] = [];
    const last = Math.floor((address + bytes - 1) / PAGE_BYTES);
    for (let page = Math.floor(address / PAGE_BYTES); bytes > 0 && page <= last; page++) {
      const frame = this.frame(page, Math.max(address, page * PAGE_BYTES), needed);
      if (frame < 0) return undefined;
      found.push(frame);
    }
    return found;
  }

  private frame(page: number, address: number, needed: number): number {
    if (page >= 2 ** 20) return -1;
    let entry = this.entry(page);
    if ((entry & needed) !== needed) {
      this.kernel.touch(this.process, address, needed === LOAD ? ACCESS_KIND.load : ACCESS_KIND.store);
      entry = this.entry(page);
    }
    return (entry & needed) === needed ? entry >>> 10 : -1;
  }

  private entry(page: number): number {
    const upper = this.kernel.load(this.root, page >>> 10);
    return upper & ENTRY.valid ? this.kernel.load(upper >>> 10, page & 1023) : 0;
  }

  private copy(argument: number, address: number, bytes: number): boolean {
    if (bytes === 0) return true;
    const frames = this.frames(address, bytes, LOAD);
    if (!frames) return false;
    const offset = address % PAGE_BYTES;
    for (let word = offset >>> 2; word * 4 < offset + bytes; word++) {
      const value = this.kernel.load(frames[word >>> 10]!, word & 1023);
      for (let byte = 0; byte < 4; byte++) {
        const index = word * 4 + byte - offset;
        if (index >= 0 && index < bytes) this.kernel.copyIn(argument, index, (value >> (8 * byte)) & 255);
      }
    }
    return true;
  }

  private text(argument: number, address: number): boolean {
    let frame = -1;
    let value = 0;
    for (let i = 0; i < MAX_TEXT_BYTES; i++) {
      const at = address + i;
      if (frame < 0 || at % PAGE_BYTES === 0) {
        frame = this.frame(Math.floor(at / PAGE_BYTES), at, LOAD);
        if (frame < 0) return false;
        value = this.kernel.load(frame, (at % PAGE_BYTES) >>> 2);
      } else if (at % 4 === 0) value = this.kernel.load(frame, (at % PAGE_BYTES) >>> 2);
      const byte = (value >> (8 * (at % 4))) & 255;
      this.kernel.copyIn(argument, i, byte);
      if (byte === 0) return true;
    }
    return false;
  }
}
