/** The buddy allocator: what its solutions promise, what a run looks like, and that no run leaves its memory. */
import { describe, expect, it } from 'vitest';
import {
  describeOverBudget,
  describePromises,
  runSolution,
  type SolutionCase,
} from '../../solutions.testing';
import exercise from './exercise';
import hidden from './hidden';
import samples from './samples';
import type { Parameters } from './simulation';
import { BuddyAllocator } from './solution';
import { BuddyAllocator as Starter } from './starter';

const cases: readonly SolutionCase<Parameters>[] = [...samples, ...hidden];
const promises = {
  exercise,
  folder: import.meta.dirname,
  solution: BuddyAllocator,
  cases,
  seeds: ['a', 'b', 'c', 'd'],
};

describe('the buddy allocator exercise', () => {
  describePromises(promises);
  describeOverBudget(promises);

  it('gives the starter no rule', () => {
    for (const { parameters } of cases)
      expect(runSolution(exercise, Starter, parameters, 'a').checks.filter((check) => check.passed)).toEqual(
        [],
      );
  });

  it('shows a run as a list of events', () => {
    const { trace } = runSolution(
      exercise,
      BuddyAllocator,
      { arenaBytes: 128, minimumBlockBytes: 32, workload: 1, operations: 0 },
      'a',
    );
    expect(trace.toString()).toMatchInlineSnapshot(`
      "1 arena base=4436 bytes=128 minimumBlockBytes=32 accesses=1
      12 allocate address=4436 bytes=32 blockBytes=32 accesses=11
      23 allocate address=4468 bytes=32 blockBytes=32 accesses=11
      34 allocate address=4500 bytes=32 blockBytes=32 accesses=11
      45 allocate address=4532 bytes=32 blockBytes=32 accesses=11
      46 out-of-memory bytes=32 accesses=1
      54 free address=4532 accesses=8
      62 free address=4468 accesses=8
      70 free address=4436 accesses=8
      78 free address=4500 accesses=8
      89 allocate address=4436 bytes=32 blockBytes=32 accesses=11
      97 free address=4436 accesses=8
      104 allocate address=4436 bytes=64 blockBytes=64 accesses=7
      109 free address=4436 accesses=5
      112 allocate address=4436 bytes=128 blockBytes=128 accesses=3
      114 free address=4436 accesses=2"
    `);
  });

  it('stops a run that leaves its memory', () => {
    class Astray {
      constructor(private readonly services: { load(address: number): number }) {}
      initialise = () => 0;
      allocate = () => this.services.load(0);
      free = () => 0;
      blockBytes = () => 0;
    }
    expect(() =>
      runSolution(
        exercise,
        Astray,
        { arenaBytes: 128, minimumBlockBytes: 32, workload: 0, operations: 4 },
        'a',
      ),
    ).toThrow('load at address 0: only multiples of 4 in the metadata area [4096,');
  });
});
