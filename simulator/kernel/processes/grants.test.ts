/** [row 8] Processes are protected from each other: what one grants another may use, and nothing else, whatever is asked. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../engine/random';
import { Trace } from '../../engine/trace';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { compute, load, type Operation, store, systemCall } from '../../programs/operations';
import { policiesOf } from '../policies.testing';
import { createSystem, type ProcessSystem } from '../system';
import { SYSTEM_CALL } from '../system-calls';
import { GRANT_RIGHTS, MAX_GRANTS } from './grant-rights';
import { SYSTEM_EVENTS } from './process-events';
import { CODE_BASE, GUARD_PAGE, INIT, MAX_PROCESSES, SHARED_BASE, STACK_TOP } from './process-record';
import type { SystemProgram } from './program-image';

type Body = (argumentCount: number, argumentsAddress: number) => Operation;
const STACK_PAGE = STACK_TOP - PAGE_BYTES;
const REQUEST = STACK_TOP - 64;
/** Cycles until another process has done what is to be done first. */
const LATER = 120_000;
const { read, readWrite } = GRANT_RIGHTS;

function* ask(call: number, first: number, second: number, third: number): Operation {
  yield* store(REQUEST, first);
  yield* store(REQUEST + 4, second);
  yield* store(REQUEST + 8, third);
  return yield* systemCall(call, REQUEST);
}
const grant = (address: number, to: number, rights: number) => ask(SYSTEM_CALL.grant, address, to, rights);
const map = (number: number, address: number, rights: number) =>
  ask(SYSTEM_CALL.mapGrant, number, address, rights);
const revoke = (number: number) => systemCall(SYSTEM_CALL.revoke, number);

/** Two processes: 2 runs the first body, 3 the second; init waits for both. */
function runTwo(granter: Body, grantee: Body, options: { cores?: number; timed?: boolean } = {}) {
  const { cores = 1, timed = false } = options;
  const trace = new Trace(SYSTEM_EVENTS.kinds);
  const program = (name: string, code: Body): SystemProgram => ({ name, code });
  const system = createSystem({
    machine: {
      ...{ cores, ramBytes: 1 << 21 },
      ...(timed && {
        timed: {
          levels: [{ sets: 16, ways: 2, lineBytes: 32 }],
          translationBuffers: { dataTlb: { sets: 2, ways: 2 } },
        },
      }),
    },
    kernel: { tickCycles: 5_000, devices: [], policyNumbers: [cores, MAX_PROCESSES, 1] },
    programs: [
      program('init', function* () {
        for (const each of [1, 2])
          if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) yield* systemCall(SYSTEM_CALL.exec, each);
        while ((yield* systemCall(SYSTEM_CALL.wait)) > 0);
        return 0;
      }),
      program('granter', function* (...given) {
        yield* compute(LATER / 4); // until process 3 is there
        return yield* granter(...given);
      }),
      program('grantee', grantee),
    ],
    ...{ trace, policies: policiesOf() },
  });
  expect(system.kernel.run(5_000_000)).toBe(true);
  const strays = [...Array(trace.length).keys()].map((i) => trace.event(i).kind.name);
  expect(strays.filter((name) => name === 'stray' || name === 'bad-free')).toEqual([]);
  return { ...system, trace };
}

describe.each([
  ['one core', {}],
  ['two cores with caches', { cores: 2, timed: true }],
] as const)('grants on %s', (_, options) => {
  it('[row 8] both use one frame; after the granter took it back the grantee faults', () => {
    const seen: number[] = [];
    const { trace } = runTwo(
      function* () {
        yield* store(STACK_PAGE, 41);
        seen.push(yield* grant(STACK_PAGE, 3, readWrite));
        yield* compute(LATER);
        seen.push(yield* load(STACK_PAGE));
        seen.push(yield* revoke(1));
        return 0;
      },
      function* () {
        yield* compute(LATER / 2);
        seen.push(yield* map(1, SHARED_BASE, readWrite));
        seen.push(yield* load(SHARED_BASE));
        yield* store(SHARED_BASE, 42);
        yield* compute(2 * LATER);
        seen.push(yield* load(SHARED_BASE));
        return 0;
      },
      options,
    );
    expect(seen).toEqual([1, 0, 41, 42, 0]);
    expect(trace.toString()).toContain(`page-fault process=3 address=${SHARED_BASE} access=1 answer=0`);
  });

  it('[row 8] a page granted to read cannot be written', () => {
    const seen: number[] = [];
    const { trace } = runTwo(
      function* () {
        yield* store(STACK_PAGE, 41);
        yield* grant(STACK_PAGE, 3, read);
        yield* compute(LATER);
        seen.push(yield* load(STACK_PAGE));
        return 0;
      },
      function* () {
        yield* compute(LATER / 2);
        seen.push(yield* map(1, SHARED_BASE, readWrite), yield* map(1, SHARED_BASE, read));
        seen.push(yield* load(SHARED_BASE));
        yield* store(SHARED_BASE, 42);
        return 0;
      },
      options,
    );
    expect(seen).toEqual([-1, 0, 41, 41]);
    expect(trace.toString()).toContain(`page-fault process=3 address=${SHARED_BASE} access=2 answer=0`);
  });

  it('[row 8] what is nobody’s to grant or map is refused', () => {
    const granted: number[] = [];
    const mapped: number[] = [];
    const kernel = 0x8000_0000 | 0;
    runTwo(
      function* () {
        for (const [address, to, rights] of [
          [STACK_PAGE + 4, 3, read],
          [kernel, 3, read],
          [-PAGE_BYTES, 3, read],
          [0xc000_0000 | 0, 3, read],
          [CODE_BASE - PAGE_BYTES, 3, read],
          [GUARD_PAGE, 3, read],
          [SHARED_BASE, 3, read],
          [STACK_PAGE, 2, read],
          [STACK_PAGE, 9, read],
          [STACK_PAGE, 0, read],
          [STACK_PAGE, -1, read],
          [STACK_PAGE, MAX_PROCESSES, read],
          [STACK_PAGE, 3, 0],
          [STACK_PAGE, 3, 2],
          [STACK_PAGE, 3, 7],
          [STACK_PAGE, 3, -1],
        ] as const)
          granted.push(yield* grant(address, to, rights));
        yield* grant(STACK_PAGE, 3, readWrite);
        yield* grant(STACK_PAGE, INIT, readWrite);
        yield* compute(2 * LATER);
        return 0;
      },
      function* () {
        yield* compute(LATER);
        for (const [number, address, rights] of [
          [0, SHARED_BASE, read],
          [3, SHARED_BASE, read],
          [-1, SHARED_BASE, read],
          [2, SHARED_BASE, read],
          [1, SHARED_BASE + 4, read],
          [1, SHARED_BASE - PAGE_BYTES, read],
          [1, GUARD_PAGE, read],
          [1, STACK_PAGE, read],
          [1, kernel, read],
          [1, SHARED_BASE, 7],
          [1, SHARED_BASE, 0],
        ] as const)
          mapped.push(yield* map(number, address, rights));
        mapped.push(yield* revoke(1));
        return 0;
      },
      options,
    );
    expect(new Set(granted)).toEqual(new Set([-1]));
    expect(new Set(mapped)).toEqual(new Set([-1]));
  });

  it('[row 8] a page that the granter gave up meanwhile is nobody’s', () => {
    const seen: number[] = [];
    runTwo(
      function* () {
        const start = yield* systemCall(SYSTEM_CALL.setBreak);
        yield* systemCall(SYSTEM_CALL.setBreak, start + PAGE_BYTES);
        yield* store(start, 1);
        yield* grant(start, 3, readWrite);
        yield* systemCall(SYSTEM_CALL.setBreak, start);
        yield* compute(2 * LATER);
        return 0;
      },
      function* () {
        yield* compute(LATER);
        seen.push(yield* map(1, SHARED_BASE, read));
        return 0;
      },
      options,
    );
    expect(seen).toEqual([-1]);
  });

  it('[row 8] whoever ends first, every frame is given back once', () => {
    const freeAfter = (granterLives: number, granteeLives: number): number =>
      runTwo(
        function* () {
          const start = yield* systemCall(SYSTEM_CALL.setBreak);
          yield* systemCall(SYSTEM_CALL.setBreak, start + PAGE_BYTES);
          yield* store(start, 1);
          for (let i = 0; i <= MAX_GRANTS; i++) yield* grant(i % 2 ? start : STACK_PAGE, 3, readWrite);
          yield* compute(granterLives);
          yield* systemCall(SYSTEM_CALL.setBreak, start);
          yield* compute(LATER);
          return 0;
        },
        function* () {
          yield* compute(LATER / 2);
          for (let i = 1; i <= MAX_GRANTS + 1; i++) yield* map(i, SHARED_BASE + i * PAGE_BYTES, readWrite);
          yield* compute(granteeLives);
          return 0;
        },
        options,
      ).memory.freeFrames;
    const free = [
      freeAfter(LATER, LATER),
      freeAfter(LATER, 10 * LATER),
      freeAfter(10 * LATER, LATER),
      freeAfter(0, 0),
    ];
    expect(new Set(free).size).toBe(1);
  });
});

/** What a process may write by its page table: pages of its own, and those that others granted it. */
function writers({ processes }: ProcessSystem): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (let process = 1; process < MAX_PROCESSES; process++) {
    if (!processes.exists(process)) continue;
    for (const { frame, page } of processes.pagesOf(processes.recordOf(process).root))
      found.set(frame, [...(found.get(frame) ?? []), page * PAGE_BYTES < SHARED_BASE ? process : -process]);
  }
  return found;
}

it('[row 8] no write ever reaches a foreign frame, whatever is asked for', () => {
  for (const seed of ['a', 'b', 'c', 'd', 'e', 'f']) {
    const random = new Random(seed);
    const marks: string[] = [];
    const hostile: (own: number) => Body = (own) =>
      function* () {
        const mine = random.fork(String(own));
        const start = yield* systemCall(SYSTEM_CALL.setBreak);
        yield* systemCall(SYSTEM_CALL.setBreak, start + 2 * PAGE_BYTES);
        yield* store(start, own);
        const addresses = [start, start + PAGE_BYTES, STACK_PAGE, CODE_BASE, 0, 0x8000_0000 | 0, start + 2];
        const places = [0, 1, 2, 3].map((page) => SHARED_BASE + page * PAGE_BYTES).concat(addresses);
        for (let step = 0; step < 60; step++) {
          const what = mine.below(4);
          const rights = mine.pick([1, 3, 3, 2, 7, 0]);
          if (what === 0) yield* grant(mine.pick(addresses), mine.between(-1, 4), rights);
          else if (what === 1) yield* map(mine.between(-1, 40), mine.pick(places), rights);
          else if (what === 2) yield* revoke(mine.between(0, 40));
          else yield* systemCall(SYSTEM_CALL.setBreak, start + mine.between(1, 2) * PAGE_BYTES);
          yield* compute(mine.between(1, 3_000));
          // Nobody was ever told of this word's page but by a grant to read or write; the first word stays the owner's.
          if ((yield* load(start)) !== own) marks.push(`process ${own} at step ${step}`);
        }
        return 0;
      };
    const system = runTwo(hostile(2), hostile(3));
    for (const [frame, users] of writers(system))
      expect(users.filter((user) => user > 0).length, `frame ${frame} of ${users}`).toBeLessThanOrEqual(1);
    expect(marks).toEqual([]);
  }
});
