import { CAUSE, type Services, type TrapHandlerMechanism } from './contract';

export class TrapHandler implements TrapHandlerMechanism {
  private readonly kernel: Services;

  constructor(kernel: Services) {
    this.kernel = kernel;
  }

  trap(process: number, cause: number, value: number, programCounter: number): number {
    if (cause !== CAUSE.illegalInstruction) return 0;
    // Which instruction is `value`? The low seven bits are its opcode.
    const opcode = value & 0x7f;
    // If it is one that you do for the program: compute, set its register, and move the program counter on with
    // this.kernel.setRegister(process, 0, programCounter + 4). Then answer 1.
    return opcode === 0 && this.kernel.register(process, 0) !== programCounter ? 1 : 0;
  }
}
