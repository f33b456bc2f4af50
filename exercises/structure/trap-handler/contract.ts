/**
 * The trap handler: what you implement, and what the kernel offers to it.
 *
 *      import { ACCESS_KIND, CAUSE, COUNTER, type Services, type TrapHandlerMechanism } from './contract';
 *      export class TrapHandler implements TrapHandlerMechanism { ... }
 *
 *      bits of an instruction    31 ... 25   24 ... 20   19 ... 15   14 ... 12   11 ... 7   6 ... 0
 *      mul, divu, remu            0000001       rs2         rs1       0, 5, 7       rd      0110011
 *      lw, lh, lhu               immediate (12 bits)        rs1       2, 1, 5       rd      0000011
 *      sw, sh                    immediate     rs2         rs1       2, 1       immediate   0100011
 *      csrrs, csrrc              counter (12 bits)          rs1       2, 3          rd      1110011
 *      csrrsi, csrrci            counter (12 bits)        number      6, 7          rd      1110011
 */
import { CAUSE as CAUSES, CSR } from '../../../simulator/hardware/riscv/control-registers';
import { ACCESS_KIND } from '../../../simulator/kernel/processes/access-kind';

export { ACCESS_KIND };

/** Why an instruction trapped; others than these may come too. */
export const CAUSE = {
  illegalInstruction: CAUSES.illegalInstruction,
  breakpoint: CAUSES.breakpoint,
  loadMisaligned: CAUSES.loadMisaligned,
  storeMisaligned: CAUSES.storeMisaligned,
};
/** Numbers of the counters that programs may be told. */
export const COUNTER = { cycle: CSR.cycle, time: CSR.time, cycleHigh: CSR.cycleh, timeHigh: CSR.timeh };

/** What the kernel offers. All but `clock` are counted as accesses, each one. */
export interface Services {
  /**
   * A register of a process, as a signed 32-bit integer. @param index 1 to 31: x1 to x31. 0: the program counter, for
   * x0 is always zero and needs no place.
   */
  register(process: number, index: number): number;
  setRegister(process: number, index: number, value: number): number;
  /** A byte of a process's memory, 0 to 255; -1 where it may not load. @param address 0 to 2^32 - 1. */
  loadByte(process: number, address: number): number;
  /** @returns 0; -1 where the process may not store: nothing is stored then. */
  storeByte(process: number, address: number, byte: number): number;
  /** Whether the process may load or store the byte at an address: 1 or 0. @param access of ACCESS_KIND. */
  touch(process: number, address: number, access: number): number;
  /** The cycle: its low 32 bits (0), its high 32 bits (1). */
  clock(word: number): number;
}

export interface TrapHandlerMechanism {
  /**
   * An instruction of `process` trapped, and had no effect. Its registers are as they were before it.
   * @param cause why. @param value an illegal instruction itself; of misaligned accesses the address that it would have
   * accessed. Addresses of 0x8000_0000 or more are negative. @param programCounter where the instruction lies.
   * @returns 1: the process goes on, at its program counter (register 0). Anything else: it is ended.
   */
  trap(process: number, cause: number, value: number, programCounter: number): number;
}

/** One object for the whole run: new TrapHandler(services). */
export type TrapHandlerConstructor = new (services: Services) => TrapHandlerMechanism;
