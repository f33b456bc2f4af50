/**
 * Watches the traps of a core: keeps the last one, and notices when a trap handler does nothing but trap.
 *
 *      handler: addi sp, sp, -64      trap ─▶ handler ─▶ straight on to an instruction that traps as before
 *               sw   ra, 0(sp)                   ▲                            │
 *               ...                              └────────────────────────────┘
 *
 * A handler whose first instruction traps with the same cause and value is in the state that it was in: for ever.
 * One that comes straight, without a jump, to the same trap again is given many tries, since its registers may move.
 */
import { CAUSE_NAMES, INTERRUPT, PRIVILEGE } from '../riscv/control-registers';
import type { Core, TrapRecord } from '../riscv/core';

/** Traps alike, one after the other, after which a handler is in a loop: at its first instruction, and behind it. */
const IDENTICAL_TRAPS = 2;
const SIMILAR_TRAPS = 10_000;

const MODES = ['user', 'supervisor', 'reserved', 'machine'] as const;
export type ModeName = (typeof MODES)[number];

export function modeName(privilege: number): ModeName {
  return MODES[privilege & PRIVILEGE.machine];
}

const INTERRUPT_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(INTERRUPT).map(([name, number]) => [
    number,
    `${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} interrupt`,
  ]),
);

export interface TrapDescription {
  readonly cause: string;
  /** As in mcause, without its interrupt bit. */
  readonly code: number;
  readonly interrupt: boolean;
  /** Unsigned, as is `value`: mtval or stval. */
  readonly pc: number;
  readonly value: number;
  readonly from: ModeName;
  readonly to: ModeName;
}

export class TrapWatch {
  /** A handler traps at itself. */
  loops = false;
  private last: TrapRecord | undefined;
  /** Instructions retired, and where the handler begins, as of the last trap. */
  private retired = 0;
  private handler = 0;
  private alike = 0;

  constructor(private readonly core: Core) {
    core.onTrap = (trap) => this.note(trap);
  }

  get lastTrap(): TrapDescription | undefined {
    if (this.last === undefined) return undefined;
    const { cause: code, interrupt, pc, value, fromPrivilege, toPrivilege } = this.last;
    return {
      cause: (interrupt ? INTERRUPT_NAMES.get(code) : CAUSE_NAMES[code]) ?? `cause ${code}`,
      code,
      interrupt,
      pc: pc >>> 0,
      value: value >>> 0,
      from: modeName(fromPrivilege),
      to: modeName(toPrivilege),
    };
  }

  private note(trap: TrapRecord): void {
    const { core, last } = this;
    const straight = core.retired - this.retired === ((trap.pc - this.handler) >>> 0) / 4;
    const again =
      last !== undefined &&
      straight &&
      !trap.interrupt &&
      trap.cause === last.cause &&
      trap.fromPrivilege === last.toPrivilege &&
      trap.toPrivilege === last.toPrivilege &&
      trap.pc === last.pc;
    this.alike = again ? this.alike + 1 : 0;
    const identical = trap.pc === this.handler && trap.value === last?.value;
    if (this.alike >= (identical ? IDENTICAL_TRAPS : SIMILAR_TRAPS)) {
      this.loops = true;
      core.stopRequested = true;
    }
    this.last = Object.assign(last ?? {}, trap);
    this.retired = core.retired;
    this.handler = core.pc;
  }
}
