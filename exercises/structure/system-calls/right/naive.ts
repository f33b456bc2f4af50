// exceeds: memory-accesses
// Walks the page tables anew for every single byte.
import {
  ACCESS_KIND,
  ARGUMENT,
  type DispatcherMechanism,
  ENTRY,
  MAX_BUFFER_BYTES,
  MAX_TEXT_BYTES,
  PAGE_BYTES,
  PROCESS_FIELD,
  REFUSED,
  type Services,
} from '../contract';

export class Dispatcher implements DispatcherMechanism {
  private readonly kernel: Services;

  constructor(kernel: Services) {
    this.kernel = kernel;
  }

  call(process: number, number: number, first: number, second: number): number {
    const group = this.kernel.groupOf(number);
    if (group === -1) return REFUSED;
    const permissions = this.kernel.get(process, PROCESS_FIELD.permissions);
    if ((permissions & (1 << group)) === 0) return REFUSED;
    for (let argument = 0; argument < 2; argument++)
      if (!this.isGood(process, number, argument, first, second)) return REFUSED;
    return this.kernel.perform(process, number, first, second);
  }

  private isGood(process: number, number: number, argument: number, first: number, second: number): boolean {
    const kind = this.kernel.argumentKind(number, argument);
    const given = argument === 0 ? first : second;
    const other = argument === 0 ? second : first;
    const address = given < 0 ? given + 2 ** 32 : given;
    if (kind === ARGUMENT.value) return true;
    if (kind === ARGUMENT.writesUnlessZero && address === 0) return true;
    if (kind === ARGUMENT.text) {
      for (let i = 0; i < MAX_TEXT_BYTES; i++) {
        const byte = this.byteAt(process, address + i, ACCESS_KIND.load);
        if (byte === -1) return false;
        this.kernel.copyIn(argument, i, byte);
        if (byte === 0) return true;
      }
      return false;
    }
    let bytes = this.kernel.argumentBytes(number, argument);
    if (kind === ARGUMENT.buffer) {
      if (other < 0 || other > MAX_BUFFER_BYTES) return false;
      bytes = other;
    } else if (address % 4 !== 0) return false;
    const access = kind === ARGUMENT.reads || kind === ARGUMENT.buffer ? ACCESS_KIND.load : ACCESS_KIND.store;
    for (let i = 0; i < bytes; i++) {
      const byte = this.byteAt(process, address + i, access);
      if (byte === -1) return false;
      if (access === ACCESS_KIND.load) this.kernel.copyIn(argument, i, byte);
    }
    return true;
  }

  /** The byte there, which the process may use so; -1 when it may not. */
  private byteAt(process: number, address: number, access: number): number {
    if (address >= 2 ** 32) return -1;
    const right = access === ACCESS_KIND.load ? ENTRY.read : ENTRY.write;
    for (let attempt = 0; attempt < 2; attempt++) {
      const root = this.kernel.get(process, PROCESS_FIELD.root);
      const upper = this.kernel.load(root, Math.floor(address / 2 ** 22));
      if ((upper & ENTRY.valid) !== 0) {
        const leaf = this.kernel.load(upper >>> 10, Math.floor(address / PAGE_BYTES) % 1024);
        if ((leaf & ENTRY.valid) !== 0 && (leaf & ENTRY.user) !== 0 && (leaf & right) !== 0) {
          if (access === ACCESS_KIND.store) return 0;
          const word = this.kernel.load(leaf >>> 10, Math.floor((address % PAGE_BYTES) / 4));
          return (word >> (8 * (address % 4))) & 255;
        }
      }
      if (attempt === 0 && this.kernel.touch(process, address, access) !== 1) return -1;
    }
    return -1;
  }
}
