/**
 * A core that runs native code: programs in user mode, a kernel in supervisor mode.
 *
 *      waiting ──interrupt──▶ kernel ──▶ [switching] ──▶ kernel ──returnToUser──▶ user ──timer, interrupt, trap──▶ kernel
 *         ▲                     │
 *         └────────wait─────────┘
 *
 * The kernel is entered by traps and interrupts alone, and is not interrupted: what comes meanwhile stays pending,
 * in order. An entry costs what the trap table says; the kernel's context is resumed when that has passed, at the
 * instant at which it decides. A computation of user code stops at the very cycle of an interrupt; an access that
 * has begun is completed first, as on real processors.
 *
 * The timer counts user cycles: `timerCycles` are left when user mode is entered, and end at `deadline`. What ends in
 * the same cycle as the timer ends first: a program that leaves user mode by itself then is not ticked. What the kernel
 * takes for a program that trapped the kernel itself takes off.
 *
 * A program's registers here are what a context switch must keep of it: how far it is, what it waits for, what it
 * was answered. Its generator cannot be saved; a system is saved as its inputs and run again.
 */

import { OPERATION, type Program, request } from '../../programs/operations';
import { type KernelContext, SUPERVISOR } from '../../programs/supervisor-operations';
import type { Clock } from '../clock';
import type { Processor } from '../processor';
import { CAUSE } from '../riscv/control-registers';
import type { MemoryDoor } from './memory-door';

export const CORE_MODE = { idle: 0, kernel: 1, switching: 2, user: 3 } as const;
export type CoreMode = (typeof CORE_MODE)[keyof typeof CORE_MODE];

/** As many registers as RISC-V has; the first ones have a meaning here, all are saved and loaded. */
export const NATIVE_REGISTERS = 32;
export const NATIVE_REGISTER = {
  /** Operations begun: the position in the program. */
  programCounter: 0,
  /** Cycles that the current operation still computes. */
  remaining: 1,
  /** Mixes every computation done, so that a context lost or mixed up shows. */
  work: 3,
  /** 1: the operation was fetched but not yet made, or must be made again after a fault or a call that had to wait. */
  unissued: 4,
  /** What the last operation returned: the register in which machine code finds it too (a0). */
  result: 10,
} as const;

/** Longest computation, in cycles; what is left of it must fit a register. A longer one is taken as this. */
const MAX_COMPUTE_CYCLES = 2 ** 31 - 1;

/** The vector of a system call, an exit and a fault, told apart by their number; interrupts have those below. */
export const TRAP_VECTOR = 4;
/** Trap numbers beside those of system calls. */
export const TRAP_NUMBER = {
  /** The program is over: the system call exit. */
  exit: 0,
  /** It accessed what is no word of memory. */
  fault: -1,
} as const;
const NEVER = Number.POSITIVE_INFINITY;

/** What the hardware knows of the kernel: where traps go, and what to tell it. */
export interface TrapTable {
  /** Cycles from the trap to the instant at which the kernel decides. */
  entryCycles(vector: number): number;
  trapped(core: NativeCore, vector: number, number: number, wasWaiting: boolean): void;
  entersUser(core: NativeCore): void;
  waits(core: NativeCore): void;
  /** The program passed a `mark`. */
  passes(core: NativeCore, point: number): void;
  /** Metered units that the program used since the last call, as cycles. */
  programCycles(): number;
}

export class NativeCore implements Processor {
  nextCycle = NEVER;
  mode: CoreMode = CORE_MODE.idle;
  /** Waits for an interrupt. */
  waiting = true;
  readonly registers = new Int32Array(NATIVE_REGISTERS);
  /** Cycles spent in each mode, up to `since`. */
  readonly cycles = [0, 0, 0, 0];
  /** Cycle of the last change of mode. */
  since = 0;
  /** User cycles until the timer interrupts; as of the last time in kernel mode. 0 or less: it is due. */
  timerCycles = NEVER;
  /** Why the kernel was entered. */
  cause = -1;
  causeNumber = 0;
  /** What the last fault accessed; -1 where that is no integer. */
  faultAddress = -1;
  /** Why it was one: a CAUSE. */
  faultCause = -1;
  /** The user program whose registers are loaded. */
  program: Program | undefined;
  protected deadline = NEVER;
  private busyUntil = 0;
  /** What the operation in hand gives: to the program in user mode, to the kernel's context otherwise. */
  private result = 0;
  /** A user access is under way: interrupts wait for its end. */
  private accessing = false;
  private context: KernelContext;
  private pending: number[] = [];
  private pendingHead = 0;

  /**
   * @param dispatcher the core's own kernel context, standing at its first `wait`.
   * @param contexts those that `switchTo` names, by number; shared by all cores.
   */
  constructor(
    readonly id: number,
    protected readonly clock: Clock,
    private readonly memory: MemoryDoor,
    protected readonly table: TrapTable,
    private readonly dispatcher: KernelContext,
    private readonly contexts: readonly KernelContext[],
  ) {
    this.context = dispatcher;
  }

  /** An interrupt, now. Taken at once, at the end of the access in hand, or when the kernel looks for it. */
  raise(vector: number, number: number): void {
    if (this.waiting || (this.mode === CORE_MODE.user && !this.accessing)) {
      const { now } = this.clock;
      if (this.mode === CORE_MODE.user) this.leaveUser(now);
      this.trap(vector, number, now);
      this.clock.disturbed(this);
    } else this.keepPending(vector, number);
  }

  protected keepPending(vector: number, number: number): void {
    this.pending.push(vector, number);
  }

  get hasPending(): boolean {
    return this.pendingHead < this.pending.length;
  }

  /** Takes the oldest pending interrupt into `cause` and `causeNumber`. */
  takePending(): void {
    this.cause = this.pending[this.pendingHead++];
    this.causeNumber = this.pending[this.pendingHead++];
    if (this.pendingHead === this.pending.length) {
      this.pending.length = 0;
      this.pendingHead = 0;
    }
  }

  /** Stores the registers of the program from word `base` on. */
  saveRegisters(words: Int32Array, base: number): void {
    const { registers } = this;
    for (let i = 0; i < NATIVE_REGISTERS; i++) words[base + i] = registers[i];
  }

  /** Loads the registers of `program`, which is the loaded one from now on. */
  loadRegisters(words: Int32Array, base: number, program: Program): void {
    const { registers } = this;
    this.program = program;
    for (let i = 0; i < NATIVE_REGISTERS; i++) registers[i] = words[base + i];
  }

  /** One of them, where something other than `saveRegisters` looks. */
  register(index: number): number {
    return this.registers[index];
  }

  setRegister(index: number, value: number): void {
    this.registers[index] = value;
  }

  /** Makes of registers that were set one by one, or not at all, such as a program can go on from. */
  settleRegisters(): void {
    const { registers } = this;
    if (registers[NATIVE_REGISTER.remaining] < 0) registers[NATIVE_REGISTER.remaining] = 0;
    const { kind } = (this.program as Program).request;
    const takesTimeItself = kind === OPERATION.compute || kind === OPERATION.pause || kind === OPERATION.mark;
    if (takesTimeItself || registers[NATIVE_REGISTER.unissued] !== 1) registers[NATIVE_REGISTER.unissued] = 0;
  }

  /** Cycles of its computation that the loaded program still has to do. */
  remainingCycles(now: number): number {
    const computing = this.mode === CORE_MODE.user && !this.accessing;
    return computing ? this.busyUntil - now : this.registers[NATIVE_REGISTER.remaining];
  }

  /** Arguments 0 and 1 of the system call that the program made. */
  argument(index: number): number {
    const { operand, expected } = (this.program as Program).request;
    return index === 0 ? operand : expected;
  }

  /** What the program's system call returns. */
  answer(result: number): void {
    this.registers[NATIVE_REGISTER.result] = result;
  }

  /** Another number whenever the program has done something since; the same while it tries one thing again. */
  get progress(): number {
    return this.registers[NATIVE_REGISTER.programCounter];
  }

  /** The system call that the program made is made again when it goes on. */
  repeatCall(): void {
    this.registers[NATIVE_REGISTER.unissued] = 1;
  }

  enter(mode: CoreMode, now: number): void {
    this.cycles[this.mode] += now - this.since;
    this.mode = mode;
    this.since = now;
  }

  step(now: number): void {
    if (this.mode === CORE_MODE.user) this.stepUser(now);
    else this.stepKernel(now);
  }

  // Kernel

  private stepKernel(now: number): void {
    let { result } = this;
    this.result = 0;
    for (;;) {
      this.context.next(result);
      const { kind, address, operand } = request;
      result = 0;
      switch (kind) {
        case OPERATION.compute:
          this.nextCycle = now + address;
          return;
        case SUPERVISOR.switchOut:
          this.context = this.dispatcher;
          result = operand;
          break;
        case SUPERVISOR.switchTo:
          this.context = this.contexts[address];
          result = operand;
          break;
        case SUPERVISOR.returnToUser:
          this.enterUser(now);
          return;
        case SUPERVISOR.wait:
          if (this.hasPending) break;
          this.enter(CORE_MODE.idle, now);
          this.waiting = true;
          this.nextCycle = NEVER;
          this.table.waits(this);
          return;
        default:
          this.result = this.access(kind, address, operand, request.expected, now);
          this.nextCycle = Math.max(this.memory.completionCycle, now + 1);
          return;
      }
    }
  }

  protected trap(vector: number, number: number, now: number): void {
    const wasWaiting = this.waiting;
    this.waiting = false;
    if (this.mode !== CORE_MODE.kernel) this.enter(CORE_MODE.kernel, now);
    this.cause = vector;
    this.causeNumber = number;
    this.table.trapped(this, vector, number, wasWaiting);
    this.nextCycle = now + this.table.entryCycles(vector);
  }

  // User mode

  protected enterUser(now: number): void {
    const { registers } = this;
    this.enter(CORE_MODE.user, now);
    this.table.entersUser(this);
    this.result = registers[NATIVE_REGISTER.result];
    this.busyUntil = now + registers[NATIVE_REGISTER.remaining];
    this.deadline = now + this.timerCycles;
    this.nextCycle = Math.min(this.busyUntil, this.deadline);
  }

  protected leaveUser(now: number): void {
    const { registers } = this;
    registers[NATIVE_REGISTER.remaining] = this.busyUntil - now;
    registers[NATIVE_REGISTER.result] = this.result;
    this.result = 0;
    this.timerCycles = this.deadline - now;
    this.enter(CORE_MODE.kernel, now);
  }

  protected stepUser(now: number): void {
    if (this.accessing) {
      this.accessing = false;
      if (this.hasPending) {
        this.takePending();
        this.leaveUser(now);
        this.trap(this.cause, this.causeNumber, now);
        return;
      }
    }
    if (now >= this.busyUntil && this.advance(now)) return;
    if (now >= this.deadline) {
      this.leaveUser(now);
      this.trap(0, 0, now);
      return;
    }
    this.nextCycle = Math.min(this.busyUntil, this.deadline);
  }

  /** Goes on with the program until it does something that takes time. @returns whether `nextCycle` is set. */
  private advance(now: number): boolean {
    const { registers, table } = this;
    const program = this.program as Program;
    if (registers[NATIVE_REGISTER.unissued] === 1) {
      registers[NATIVE_REGISTER.unissued] = 0;
      this.issue(program, now);
      return true;
    }
    let units = 0;
    for (;;) {
      const kind = program.resume(this.result);
      this.result = 0;
      registers[NATIVE_REGISTER.programCounter]++;
      units += table.programCycles();
      if (kind === OPERATION.mark) {
        table.passes(this, program.request.address);
        if (!this.clock.stopRequested) continue;
        this.busyUntil = now + units;
        return false;
      }
      if (kind === OPERATION.compute || kind === OPERATION.pause) {
        const cycles = kind === OPERATION.pause ? 1 : lengthOf(program.request.address);
        registers[NATIVE_REGISTER.work] = Math.imul(registers[NATIVE_REGISTER.work] ^ cycles, 0x01000193);
        this.busyUntil = now + Math.min(units + cycles, MAX_COMPUTE_CYCLES);
        return false;
      }
      const leaves = kind === OPERATION.systemCall || kind === OPERATION.finished;
      if (units > 0 || (now >= this.deadline && !leaves)) {
        this.busyUntil = now + units;
        registers[NATIVE_REGISTER.unissued] = 1;
        return false;
      }
      this.issue(program, now);
      return true;
    }
  }

  /** Carries out the program's operation: an access, or a trap into the kernel. */
  private issue(program: Program, now: number): void {
    const { kind, address, operand, expected } = program.request;
    this.busyUntil = now;
    if (kind === OPERATION.systemCall) this.trapFromUser(callNumber(address), now);
    else if (kind === OPERATION.finished) this.trapFromUser(TRAP_NUMBER.exit, now);
    else if (kind !== OPERATION.fence && !this.holds(address))
      this.faultFromUser(
        Number.isInteger(address) ? address : -1,
        kind === OPERATION.load ? CAUSE.loadAccessFault : CAUSE.storeAccessFault,
        now,
      );
    else {
      this.result = this.access(kind, address, operand, expected, now);
      if (this.memory.refused) {
        this.faultFromUser(address, this.memory.faultCause ?? CAUSE.storeAccessFault, now);
        return;
      }
      this.busyUntil = Math.max(this.memory.completionCycle, now + 1);
      this.nextCycle = this.busyUntil;
      this.accessing = true;
    }
  }

  /** A kernel that mends the cause returns to the same operation. */
  private faultFromUser(address: number, cause: number, now: number): void {
    this.result = 0;
    this.faultAddress = address;
    this.faultCause = cause;
    this.registers[NATIVE_REGISTER.unissued] = 1;
    this.trapFromUser(TRAP_NUMBER.fault, now);
  }

  private trapFromUser(number: number, now: number): void {
    this.leaveUser(now);
    this.trap(TRAP_VECTOR, number, now);
  }

  private holds(address: number): boolean {
    return Number.isInteger(address) && address >= 0 && address % 4 === 0 && address < this.memory.byteLimit;
  }

  private access(kind: number, address: number, operand: number, expected: number, now: number): number {
    const { memory } = this;
    switch (kind) {
      case OPERATION.load:
        return memory.load(this.id, address, now);
      case OPERATION.store:
        memory.store(this.id, address, operand, now);
        return 0;
      case OPERATION.fence:
        memory.fence(this.id, now);
        return 0;
      default:
        return memory.atomic(this.id, kind, address, operand, expected, now);
    }
  }
}

/** Negative trap numbers are the hardware's own; no system call has one. */
export function callNumber(asked: number): number {
  return asked >= 0 ? asked : MAX_COMPUTE_CYCLES;
}

/** A computation takes a cycle at least. */
function lengthOf(cycles: number): number {
  return cycles >= 1 ? Math.min(Math.floor(cycles), MAX_COMPUTE_CYCLES) : 1;
}
