/**
 * What the memory system counts, each with its exact meaning. Counted for the core that caused it.
 * The meanings are published in CONVENTIONS.md beside; this table is what pages show.
 */
const MEMORY_COUNTERS = {
  loads: 'loads made',
  stores: 'stores made (with a store buffer: stores that have left it)',
  atomics: 'atomic operations made',
  hits: 'accesses whose line was valid in the first level (a store that needs an upgrade is a hit)',
  misses: 'the other accesses; atomics at the memory controller and forwarded loads are neither',
  secondPrivateHits: 'misses of the first level that the second private level had',
  sharedHits: 'line fetches that the shared level answered',
  sharedMisses: 'line fetches that the shared level had to take from memory',
  coherenceMisses: 'misses on a line that another core had invalidated here',
  instructionHits: 'instruction fetches whose line was in the instruction cache',
  instructionMisses: 'the other instruction fetches',
  evictions: 'valid lines replaced in the private cache that is on the bus',
  backInvalidations: 'private copies lost because the shared level replaced the line',
  busTransactions: 'transactions on the bus: fetches, upgrades, updates, writes, write-backs, atomics',
  upgrades: 'address-only transactions before a write',
  invalidations: 'copies in other caches that were invalidated, one each',
  updates: 'copies in other caches that took a written word, one each',
  cacheToCache: 'lines that another cache supplied in place of memory',
  writeBacks: 'whole lines written by a private cache towards memory',
  memoryReads: 'reads of main memory: lines, and words of atomics at the controller',
  memoryWrites: 'writes of main memory: whole lines, and single words that are written through',
  farAccesses: 'transactions whose memory belongs to another node than the core',
  forwarded: 'loads answered by the store buffer of their own hardware thread',
  waitCycles: 'cycles spent waiting for the bus or the interconnect',
  stallCycles: 'cycles from asking to completion beyond a first-level hit',
} as const;

export type MemoryCounter = keyof typeof MEMORY_COUNTERS;

export const MEMORY_COUNTER_NAMES = Object.keys(MEMORY_COUNTERS) as MemoryCounter[];

export class MemoryCounters implements Record<MemoryCounter, number> {
  loads = 0;
  stores = 0;
  atomics = 0;
  hits = 0;
  misses = 0;
  secondPrivateHits = 0;
  sharedHits = 0;
  sharedMisses = 0;
  coherenceMisses = 0;
  instructionHits = 0;
  instructionMisses = 0;
  evictions = 0;
  backInvalidations = 0;
  busTransactions = 0;
  upgrades = 0;
  invalidations = 0;
  updates = 0;
  cacheToCache = 0;
  writeBacks = 0;
  memoryReads = 0;
  memoryWrites = 0;
  farAccesses = 0;
  forwarded = 0;
  waitCycles = 0;
  stallCycles = 0;

  add(other: MemoryCounters): void {
    for (const name of MEMORY_COUNTER_NAMES) this[name] += other[name];
  }

  clear(): void {
    for (const name of MEMORY_COUNTER_NAMES) this[name] = 0;
  }

  save(): Record<MemoryCounter, number> {
    return { ...this };
  }

  restore(values: Readonly<Record<MemoryCounter, number>>): void {
    Object.assign(this, values);
  }
}
