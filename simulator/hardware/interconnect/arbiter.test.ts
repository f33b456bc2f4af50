/** Grants, conflicts and cycles of a set of accesses, for each policy, on a bus and an interconnect. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ArbitrationPolicy,
  arbitrate,
  FirstComeArbitration,
  FixedPriorityArbitration,
  type MemoryAccess,
  RoundRobinArbitration,
} from './arbiter';
import { Interconnect } from './interconnect';

const CORES = 4;
const policies: readonly [string, () => ArbitrationPolicy][] = [
  ['first come', () => new FirstComeArbitration()],
  ['fixed priority', () => new FixedPriorityArbitration(CORES)],
  ['round robin', () => new RoundRobinArbitration(CORES)],
];

const access = (core: number, memory: number, cycle: number): MemoryAccess => ({
  core,
  memory,
  cycle,
  cycles: 10,
});

const randomAccesses = fc.array(
  fc.record({
    core: fc.nat(CORES - 1),
    memory: fc.nat(2),
    cycle: fc.nat(100),
    cycles: fc.integer({ min: 1, max: 20 }),
  }),
  { maxLength: 40, size: 'max' },
);

describe('[row 121] one set of accesses', () => {
  // Core 0 asks twice, at 0 and at 5; cores 1 and 2 ask at 1 and 2.
  const accesses = [access(0, 0, 0), access(0, 0, 5), access(1, 1, 1), access(2, 0, 2)];

  test('bus: all wait for one path, in the order of the policy', () => {
    const grants = policies.map(([, make]) => arbitrate('bus', 2, accesses, make()).grants);
    expect(grants).toEqual([
      [0, 30, 10, 20],
      [0, 10, 20, 30],
      [0, 30, 10, 20],
    ]);
  });

  test('interconnect: the access to the other memory does not wait', () => {
    expect(arbitrate('interconnect', 2, accesses, new FirstComeArbitration())).toEqual({
      grants: [0, 20, 1, 10],
      conflicts: 2,
      waitCycles: 15 + 8,
      endCycle: 30,
    });
    expect(arbitrate('bus', 2, accesses, new FirstComeArbitration())).toMatchObject({
      conflicts: 3,
      waitCycles: 25 + 9 + 18,
      endCycle: 40,
    });
  });
});

describe('always', () => {
  test.each(policies)(
    '%s: accesses of a path never overlap, and a path with work is never idle',
    (_, make) => {
      fc.assert(
        fc.property(
          randomAccesses,
          fc.constantFrom('bus' as const, 'interconnect' as const),
          (accesses, kind) => {
            const { grants, endCycle } = arbitrate(kind, 3, accesses, make());
            for (let path = 0; path < 3; path++) {
              const own = accesses
                .map((each, index) => ({ ...each, grant: grants[index] }))
                .filter((each) => kind === 'bus' || each.memory === path)
                .sort((a, b) => a.grant - b.grant);
              own.forEach((each, i) => {
                const previousEnd = i === 0 ? 0 : own[i - 1].grant + own[i - 1].cycles;
                const earliestAsked = Math.min(...own.slice(i).map((later) => later.cycle));
                expect(each.grant).toBeGreaterThanOrEqual(each.cycle);
                expect(each.grant).toBe(Math.max(previousEnd, earliestAsked));
                expect(each.grant + each.cycles).toBeLessThanOrEqual(endCycle);
              });
            }
          },
        ),
        { seed: 121, numRuns: 200 },
      );
    },
  );

  test('[row 121] first come gives the grants of the interconnect that the memory system uses', () => {
    fc.assert(
      fc.property(
        randomAccesses,
        fc.constantFrom('bus' as const, 'interconnect' as const),
        (random, kind) => {
          const accesses = random.slice().sort((a, b) => a.cycle - b.cycle || a.core - b.core);
          const path = new Interconnect(kind, 3);
          const grants = accesses.map(({ memory, cycle, cycles }) => path.acquire(memory, cycle, cycles));
          const { conflicts, waitCycles } = path;
          expect(arbitrate(kind, 3, accesses, new FirstComeArbitration())).toMatchObject({
            grants,
            conflicts,
            waitCycles,
          });
        },
      ),
      { seed: 122, numRuns: 200 },
    );
  });

  test('fixed priority starves the last core where round robin does not', () => {
    const flood = Array.from({ length: 30 }, (_, i) => access(i % 2, 0, i * 5));
    const accesses = [...flood, access(3, 0, 1)];
    const fixed = arbitrate('bus', 1, accesses, new FixedPriorityArbitration(CORES));
    const fair = arbitrate('bus', 1, accesses, new RoundRobinArbitration(CORES));
    expect(fixed.grants.at(-1)).toBe(300);
    expect(fair.grants.at(-1)).toBeLessThanOrEqual(20);
  });
});

test('an access that cannot be, and a policy that picks nobody who waits, are refused', () => {
  expect(() => arbitrate('bus', 1, [access(0, 1, 0)], new FirstComeArbitration())).toThrow('memory 1 of 1');
  const wrong: ArbitrationPolicy = { request: () => undefined, pickNext: () => 3 };
  expect(() => arbitrate('bus', 1, [access(0, 0, 0)], wrong)).toThrow('core 3 does not wait');
});
