import { expect, test } from 'vitest';
import { MemorySystem } from '../../../../simulator/hardware/caches/memory-system';
import { PhysicalMemory } from '../../../../simulator/hardware/memory/physical-memory';
import { arrayLocks, listLocks } from './question';

test('by hand: ten locks, four cores, seven threads, lines of 64 bytes', () => {
  expect(arrayLocks(10, 4, 64)).toBe(3200);
  expect(listLocks(10, 7, 64)).toBe(1088);
});

test('[row 128] a store to a place invalidates the copy of its waiter only, or of all that share its line', () => {
  const handOn = (distance: number) => {
    const waiters = 4;
    const levels = [{ sets: 8, ways: 1, lineBytes: 16 }];
    const system = new MemorySystem({ cores: waiters + 1, levels, memory: new PhysicalMemory(128) });
    for (let core = 0; core < waiters; core++) system.load(core, core * distance, system.completionCycle);
    system.store(waiters, 0, 1, system.completionCycle);
    return system.counters.invalidations;
  };
  expect(handOn(16)).toBe(1);
  expect(handOn(4)).toBe(4);
});
