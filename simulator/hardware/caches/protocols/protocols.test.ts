/**
 * Each protocol does what the textbook's table says: states and exact counts of hand-computed traces, every row
 * of every table happens, and what the families are compared by.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carryOut, MEMORY_BYTES, randomStep } from '../../../../tests/random-memory-traces';
import { parseCoherenceTrace, runCoherenceTrace } from '../../../laboratories/coherence-trace';
import { OPERATION } from '../../../programs/operations';
import { PhysicalMemory } from '../../memory/physical-memory';
import { MemorySystem } from '../memory-system';
import { PROTOCOLS, type ProtocolName, type WritePolicy } from '../memory-system-options';
import { type CoherenceProtocol, compileProtocol, describeProtocol } from '../protocol';
import { noWrite, writeThrough } from './write-through';

const levels = [{ sets: 16, ways: 4, lineBytes: 16 }];

/** One line, three cores: read sharing, an upgrade, a read of modified data, write misses on shared and modified. */
const TRACE = '0 R 0\n1 R 0\n1 W 4\n0 R 0\n2 W 0\n2 R 0\n0 W 0';

function statesOf(protocol: ProtocolName, writePolicy: WritePolicy = 'write-back'): string {
  const { result } = runCoherenceTrace(
    { protocol, cores: 3, lineBytes: 16, writePolicy },
    parseCoherenceTrace(TRACE, 3),
  );
  return result.steps.map((step) => step.states.join('')).join(' ');
}

function countsOf(protocol: ProtocolName, writePolicy: WritePolicy = 'write-back') {
  const machine = new MemorySystem({
    cores: 3,
    levels,
    memory: new PhysicalMemory(64),
    protocol,
    writePolicy,
  });
  for (const { core, operation, address } of parseCoherenceTrace(TRACE, 3))
    if (operation === 'R') machine.load(core, Number(address), machine.completionCycle);
    else machine.store(core, Number(address), 1, machine.completionCycle);
  const {
    busTransactions: bus,
    invalidations,
    updates,
    cacheToCache,
    memoryReads,
    memoryWrites,
    writeBacks,
  } = machine.counters;
  return { bus, invalidations, updates, cacheToCache, memoryReads, memoryWrites, writeBacks };
}

const zero = { invalidations: 0, updates: 0, cacheToCache: 0, memoryWrites: 0, writeBacks: 0 };

describe('states after each step of the hand-computed trace', () => {
  test.each([
    ['none', 'write-back', 'VII VVI VDI VDI VDD VDD DDD'],
    ['msi', 'write-back', 'SII SSI IMI SSI IIM IIM MII'],
    ['mesi', 'write-back', 'EII SSI IMI SSI IIM IIM MII'],
    ['moesi', 'write-back', 'EII SSI IMI SOI IIM IIM MII'],
    ['dragon', 'write-back', 'EII SSI SOI SOI SSO SSO OSS'],
    ['firefly', 'write-back', 'EII SSI SSI SSI SSS SSS SSS'],
    ['mesi', 'write-through', 'VII VVI IVI VVI III IIV III'],
    ['mesi', 'no-write', 'VII VVI III VII III IIV III'],
    ['dragon', 'write-through', 'VII VVI VVI VVI VVI VVV VVV'],
    ['none', 'write-through', 'VII VVI VVI VVI VVI VVV VVV'],
  ] as const)('%s, %s', (protocol, writePolicy, states) => {
    expect(statesOf(protocol, writePolicy)).toBe(states);
  });
});

describe('[row 124] counts of the hand-computed trace', () => {
  test('no protocol: only the three fetches use the bus', () => {
    expect(countsOf('none')).toEqual({ ...zero, bus: 3, memoryReads: 3 });
  });

  test('MSI and MESI: modified data goes to the reader and to memory at once', () => {
    const expected = {
      bus: 6,
      invalidations: 4,
      updates: 0,
      cacheToCache: 2,
      memoryReads: 3,
      memoryWrites: 2,
      writeBacks: 2,
    };
    expect(countsOf('msi')).toEqual(expected);
    expect(countsOf('mesi')).toEqual(expected);
  });

  test('MOESI: modified data goes from cache to cache, memory is not written', () => {
    expect(countsOf('moesi')).toEqual({ ...zero, bus: 6, invalidations: 4, cacheToCache: 3, memoryReads: 2 });
  });

  test('Dragon: words go to the holders, nothing is invalidated, memory is not written', () => {
    expect(countsOf('dragon')).toEqual({ ...zero, bus: 6, updates: 5, cacheToCache: 1, memoryReads: 2 });
  });

  test('Firefly: words go to the holders and to memory', () => {
    expect(countsOf('firefly')).toEqual({
      ...zero,
      bus: 6,
      updates: 5,
      cacheToCache: 2,
      memoryReads: 1,
      memoryWrites: 3,
    });
  });

  test('[row 122] write-through: a memory write a store, misses do not fetch', () => {
    expect(countsOf('mesi', 'write-through')).toEqual({
      ...zero,
      bus: 7,
      invalidations: 4,
      memoryReads: 4,
      memoryWrites: 3,
    });
    expect(countsOf('dragon', 'write-through')).toEqual({
      ...zero,
      bus: 6,
      updates: 5,
      memoryReads: 3,
      memoryWrites: 3,
    });
  });

  test('[row 122] no-write: a store drops the own copy too, which is no invalidation of another', () => {
    expect(countsOf('mesi', 'no-write')).toEqual({
      ...zero,
      bus: 7,
      invalidations: 3,
      memoryReads: 4,
      memoryWrites: 3,
    });
  });
});

describe('what the protocols are compared by', () => {
  function busOf(protocol: ProtocolName, trace: readonly (readonly [number, 'R' | 'W', number])[]): number {
    const machine = new MemorySystem({
      cores: 8,
      levels,
      memory: new PhysicalMemory(MEMORY_BYTES),
      protocol,
    });
    for (const [core, operation, address] of trace)
      if (operation === 'R') machine.load(core, address, 0);
      else machine.store(core, address, 1, 0);
    return machine.counters.busTransactions;
  }

  test('reading and then writing private data: two transactions with MSI, one with MESI', () => {
    expect(
      busOf('msi', [
        [0, 'R', 0],
        [0, 'W', 0],
      ]),
    ).toBe(2);
    expect(
      busOf('mesi', [
        [0, 'R', 0],
        [0, 'W', 0],
      ]),
    ).toBe(1);
  });

  test('[row 124] MESI never needs more transactions than MSI', () => {
    const access = fc.tuple(
      fc.nat(7),
      fc.constantFrom('R' as const, 'W' as const),
      fc.nat(255).map((word) => word * 4),
    );
    fc.assert(
      fc.property(fc.array(access, { maxLength: 300, size: 'max' }), (trace) => {
        expect(busOf('mesi', trace)).toBeLessThanOrEqual(busOf('msi', trace));
      }),
      { seed: 124, numRuns: 200 },
    );
  });

  test('many writes between reads favour invalidation, one write for many readers favours update', () => {
    const writes = Array.from({ length: 20 }, () => [0, 'W', 0] as const);
    const migratory = [[1, 'R', 0] as const, ...writes, [1, 'R', 0] as const];
    expect(busOf('mesi', migratory)).toBeLessThan(busOf('dragon', migratory));
    const readers = [1, 2, 3, 4, 5, 6, 7].map((core) => [core, 'R', 0] as const);
    const producer = Array.from({ length: 10 }, () => [[0, 'W', 0] as const, ...readers]).flat();
    expect(busOf('dragon', producer)).toBeLessThan(busOf('mesi', producer));
  });
});

describe('[row 126] release of a test-and-test-and-set lock with N waiters', () => {
  /**
   * Transactions from the release until all waiters spin in their caches again. All of them see the lock free;
   * then one after the other tries, and after each try those that lost go back to reading.
   */
  function busAtRelease(protocol: ProtocolName, waiters: number): number {
    const machine = new MemorySystem({
      cores: waiters + 1,
      levels,
      memory: new PhysicalMemory(1024),
      protocol,
      atomics: 'memory',
    });
    const owner = waiters;
    const spin = (count: number) => {
      for (let core = 0; core < count; core++) machine.load(core, 0, machine.completionCycle);
    };
    machine.atomic(owner, OPERATION.testAndSet, 0, 1, 0, 0);
    spin(waiters);
    const spinning = machine.counters.busTransactions;
    spin(waiters);
    spin(waiters);
    expect(machine.counters.busTransactions).toBe(spinning);

    machine.store(owner, 0, 0, machine.completionCycle);
    spin(waiters);
    let winners = 0;
    for (let core = 0; core < waiters; core++) {
      if (machine.atomic(core, OPERATION.testAndSet, 0, 1, 0, machine.completionCycle) === 0) winners++;
      spin(core + 1);
    }
    expect(winners).toBe(1);
    return machine.counters.busTransactions - spinning;
  }

  test('write-invalidate: of the order of N squared; write-update: of the order of N', () => {
    for (const waiters of [4, 8, 16, 32]) {
      // The store, N reads, N tries, and 1 + 2 + ... + N reads after them.
      const invalidate = 1 + 2 * waiters + (waiters * (waiters + 1)) / 2;
      expect(busAtRelease('mesi', waiters)).toBe(invalidate);
      expect(busAtRelease('msi', waiters)).toBe(invalidate);
      // The owner fetches the line (its own atomic went past its cache), the store that updates, N tries.
      expect(busAtRelease('dragon', waiters)).toBe(2 + waiters);
      expect(busAtRelease('firefly', waiters)).toBe(2 + waiters);
    }
  });
});

const ALL: readonly CoherenceProtocol[] = [
  ...Object.values(PROTOCOLS),
  ...Object.values(writeThrough),
  ...Object.values(noWrite),
];

describe('the tables', () => {
  test.each(ALL.map((protocol) => [protocol.name, protocol] as const))(
    '%s compiles, and describes each state and row',
    (_, protocol) => {
      compileProtocol(protocol);
      const text = describeProtocol(protocol);
      for (const row of protocol.transitions) {
        expect(row.description.length).toBeGreaterThan(5);
        expect(text).toContain(`${row.state} ${row.event} -> ${row.next}`);
      }
    },
  );

  test('a table with a row twice, a row missing, or a valid state that cannot be read is refused', () => {
    const { transitions } = PROTOCOLS.msi;
    const withRows = (rows: CoherenceProtocol['transitions']) => () =>
      compileProtocol({ ...PROTOCOLS.msi, transitions: rows });
    expect(withRows([...transitions, transitions[0]])).toThrow('two rows for I on load');
    expect(withRows(transitions.filter((row) => row.state !== 'M' || row.event !== 'evict'))).toThrow(
      'no row for M on evict',
    );
    expect(
      withRows(
        transitions.map((row) => (row.state === 'S' && row.event === 'load' ? { ...row, next: 'I' } : row)),
      ),
    ).toThrow('S must be readable');
    expect(withRows([...transitions, { ...transitions[0], state: 'X' }])).toThrow('no state X');
  });

  test.each(Object.keys(PROTOCOLS) as ProtocolName[])(
    'every row of %s that changes a state happens',
    (protocol) => {
      const expected = new Set<string>();
      for (const row of PROTOCOLS[protocol].transitions as CoherenceProtocol['transitions'])
        for (const next of [row.next, row.whenShared?.next ?? row.next])
          if (next !== row.state) expected.add(`${row.state} ${row.event} ${next}`);
      const seen = new Set<string>();
      fc.assert(
        fc.property(fc.array(randomStep, { minLength: 100, maxLength: 400, size: 'max' }), (trace) => {
          const machine = new MemorySystem({
            cores: 4,
            levels: [{ sets: 2, ways: 2, lineBytes: 16 }],
            memory: new PhysicalMemory(MEMORY_BYTES),
            protocol,
          });
          machine.listener = {
            stateChanged: (_core, _line, before, after, event) => seen.add(`${before} ${event} ${after}`),
            transaction: (_core, _kind, _line, start, end) => expect(end).toBeGreaterThan(start),
          };
          trace.forEach((each, index) => {
            carryOut(machine, { ...each, core: each.core % 4 }, index * 10);
          });
        }),
        { seed: 3, numRuns: 60 },
      );
      expect([...expected].filter((row) => !seen.has(row))).toEqual([]);
      if (PROTOCOLS[protocol].snoops) expect([...seen].filter((row) => !expected.has(row))).toEqual([]);
    },
  );
});
