/**
 * The door through which native code reaches memory: values, and when the access is done.
 *
 * A `MemorySystem` (caches) is such a door as it is; `DirectDoor` is memory without caches. What passes around the
 * door (a kernel writing RAM itself) is seen by no cache: only code that stands for hardware may.
 */
import { atomicResult } from '../caches/atomic-operation';
import type { PhysicalMemory } from '../memory/physical-memory';

export interface MemoryDoor {
  /** When the last access was done; its issuer may go on at this cycle. */
  readonly completionCycle: number;
  /** Addresses from this one on hold nothing. */
  readonly byteLimit: number;
  /** Whether the last access was refused, where a door refuses more than what lies beyond. */
  readonly refused?: boolean;
  /** Why it was: a CAUSE. */
  readonly faultCause?: number;
  /** @param address of a word, a multiple of 4. @returns the word, signed. */
  load(core: number, address: number, cycle: number): number;
  store(core: number, address: number, value: number, cycle: number): void;
  /** @param kind one of the atomic OPERATIONs. @returns the word before. */
  atomic(
    core: number,
    kind: number,
    address: number,
    operand: number,
    expected: number,
    cycle: number,
  ): number;
  fence(core: number, cycle: number): void;
}

/** Memory in which every access takes one cycle. */
export class DirectDoor implements MemoryDoor {
  completionCycle = 0;

  constructor(private readonly memory: PhysicalMemory) {}

  get byteLimit(): number {
    return this.memory.byteLength;
  }

  load(_core: number, address: number, cycle: number): number {
    this.completionCycle = cycle + 1;
    return this.memory.loadWord(address);
  }

  store(_core: number, address: number, value: number, cycle: number): void {
    this.completionCycle = cycle + 1;
    this.memory.storeWord(address, value);
  }

  atomic(
    _core: number,
    kind: number,
    address: number,
    operand: number,
    expected: number,
    cycle: number,
  ): number {
    this.completionCycle = cycle + 1;
    const before = this.memory.loadWord(address);
    this.memory.storeWord(address, atomicResult(kind, before, operand, expected));
    return before;
  }

  fence(_core: number, cycle: number): void {
    this.completionCycle = cycle + 1;
  }
}
