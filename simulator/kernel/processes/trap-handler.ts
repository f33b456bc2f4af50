/**
 * The trap handler: what becomes of a program whose instruction the hardware refused.
 *
 *      illegal instruction   reads a counter that user mode may not read   ─▶ done for it
 *                            multiplies or divides on a core that cannot   ─▶ done for it
 *      misaligned address    a plain load or store                         ─▶ done byte by byte
 *      all else              privileged, reserved, atomic ...              ─▶ ended, with nothing changed
 *
 * What is done for the program has the effect that the instruction would have had, and the program goes on behind it.
 * Page faults do not come here (memory/demand-paging.ts), nor system calls.
 *
 * Source of encodings: The RISC-V Instruction Set Manual, volume I (20240411), chapters 2, 7 and 13.
 */
import type { PolicyShape } from '../../engine/policy';
import { CAUSE, CSR } from '../../hardware/riscv/control-registers';
import { CONTROL_BLOCK } from '../threads/control-block';
import { ACCESS_KIND } from './access-kind';
import { type KernelServices, servicesOf } from './kernel-services';

export interface TrapHandlerMechanism {
  /**
   * An instruction of `process` trapped. Its registers are as they were before the instruction.
   * @param cause of CAUSE. @param value the instruction's word, or the address that it would have accessed.
   * @returns 1: the process goes on, at the program counter in its control block; else it is ended.
   */
  trap(process: number, cause: number, value: number, programCounter: number): number;
}

export const TRAP_HANDLER_SHAPE: PolicyShape = {
  className: 'TrapHandler',
  methods: { trap: 4 },
  programs: {},
  services: servicesOf('register', 'setRegister', 'loadByte', 'storeByte', 'touch', 'clock'),
};

/** Bits 6 to 0 of an instruction. */
const OPCODE = { load: 0x03, store: 0x23, register: 0x33, system: 0x73 } as const;
/** Bits 31 to 25 of multiplication and division. */
const MULTIPLICATION = 1;

export class TrapHandler implements TrapHandlerMechanism {
  constructor(private readonly kernel: KernelServices) {}

  trap(process: number, cause: number, value: number, programCounter: number): number {
    const isMisaligned = cause === CAUSE.loadMisaligned || cause === CAUSE.storeMisaligned;
    const done = isMisaligned
      ? this.access(process, this.wordAt(process, programCounter), value >>> 0)
      : cause === CAUSE.illegalInstruction && this.compute(process, value);
    if (!done) return 0;
    this.kernel.setRegister(process, CONTROL_BLOCK.programCounter, programCounter + 4);
    return 1;
  }

  /** An illegal instruction. @returns whether it was done. */
  private compute(process: number, word: number): boolean {
    const opcode = word & 0x7f;
    if (opcode === OPCODE.system) return this.readCounter(process, word);
    if (opcode !== OPCODE.register || word >>> 25 !== MULTIPLICATION) return false;
    const a = this.read(process, (word >>> 15) & 31);
    const b = this.read(process, (word >>> 20) & 31);
    const unsigned = b >>> 0;
    switch ((word >>> 12) & 7) {
      case 0: // mul
        this.write(process, word, Math.imul(a, b));
        return true;
      case 5: // divu
        this.write(process, word, unsigned === 0 ? -1 : Math.floor((a >>> 0) / unsigned) | 0);
        return true;
      case 7: // remu
        this.write(process, word, unsigned === 0 ? a : ((a >>> 0) % unsigned) | 0);
        return true;
      default:
        return false;
    }
  }

  /** csrrs, csrrc, csrrsi and csrrci that set or clear nothing only read. */
  private readCounter(process: number, word: number): boolean {
    const onlyReads = ((word >>> 12) & 2) !== 0 && ((word >>> 15) & 31) === 0;
    if (!onlyReads) return false;
    const register = word >>> 20;
    const isLow = register === CSR.cycle || register === CSR.time;
    if (!isLow && register !== CSR.cycleh && register !== CSR.timeh) return false;
    this.write(process, word, this.kernel.clock(isLow ? 0 : 1));
    return true;
  }

  private access(process: number, word: number, address: number): boolean {
    const opcode = word & 0x7f;
    const width = (word >>> 12) & 7;
    const bytes = width === 2 ? 4 : 2;
    if (opcode === OPCODE.load && (width === 1 || width === 2 || width === 5))
      return this.load(process, word, address, bytes, width === 1);
    if (opcode === OPCODE.store && (width === 1 || width === 2))
      return this.store(process, word, address, bytes);
    return false;
  }

  private load(process: number, word: number, address: number, bytes: number, signed: boolean): boolean {
    let value = 0;
    for (let i = 0; i < bytes; i++) {
      const byte = this.kernel.loadByte(process, address + i);
      if (byte < 0) return false;
      value |= byte << (8 * i);
    }
    this.write(process, word, signed ? (value << 16) >> 16 : value);
    return true;
  }

  /** All or nothing: the last byte may lie in another page. */
  private store(process: number, word: number, address: number, bytes: number): boolean {
    const { kernel } = this;
    for (const at of [address, address + bytes - 1])
      if (kernel.touch(process, at, ACCESS_KIND.store) !== 1) return false;
    const value = this.read(process, (word >>> 20) & 31);
    for (let i = 0; i < bytes; i++) kernel.storeByte(process, address + i, (value >>> (8 * i)) & 0xff);
    return true;
  }

  private wordAt(process: number, address: number): number {
    let word = 0;
    for (let i = 0; i < 4; i++) word |= this.kernel.loadByte(process, (address >>> 0) + i) << (8 * i);
    return word;
  }

  /** x0 is zero; in the control block its place is the program counter's. */
  private read(process: number, register: number): number {
    return register === 0 ? 0 : this.kernel.register(process, register);
  }

  private write(process: number, word: number, value: number): void {
    const register = (word >>> 7) & 31;
    if (register !== 0) this.kernel.setRegister(process, register, value);
  }
}
