/**
 * How a memory system is put together, with defaults filled in and contradictions refused.
 */
import type { CostOverrides } from '../cost-overrides';
import * as COSTS from '../costs';
import type { InterconnectKind } from '../interconnect/interconnect';
import type { PhysicalMemory } from '../memory/physical-memory';
import { type CacheGeometry, geometryProblem, isPowerOfTwo } from './cache-array';
import type { CoherenceProtocol } from './protocol';
import { dragon } from './protocols/dragon';
import { firefly } from './protocols/firefly';
import { mesi } from './protocols/mesi';
import { moesi } from './protocols/moesi';
import { msi } from './protocols/msi';
import { none } from './protocols/none';
import { noWrite, writeThrough } from './protocols/write-through';

export const PROTOCOLS = { none, msi, mesi, moesi, dragon, firefly } as const;
export type ProtocolName = keyof typeof PROTOCOLS;

export const WRITE_POLICIES = ['write-back', 'write-through', 'no-write'] as const;
export type WritePolicy = (typeof WRITE_POLICIES)[number];

export interface CacheLevel extends CacheGeometry {
  /** One cache for all cores, before memory. Only the last level may be shared. */
  readonly shared?: boolean;
  /** Shared level only: each line of a private cache is in it too (default true). */
  readonly inclusive?: boolean;
  /** Cycles in all of an access that this level answers. Default by position: COSTS. */
  readonly hitCycles?: number;
}

/** Cycles; defaults from COSTS. */
export type MemoryCosts = Readonly<
  Record<
    'memoryAccess' | 'cacheToCache' | 'busInvalidate' | 'busUpdate' | 'farMemory' | 'storeBufferDelay',
    number
  >
>;

export interface MemorySystemOptions {
  readonly cores: number;
  /** First the level that the core sees: one or two private levels, then at most one shared. One line size for all. */
  readonly levels: readonly CacheLevel[];
  readonly memory: PhysicalMemory;
  /** An instruction cache a core, with the line size of the levels. Default none: instructions are not modelled. */
  readonly instructionCache?: CacheGeometry;
  /**
   * How stores reach instruction caches. snooping (default, as x86): at once, at no cost. fence (as RISC-V permits,
   * and always without coherent data caches): when the core executes fence.i.
   */
  readonly instructionCoherence?: 'snooping' | 'fence';
  /** Default write-back. */
  readonly writePolicy?: WritePolicy;
  /**
   * Default mesi; or a table of one's own. With write-through and no-write caches only the protocol's family matters:
   * whether other copies are invalidated, updated, or left stale.
   */
  readonly protocol?: ProtocolName | CoherenceProtocol;
  /**
   * Where atomic operations happen. memory (default, the notes' model): always at the memory controller, in
   * order, with coherence traffic even when nothing changes. cache: in the line, held for writing, as real
   * processors do; needs coherent write-back caches.
   */
  readonly atomics?: 'cache' | 'memory';
  /** Default bus. */
  readonly interconnect?: InterconnectKind;
  /** Memories, a node each (default 1). Equal parts of the address space in order, or interleaved. */
  readonly nodes?: {
    readonly count: number;
    readonly interleaveBytes?: number;
    readonly nodeOfCore?: readonly number[];
  };
  /** Entries of each hardware thread's store buffer (TSO); 0, the default, is sequential consistency. */
  readonly storeBuffer?: number;
  /** Hardware threads a core (SMT), default 1. Thread t belongs to core floor(t / threadsPerCore). */
  readonly threadsPerCore?: number;
  /** Default: the table's. Hits of levels as well, where a level does not say its own. */
  readonly costs?: CostOverrides;
  /** false: only tags, states and counts, for traces of any address; every load gives 0. Default true. */
  readonly carriesData?: boolean;
}

export const MAX_CORES = 64;

/** The table that the caches run: the write policy's, or the protocol's own when it is write-back. */
export function effectiveProtocol(
  writePolicy: WritePolicy,
  protocol: ProtocolName | CoherenceProtocol,
): CoherenceProtocol {
  const own = typeof protocol === 'string' ? PROTOCOLS[protocol] : protocol;
  if (writePolicy === 'write-back') return own;
  return (writePolicy === 'write-through' ? writeThrough : noWrite)[own.family];
}

export function memoryCosts(overrides: CostOverrides = {}): MemoryCosts {
  return {
    memoryAccess: overrides.memoryAccess ?? COSTS.memoryAccess.value,
    cacheToCache: overrides.cacheToCache ?? COSTS.cacheToCache.value,
    busInvalidate: overrides.busInvalidate ?? COSTS.busInvalidate.value,
    busUpdate: overrides.busUpdate ?? COSTS.busUpdate.value,
    farMemory: overrides.farMemory ?? COSTS.farMemory.value,
    storeBufferDelay: overrides.storeBufferDelay ?? COSTS.storeBufferDelay.value,
  };
}

/** Default cycles of a hit, by position of the level. */
function levelHitCycles({ cacheHit, secondLevelHit, thirdLevelHit }: CostOverrides): readonly number[] {
  return [
    cacheHit ?? COSTS.cacheHit.value,
    secondLevelHit ?? COSTS.secondLevelHit.value,
    thirdLevelHit ?? COSTS.thirdLevelHit.value,
  ];
}

/** The private levels in order, with their hit cycles. */
export function privateLevelsOf(options: MemorySystemOptions): readonly Required<CacheLevel>[] {
  return withDefaults(options).filter((level) => !level.shared);
}

export function sharedLevelOf(options: MemorySystemOptions): Required<CacheLevel> | undefined {
  return withDefaults(options).find((level) => level.shared);
}

function withDefaults({ levels, costs = {} }: MemorySystemOptions): Required<CacheLevel>[] {
  const hitCycles = levelHitCycles(costs);
  return levels.map((level, index) => ({
    shared: false,
    inclusive: true,
    hitCycles: hitCycles[index],
    ...level,
  }));
}

/** @throws RangeError that says which option cannot be, and why. */
export function checkMemorySystemOptions(options: MemorySystemOptions): void {
  const refuse = (problem: string) => {
    throw new RangeError(`MemorySystem: ${problem}`);
  };
  const { cores, levels, nodes, storeBuffer = 0, threadsPerCore = 1 } = options;
  if (!Number.isInteger(cores) || cores < 1 || cores > MAX_CORES)
    refuse(`cores must be a whole number from 1 to ${MAX_CORES}, got ${cores}`);
  if (!Number.isInteger(threadsPerCore) || threadsPerCore < 1 || threadsPerCore > 8)
    refuse(`threadsPerCore must be a whole number from 1 to 8, got ${threadsPerCore}`);
  if (!Number.isInteger(storeBuffer) || storeBuffer < 0)
    refuse(`storeBuffer must be a number of entries, got ${storeBuffer}`);
  const shared = levels.filter((level) => level.shared).length;
  const own = levels.length - shared;
  if (own < 1 || own > 2 || shared > 1 || (shared === 1 && !levels.at(-1)?.shared))
    refuse('levels must be one or two private levels, then at most one shared level');
  for (const [index, level] of levels.entries()) {
    const problem = geometryProblem(level);
    if (problem !== undefined) refuse(`level ${index + 1}: ${problem}`);
    if (level.lineBytes !== levels[0]?.lineBytes)
      refuse(`all levels must have one line size, got ${levels.map((each) => each.lineBytes).join(', ')}`);
  }
  const { instructionCache } = options;
  if (instructionCache !== undefined) {
    const problem = geometryProblem(instructionCache);
    if (problem !== undefined) refuse(`instruction cache: ${problem}`);
    if (instructionCache.lineBytes !== levels[0]?.lineBytes)
      refuse(
        `the instruction cache must have the line size of the levels, got ${instructionCache.lineBytes}`,
      );
  }
  const first = levels[0];
  const second = levels[1];
  if (own === 2 && (second.sets % first.sets !== 0 || second.ways * second.sets < first.ways * first.sets))
    refuse('the second private level must hold the first: as many lines or more, a multiple of its sets');
  const coherent =
    (options.protocol ?? 'mesi') !== 'none' && (options.writePolicy ?? 'write-back') === 'write-back';
  if (options.atomics === 'cache' && !coherent)
    refuse('atomics in the cache need write-back caches and a coherence protocol; use atomics: memory');
  if (nodes === undefined) return;
  const { count, interleaveBytes, nodeOfCore } = nodes;
  const part = interleaveBytes ?? options.memory.byteLength / count;
  if (!Number.isInteger(count) || count < 1)
    refuse(`nodes.count must be a whole number from 1, got ${count}`);
  if (count > 1 && (!isPowerOfTwo(part) || part < first.lineBytes))
    refuse(`each node’s part of memory must be a power of two of at least a line, got ${part} bytes`);
  if (
    nodeOfCore !== undefined &&
    (nodeOfCore.length !== cores || nodeOfCore.some((node) => !(node >= 0 && node < count)))
  )
    refuse(`nodes.nodeOfCore must name one node from 0 to ${count - 1} for each of the ${cores} cores`);
}
