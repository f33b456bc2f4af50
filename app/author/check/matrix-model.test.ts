/** Guarantee: the tables of a check say what the check found: who fails what, which case shows it, what budgets allow. */
import { expect, test } from 'vitest';
import type { CheckedExercise } from '../../../grader/packages/package-outcome';
import { columnsOf, coverageRows, solutionGroups, useRows } from './matrix-model';

const row = (file: string, failedRules: string[] = [], exceededBudgets: string[] = [], score = 100) => ({
  ...{ file, failedRules, exceededBudgets, score },
});
const REPORT: CheckedExercise['report'] = {
  ...{ id: 'own-a/lifo', version: 'v', maxScore: 100, cases: 3, problems: [] },
  rules: ['L1', 'L2'],
  budgets: ['steps'],
  matrix: [
    row('solution.ts'),
    row('starter.ts', ['L1', 'L2'], [], 0),
    row('wrong.ts (late)', ['L2'], [], 40),
    row('over-budget/scan.ts', [], ['steps'], 80),
    row('right/naive.ts'),
    row('wrong/lifo.ts', ['L1'], ['steps'], 0),
  ],
  coverage: [
    { rule: 'L1', looksAt: ['short', 'long'], catches: ['long'] },
    { rule: 'L2', looksAt: ['long', 'ranked'], catches: [] },
  ],
  uses: [
    { case: 'long', budget: 'steps', reference: 10, allowed: 20, right: { solution: 'naive', used: 15 } },
    { case: 'none', budget: 'steps', reference: 0, allowed: 3, overBudget: { solution: 'scan', used: 9 } },
  ],
};

test('solutions by kind, with what each fails', () => {
  expect(columnsOf(REPORT)).toEqual(['L1', 'L2', 'steps']);
  const shown = solutionGroups(REPORT).map(({ kind, rows }) => [
    kind,
    ...rows.map(({ place, fails }) => `${place} ${fails.map((fail) => (fail ? 'x' : '.')).join('')}`),
  ]);
  expect(shown).toEqual([
    ['reference', 'solution.ts ...'],
    ['starter', 'starter.ts xx.'],
    ['right', 'right/naive.ts ...'],
    ['wrong', 'wrong.ts (late) .x.', 'wrong/lifo.ts x.x'],
    ['over-budget', 'over-budget/scan.ts ..x'],
  ]);
});

test('which case catches what', () => {
  expect(coverageRows(REPORT)).toEqual([
    { case: 'short', rules: ['looks', 'nothing'] },
    { case: 'long', rules: ['catches', 'looks'] },
    { case: 'ranked', rules: ['nothing', 'looks'] },
  ]);
  expect(coverageRows({})).toEqual([]);
});

test('what budgets allow, beside the reference', () => {
  expect(useRows(REPORT)).toEqual([
    {
      ...{ case: 'long', budget: 'steps', reference: 10, allowed: { used: 20, factor: 2 } },
      right: { used: 15, factor: 1.5, solution: 'naive' },
    },
    {
      ...{ case: 'none', budget: 'steps', reference: 0, allowed: { used: 3 } },
      overBudget: { used: 9, solution: 'scan' },
    },
  ]);
});
