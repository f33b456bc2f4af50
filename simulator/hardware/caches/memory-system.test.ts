/**
 * Values: what a program reads is what a flat memory would give it, whatever the caches do; the protocols'
 * invariants hold after every step; a snapshot has the same future.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  carryOut,
  carryOutFlat,
  MEMORY_BYTES,
  randomOptions,
  randomStep,
} from '../../../tests/random-memory-traces';
import { OPERATION } from '../../programs/operations';
import { PhysicalMemory } from '../memory/physical-memory';
import { ATOMIC } from './atomic-operation';
import { MEMORY_COUNTER_NAMES } from './memory-counters';
import { MemorySystem } from './memory-system';

const oneLevel = [{ sets: 16, ways: 4, lineBytes: 16 }];
const steps = (maxLength: number) => fc.array(randomStep, { minLength: 50, maxLength, size: 'max' });

describe('coherent caches', () => {
  test('every load gives what a flat memory gives, with any protocol, policy and hierarchy', () => {
    fc.assert(
      fc.property(randomOptions, steps(300), (options, trace) => {
        const system = new MemorySystem({ ...options, memory: new PhysicalMemory(MEMORY_BYTES) });
        const flat = new PhysicalMemory(MEMORY_BYTES);
        trace.forEach((each, index) => {
          const step = { ...each, core: each.core % options.cores };
          expect(carryOut(system, step, index * 10)).toBe(carryOutFlat(flat, step));
        });
        for (let address = 0; address < MEMORY_BYTES; address += 4)
          expect(system.peek(address)).toBe(flat.loadWord(address));
      }),
      { seed: 125, numRuns: 200 },
    );
  });

  test('one writer or many readers, no stale copy, levels inclusive, after every step', () => {
    fc.assert(
      fc.property(randomOptions, steps(80), (options, trace) => {
        const memory = new PhysicalMemory(MEMORY_BYTES);
        const system = new MemorySystem({ ...options, memory });
        const shared = options.levels.find((level) => level.shared);
        const twoPrivate = options.levels.filter((level) => !level.shared).length === 2;
        trace.forEach((each, index) => {
          const step = { ...each, core: each.core % options.cores };
          carryOut(system, step, index * 10);
          // A step changes its own line and those that it displaces; all are looked at.
          for (let line = 0; line < MEMORY_BYTES; line += system.lineBytes) {
            const states = Array.from({ length: options.cores }, (_, core) => system.stateOf(core, line));
            const held = states.filter((state) => state !== 'I');
            if (held.length === 0) continue;
            if (held.some((state) => state === 'M' || state === 'E')) expect(held).toHaveLength(1);
            expect(held.filter((state) => state === 'O').length).toBeLessThanOrEqual(1);
            const dirty = held.some((state) => state === 'M' || state === 'O');
            for (let address = line; address < line + system.lineBytes; address += 4) {
              const newest = system.peek(address);
              if (!dirty) expect(memory.loadWord(address)).toBe(newest);
              states.forEach((state, core) => {
                if (state !== 'I') expect(system.cachedWord(core, address)).toBe(newest);
              });
            }
            if (shared !== undefined && shared.inclusive !== false)
              expect(system.inSharedLevel(line)).toBe(true);
          }
          if (twoPrivate)
            for (let line = 0; line < MEMORY_BYTES; line += system.lineBytes)
              for (let core = 0; core < options.cores; core++)
                if (system.inFirstLevel(core, line)) expect(system.stateOf(core, line)).not.toBe('I');
        });
      }),
      { seed: 124, numRuns: 40 },
    );
  });

  test('a system restored from a snapshot has the same future as the one that was saved', () => {
    fc.assert(
      fc.property(
        randomOptions,
        fc.nat(3),
        fc.integer({ min: 1, max: 2 }),
        steps(200),
        fc.nat(199),
        (random, storeBuffer, threadsPerCore, trace, cut) => {
          const options = { ...random, storeBuffer, threadsPerCore };
          const memory = new PhysicalMemory(MEMORY_BYTES);
          const original = new MemorySystem({ ...options, memory });
          const future = (system: MemorySystem, from: number) =>
            trace.slice(from).map((each, index) => {
              const step = { ...each, core: each.core % (options.cores * threadsPerCore) };
              return [carryOut(system, step, (from + index) * 10), system.completionCycle];
            });
          trace.slice(0, cut).forEach((each, index) => {
            carryOut(original, { ...each, core: each.core % (options.cores * threadsPerCore) }, index * 10);
          });
          const saved = JSON.parse(JSON.stringify(original.save())) as ReturnType<MemorySystem['save']>;
          const otherMemory = new PhysicalMemory(MEMORY_BYTES);
          otherMemory.words.set(memory.words);
          const restored = new MemorySystem({ ...options, memory: otherMemory });
          restored.restore(saved);
          expect(restored.digest()).toBe(original.digest());
          expect(future(restored, cut)).toEqual(future(original, cut));
          expect(restored.digest()).toBe(original.digest());
          expect(otherMemory.words).toEqual(memory.words);
        },
      ),
      { seed: 123, numRuns: 100 },
    );
  });
});

test('a snapshot keeps reservations', () => {
  const memory = new PhysicalMemory(1024);
  const machine = () => new MemorySystem({ cores: 2, levels: oneLevel, memory, atomics: 'cache' });
  const [original, undisturbed, disturbed] = [machine(), machine(), machine()];
  original.loadReserved(0, 0, 0);
  undisturbed.restore(original.save());
  disturbed.restore(original.save());
  disturbed.store(1, 4, 1, 0);
  expect(disturbed.storeConditional(0, 0, 5, 0)).toBe(false);
  expect(undisturbed.storeConditional(0, 0, 5, 0)).toBe(true);
});

describe('no coherence', () => {
  const system = () =>
    new MemorySystem({ cores: 2, levels: oneLevel, memory: new PhysicalMemory(1024), protocol: 'none' });

  test('a copy stays as it was read until software drops it, and a store stays until software flushes it', () => {
    const machine = system();
    expect(machine.load(1, 64, 0)).toBe(0);
    machine.store(0, 64, 7, 0);
    expect(machine.load(1, 64, 0)).toBe(0);
    machine.flush(0, 64);
    expect(machine.load(1, 64, 0)).toBe(0);
    machine.invalidate(1, 64);
    expect(machine.load(1, 64, 0)).toBe(7);
  });

  test('clean writes back and keeps the line, invalidate loses what was not written back', () => {
    const machine = system();
    machine.store(0, 64, 7, 0);
    machine.clean(0, 64);
    expect(machine.stateOf(0, 64)).toBe('V');
    expect(machine.load(1, 64, 0)).toBe(7);
    machine.store(0, 64, 8, 0);
    machine.invalidate(0, 64);
    expect(machine.load(0, 64, 0)).toBe(7);
  });

  test('two cores that write different words of a line lose neither only if flushed one after the other', () => {
    const machine = system();
    machine.store(0, 64, 1, 0);
    machine.store(1, 68, 2, 0);
    machine.flush(0, 64);
    machine.flush(1, 68);
    // The second write-back carried the old word 64 of its whole line: false sharing destroys data here.
    expect([machine.peek(64), machine.peek(68)]).toEqual([0, 2]);
  });

  test('an atomic goes to memory, past stale copies of the other core', () => {
    const machine = system();
    machine.load(1, 64, 0);
    expect(machine.atomic(0, OPERATION.fetchAndAdd, 64, 5, 0, 0)).toBe(0);
    expect(machine.load(1, 64, 0)).toBe(0);
    expect(machine.atomic(1, OPERATION.fetchAndAdd, 64, 5, 0, 0)).toBe(5);
    expect(machine.load(1, 64, 0)).toBe(10);
  });
});

describe('atomic operations', () => {
  test('[row 125] at the memory controller: one transaction each, and every copy goes, even when nothing changes', () => {
    const machine = new MemorySystem({
      cores: 4,
      levels: oneLevel,
      memory: new PhysicalMemory(1024),
      atomics: 'memory',
    });
    machine.atomic(0, OPERATION.testAndSet, 0, 1, 0, 0);
    for (const core of [1, 2, 3]) machine.load(core, 0, 0);
    const before = machine.counters;
    expect(machine.atomic(0, OPERATION.testAndSet, 0, 1, 0, 0)).toBe(1);
    expect(machine.counters.busTransactions - before.busTransactions).toBe(1);
    expect(machine.counters.invalidations - before.invalidations).toBe(3);
    expect(machine.stateOf(1, 0)).toBe('I');
    // A compare-and-swap that fails costs the same, but writes nothing.
    machine.load(1, 0, 0);
    const failing = machine.counters;
    expect(machine.atomic(0, OPERATION.compareAndSwap, 0, 9, 5, 0)).toBe(1);
    expect(machine.counters.invalidations - failing.invalidations).toBe(1);
    expect(machine.counters.memoryWrites).toBe(failing.memoryWrites);
  });

  test('[row 125] k tries on a lock that is held: k transactions at the controller, one in the cache', () => {
    for (const tries of [1, 5, 20])
      for (const [atomics, transactions] of [
        ['memory', tries],
        ['cache', 1],
      ] as const) {
        const memory = new PhysicalMemory(1024);
        const machine = new MemorySystem({ cores: 4, levels: oneLevel, memory, atomics });
        machine.atomic(0, OPERATION.testAndSet, 0, 1, 0, 0);
        for (const core of [1, 2, 3]) machine.load(core, 0, machine.completionCycle);
        const before = machine.counters;
        for (let i = 0; i < tries; i++)
          expect(machine.atomic(1, OPERATION.testAndSet, 0, 1, 0, machine.completionCycle)).toBe(1);
        const after = machine.counters;
        expect(after.busTransactions - before.busTransactions, atomics).toBe(transactions);
        // The first try takes the copies of all others; in the cache the one that set the lock has kept its own.
        expect(after.invalidations - before.invalidations, atomics).toBe(atomics === 'memory' ? 2 : 3);
        expect(machine.stateOf(1, 0)).toBe(atomics === 'memory' ? 'I' : 'M');
      }
  });

  test('[row 125] asked for in the same cycle, they are served one after the other, in order of cores', () => {
    for (const atomics of ['memory', 'cache'] as const) {
      const machine = new MemorySystem({
        cores: 4,
        levels: oneLevel,
        memory: new PhysicalMemory(1024),
        atomics,
      });
      const served = [0, 1, 2, 3].map((core) => ({
        before: machine.atomic(core, OPERATION.fetchAndAdd, 0, 1, 0, 0),
        done: machine.completionCycle,
      }));
      expect(served.map(({ before }) => before)).toEqual([0, 1, 2, 3]);
      const between = served.slice(1).map(({ done }, i) => done - served[i].done);
      const { memoryAccess, busInvalidate, cacheToCache } = machine.costs;
      const each = atomics === 'memory' ? memoryAccess + busInvalidate : cacheToCache;
      expect(between).toEqual([each, each, each]);
    }
  });

  test('in the cache: repeated ones of a core need the bus once', () => {
    const machine = new MemorySystem({
      cores: 2,
      levels: oneLevel,
      memory: new PhysicalMemory(1024),
      atomics: 'cache',
    });
    for (let i = 0; i < 10; i++) expect(machine.atomic(0, OPERATION.fetchAndAdd, 0, 1, 0, 0)).toBe(i);
    expect(machine.counters.busTransactions).toBe(1);
  });

  test('with write-update the copies take the result and stay', () => {
    for (const atomics of ['cache', 'memory'] as const)
      for (const protocol of ['dragon', 'firefly'] as const) {
        const machine = new MemorySystem({
          cores: 2,
          levels: oneLevel,
          memory: new PhysicalMemory(1024),
          atomics,
          protocol,
        });
        machine.load(1, 0, 0);
        machine.atomic(0, OPERATION.swap, 0, 6, 0, 0);
        const { busTransactions } = machine.counters;
        expect(machine.load(1, 0, 0)).toBe(6);
        expect(machine.counters.busTransactions).toBe(busTransactions);
      }
  });

  test('store-conditional stores only if nobody wrote the line since load-reserved', () => {
    for (const atomics of ['cache', 'memory'] as const) {
      const memory = new PhysicalMemory(1024);
      const machine = new MemorySystem({ cores: 2, levels: oneLevel, memory, atomics });
      expect(machine.storeConditional(0, 0, 1, 0)).toBe(false);
      machine.loadReserved(0, 0, 0);
      expect(machine.storeConditional(0, 0, 1, 0)).toBe(true);
      expect(machine.storeConditional(0, 0, 2, 0)).toBe(false);
      // The own stores to the line do not end the reservation.
      machine.loadReserved(0, 0, 0);
      machine.store(0, 8, 7, 0);
      expect(machine.storeConditional(0, 0, 1, 0)).toBe(true);
      machine.loadReserved(0, 0, 0);
      machine.store(1, 4, 9, 0);
      expect(machine.storeConditional(0, 0, 3, 0)).toBe(false);
      machine.loadReserved(0, 0, 0);
      machine.atomic(1, ATOMIC.or, 0, 8, 0, 0);
      expect(machine.storeConditional(0, 0, 3, 0)).toBe(false);
      expect(machine.peek(0)).toBe(9);
    }
  });
});

describe('cycles', () => {
  const memory = new PhysicalMemory(4096);

  test('a hit costs the first level, a miss the bus and what answers it', () => {
    const machine = new MemorySystem({
      cores: 2,
      levels: [...oneLevel, { sets: 16, ways: 8, lineBytes: 16, shared: true }],
      memory,
    });
    const cyclesOf = (core: number, address: number, at: number) => {
      machine.load(core, address, at);
      return machine.completionCycle - at;
    };
    expect(cyclesOf(0, 0, 1000)).toBe(100);
    expect(cyclesOf(0, 4, 2000)).toBe(1);
    expect(cyclesOf(1, 0, 3000)).toBe(12);
    machine.store(0, 0, 1, 4000);
    expect(machine.completionCycle - 4000).toBe(20);
    expect(cyclesOf(1, 0, 5000)).toBe(40);
  });

  test('on a bus two misses wait for each other, on an interconnect only at the same memory', () => {
    const run = (interconnect: 'bus' | 'interconnect', second: number) => {
      const machine = new MemorySystem({
        cores: 2,
        levels: oneLevel,
        memory,
        interconnect,
        nodes: { count: 2 },
      });
      machine.load(0, 0, 0);
      machine.load(1, second, 0);
      return [machine.completionCycle, machine.counters.waitCycles, machine.interconnect.conflicts];
    };
    expect(run('bus', 2048)).toEqual([200, 100, 1]);
    expect(run('interconnect', 2048)).toEqual([100, 0, 0]);
    // Core 1 belongs to node 1: memory 0 is far for it.
    expect(run('interconnect', 1024)).toEqual([260, 100, 1]);
  });

  test('a hardware thread issues while the other one of its core waits', () => {
    const machine = new MemorySystem({ cores: 1, threadsPerCore: 2, levels: oneLevel, memory });
    machine.load(0, 0, 0);
    expect(machine.completionCycle).toBe(100);
    machine.compute(1, 50, 0);
    expect(machine.completionCycle).toBe(51);
    // But not in the same cycle.
    machine.load(0, 4, 200);
    machine.load(1, 8, 200);
    expect(machine.completionCycle).toBe(202);
  });
});

test('a line written back waits in the shared level and is written to memory once, when it leaves that', () => {
  const machine = new MemorySystem({
    cores: 1,
    levels: [
      { sets: 1, ways: 1, lineBytes: 16 },
      { sets: 1, ways: 2, lineBytes: 16, shared: true },
    ],
    memory: new PhysicalMemory(1024),
  });
  const writes = () => [machine.counters.writeBacks, machine.counters.memoryWrites];
  for (let round = 0; round < 3; round++) {
    machine.store(0, 0, round, 0);
    machine.load(0, 16, 0);
    expect(writes()).toEqual([round + 1, 0]);
  }
  machine.load(0, 32, 0);
  expect(writes()).toEqual([3, 1]);
});

test('a coherence miss is one on a line that another core invalidated here', () => {
  const machine = new MemorySystem({
    cores: 2,
    levels: [{ sets: 1, ways: 1, lineBytes: 16 }],
    memory: new PhysicalMemory(1024),
  });
  machine.load(0, 0, 0);
  machine.load(0, 16, 0);
  machine.load(0, 0, 0);
  expect(machine.counters).toMatchObject({ misses: 3, coherenceMisses: 0 });
  machine.store(1, 4, 1, 0);
  machine.load(0, 0, 0);
  expect(machine.counters).toMatchObject({ misses: 5, coherenceMisses: 1 });
});

describe('false sharing', () => {
  test('counters of two cores in one line cost a transaction a store; in two lines one each in all', () => {
    const transactions = (distance: number) => {
      const machine = new MemorySystem({ cores: 2, levels: oneLevel, memory: new PhysicalMemory(1024) });
      for (let i = 0; i < 100; i++)
        for (const core of [0, 1]) machine.store(core, core * distance, i, i * 1000);
      return machine.counters.busTransactions;
    };
    expect(transactions(4)).toBe(200);
    expect(transactions(16)).toBe(2);
  });
});

describe('instruction caches and devices', () => {
  const machine = (
    protocol: 'mesi' | 'moesi' | 'dragon' | 'none',
    memory = new PhysicalMemory(1024),
    instructionCoherence?: 'snooping' | 'fence',
  ) =>
    new MemorySystem({
      cores: 2,
      levels: oneLevel,
      memory,
      protocol,
      instructionCache: { sets: 2, ways: 1, lineBytes: 16 },
      instructionCoherence,
    });

  test('snooping: every core fetches what a core or a device wrote last, other lines stay', () => {
    for (const protocol of ['mesi', 'moesi', 'dragon'] as const)
      for (const atomic of [false, true]) {
        const memory = new PhysicalMemory(1024);
        const system = machine(protocol, memory);
        const fetchAll = () => [0, 1].map((core) => system.fetch(core, 0, 0));
        const write = (core: number, value: number) =>
          atomic ? system.atomic(core, ATOMIC.swap, 0, value, 0, 0) : system.store(core, 0, value, 0);
        system.fetch(0, 16, 0);
        for (const [core, value] of [
          [0, 0x13],
          [1, 0x33],
          [0, 0x53],
        ] as const) {
          write(core, value);
          expect(fetchAll()).toEqual([value, value]);
        }
        system.prepareDeviceAccess(0, 0, 4, true, 0);
        memory.storeWord(0, 0x73);
        expect(fetchAll()).toEqual([0x73, 0x73]);
        const { instructionMisses } = system.counters;
        system.fetch(0, 16, 0);
        expect(system.counters.instructionMisses).toBe(instructionMisses);
      }
  });

  test('without snooping self-modifying code runs the old instruction until fence.i of the core that runs it', () => {
    for (const protocol of ['mesi', 'moesi', 'dragon'] as const) {
      const system = machine(protocol, undefined, 'fence');
      system.store(0, 0, 0x13, 0);
      expect(system.fetch(1, 0, 0)).toBe(0x13);
      system.store(0, 0, 0x33, 0);
      system.load(0, 0, 0);
      expect(system.fetch(1, 0, 0)).toBe(0x13);
      system.fenceInstructions(0, 0);
      expect(system.fetch(1, 0, 0)).toBe(0x13);
      system.fenceInstructions(1, 0);
      expect(system.fetch(1, 0, 0)).toBe(0x33);
      expect(system.counters).toMatchObject({ instructionHits: 2, instructionMisses: 2 });
    }
  });

  test('without coherence fence.i is not enough: the data line must be cleaned first', () => {
    const system = machine('none');
    system.store(0, 0, 0x13, 0);
    system.fenceInstructions(0, 0);
    expect(system.fetch(0, 0, 0)).toBe(0);
    system.clean(0, 0);
    system.fenceInstructions(0, 0);
    expect(system.fetch(0, 0, 0)).toBe(0x13);
  });

  test('a device reads what cores wrote, and cores read what a device wrote', () => {
    for (const protocol of ['mesi', 'moesi', 'dragon'] as const) {
      const memory = new PhysicalMemory(1024);
      const system = machine(protocol, memory);
      system.store(0, 20, 5, 0);
      system.load(1, 20, 0);
      system.store(0, 32, 6, 0);
      system.prepareDeviceAccess(0, 20, 16, false, 0);
      expect([memory.loadWord(20), memory.loadWord(32)]).toEqual([5, 6]);
      system.prepareDeviceAccess(0, 20, 16, true, 0);
      memory.storeWord(20, 7);
      expect([system.load(0, 20, 0), system.load(1, 20, 0)]).toEqual([7, 7]);
    }
  });

  test('without coherence a device sees memory only', () => {
    const memory = new PhysicalMemory(1024);
    const system = machine('none', memory);
    system.store(0, 20, 5, 0);
    system.prepareDeviceAccess(0, 20, 4, false, 0);
    expect(memory.loadWord(20)).toBe(0);
  });

  test('a snapshot holds the instruction caches', () => {
    const system = machine('mesi', undefined, 'fence');
    system.fetch(0, 0, 0);
    system.store(0, 0, 1, 0);
    const restored = machine('mesi', undefined, 'fence');
    restored.restore(system.save());
    expect(restored.fetch(0, 0, 0)).toBe(0);
    expect(restored.counters.instructionHits).toBe(1);
  });
});

describe('wrong use', () => {
  const memory = new PhysicalMemory(1024);

  test('a misaligned or missing address is refused with its value', () => {
    const machine = new MemorySystem({ cores: 1, levels: oneLevel, memory });
    expect(() => machine.load(0, 6, 0)).toThrow('0x6');
    expect(() => machine.store(0, 1024, 0, 0)).toThrow('0x400');
    expect(() => machine.atomic(0, OPERATION.swap, 4096, 0, 0, 0)).toThrow('0x1000');
  });

  test.each([
    [{ cores: 0 }, 'cores must be'],
    [{ levels: [] }, 'one or two private levels'],
    [{ levels: [{ sets: 3, ways: 1, lineBytes: 16 }] }, 'power of two'],
    [{ levels: [...oneLevel, { sets: 16, ways: 4, lineBytes: 32, shared: true }] }, 'one line size'],
    [{ protocol: 'none' as const, atomics: 'cache' as const }, 'atomics in the cache need'],
    [{ writePolicy: 'write-through' as const, atomics: 'cache' as const }, 'atomics in the cache need'],
    [{ nodes: { count: 3 } }, 'power of two'],
    [{ storeBuffer: -1 }, 'storeBuffer'],
  ])('options that cannot be are refused: %j', (wrong, message) => {
    expect(() => new MemorySystem({ cores: 2, levels: oneLevel, memory, ...wrong })).toThrow(message);
  });
});

test('every counter starts at zero and counts something in some run', () => {
  const seen = new Set<string>();
  const watch = (machine: MemorySystem) => {
    for (const name of MEMORY_COUNTER_NAMES) if (machine.counters[name] > 0) seen.add(name);
  };
  fc.assert(
    fc.property(randomOptions, fc.nat(2), steps(200), (options, storeBuffer, trace) => {
      const machine = new MemorySystem({ ...options, storeBuffer, memory: new PhysicalMemory(MEMORY_BYTES) });
      expect(Object.values(machine.counters.save()).every((value) => value === 0)).toBe(true);
      trace.forEach((each, index) => {
        carryOut(machine, { ...each, core: each.core % options.cores }, index * 10);
      });
      watch(machine);
      const { hits, misses, loads, stores, forwarded } = machine.counters;
      if (options.atomics === 'memory') expect(hits + misses).toBe(loads + stores - forwarded);
    }),
    { seed: 9, numRuns: 100 },
  );
  // Instruction fetches have tests of their own.
  expect(MEMORY_COUNTER_NAMES.filter((name) => !seen.has(name))).toEqual([
    'instructionHits',
    'instructionMisses',
  ]);
});
