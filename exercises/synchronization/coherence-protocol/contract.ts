/**
 * The protocol that you implement: what a cache does with a line, by the line's state and what happens.
 *
 *      import { BUS_READ, type CoherenceProtocol, SHARED } from './contract';
 *      export class Protocol implements CoherenceProtocol { ... }
 *
 * An answer is the line's next state plus what the cache puts on the bus: `SHARED + BUS_READ`.
 */

// States of a line in one cache.
/** Not in this cache. */
export const INVALID = 0;
/** As in memory; other caches may have it too. */
export const SHARED = 1;
/** As in memory, and in no other cache. Only where the machine has this state. */
export const EXCLUSIVE = 2;
/** Newer than memory, and in no other cache. */
export const MODIFIED = 3;

// What a cache puts on the bus, and what other caches see there.
/** Fetches the line. */
export const BUS_READ = 4;
/** Fetches the line, to write it. */
export const BUS_READ_EXCLUSIVE = 8;
/** Says that the line, which is here, is about to be written. No data goes over the bus. */
export const BUS_UPGRADE = 16;
/** Puts the words of the line on the bus: memory takes them, and so does a cache that is fetching the line. */
export const FLUSH = 32;

/** The services object of this exercise is empty. */
export type Services = Readonly<Record<string, never>>;

/**
 * Made once for all caches of a machine: new Protocol(services, hasExclusive); `hasExclusive` is 1 where caches have
 * the state EXCLUSIVE, else 0. Before the first access each method is asked once for everything that may happen, and
 * the answers become the table of all caches: what an answer says must not depend on earlier ones.
 */
export interface CoherenceProtocol {
  /** The core loads from a line that is INVALID here. `others` is 1 where another cache has the line, as it answers on the bus; else 0. */
  onLoadMiss(others: number): number;
  /** The core stores to a line that is in this state here, INVALID too. */
  onStore(state: number): number;
  /** Another line needs the place of this one, which is in this state, not INVALID. */
  onEvict(state: number): number;
  /** Another cache put a request on the bus for a line that is in this state here, not INVALID. */
  onBus(state: number, request: number): number;
}
