// A table from the bits that identify an instruction to what is done for it.
import { ACCESS_KIND, CAUSE, COUNTER, type Services } from '../contract';

type Done = (process: number, word: number, address: number) => number;

/** Does nothing for the program. */
const ENDED = 0;
const DONE = 1;

export class TrapHandler {
  private readonly illegal = new Map<number, Done>();
  private readonly misaligned = new Map<number, Done>();

  constructor(private kernel: Services) {
    const counter: Done = (process, word) => this.counter(process, word);
    for (const funct3 of [2, 3, 6, 7]) this.illegal.set((funct3 << 12) | 0x73, counter);
    for (const funct3 of [0, 5, 7])
      this.illegal.set((funct3 << 12) | 0x33, (process, word) => this.arithmetic(process, word, funct3));
    this.misaligned.set(0x1003, (process, word, address) => this.load(process, word, address, 2, 16));
    this.misaligned.set(0x2003, (process, word, address) => this.load(process, word, address, 4, 0));
    this.misaligned.set(0x5003, (process, word, address) => this.load(process, word, address, 2, 0));
    this.misaligned.set(0x1023, (process, word, address) => this.store(process, word, address, 2));
    this.misaligned.set(0x2023, (process, word, address) => this.store(process, word, address, 4));
  }

  trap(process: number, cause: number, value: number, programCounter: number): number {
    let done: Done | undefined;
    let word = value;
    if (cause === CAUSE.illegalInstruction) done = this.illegal.get(word & 0x707f);
    else if (cause === CAUSE.loadMisaligned || cause === CAUSE.storeMisaligned) {
      word = this.bytes(process, programCounter >>> 0, 4);
      done = this.misaligned.get(word & 0x707f);
    }
    if (!done || done(process, word, value >>> 0) === ENDED) return 0;
    this.kernel.setRegister(process, 0, programCounter + 4);
    return 1;
  }

  private counter(process: number, word: number): number {
    const which = word >>> 20;
    if (((word >>> 15) & 31) !== 0) return ENDED;
    if (which === COUNTER.cycle || which === COUNTER.time)
      return this.set(process, word, this.kernel.clock(0));
    if (which === COUNTER.cycleHigh || which === COUNTER.timeHigh)
      return this.set(process, word, this.kernel.clock(1));
    return ENDED;
  }

  private arithmetic(process: number, word: number, funct3: number): number {
    if (word >>> 25 !== 1) return ENDED;
    const a = this.get(process, (word >>> 15) & 31);
    const b = this.get(process, (word >>> 20) & 31);
    if (funct3 === 0) return this.set(process, word, Math.imul(a, b));
    if (b === 0) return this.set(process, word, funct3 === 5 ? 0xffffffff : a);
    const remainder = (a >>> 0) % (b >>> 0);
    return this.set(process, word, funct3 === 7 ? remainder : ((a >>> 0) - remainder) / (b >>> 0));
  }

  private load(process: number, word: number, address: number, bytes: number, sign: number): number {
    if (this.kernel.touch(process, address, ACCESS_KIND.load) === 0) return ENDED;
    if (this.kernel.touch(process, address + bytes - 1, ACCESS_KIND.load) === 0) return ENDED;
    const value = this.bytes(process, address, bytes);
    return this.set(process, word, (value << sign) >> sign);
  }

  private store(process: number, word: number, address: number, bytes: number): number {
    for (let i = bytes - 1; i >= 0; i--)
      if (this.kernel.touch(process, address + i, ACCESS_KIND.store) === 0) return ENDED;
    const value = this.get(process, (word >>> 20) & 31);
    for (let i = bytes - 1; i >= 0; i--)
      this.kernel.storeByte(process, address + i, (value >>> (8 * i)) & 255);
    return DONE;
  }

  private bytes(process: number, address: number, count: number): number {
    let value = 0;
    for (let i = count - 1; i >= 0; i--) value = (value << 8) | this.kernel.loadByte(process, address + i);
    return value;
  }

  private get(process: number, register: number): number {
    return register > 0 ? this.kernel.register(process, register) : 0;
  }

  private set(process: number, word: number, value: number): number {
    const register = (word >>> 7) & 31;
    if (register > 0) this.kernel.setRegister(process, register, value);
    return DONE;
  }
}
