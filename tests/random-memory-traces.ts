/**
 * Random systems and random traces for the property tests of the memory system: small caches over a small memory,
 * so that every kind of conflict comes up soon.
 */
import fc from 'fast-check';
import { ATOMIC, atomicResult } from '../simulator/hardware/caches/atomic-operation';
import type { MemorySystem } from '../simulator/hardware/caches/memory-system';
import {
  type MemorySystemOptions,
  PROTOCOLS,
  WRITE_POLICIES,
} from '../simulator/hardware/caches/memory-system-options';
import type { PhysicalMemory } from '../simulator/hardware/memory/physical-memory';

export const MEMORY_BYTES = 1024;
const COHERENT = (Object.keys(PROTOCOLS) as (keyof typeof PROTOCOLS)[]).filter((name) => name !== 'none');

const hierarchies: MemorySystemOptions['levels'][] = [
  [{ sets: 2, ways: 2, lineBytes: 16 }],
  [
    { sets: 4, ways: 1, lineBytes: 8 },
    { sets: 4, ways: 4, lineBytes: 8, shared: true },
  ],
  [
    { sets: 2, ways: 1, lineBytes: 16 },
    { sets: 2, ways: 2, lineBytes: 16 },
    { sets: 4, ways: 2, lineBytes: 16, shared: true },
  ],
  [
    { sets: 2, ways: 2, lineBytes: 16 },
    { sets: 2, ways: 2, lineBytes: 16, shared: true, inclusive: false },
  ],
];

const ATOMIC_KINDS = Object.values(ATOMIC);

export interface Step {
  readonly core: number;
  readonly kind:
    | 'word'
    | 'half'
    | 'byte'
    | 'store'
    | 'storeHalf'
    | 'storeByte'
    | 'atomic'
    | 'flush'
    | 'clean'
    | 'invalidate';
  readonly address: number;
  readonly value: number;
  readonly atomic: number;
}

export const randomStep: fc.Arbitrary<Step> = fc.record({
  core: fc.nat(7),
  kind: fc.constantFrom(
    'word',
    'word',
    'half',
    'byte',
    'store',
    'store',
    'storeHalf',
    'storeByte',
    'atomic',
    'flush',
    'clean',
    'invalidate',
  ),
  // Few lines, so that cores meet.
  address: fc.oneof(fc.nat(63), fc.nat(MEMORY_BYTES - 1)),
  value: fc.integer(),
  atomic: fc.constantFrom(...ATOMIC_KINDS),
});

export const randomOptions: fc.Arbitrary<Omit<MemorySystemOptions, 'memory'>> = fc
  .record({
    cores: fc.integer({ min: 1, max: 8 }),
    levels: fc.constantFrom(...hierarchies),
    writePolicy: fc.constantFrom(...WRITE_POLICIES),
    protocol: fc.constantFrom(...COHERENT),
    atomics: fc.constantFrom('cache' as const, 'memory' as const),
    interconnect: fc.constantFrom('bus' as const, 'interconnect' as const),
    nodes: fc.constantFrom(undefined, { count: 2 }, { count: 4, interleaveBytes: 64 }),
  })
  .map((each) => (each.writePolicy === 'write-back' ? each : { ...each, atomics: 'memory' as const }));

/** Carries out a step. @returns what a load or an atomic read. */
export function carryOut(
  system: MemorySystem,
  { core, kind, address, value, atomic }: Step,
  cycle: number,
): number {
  const word = address & ~3;
  switch (kind) {
    case 'word':
      return system.load(core, word, cycle);
    case 'half':
      return system.loadHalf(core, address & ~1, cycle);
    case 'byte':
      return system.loadByte(core, address, cycle);
    case 'atomic':
      return system.atomic(core, atomic, word, value, 0, cycle);
    case 'store':
      system.store(core, word, value, cycle);
      return 0;
    case 'storeHalf':
      system.storeHalf(core, address & ~1, value, cycle);
      return 0;
    case 'storeByte':
      system.storeByte(core, address, value, cycle);
      return 0;
    default:
      system[kind](core, address, cycle);
      return 0;
  }
}

/** The same step on a flat memory. */
export function carryOutFlat(memory: PhysicalMemory, { kind, address, value, atomic }: Step): number {
  const word = address & ~3;
  switch (kind) {
    case 'word':
      return memory.loadWord(word);
    case 'half':
      return memory.loadHalf(address & ~1);
    case 'byte':
      return memory.loadByte(address);
    case 'atomic': {
      const old = memory.loadWord(word);
      memory.storeWord(word, atomicResult(atomic, old, value, 0));
      return old;
    }
    case 'store':
      memory.storeWord(word, value);
      return 0;
    case 'storeHalf':
      memory.storeHalf(address & ~1, value);
      return 0;
    case 'storeByte':
      memory.storeByte(address, value);
      return 0;
    default:
      return 0;
  }
}
