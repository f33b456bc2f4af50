/**
 * What each atomic operation leaves in memory. One rule for the caches, the memory controller and the core.
 *
 * Kinds 3 to 6 are those of native programs (`OPERATION`); the others are the AMOs of the RISC-V A extension
 * (unprivileged manual, chapter "A"), which native programs do not have.
 */
import { OPERATION } from '../../programs/operations';

export const ATOMIC = {
  testAndSet: OPERATION.testAndSet,
  fetchAndAdd: OPERATION.fetchAndAdd,
  swap: OPERATION.swap,
  compareAndSwap: OPERATION.compareAndSwap,
  /** Reads at the controller, changes nothing: the load of load-reserved. */
  read: OPERATION.load,
  and: 32,
  or: 33,
  exclusiveOr: 34,
  minimum: 35,
  maximum: 36,
  minimumUnsigned: 37,
  maximumUnsigned: 38,
} as const;

/** @returns the word after the operation, signed. @throws RangeError when `kind` is not atomic. */
export function atomicResult(kind: number, old: number, operand: number, expected: number): number {
  switch (kind) {
    case ATOMIC.testAndSet:
      return 1;
    case ATOMIC.fetchAndAdd:
      return (old + operand) | 0;
    case ATOMIC.swap:
      return operand | 0;
    case ATOMIC.compareAndSwap:
      return old === (expected | 0) ? operand | 0 : old;
    case ATOMIC.read:
      return old;
    case ATOMIC.and:
      return old & operand;
    case ATOMIC.or:
      return old | operand;
    case ATOMIC.exclusiveOr:
      return old ^ operand;
    case ATOMIC.minimum:
      return Math.min(old, operand | 0);
    case ATOMIC.maximum:
      return Math.max(old, operand | 0);
    case ATOMIC.minimumUnsigned:
      return Math.min(old >>> 0, operand >>> 0) | 0;
    case ATOMIC.maximumUnsigned:
      return Math.max(old >>> 0, operand >>> 0) | 0;
    default:
      throw new RangeError(`atomicResult: ${kind} is not the kind of an atomic operation`);
  }
}

/** Whether the operation writes; a compare-and-swap that fails does not. */
export function atomicWrites(kind: number, old: number, expected: number): boolean {
  return kind !== ATOMIC.read && (kind !== ATOMIC.compareAndSwap || old === (expected | 0));
}
