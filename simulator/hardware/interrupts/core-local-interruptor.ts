/**
 * The core-local interruptor: a timer and a software interrupt for each core.
 *
 *      0x0000  msip of core c at 4 c        bit 0 drives the core's machine software interrupt: the
 *                                           interprocessor interrupt
 *      0x4000  mtimecmp of core c at 8 c    64 bits; the machine timer interrupt is pending while mtime >= mtimecmp
 *      0xbff8  mtime                        64 bits, counts every `cyclesPerTick` cycles
 *
 * Layout: SiFive FU540-C000 manual, chapter 9. mtime is compared as an integer below 2^53. Words and halves of
 * registers are accessed as 32-bit words only, so that software writes mtimecmp as the manual shows: high word to
 * all ones, low word, high word.
 */

import type { MappedDevice } from '../memory/physical-address-space';
import { INTERRUPT } from '../riscv/control-registers';

const CORE_LOCAL_OFFSET = { softwarePending: 0, timeCompare: 0x4000, time: 0xbff8 } as const;

const TWO_32 = 0x1_0000_0000;
const OFFSET = CORE_LOCAL_OFFSET;

export interface CoreLocalInterruptorOptions {
  readonly base: number;
  readonly cores: number;
  readonly cyclesPerTick: number;
  readonly now: () => number;
  /** `timerExpires(core, generation)` at `cycle`. */
  readonly schedule: (cycle: number, core: number, generation: number) => void;
  readonly setLine: (core: number, interrupt: number, raised: boolean) => void;
}

export class CoreLocalInterruptor implements MappedDevice {
  readonly name = 'core-local interruptor';
  readonly byteLength = 0x1_0000;
  readonly base: number;
  private readonly options: CoreLocalInterruptorOptions;
  private readonly softwarePending: Uint8Array;
  private readonly compareLow: Float64Array;
  private readonly compareHigh: Float64Array;
  private readonly generations: Float64Array;
  /** What was written to mtime, less the ticks at that moment. */
  private timeOffset = 0;

  constructor(options: CoreLocalInterruptorOptions) {
    const { base, cores, cyclesPerTick } = options;
    if (!Number.isInteger(cyclesPerTick) || cyclesPerTick < 1)
      throw new RangeError(`CoreLocalInterruptor: cyclesPerTick must be at least 1, got ${cyclesPerTick}`);
    this.options = options;
    this.base = base;
    this.softwarePending = new Uint8Array(cores);
    this.compareLow = new Float64Array(cores).fill(TWO_32 - 1);
    this.compareHigh = new Float64Array(cores).fill(TWO_32 - 1);
    this.generations = new Float64Array(cores);
  }

  /** mtime, now. */
  time(): number {
    return Math.floor(this.options.now() / this.options.cyclesPerTick) + this.timeOffset;
  }

  load(offset: number, size: number): number | undefined {
    if (size !== 4) return undefined;
    const cores = this.softwarePending.length;
    if (offset < 4 * cores) return this.softwarePending[offset >> 2];
    if (offset === OFFSET.time) return this.time() | 0;
    if (offset === OFFSET.time + 4) return Math.floor(this.time() / TWO_32) | 0;
    if (offset < OFFSET.timeCompare || offset >= OFFSET.timeCompare + 8 * cores) return undefined;
    const core = (offset - OFFSET.timeCompare) >> 3;
    return ((offset & 4) === 0 ? this.compareLow : this.compareHigh)[core] | 0;
  }

  store(offset: number, size: number, value: number): boolean {
    if (size !== 4) return false;
    const cores = this.softwarePending.length;
    if (offset < 4 * cores) {
      this.setSoftwareInterrupt(offset >> 2, (value & 1) === 1);
      return true;
    }
    if (offset === OFFSET.time || offset === OFFSET.time + 4) {
      this.writeTime(offset, value);
      return true;
    }
    if (offset < OFFSET.timeCompare || offset >= OFFSET.timeCompare + 8 * cores) return false;
    const core = (offset - OFFSET.timeCompare) >> 3;
    ((offset & 4) === 0 ? this.compareLow : this.compareHigh)[core] = value >>> 0;
    this.arm(core);
    return true;
  }

  /** The interprocessor interrupt of `core`, also for native code. */
  setSoftwareInterrupt(core: number, raised: boolean): void {
    this.softwarePending[core] = raised ? 1 : 0;
    this.options.setLine(core, INTERRUPT.machineSoftware, raised);
  }

  /** Sets mtimecmp of `core`, also for native code. */
  setTimeCompare(core: number, ticks: number): void {
    this.compareLow[core] = ticks % TWO_32;
    this.compareHigh[core] = Math.floor(ticks / TWO_32);
    this.arm(core);
  }

  /** The event that `schedule` asked for. */
  timerExpires(core: number, generation: number): void {
    if (generation === this.generations[core]) this.options.setLine(core, INTERRUPT.machineTimer, true);
  }

  private writeTime(offset: number, value: number): void {
    const time = this.time();
    const high = offset === OFFSET.time ? Math.floor(time / TWO_32) : value >>> 0;
    const low = offset === OFFSET.time ? value >>> 0 : time % TWO_32;
    this.timeOffset += high * TWO_32 + low - time;
    for (let core = 0; core < this.softwarePending.length; core++) this.arm(core);
  }

  private arm(core: number): void {
    const { cyclesPerTick, setLine, schedule, now } = this.options;
    const compare = this.compareHigh[core] * TWO_32 + this.compareLow[core];
    const generation = this.generations[core] + 1;
    this.generations[core] = generation;
    const expired = this.time() >= compare;
    setLine(core, INTERRUPT.machineTimer, expired);
    const cycle = (compare - this.timeOffset) * cyclesPerTick;
    if (!expired && cycle < Number.MAX_SAFE_INTEGER) schedule(Math.max(cycle, now()), core, generation);
  }

  save() {
    return {
      softwarePending: Array.from(this.softwarePending),
      compareLow: Array.from(this.compareLow),
      compareHigh: Array.from(this.compareHigh),
      generations: Array.from(this.generations),
      timeOffset: this.timeOffset,
    };
  }

  restore(state: ReturnType<CoreLocalInterruptor['save']>): void {
    this.softwarePending.set(state.softwarePending);
    this.compareLow.set(state.compareLow);
    this.compareHigh.set(state.compareHigh);
    this.generations.set(state.generations);
    this.timeOffset = state.timeOffset;
  }
}
