// Has every page touched before it looks at its entry, and checks each word by itself.
import { ACCESS_KIND, ARGUMENT, ENTRY, PROCESS_FIELD, type Services } from '../contract';

export class Dispatcher {
  kernel: Services;
  tables = { page: -1, right: 0, frame: -1 };

  constructor(kernel: Services) {
    this.kernel = kernel;
  }

  call(process: number, number: number, first: number, second: number): number {
    const { kernel } = this;
    this.tables.page = -1;
    const group = kernel.groupOf(number);
    const allowed = group >= 0 ? (kernel.get(process, PROCESS_FIELD.permissions) >> group) & 1 : 0;
    if (allowed === 0) return -1;
    const good =
      this.look(
        process,
        0,
        kernel.argumentKind(number, 0),
        kernel.argumentBytes(number, 0),
        first >>> 0,
        second,
      ) &&
      this.look(
        process,
        1,
        kernel.argumentKind(number, 1),
        kernel.argumentBytes(number, 1),
        second >>> 0,
        first,
      );
    return good ? kernel.perform(process, number, first, second) : -1;
  }

  look(
    process: number,
    argument: number,
    kind: number,
    bytes: number,
    address: number,
    other: number,
  ): boolean {
    const isText = kind === ARGUMENT.text;
    const isBuffer = kind === ARGUMENT.buffer;
    const stores = kind === ARGUMENT.writes || kind === ARGUMENT.writesUnlessZero;
    if (kind === ARGUMENT.value || (kind === ARGUMENT.writesUnlessZero && address === 0)) return true;
    if (isBuffer && other !== Math.min(256, Math.max(0, other))) return false;
    if (!isText && !isBuffer && address % 4 > 0) return false;
    const end = address + (isText ? 64 : isBuffer ? other : bytes);
    for (let at = address; at < end; at = (Math.floor(at / 4) + 1) * 4) {
      const frame = this.frameOf(process, at, stores ? ENTRY.write : ENTRY.read);
      if (frame < 0) return false;
      if (stores) continue;
      const word = this.kernel.load(frame, (at >>> 2) & 1023);
      for (let byte = at; byte < end && byte < (Math.floor(at / 4) + 1) * 4; byte++) {
        const value = (word >>> ((byte & 3) * 8)) & 255;
        this.kernel.copyIn(argument, byte - address, value);
        if (isText && value === 0) return true;
      }
    }
    return !isText;
  }

  frameOf(process: number, at: number, right: number): number {
    const page = Math.floor(at / 4096);
    if (page === this.tables.page && right === this.tables.right) return this.tables.frame;
    const access = right === ENTRY.read ? ACCESS_KIND.load : ACCESS_KIND.store;
    if (at >= 2 ** 32 || this.kernel.touch(process, at, access) === 0) return -1;
    const upper = this.kernel.load(this.kernel.get(process, PROCESS_FIELD.root), page >>> 10);
    const entry = this.kernel.load(upper >>> 10, page & 1023);
    this.tables = { page, right, frame: entry >>> 10 };
    return entry >>> 10;
  }
}
