/** Guarantees of the four lock designs: all exclude, two are fair, and only one costs the same however many wait. */
import { describe, expect, it } from 'vitest';
import { Trace } from '../../engine/trace';
import { explore } from '../../explorer/explorer';
import type { MemoryModel, Scenario } from '../../explorer/scenario';
import { MemorySystem } from '../../hardware/caches/memory-system';
import { PhysicalMemory } from '../../hardware/memory/physical-memory';
import { COHERENT_EVENTS, LockTrial } from '../../laboratories/lock-trial';
import { compute, NativeProgram, type Operation, pause } from '../../programs/operations';
import { ArrayLock } from './array-lock';
import { COUNTER_ADDRESS, LOCK_ADDRESS, lockClient, memoryBytes } from './lock-client';
import { LINE_BYTES, type Spinlock } from './spinlock';
import { TestAndSetLock } from './test-and-set-lock';
import { TestAndTestAndSetLock } from './test-and-test-and-set-lock';
import { TicketLock } from './ticket-lock';

type Design = new (services: object, lockAddress: number, cores: number) => Spinlock;

const DESIGNS: readonly { design: Design; fair: boolean }[] = [
  { design: TestAndSetLock, fair: false },
  { design: TestAndTestAndSetLock, fair: false },
  { design: TicketLock, fair: true },
  { design: ArrayLock, fair: true },
];

function client(design: Design, core: number, cores: number, rounds: number, holdCycles: number) {
  const work = { rounds, hold: () => holdCycles, think: () => 0 };
  const lock = new design({}, LOCK_ADDRESS, cores);
  const programs = {
    acquire: () => new NativeProgram(lock.acquire(core)),
    release: () => new NativeProgram(lock.release(core)),
  };
  return lockClient(core, { cores, lockAddress: LOCK_ADDRESS }, programs, work, (by, address) => {
    throw new Error(`core ${by} accessed ${address}, outside the lock`);
  });
}

function runOf(design: Design, cores: number, rounds: number, protocol?: 'none') {
  const bytes = memoryBytes(cores);
  const memory = new MemorySystem({
    cores,
    levels: [{ sets: 64, ways: 4, lineBytes: LINE_BYTES }],
    memory: new PhysicalMemory(bytes),
    ...(protocol && { protocol }),
  });
  const trace = new Trace(COHERENT_EVENTS.kinds);
  const run = new LockTrial({
    memory,
    programs: Array.from({ length: cores }, (_, core) => client(design, core, cores, rounds, 50)),
    takeUnits: () => 8,
    trace,
    idleCycles: 20_000,
    counterAddress: COUNTER_ADDRESS,
  }).run();
  return { run, memory, trace };
}

function contend(design: Design, cores: number) {
  const rounds = 3;
  const { run, memory } = runOf(design, cores, rounds);
  expect([run.violation, run.entries]).toEqual([undefined, cores * rounds]);
  expect(memory.peek(COUNTER_ADDRESS)).toBe(cores * rounds);
  return memory.counters.busTransactions / run.entries;
}

/** Takes the time of day for a lock: each core has its own. */
class ClockLock implements Spinlock {
  *acquire(core: number): Operation {
    return yield* compute(1 + 2_000 * core);
  }
  *release(): Operation {
    return yield* pause();
  }
}

describe('spinlocks', () => {
  it.each(DESIGNS)('$design.name excludes under every interleaving; fair: $fair', ({ design, fair }) => {
    for (const model of ['sc', 'tso'] as const satisfies MemoryModel[]) {
      const twice: Scenario = {
        threads: 2,
        model,
        memoryWords: memoryBytes(2) / 4,
        start: (core) => client(design, core, 2, 2, 0),
      };
      const exploration = explore(twice, { fair: true, data: { from: 0, to: 1 } });
      expect(exploration.extent).toBe('complete');
      const names = exploration.findings.map(({ violation }) => violation.name);
      expect(names, model).toEqual(fair ? [] : ['overtaken']);
    }
  });

  it('counts every entry on every number of cores, and only the array lock costs the same for all', () => {
    const growth = (design: Design) => contend(design, 16) / contend(design, 4);
    expect(growth(ArrayLock)).toBeLessThan(1.2);
    expect(growth(TicketLock)).toBeGreaterThan(2);
    expect(growth(TestAndTestAndSetLock)).toBeGreaterThan(2);
    expect(growth(TestAndSetLock)).toBeGreaterThan(2);
  });

  it('at a hand-off with 16 cores, each design needs less of the bus than the one before', () => {
    const costs = [TestAndTestAndSetLock, TicketLock, ArrayLock].map((design) => contend(design, 16));
    expect(costs[0]).toBeGreaterThan(costs[1]);
    expect(costs[1]).toBeGreaterThan(2 * costs[2]);
  });

  it('tells all that happens by one clock', () => {
    for (const { design } of DESIGNS) {
      const { trace } = runOf(design, 8, 2);
      const cycles = Array.from({ length: trace.length }, (_, event) => trace.cycleAt(event));
      expect(cycles, design.name).toEqual(cycles.toSorted((first, second) => first - second));
    }
  });

  it('sees data that is lost though nobody was inside beside another', () => {
    expect(runOf(ClockLock, 2, 1).run.violation).toBeUndefined();
    expect(runOf(ClockLock, 2, 1, 'none').run.violation).toMatchObject({ name: 'final-state', thread: 1 });
  });
});
