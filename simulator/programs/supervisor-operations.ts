/**
 * What kernel code asks of its core, beside the operations of every native program (operations.ts).
 *
 * Kernel code is a generator that yields these from `yield ask(...)` directly: on its hottest paths a helper
 * called with `yield*` costs the host half as much again.
 *
 *      a core drives one kernel context at a time:
 *
 *      dispatcher (a core's own) ──switchTo t──▶ context of thread t ──switchOut──▶ dispatcher of the core it is on
 *                 │                                      │
 *                 └─ wait (for an interrupt)             └─ returnToUser ── trap, interrupt ──▶ resumed after entry
 */
import { request } from './operations';

export const SUPERVISOR = {
  /** Enters user mode with the registers that are loaded; resumed at the instant of decision of the next entry. */
  returnToUser: 20,
  /** Waits for an interrupt; resumed as returnToUser. Goes on at once when one is pending. */
  wait: 21,
  /** Goes on with context `address`, handing it `operand`. Takes no time. */
  switchTo: 22,
  /** Goes on with the core's own context, handing it `operand`. Takes no time. */
  switchOut: 23,
} as const;

/** A kernel context: its stack is the generator's. It never ends. */
export type KernelContext = Generator<undefined, never, number>;

/** Writes a request; to be yielded at once. */
export function ask(kind: number, address = 0, operand = 0): undefined {
  request.kind = kind;
  request.address = address;
  request.operand = operand;
  return undefined;
}
