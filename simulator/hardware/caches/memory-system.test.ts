/** Values: what a program reads is what a flat memory would give it, whatever the caches do. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PhysicalMemory } from '../memory';
import { ATOMIC, atomicResult } from './atomic-operation';
import { MemorySystem } from './memory-system';
import type { MemorySystemOptions } from './memory-system-options';
import { PROTOCOLS, WRITE_POLICIES } from './memory-system-options';

const MEMORY_BYTES = 2048;
const COHERENT = (Object.keys(PROTOCOLS) as (keyof typeof PROTOCOLS)[]).filter((name) => name !== 'none');

/** Small caches over a small memory, so that every kind of conflict comes up soon. */
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

interface Step {
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

const step: fc.Arbitrary<Step> = fc.record({
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

const options: fc.Arbitrary<Omit<MemorySystemOptions, 'memory'>> = fc
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
function run(system: MemorySystem, { core, kind, address, value, atomic }: Step, cycle: number): number {
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

function runFlat(memory: PhysicalMemory, { kind, address, value, atomic }: Step): number {
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

describe('coherent caches', () => {
  test('every load gives what a flat memory gives, with any protocol, policy and hierarchy', () => {
    fc.assert(
      fc.property(options, fc.array(step, { minLength: 50, maxLength: 300 }), (chosen, steps) => {
        const system = new MemorySystem({ ...chosen, memory: new PhysicalMemory(MEMORY_BYTES) });
        const flat = new PhysicalMemory(MEMORY_BYTES);
        steps.forEach((each, index) => {
          const own = { ...each, core: each.core % chosen.cores };
          expect(run(system, own, index * 10)).toBe(runFlat(flat, own));
        });
        for (let address = 0; address < MEMORY_BYTES; address += 4)
          expect(system.peek(address)).toBe(flat.loadWord(address));
      }),
      { seed: 125, numRuns: 400 },
    );
  });
});
