/**
 * One core of the scheduling machine: privilege mode, registers, timer, pending interrupts, and the account of
 * where its cycles went.
 *
 *      idle ──interrupt──▶ kernel ──▶ switching ──▶ kernel ──▶ user ──timer, device, trap──▶ kernel
 *        ▲                   │
 *        └───────halt────────┘
 *
 * Interrupts that arrive in kernel mode stay pending, in order, and are taken before the core returns.
 */
import type { CoreId, ThreadId } from './thread';

export const CORE_MODE = { idle: 0, kernel: 1, switching: 2, user: 3 } as const;
export type CoreMode = (typeof CORE_MODE)[keyof typeof CORE_MODE];

/** Registers of a core, as many as RISC-V has; four have a meaning here, all are saved and loaded. */
export const REGISTERS = 32;
export const REGISTER = {
  /** Operations begun: the position in the program. */
  programCounter: 0,
  /** Cycles that the current operation still computes. */
  remaining: 1,
  /** What the last operation returned. */
  result: 2,
  /** Mixes every computation done, so that a context lost or mixed up shows. */
  work: 3,
} as const;

/** Numbers of a saved core before its registers. */
const FIELDS = 15;

export class CoreState {
  mode: CoreMode = CORE_MODE.idle;
  /** The running thread, also while the kernel works on its behalf; -1 for none. */
  thread: ThreadId = -1;
  /** The thread that lost the core in the present kernel entry: its registers are still loaded. */
  previous: ThreadId = -1;
  readonly registers = new Int32Array(REGISTERS);
  /** User cycles until the timer interrupts. */
  timerCycles = 0;
  /** Ticks since the dispatch. */
  ticks = 0;
  /** Cycle of the last change of mode. */
  since = 0;
  /** Generation of the event that ends the present stay in user mode; older ones are stale. */
  generation = 0;
  /** Why the kernel was entered: an interrupt vector or TRAP, and its number. */
  cause = 0;
  causeNumber = 0;
  /** 1 when the running thread must make room at the next opportunity. */
  rescheduleWanted = 0;
  /** How many threads had been enqueued when this core last asked for one. */
  askedAt = -1;
  /** Cycles in each mode. */
  readonly cycles = [0, 0, 0, 0];
  private pending: number[] = [];
  private head = 0;

  constructor(readonly id: CoreId) {}

  enter(mode: CoreMode, cycle: number): void {
    this.cycles[this.mode] += cycle - this.since;
    this.mode = mode;
    this.since = cycle;
  }

  get hasPending(): boolean {
    return this.head < this.pending.length;
  }

  keepPending(vector: number, number: number): void {
    this.pending.push(vector, number);
  }

  /** Takes the oldest pending interrupt into `cause` and `causeNumber`. */
  takePending(): void {
    this.cause = this.pending[this.head++];
    this.causeNumber = this.pending[this.head++];
    if (this.head === this.pending.length) {
      this.pending.length = 0;
      this.head = 0;
    }
  }

  save(): number[] {
    return [
      this.mode,
      this.thread,
      this.previous,
      this.timerCycles,
      this.ticks,
      this.since,
      this.generation,
      this.cause,
      this.causeNumber,
      this.rescheduleWanted,
      this.askedAt,
      ...this.cycles,
      ...this.registers,
      ...this.pending.slice(this.head),
    ];
  }

  restore(saved: readonly number[]): void {
    this.mode = saved[0] as CoreMode;
    this.thread = saved[1];
    this.previous = saved[2];
    this.timerCycles = saved[3];
    this.ticks = saved[4];
    this.since = saved[5];
    this.generation = saved[6];
    this.cause = saved[7];
    this.causeNumber = saved[8];
    this.rescheduleWanted = saved[9];
    this.askedAt = saved[10];
    for (let mode = 0; mode < 4; mode++) this.cycles[mode] = saved[11 + mode];
    this.registers.set(saved.slice(FIELDS, FIELDS + REGISTERS));
    this.pending = saved.slice(FIELDS + REGISTERS);
    this.head = 0;
  }
}
