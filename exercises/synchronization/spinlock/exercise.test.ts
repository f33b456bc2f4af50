/**
 * The spinlock: the reference keeps every rule in every case, each wrong solution breaks exactly the rules that
 * its first line names, and failures are told in words. (Budgets with metered units: `npx runqueue check`.)
 */
import { describe, expect, it } from 'vitest';
import type { PolicyClass } from '../../../simulator/engine/native-policies';
import { failedRules, runSolution, type SolutionCase, solutionsIn } from '../../solutions.testing';
import exercise from './exercise';
import hidden from './hidden';
import samples from './samples';
import type { SpinlockParameters } from './simulation';
import { Spinlock } from './solution';
import { Spinlock as Starter } from './starter';

type Case = SolutionCase<SpinlockParameters>;

const cases: readonly Case[] = [...samples, ...hidden];
const SEEDS = ['a', 'b'];

/** A spinning loop is then about as long as the metered one. */
const UNITS_PER_CALL = 8;

const run = (policyClass: PolicyClass, { parameters }: Case, seed = 'a') =>
  runSolution(exercise, policyClass, parameters, seed, UNITS_PER_CALL);

const failures = (policyClass: PolicyClass, each: Case, seed?: string) =>
  run(policyClass, each, seed).failures;

const failedBy = (policyClass: PolicyClass) =>
  failedRules(
    exercise,
    cases.flatMap((each) => SEEDS.flatMap((seed) => run(policyClass, each, seed).checks)),
  );

const wrong = solutionsIn(import.meta.dirname, 'wrong', exercise);
const sampleNamed = (name: string) => samples.find((each) => each.name === name) as Case;

describe('spinlock', () => {
  it.each(cases)('the reference passes $name', (each) => {
    for (const seed of SEEDS) expect(failures(Spinlock, each, seed)).toEqual([]);
  });

  it('every interleaving is tried where the case says so', () => {
    for (const each of cases)
      if (each.parameters.machine === 0 && each.parameters.exhaustive === 1)
        expect(run(Spinlock, each).result, each.name).toMatchObject({ complete: true });
  });

  it('looks at every rule', () => {
    const looked = new Set(cases.flatMap((each) => run(Spinlock, each).checks.map((check) => check.rule)));
    expect([...looked].sort()).toEqual(exercise.rules.map((rule) => rule.id));
  });

  it('the starter lets two cores in', () => {
    expect(failedBy(Starter)).toEqual(['SL1', 'SL2', 'SL3']);
  });

  it.each(wrong)('$name fails $ids', async ({ ids, load }) => {
    expect(failedBy(await load())).toEqual(ids);
  });

  it.each(hidden)('$name tells apart what it must', async (each) => {
    for (const name of each.distinguishes) {
      const solution = wrong.find((one) => one.name === name);
      expect(failures(await (solution as (typeof wrong)[number]).load(), each), name).not.toEqual([]);
    }
  });

  it.each(solutionsIn(import.meta.dirname, 'over-budget', exercise))(
    '$name keeps every rule, and needs more than twice the bus',
    async ({ load }) => {
      const overBudget = await load();
      expect(failedBy(overBudget)).toEqual([]);
      const sixteen = hidden.find((each) => each.role === 'leaderboard') as Case;
      const used = run(overBudget, sixteen).counters.busTransactions;
      expect(used).toBeGreaterThan(2 * run(Spinlock, sixteen).counters.busTransactions);
    },
  );

  it('tells the losing interleaving in words, and points at the step', async () => {
    const {
      checks: [broken],
      trace,
    } = run(Starter, sampleNamed('two-cores'));
    expect(trace.event(broken.event as number).kind.name).toBe('violation');
    expect(broken.message).toMatchInlineSnapshot(
      `"Core 0 entered while core 1 was inside. Schedule 2t-sc:0x2,1x4,0x2 (2 switches): core 0 read 0 from lock; core 1 read 0 from lock, stored 1 to lock, entered; core 0 stored 1 to lock, entered. Both read 0 from lock before either wrote it: look and take must be one atomic operation."`,
    );
    const messageOf = async (name: string, sample: string) =>
      failures(
        await (wrong.find((one) => one.name === name) as (typeof wrong)[number]).load(),
        sampleNamed(sample),
      )[0]?.message;
    expect(await messageOf('bakery-without-fence', 'again')).toMatchInlineSnapshot(
      `"Core 0 entered while core 1 was inside. Schedule 2t-tso:1x12,0x2,f0,0x3,f0,0,f0,0x5 (1 switch): ... core 0 had its 1 for lock written to memory, read 0 from lock+4, read 0 from lock+68, stored 1 to lock+4 (still in its store buffer), had its 1 for lock+4 written to memory, stored 0 to lock (still in its store buffer), had its 0 for lock written to memory, read 0 from lock, read 1 from lock+4, read 0 from lock+64, read 0 from lock+68, entered. Core 1's store to lock+68 was still in its store buffer when core 0 read that word: a fence, or an atomic operation, makes earlier stores visible before the core looks on."`,
    );
    expect(await messageOf('test-and-test-and-set', 'again')).toMatchInlineSnapshot(
      `"Core 1 was already waiting when core 0 called acquire, but core 0 entered first. Schedule 2t-tso:1x2,0x5,1x2,0,f0,0x2,f0,0x4 (3 switches): ... core 0 read 0 from lock, testAndSet on lock found 0, entered; core 1 testAndSet on lock found 1, read 1 from lock, waits for lock to change; core 0 left, stored 0 to lock (still in its store buffer), had its 0 for lock written to memory, read 0 from lock, testAndSet on lock found 0, entered. Let cores draw a number, and enter in that order."`,
    );
    expect(await messageOf('never-releases', 'two-cores')).toMatchInlineSnapshot(
      `"Core 1 waits for ever, though nobody holds the lock. Schedule 2t-sc:0x8,1x2 (1 switch): core 0 read 0 from lock, testAndSet on lock found 0, entered, left, read 1 from lock; core 1 read 1 from lock, waits for lock to change. See whether release stores what a waiter looks for in lock."`,
    );
    expect(await messageOf('asks-with-atomics', 'long-hold')).toMatchInlineSnapshot(
      `"From cycle 3444 to 5357 core 0 held the lock and the others only waited, but there were 16 bus transactions: the first at cycle 3535 by core 2, on lock+64. Wait with plain loads, which the core's own cache answers until the word is written."`,
    );
  });

  it('is the same run twice', () => {
    for (const each of cases) {
      const [first, second] = [run(Spinlock, each), run(Spinlock, each)];
      expect(first.trace.digest()).toBe(second.trace.digest());
      expect(first.counters).toEqual(second.counters);
    }
  });
});
