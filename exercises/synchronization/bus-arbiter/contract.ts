/**
 * The arbiter between cores and memories: what you implement.
 *
 *      import type { MemoryArbiter, Services } from './contract';
 *      export class Arbiter implements MemoryArbiter { ... }
 */

/** The services object of this exercise is empty. */
export type Services = Readonly<Record<string, never>>;

/**
 * One object for the machine: new Arbiter(services, cores, memories, isBus). `isBus` is 1 where all memories are behind
 * one bus, 0 where an interconnect leads to each memory by a path of its own. Cores and memories are numbered from 0.
 */
export interface MemoryArbiter {
  /** The core waits for an access to this memory from now on. It asks for nothing else until that access has ended. */
  requested(core: number, memory: number): void;
  /** An access that you granted is over. */
  ended(core: number, memory: number): void;
  /**
   * Whose access begins now? Asked after the ends and requests of a cycle, again and again, until the answer is
   * negative: nobody's.
   */
  granted(): number;
}
