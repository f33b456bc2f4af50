/**
 * How a program without devices talks to whoever runs it: the doubleword at its symbol `tohost`.
 *
 *      63    56 55    48 47                              0
 *      +-------+--------+---------------------------------+
 *      |device |command |             payload             |     device 0, odd payload: the end; 1: passed,
 *      +-------+--------+---------------------------------+     else test payload >> 1 failed
 *                                                               device 1, command 1: print a character
 *
 * The program waits until the host has taken the word, that is, until `tohost` is zero again. A 32-bit program
 * writes it in two stores in either order, so it is looked at only when both have had time to happen.
 * Convention of the RISC-V conformance programs (riscv-tests). Left out: system calls by proxy, reading keys.
 */
import type { PhysicalAddressSpace } from '../core/physical-address-space';

/** Instructions that a program may take between the two stores. */
export const SETTLE_INSTRUCTIONS = 16;

const CONSOLE_PRINT = 0x0101;
const SHUTDOWN_DEVICE = 0;

export class HostTargetInterface {
  /** The value of the end, once written. */
  finished: number | undefined;
  /** What the program printed. */
  output = '';
  /** A store was seen and not looked at yet. */
  touched = false;

  /** @param peek the newest word at an address, wherever it is. @param notice called at each store to the word. */
  constructor(
    private readonly space: PhysicalAddressSpace,
    private readonly tohost: number,
    private readonly peek: (address: number) => number,
    notice: () => void,
  ) {
    space.watchStores(tohost, (address) => {
      if (address < tohost || address >= tohost + 8) return;
      this.touched = true;
      notice();
    });
  }

  /** Takes what stands in the word. @param clear writes zero there, as the core would. */
  take(clear: (address: number) => void): void {
    this.touched = false;
    const low = this.peek(this.tohost);
    const high = this.space.isRam(this.tohost + 4, 4) ? this.peek(this.tohost + 4) : 0;
    if (low === 0 && high === 0) return;
    if (high >>> 24 === SHUTDOWN_DEVICE) {
      if ((low & 1) !== 0) this.finished = low;
      return;
    }
    if (high >>> 16 === CONSOLE_PRINT) this.output += String.fromCharCode(low & 0xff);
    clear(this.tohost);
    clear(this.tohost + 4);
    this.touched = false;
  }
}
