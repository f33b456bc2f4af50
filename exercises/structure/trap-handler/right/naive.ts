// exceeds: memory-accesses
// Reads all registers first, and writes all of them back.
import { ACCESS_KIND, CAUSE, COUNTER, type Services, type TrapHandlerMechanism } from '../contract';

export class TrapHandler implements TrapHandlerMechanism {
  private readonly kernel: Services;

  constructor(kernel: Services) {
    this.kernel = kernel;
  }

  trap(process: number, cause: number, value: number, programCounter: number): number {
    const x = [0];
    for (let i = 1; i < 32; i++) x[i] = this.kernel.register(process, i);
    let word = value;
    if (cause !== CAUSE.illegalInstruction) {
      word = 0;
      for (let i = 0; i < 4; i++) word |= this.kernel.loadByte(process, programCounter + i) << (8 * i);
    }
    const opcode = word & 127;
    const rd = (word >> 7) & 31;
    const funct3 = (word >> 12) & 7;
    const rs1 = (word >> 15) & 31;
    const rs2 = (word >> 20) & 31;
    const funct7 = (word >> 25) & 127;
    const address = value < 0 ? value + 2 ** 32 : value;
    if (cause === CAUSE.illegalInstruction && opcode === 0x73) {
      if (funct3 !== 2 && funct3 !== 3 && funct3 !== 6 && funct3 !== 7) return 0;
      if (rs1 !== 0) return 0;
      const counter = (word >> 20) & 0xfff;
      if (counter === COUNTER.cycle || counter === COUNTER.time) x[rd] = this.kernel.clock(0);
      else if (counter === COUNTER.cycleHigh || counter === COUNTER.timeHigh) x[rd] = this.kernel.clock(1);
      else return 0;
    } else if (cause === CAUSE.illegalInstruction && opcode === 0x33 && funct7 === 1) {
      const a = x[rs1];
      const b = x[rs2];
      const low = b < 0 ? b + 2 ** 32 : b;
      const high = a < 0 ? a + 2 ** 32 : a;
      if (funct3 === 0) x[rd] = Math.imul(a, b);
      else if (funct3 === 5) x[rd] = low === 0 ? -1 : Math.floor(high / low);
      else if (funct3 === 7) x[rd] = low === 0 ? a : high % low;
      else return 0;
    } else if (cause === CAUSE.loadMisaligned && opcode === 3) {
      if (funct3 !== 1 && funct3 !== 2 && funct3 !== 5) return 0;
      let loaded = 0;
      for (let i = 0; i < (funct3 === 2 ? 4 : 2); i++) {
        const byte = this.kernel.loadByte(process, address + i);
        if (byte === -1) return 0;
        loaded += byte * 2 ** (8 * i);
      }
      if (funct3 === 1 && loaded >= 2 ** 15) loaded -= 2 ** 16;
      x[rd] = loaded;
    } else if (cause === CAUSE.storeMisaligned && opcode === 0x23) {
      if (funct3 !== 1 && funct3 !== 2) return 0;
      const bytes = funct3 === 2 ? 4 : 2;
      for (let i = 0; i < bytes; i++)
        if (this.kernel.touch(process, address + i, ACCESS_KIND.store) === 0) return 0;
      for (let i = 0; i < bytes; i++) this.kernel.storeByte(process, address + i, (x[rs2] >> (8 * i)) & 255);
    } else return 0;
    for (let i = 1; i < 32; i++) this.kernel.setRegister(process, i, x[i]);
    this.kernel.setRegister(process, 0, programCounter + 4);
    return 1;
  }
}
