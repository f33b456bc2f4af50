/** Guarantees of the lock designs: all exclude, the queues are fair, and only those with a place for each waiter cost the same however many wait. */
import { describe, expect, it } from 'vitest';
import { Trace } from '../../engine/trace';
import { type Extent, explore } from '../../explorer/explorer';
import type { MemoryModel, Scenario } from '../../explorer/scenario';
import { MemorySystem } from '../../hardware/caches/memory-system';
import { PhysicalMemory } from '../../hardware/memory/physical-memory';
import { COHERENT_EVENTS, LockTrial } from '../../laboratories/lock-trial';
import { compute, NativeProgram, type Operation, pause } from '../../programs/operations';
import { ArrayLock } from './array-lock';
import { DelayedLock } from './delayed-lock';
import { ListLock } from './list-lock';
import { COUNTER_ADDRESS, LOCK_ADDRESS, lockClient, memoryBytes } from './lock-client';
import { LINE_BYTES, type Spinlock } from './spinlock';
import { TestAndSetLock } from './test-and-set-lock';
import { TestAndTestAndSetLock } from './test-and-test-and-set-lock';
import { TicketLock } from './ticket-lock';

type Design = new (services: object, lockAddress: number, cores: number) => Spinlock;

/**
 * `rounds`: of core 1 where its interleavings are tried; with one only, core 0 can still overtake it.
 * `extent`: how far they are; who delays goes by whether it has looked in vain, and that is tried up to a bound.
 */
const DESIGNS: readonly { design: Design; fair: boolean; rounds?: number; extent?: Extent }[] = [
  { design: TestAndSetLock, fair: false },
  { design: TestAndTestAndSetLock, fair: false },
  { design: DelayedLock, fair: false, rounds: 1, extent: 'bounded' },
  { design: TicketLock, fair: true },
  { design: ArrayLock, fair: true },
  { design: ListLock, fair: true, rounds: 1 },
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

function runOf(
  design: Design,
  cores: number,
  rounds: number,
  { protocol, holdCycles = 50 }: { protocol?: 'none'; holdCycles?: number } = {},
) {
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
    programs: Array.from({ length: cores }, (_, core) => client(design, core, cores, rounds, holdCycles)),
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
  it.each(DESIGNS)(
    '$design.name excludes under every interleaving; fair: $fair',
    ({ design, fair, rounds = 2, extent = 'complete' }) => {
      for (const model of ['sc', 'tso'] as const satisfies MemoryModel[]) {
        const twice: Scenario = {
          threads: 2,
          model,
          memoryWords: memoryBytes(2) / 4,
          start: (core) => client(design, core, 2, core === 0 ? 2 : rounds, 0),
        };
        const exploration = explore(twice, { fair: true, data: { from: 0, to: 1 } });
        expect(exploration.extent).toBe(extent);
        const names = exploration.findings.map(({ violation }) => violation.name);
        expect(names, model).toEqual(fair ? [] : ['overtaken']);
      }
    },
  );

  it('counts every entry on every number of cores, and only a place for each waiter costs the same for all', () => {
    const growth = (design: Design) => contend(design, 16) / contend(design, 4);
    expect(growth(ArrayLock)).toBeLessThan(1.2);
    expect(growth(ListLock)).toBeLessThan(1.2);
    expect(growth(TicketLock)).toBeGreaterThan(2);
    expect(growth(TestAndTestAndSetLock)).toBeGreaterThan(2);
    expect(growth(TestAndSetLock)).toBeGreaterThan(2);
  });

  it('at a hand-off with 16 cores, each design needs less of the bus than the one before', () => {
    const costs = [TestAndTestAndSetLock, TicketLock, ArrayLock].map((design) => contend(design, 16));
    expect(costs[0]).toBeGreaterThan(costs[1]);
    expect(costs[1]).toBeGreaterThan(2 * costs[2]);
  });

  it('[row 127] a delay before the try: few atomics at a hand-off, and the lock is not free for longer', () => {
    const handOff = (design: Design, cores: number) => {
      const { run, memory } = runOf(design, cores, 3);
      return { atomics: memory.counters.atomics / run.entries, cycles: run.handOffCycles / run.entries };
    };
    for (const cores of [4, 8, 16]) {
      const atOnce = handOff(TestAndTestAndSetLock, cores);
      const delayed = handOff(DelayedLock, cores);
      // All that wait try, half of the cores in the mean; or who came out of its delay first, and seldom another one.
      expect(atOnce.atomics).toBeGreaterThan(cores / 2);
      expect(delayed.atomics).toBeLessThan(2);
      expect(delayed.cycles).toBeLessThan(atOnce.cycles);
    }
    // Alone, nobody delays: no more than the look and the try.
    expect(handOff(DelayedLock, 1)).toEqual(handOff(TestAndTestAndSetLock, 1));
  });

  it('[row 128] a place for each waiter: a hand-off invalidates one copy, in a list two, and goes by order of arrival', () => {
    const cores = 8;
    for (const [design, copies] of [
      // Its own place is the only copy; the node of the list is read by the one that came behind, too.
      [ArrayLock, () => 1],
      [ListLock, (waiting: number) => Math.min(waiting, 2)],
      // All that wait, and the one that handed it on before, once there is one.
      [TicketLock, (waiting: number) => (waiting === cores - 1 ? waiting : waiting + 1)],
    ] as const) {
      const { trace } = runOf(design, cores, 1, { holdCycles: 20_000 });
      const asked: number[] = [];
      const entered: number[] = [];
      const invalidated: number[] = [];
      for (let index = 0; index < trace.length; index++) {
        const { kind, values } = trace.event(index);
        if (kind.name === 'atomic' && !asked.includes(values[0])) asked.push(values[0]);
        if (kind.name === 'enter') entered.push(values[0]);
        if (kind.name === 'leave') invalidated.push(0);
        const [, line, state] = values;
        if (
          kind.name === 'line-state' &&
          state === 0 &&
          line >= LOCK_ADDRESS &&
          entered.length === invalidated.length
        )
          invalidated[invalidated.length - 1]++;
      }
      expect(entered, design.name).toEqual(asked);
      const expected = Array.from({ length: cores - 1 }, (_, passed) => copies(cores - 1 - passed));
      expect(invalidated.slice(0, -1), design.name).toEqual(expected);
    }
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
    expect(runOf(ClockLock, 2, 1, { protocol: 'none' }).run.violation).toMatchObject({
      name: 'final-state',
      thread: 1,
    });
  });
});
