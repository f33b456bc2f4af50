/**
 * The context switch: the samples show every rule, and messages say what happened. (`npx runqueue check` proves the
 * rest: right solutions of other designs, wrong ones, budgets.)
 */
import { describe, expect, it } from 'vitest';
import { failedRules, patchedSolution, runSolution, sampleMessages } from '../../solutions.testing';
import exercise from './exercise';
import hidden from './hidden';
import samples from './samples';
import { MOST_CYCLES } from './simulation';
import { ContextSwitch } from './solution';
import wrong from './wrong';

describe('context switch', () => {
  it('the samples alone show every rule kept', () => {
    const checks = samples.flatMap(
      ({ parameters, seed }) => runSolution(exercise, ContextSwitch, parameters, String(seed)).checks,
    );
    expect(failedRules(exercise, checks)).toEqual([]);
  });

  it('a right run needs no more than half of the cycles that the statement names', () => {
    for (const { name, parameters } of [...samples, ...hidden]) {
      const { counters } = runSolution(exercise, ContextSwitch, parameters, name);
      expect(counters.cycles).toBeLessThanOrEqual(MOST_CYCLES / 2);
    }
  });

  it('a submission that does everything wrong ends, in a trace that is kept whole', () => {
    for (const { parameters, seed } of samples)
      for (const value of [-1, 0, 1, 3, 2 ** 31 - 1]) {
        const { trace, counters } = runSolution(exercise, garbage(value), parameters, String(seed));
        expect(counters.cycles).toBeLessThanOrEqual(MOST_CYCLES);
        expect(trace.length).toBeLessThan(100_000);
      }
  });

  it.each([
    ['saves-one-too-few', 'identifiers'],
    ['restores-in-vain', 'one-process'],
    ['stores-at-restore', 'identifiers'],
    ['refused-identifier', 'identifiers'],
    ['flush-between-threads', 'no-identifiers'],
    ['flush-from-process-0', 'no-identifiers'],
  ])('tells %s in the sample %s what happened, and what to try', (name, sampleName) => {
    const sample = samples.find((each) => each.name === sampleName);
    if (sample === undefined) throw new Error(`no sample ${sampleName}`);
    const solution = patchedSolution(import.meta.dirname, wrong, name, exercise);
    expect(sampleMessages(exercise, sample, solution)).toMatchSnapshot();
  });
});

/** Puts one number everywhere. */
function garbage(value: number) {
  return class {
    constructor(
      private readonly services: {
        setRegister(index: number, value: number): number;
        store(thread: number, word: number, value: number): number;
        loadPageTable(process: number, identifier: number): number;
      },
    ) {}

    save(thread: number): void {
      for (let word = -1; word <= 64; word++) this.services.store(thread, word, value);
      this.services.store(value, value, value);
    }

    restore(): void {
      for (let register = -1; register <= 32; register++) this.services.setRegister(register, value);
      this.services.loadPageTable(value, value);
    }
  };
}
