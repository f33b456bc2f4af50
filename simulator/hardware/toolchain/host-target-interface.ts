/**
 * How a program without devices talks to whoever runs it: the doublewords at its symbols `tohost` and `fromhost`.
 *
 *      63    56 55    48 47                              0
 *      +-------+--------+---------------------------------+     device 0, command 0
 *      |device |command |             payload             |       odd payload: the end; 1: passed,
 *      +-------+--------+---------------------------------+         else test payload >> 1 failed
 *                                                                 even payload: address of a system call,
 *                                                                   doublewords: number or result, arguments
 *                                                               device 1
 *                                                                 command 0: read a key, 1: print a character
 *
 * The program waits until the host has taken the word, that is, until `tohost` is zero again. A system call is
 * answered by a 1 in `fromhost`, a printed character by its command there; the program takes the answer by writing
 * zero. A character's answer that was not taken makes room for the next answer.
 *
 * A 32-bit program writes a doubleword in two stores in either order, so it is looked at only when both have had
 * time to happen; an address in RAM is a call at once. Convention of the RISC-V conformance programs (riscv-tests)
 * and of its host, spike. There are no keys, files or time: these calls are answered with an error.
 */
import { Utf8Text } from '../../engine/utf8-text';
import type { PhysicalAddressSpace } from '../memory/physical-address-space';

/** Instructions that a program may take between the two stores. */
export const SETTLE_INSTRUCTIONS = 16;

/** What a program may print; the rest is dropped. */
export const MAX_OUTPUT_BYTES = 1024 * 1024;

/** Device and command, the upper half of the upper word. */
const SYSTEM = 0x0000;
const CONSOLE_READ = 0x0100;
const CONSOLE_PRINT = 0x0101;
const LAST_CHARACTER = 0xff;
const DOUBLEWORD = 8;
const CALL_BYTES = 8 * DOUBLEWORD;

/** Numbers of Linux for RISC-V, as riscv-tests and newlib use them, and of errors. */
const SYSTEM_CALL = { read: 63, write: 64, exit: 93, exitGroup: 94 } as const;
const ERROR = { badFile: -9, badAddress: -14, noSuchCall: -38 } as const;

/** Words of memory as a device sees them. */
export interface HostMemory {
  read(address: number): number;
  write(address: number, word: number): void;
}

export class HostTargetInterface {
  /** How the program ended: 0 passed, else the test that failed. */
  finished: number | undefined;
  /** Asked for a key. */
  waitsForInput = false;
  /** What the program printed. */
  readonly output = new Utf8Text();
  /** Bytes printed, those that were dropped too. */
  printed = 0;
  /** A store was seen and not looked at yet. */
  touched = false;
  /** The answer in `fromhost` may be overwritten. */
  private answerIsMinor = false;

  /** @param notice called at each store to `tohost`. */
  constructor(
    private readonly space: PhysicalAddressSpace,
    private readonly tohost: number,
    private readonly fromhost: number | undefined,
    private readonly memory: HostMemory,
    notice: () => void,
  ) {
    space.watchStores(tohost, (address) => {
      if (address < tohost || address >= tohost + DOUBLEWORD) return;
      this.touched = true;
      notice();
    });
  }

  /** Whether what stands in `tohost` is whole already. */
  get isCall(): boolean {
    const low = this.memory.read(this.tohost) >>> 0;
    return low > LAST_CHARACTER && low % DOUBLEWORD === 0 && this.space.isRam(low, CALL_BYTES);
  }

  /** Takes what stands in `tohost`, and answers. */
  take(): void {
    const { memory, tohost } = this;
    const low = memory.read(tohost) >>> 0;
    const high = this.upperOf(tohost);
    const command = high >>> 16;
    if (command === SYSTEM && low % 2 === 1) this.finished = (low - 1) / 2 + (high & 0xffff) * 2 ** 31;
    else if (command === SYSTEM && this.isCall) {
      this.clear(tohost);
      this.systemCall(low);
      if (this.finished === undefined) this.answer(1, 0, false);
    } else if (command !== SYSTEM) {
      this.clear(tohost);
      if (command === CONSOLE_READ) this.waitsForInput = true;
      if (command === CONSOLE_PRINT) {
        this.print(low & LAST_CHARACTER);
        this.answer(0x100 | (low & LAST_CHARACTER), CONSOLE_PRINT << 16, true);
      }
    }
    this.touched = false;
  }

  private systemCall(at: number): void {
    const { memory } = this;
    const [number, first, second, third] = [0, 1, 2, 3].map(
      (i) => memory.read(at + i * DOUBLEWORD) >>> 0,
    ) as [number, number, number, number];
    if (number === SYSTEM_CALL.exit || number === SYSTEM_CALL.exitGroup) {
      this.finished = first;
      return;
    }
    let result: number = ERROR.noSuchCall;
    if (number === SYSTEM_CALL.write) result = this.write(first, second, third);
    else if (number === SYSTEM_CALL.read) result = first === 0 ? 0 : ERROR.badFile;
    memory.write(at, result);
    memory.write(at + 4, result < 0 ? -1 : 0);
  }

  /** @returns the bytes written, or an error. */
  private write(file: number, address: number, byteLength: number): number {
    if (file !== 1 && file !== 2) return ERROR.badFile;
    if (byteLength > 0 && !this.space.isRam(address, byteLength)) return ERROR.badAddress;
    const shown = Math.min(byteLength, Math.max(0, MAX_OUTPUT_BYTES - this.printed));
    for (let at = address; at < address + shown; at++)
      this.print((this.memory.read(at - (at % 4)) >>> (8 * (at % 4))) & 0xff);
    this.printed += byteLength - shown;
    return byteLength;
  }

  private print(byte: number): void {
    if (this.printed++ < MAX_OUTPUT_BYTES) this.output.push(byte);
  }

  /** @param minor whether a later answer may take its place. */
  private answer(low: number, high: number, minor: boolean): void {
    const { fromhost, memory } = this;
    if (fromhost === undefined) return;
    const untaken = (memory.read(fromhost) | this.upperOf(fromhost)) !== 0;
    if (untaken && !this.answerIsMinor) return;
    memory.write(fromhost, low);
    if (this.space.isRam(fromhost + 4, 4)) memory.write(fromhost + 4, high);
    this.answerIsMinor = minor;
  }

  private upperOf(address: number): number {
    return this.space.isRam(address + 4, 4) ? this.memory.read(address + 4) : 0;
  }

  private clear(address: number): void {
    this.memory.write(address, 0);
    if (this.space.isRam(address + 4, 4)) this.memory.write(address + 4, 0);
  }
}
