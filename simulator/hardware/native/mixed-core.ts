/**
 * A core whose user programs are native or machine code, under one native kernel.
 *
 *      user mode:   native program    generator, by native-core.ts
 *                   machine code      the RISC-V interpreter in U mode, Sv32 on: real ecall, faults and sret
 *      kernel:      native, whoever it serves; entered and charged the same way
 *
 * Machine code runs ahead up to the next cycle that can concern anybody else, or, with a quantum, further: other
 * cores in machine code may then be overtaken by less than a quantum (cores that share memory see each other that
 * much later). Both are independent of how a run is cut.
 *
 * Registers as the kernel saves them: word 0 the program counter, words 1 to 31 x1 to x31.
 */

import type { OperationRequest, Program } from '../../programs/operations';
import type { KernelContext } from '../../programs/supervisor-operations';
import type { Clock } from '../clock';
import { CSR, INTERRUPT, PRIVILEGE } from '../riscv/control-registers';
import type { Core } from '../riscv/core';
import type { MemoryDoor } from './memory-door';
import {
  CORE_MODE,
  callNumber,
  NATIVE_REGISTERS,
  NativeCore,
  TRAP_NUMBER,
  TRAP_VECTOR,
  type TrapTable,
} from './native-core';

/** A user program in machine code: it lives in memory and registers, and is where its program counter says. */
export class MachineCodeProgram implements Program {
  readonly request: OperationRequest = { kind: 0, address: 0, operand: 0, expected: 0 };

  /** @param entry virtual address of the first instruction: what the program counter is at first. */
  constructor(readonly entry: number) {}

  resume(): never {
    throw new Error('machine code is run by the interpreter, not resumed');
  }
}

export interface MachineCodeOptions {
  /** The interpreter, as after reset. */
  readonly core: Core;
  /** Virtual address of a page that is executable in supervisor mode and begins with `sret`: the way back to user mode. */
  readonly returnStub: number;
  /** Cycles by which cores in machine code may be apart. Default 0: exact order. */
  readonly quantumCycles?: number;
}

/** No trap since user mode was entered; the interpreter was interrupted. */
const NONE = -1;
const INTERRUPTED = -2;
const ECALL_FROM_USER = 8;
const ECALL_BYTES = 4;
const SUPERVISOR_PREVIOUS_PRIVILEGE = 0x100;
const SATP_SV32 = 0x8000_0000;

/** Memory as the interpreter's instructions reach it: virtual addresses, translation buffers, caches. */
class InterpreterDoor implements MemoryDoor {
  readonly byteLimit = 2 ** 32;
  refused = false;

  constructor(private readonly core: Core) {}

  get completionCycle(): number {
    return this.core.cycle + 1;
  }

  get faultCause(): number {
    return this.core.nativeFault;
  }

  load(_core: number, address: number, cycle: number): number {
    this.core.cycle = cycle;
    const value = this.core.loadWord(address | 0);
    this.refused = this.core.nativeFault >= 0;
    return value;
  }

  store(_core: number, address: number, value: number, cycle: number): void {
    this.core.cycle = cycle;
    this.core.storeWord(address | 0, value);
    this.refused = this.core.nativeFault >= 0;
  }

  atomic(
    _core: number,
    kind: number,
    address: number,
    operand: number,
    expected: number,
    cycle: number,
  ): number {
    this.core.cycle = cycle;
    const before = this.core.atomicWord(kind, address | 0, operand, expected);
    this.refused = this.core.nativeFault >= 0;
    return before;
  }

  fence(_core: number, cycle: number): void {
    this.core.cycle = cycle;
    this.core.memory.fence();
    this.refused = false;
  }
}

export class MixedCore extends NativeCore {
  readonly interpreter: Core;
  /** How often another page table was loaded. */
  pageTableLoads = 0;
  private readonly returnStub: number;
  private readonly quantumCycles: number;
  private trapCause = NONE;
  /** The interpreter trapped; the kernel is entered at the end of that instruction. */
  private hasTrapped = false;
  /** How often it returned to machine code: so many of its instructions were no program's. */
  private returns = 0;

  constructor(
    id: number,
    clock: Clock,
    table: TrapTable,
    dispatcher: KernelContext,
    contexts: readonly KernelContext[],
    options: MachineCodeOptions,
  ) {
    super(id, clock, new InterpreterDoor(options.core), table, dispatcher, contexts);
    this.returnStub = options.returnStub | 0;
    this.quantumCycles = options.quantumCycles ?? 0;
    const { core } = options;
    const { registers } = core;
    registers.write(CSR.medeleg, -1);
    registers.write(CSR.mideleg, -1);
    registers.write(CSR.stvec, this.returnStub);
    registers.write(CSR.mie, -1);
    core.privilege = PRIVILEGE.user;
    core.onTrap = ({ cause, interrupt }) => {
      this.trapCause = interrupt ? INTERRUPTED : cause;
      core.stopRequested = true;
    };
    this.interpreter = core;
  }

  /** @param root physical address of the root page table. @param space its number in translation buffers, 0 to 511. */
  loadPageTable(root: number, space: number): void {
    const { registers } = this.interpreter;
    const satp = SATP_SV32 | (space << 22) | (root >>> 12) | 0;
    if (registers.translation === satp) return;
    this.pageTableLoads++;
    registers.write(CSR.satp, satp);
  }

  /** Forgets translations, after tables were changed. @param space of this one only, as for loadPageTable. */
  forgetTranslations(space?: number): void {
    this.interpreter.translationChanged();
    this.interpreter.memory.translationFence(undefined, space);
  }

  private get runsMachineCode(): boolean {
    return this.program instanceof MachineCodeProgram;
  }

  override saveRegisters(words: Int32Array, base: number): void {
    if (!this.runsMachineCode) {
      super.saveRegisters(words, base);
      return;
    }
    const { x, registers } = this.interpreter;
    words[base] = registers.supervisorExceptionPc;
    for (let i = 1; i < NATIVE_REGISTERS; i++) words[base + i] = x[i];
  }

  override loadRegisters(words: Int32Array, base: number, program: Program): void {
    if (!(program instanceof MachineCodeProgram)) {
      super.loadRegisters(words, base, program);
      return;
    }
    this.program = program;
    const { x, registers } = this.interpreter;
    registers.write(CSR.sepc, words[base]);
    for (let i = 1; i < NATIVE_REGISTERS; i++) x[i] = words[base + i];
  }

  override register(index: number): number {
    if (!this.runsMachineCode) return super.register(index);
    const { x, registers } = this.interpreter;
    return index === 0 ? registers.supervisorExceptionPc : x[index];
  }

  override setRegister(index: number, value: number): void {
    const { x, registers } = this.interpreter;
    if (!this.runsMachineCode) super.setRegister(index, value);
    else if (index === 0) registers.write(CSR.sepc, value);
    else x[index] = value;
  }

  override settleRegisters(): void {
    if (!this.runsMachineCode) super.settleRegisters();
  }

  override argument(index: number): number {
    return this.runsMachineCode ? this.interpreter.x[10 + index] : super.argument(index);
  }

  override answer(result: number): void {
    if (this.runsMachineCode) this.interpreter.x[10] = result;
    else super.answer(result);
  }

  override get progress(): number {
    return this.runsMachineCode ? this.interpreter.retired - this.returns : super.progress;
  }

  override repeatCall(): void {
    if (this.runsMachineCode) this.interpreter.registers.supervisorExceptionPc -= ECALL_BYTES;
    else super.repeatCall();
  }

  override remainingCycles(now: number): number {
    return this.runsMachineCode ? 0 : super.remainingCycles(now);
  }

  override raise(vector: number, number: number): void {
    // What the interpreter has done already stands: it is interrupted where it has come to.
    const isAhead = this.runsMachineCode && this.mode === CORE_MODE.user && this.nextCycle > this.clock.now;
    if (this.hasTrapped || isAhead) this.keepPending(vector, number);
    else super.raise(vector, number);
  }

  protected override enterUser(now: number): void {
    if (!this.runsMachineCode) {
      this.interpreter.privilege = PRIVILEGE.user;
      super.enterUser(now);
      return;
    }
    this.enter(CORE_MODE.user, now);
    this.table.entersUser(this);
    // A real sret, from the state of the trap; its cycle is part of the cost of the way back.
    const core = this.interpreter;
    core.pc = this.returnStub;
    core.privilege = PRIVILEGE.supervisor;
    core.translationChanged();
    core.registers.status &= ~SUPERVISOR_PREVIOUS_PRIVILEGE;
    core.run(1);
    this.returns++;
    core.cycle = now;
    this.deadline = now + this.timerCycles;
    this.nextCycle = now;
  }

  protected override leaveUser(now: number): void {
    if (!this.runsMachineCode) {
      super.leaveUser(now);
      return;
    }
    this.timerCycles = this.deadline - now;
    this.enter(CORE_MODE.kernel, now);
    if (this.trapCause === NONE) this.interruptInterpreter();
    this.trapCause = NONE;
  }

  protected override stepUser(now: number): void {
    if (!this.runsMachineCode) {
      super.stepUser(now);
      return;
    }
    if (this.hasTrapped) {
      this.hasTrapped = false;
      const number =
        this.trapCause === ECALL_FROM_USER ? callNumber(this.interpreter.x[17]) : TRAP_NUMBER.fault;
      this.leaveUser(now);
      this.trap(TRAP_VECTOR, number, now);
      return;
    }
    if (this.hasPending) {
      this.takePending();
      this.leaveUser(now);
      this.trap(this.cause, this.causeNumber, now);
      return;
    }
    if (now >= this.deadline) {
      this.leaveUser(now);
      this.trap(0, 0, now);
      return;
    }
    const core = this.interpreter;
    const end = Math.min(this.deadline, Math.max(now + 1, this.reach(now)));
    if (core.memory.remembersPages) core.run(end - now);
    else
      do core.run(1);
      while (core.cycle < end && this.trapCause === NONE && !core.stopRequested);
    this.nextCycle = core.cycle;
    if (this.trapCause === NONE) return;
    if (this.trapCause === ECALL_FROM_USER) core.registers.supervisorExceptionPc += ECALL_BYTES;
    else {
      this.faultAddress = core.registers.supervisorTrapValue >>> 0;
      this.faultCause = this.trapCause;
    }
    this.hasTrapped = true;
  }

  /** Up to which cycle nothing that others do can concern this core, nor the other way round. */
  private reach(now: number): number {
    if (this.quantumCycles === 0) return this.clock.reach;
    const quantumEnd = (Math.floor(now / this.quantumCycles) + 1) * this.quantumCycles;
    let reach = Math.min(this.clock.queue.nextCycle, quantumEnd);
    for (const other of this.clock.processors) {
      if (other === this || other.nextCycle >= reach) continue;
      const overtakable =
        other instanceof MixedCore && other.mode === CORE_MODE.user && other.runsMachineCode;
      if (!overtakable) reach = other.nextCycle;
    }
    return reach;
  }

  /** Between two instructions: the hardware's own trap entry. */
  private interruptInterpreter(): void {
    const core = this.interpreter;
    core.setInterruptLine(INTERRUPT.supervisorExternal, true);
    core.run(1);
    core.setInterruptLine(INTERRUPT.supervisorExternal, false);
    if (this.trapCause !== INTERRUPTED) throw new Error(`core ${this.id}: no interrupt was taken`);
  }
}
