/**
 * Physical memory: bytes from address 0 on, read and written as 32-bit words, 16-bit halves and bytes,
 * little-endian as RISC-V. It has no cost of its own; whoever makes the access charges for it.
 *
 * Addresses must be aligned to the size of the access and inside the memory: a machine checks both before it
 * gets here (as faults), so that a wrong address here is a bug and throws.
 */

/** Of a page and of a frame. */
export const PAGE_BYTES = 4096;

export class PhysicalMemory {
  /** Word i is at byte address 4 i. For those that copy whole lines and pages. */
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  private readonly halves: Uint16Array;

  /** @param byteLength a multiple of 4, up to 2^32 - 4. */
  constructor(readonly byteLength: number) {
    if (!Number.isInteger(byteLength) || byteLength < 0 || byteLength % 4 !== 0 || byteLength > 0xffff_fffc)
      throw new RangeError(`PhysicalMemory: size must be a multiple of 4 below 2^32, got ${byteLength}`);
    const buffer = new ArrayBuffer(byteLength);
    this.words = new Int32Array(buffer);
    this.halves = new Uint16Array(buffer);
    this.bytes = new Uint8Array(buffer);
  }

  /** @returns the word as a signed integer. */
  loadWord(address: number): number {
    this.check(address, 4);
    return this.words[address >>> 2];
  }

  storeWord(address: number, value: number): void {
    this.check(address, 4);
    this.words[address >>> 2] = value;
  }

  /** @returns 0 to 65535. */
  loadHalf(address: number): number {
    this.check(address, 2);
    return this.halves[address >>> 1];
  }

  storeHalf(address: number, value: number): void {
    this.check(address, 2);
    this.halves[address >>> 1] = value;
  }

  /** @returns 0 to 255. */
  loadByte(address: number): number {
    this.check(address, 1);
    return this.bytes[address];
  }

  storeByte(address: number, value: number): void {
    this.check(address, 1);
    this.bytes[address] = value;
  }

  /** Copies `source` to `address` on. */
  storeBytes(address: number, source: Uint8Array): void {
    if (address + source.length > this.byteLength)
      throw new RangeError(
        `PhysicalMemory: ${source.length} bytes at ${hexadecimal(address)} end beyond ${this.byteLength}`,
      );
    this.bytes.set(source, address);
  }

  private check(address: number, size: number): void {
    if (!(address >= 0 && address < this.byteLength) || address & (size - 1))
      throw new RangeError(
        `PhysicalMemory: no aligned ${size}-byte access at ${hexadecimal(address)}; memory has ${this.byteLength} bytes`,
      );
  }
}

function hexadecimal(address: number): string {
  return `0x${(address >>> 0).toString(16)}`;
}
