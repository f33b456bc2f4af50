/** With store buffers the machine is TSO: exactly the reorderings that x86 allows, and fences that forbid them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carryOut, MEMORY_BYTES, randomStep } from '../../../tests/random-memory-traces';
import { OPERATION } from '../../programs/operations';
import { PhysicalMemory } from '../memory/physical-memory';
import { MemorySystem } from './memory-system';

const X = 0;
const Y = 64;

function machine(storeBuffer: number): MemorySystem {
  return new MemorySystem({
    cores: 2,
    levels: [{ sets: 16, ways: 2, lineBytes: 16 }],
    memory: new PhysicalMemory(MEMORY_BYTES),
    storeBuffer,
  });
}

describe('litmus tests', () => {
  /** SB: each core stores to its own variable and reads the other's. */
  function storeBuffering(entries: number, fence: boolean): [number, number] {
    const system = machine(entries);
    system.store(0, X, 1, 0);
    system.store(1, Y, 1, 0);
    if (fence) for (const core of [0, 1]) system.fence(core, 1);
    return [system.load(0, Y, 5), system.load(1, X, 5)];
  }

  test('SB: both may read the old value, unless fenced or sequentially consistent', () => {
    expect(storeBuffering(4, false)).toEqual([0, 0]);
    expect(storeBuffering(4, true)).toEqual([1, 1]);
    expect(storeBuffering(0, false)).toEqual([1, 1]);
  });

  test('MP: who sees the flag sees the data, at every moment', () => {
    for (let gap = 0; gap < 400; gap++) {
      const system = machine(4);
      system.store(0, X, 42, 0);
      system.store(0, Y, 1, 1);
      const flag = system.load(1, Y, 2 + gap);
      const data = system.load(1, X, 3 + gap);
      if (flag === 1) expect(data).toBe(42);
    }
  });

  test('an atomic drains the buffer first', () => {
    const system = machine(4);
    system.store(0, X, 1, 0);
    system.atomic(0, OPERATION.testAndSet, Y, 1, 0, 1);
    expect(system.load(1, X, 2)).toBe(1);
  });
});

describe('buffer', () => {
  test('a core sees its own stores at once, bytes among words included', () => {
    const system = machine(8);
    system.store(0, X, 0x11223344, 0);
    system.storeByte(0, X + 1, 0xaa, 1);
    expect(system.load(0, X, 2)).toBe(0x1122aa44);
    system.storeByte(0, Y, 5, 3);
    expect(system.load(0, Y, 4)).toBe(5);
    expect(system.load(1, X, 5)).toBe(0);
    expect(system.counters.forwarded).toBe(1);
  });

  test('a store takes one cycle until the buffer is full, then as long as the oldest needs to leave', () => {
    const system = machine(2);
    const cycles = [0, 1, 2].map((at) => {
      system.store(0, at * 16, 1, at);
      return system.completionCycle - at;
    });
    expect(cycles).toEqual([1, 1, 101]);
  });

  test('a store becomes visible by itself when its delay is over', () => {
    const system = machine(4);
    system.store(0, X, 1, 0);
    expect(system.load(1, X, system.costs.storeBufferDelay - 1)).toBe(0);
    expect(system.load(1, X, system.costs.storeBufferDelay)).toBe(1);
  });

  test('a store waits until the one before it is done', () => {
    const second = (cycle: number) => {
      const system = machine(4);
      system.store(0, X, 1, 0);
      system.store(0, Y, 1, 1);
      return system.load(1, Y, cycle);
    };
    // The first leaves at 20 and is done at 120.
    expect(second(119)).toBe(0);
    expect(second(120)).toBe(1);
  });

  test('one thread alone cannot tell the buffer from none', () => {
    fc.assert(
      fc.property(
        fc.array(randomStep, { maxLength: 200, size: 'max' }),
        fc.integer({ min: 1, max: 5 }),
        (trace, entries) => {
          const buffered = machine(entries);
          const plain = machine(0);
          trace.forEach((each, index) => {
            const step = { ...each, core: 0 };
            expect(carryOut(buffered, step, index * 3)).toBe(carryOut(plain, step, index * 3));
          });
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });
});
