/** Guarantee: what the matrix of solutions × cases must show is demanded, each demand with the place of the fault. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { TrustedCase } from '../trusted-runner';
import type { CaseCheck } from '../verdict';
import {
  budgetUses,
  findingProblems,
  type Matrix,
  type MatrixSolution,
  matrixProblems,
  renderCoverage,
  renderUses,
  ruleCoverage,
} from './matrix-problems';
import { SourcePlaces } from './source-places';

const folder = mkdtempSync(join(tmpdir(), 'runqueue-matrix-'));
afterAll(() => rmSync(folder, { recursive: true }));
const FILES = {
  'exercise.ts':
    "rules: [\n  { id: 'AB1', title: '' },\n  { id: 'AB2', title: '' },\n],\nbudgets: [\n  { id: 'steps' },\n]",
  'samples.ts': "// samples\n{ name: 'short', seed: 1 },",
  'hidden.ts': "// hidden\n{ name: 'long' },\n{ name: 'longer' },",
  'wrong.ts': "[\n  { name: 'late' },\n  { name: 'early' },\n  { name: 'slow' },\n]",
};
for (const [file, text] of Object.entries(FILES)) writeFileSync(join(folder, file), text);

const CASES = [
  { name: 'short', role: 'sample', seed: '1', parameters: { rounds: 5 } },
  { name: 'long', role: 'hidden', seed: 'a', parameters: { rounds: 50 } },
  { name: 'longer', role: 'hidden', seed: 'b', parameters: { rounds: 90 } },
].map((each) => ({ title: '', ...each })) as Matrix['cases'][number][];

const EVENTS = 1_000;
const broken = (rule: string, event?: number, message = `${rule} is broken`): CaseCheck => ({
  ...{ rule, passed: false, message },
  ...(event === undefined ? {} : { event }),
});

/** @param found by case: what is broken there; everything else is kept. */
function solution(
  kind: MatrixSolution['solution']['kind'],
  name: string,
  fails: readonly string[],
  found: Readonly<Record<string, readonly CaseCheck[]>> = {},
  steps = 10,
): MatrixSolution {
  const cases = CASES.map((seeded): TrustedCase => {
    const failed = found[seeded.name] ?? [];
    const kept = ['AB1', 'AB2'].filter((rule) => failed.every((check) => check.rule !== rule));
    return {
      seeded,
      passed: failed.length === 0,
      checks: [...failed, ...kept.map((rule) => ({ rule, passed: true, message: '' }))],
      counters: { policyUnits: steps },
      traceDigest: '',
      usedUnits: steps,
      events: EVENTS,
      isTruncated: false,
    };
  });
  const place = kind === 'wrong' || kind === 'over-budget' ? `wrong.ts (${name})` : `${name}.ts`;
  return { solution: { kind, name, place, fails }, cases };
}

const reference = solution('reference', 'solution', []);
const naive = solution('right', 'right/naive', [], {}, 15);
const slow = solution('over-budget', 'slow', [], {}, 99);
const late = solution('wrong', 'late', ['AB1'], {
  short: [broken('AB1', 500)],
  long: [broken('AB1', 700)],
});
const early = solution('wrong', 'early', ['AB2'], { longer: [broken('AB2', 3)] });

function matrix(differs: Partial<Matrix> = {}): Matrix {
  return {
    definition: {
      rules: ['AB1', 'AB2'].map((id) => ({ id, title: '', points: 45 })),
      budgets: [{ id: 'steps', title: '', counter: 'policyUnits', unit: 'units', points: 10, factor: 3 }],
    },
    cases: CASES,
    explained: new Map(),
    neverAlone: {},
    references: Object.fromEntries(CASES.map(({ name }) => [name, { policyUnits: 10 }])),
    solutions: [reference, naive, late, early, slow],
    places: new SourcePlaces(folder),
    ...differs,
  };
}

const problems = (differs: Partial<Matrix>) => {
  const whole = matrix(differs);
  return [...findingProblems(whole), ...matrixProblems(whole)];
};

test('a good exercise has no problem', () => {
  expect(problems({})).toEqual([]);
});

test('a case that catches nobody must say why, and only such a one', () => {
  const swift = { ...slow, cases: slow.cases.filter(({ seeded }) => seeded.name !== 'longer') };
  const solutions = [
    reference,
    naive,
    late,
    swift,
    solution('wrong', 'early', ['AB2'], { long: [broken('AB2', 3)] }),
  ];
  expect(problems({ solutions })).toEqual([
    'hidden.ts:3: case longer catches none of the wrong and over-budget solutions: make it harder, leave it out, or say in "explains" what it is there for',
  ]);
  expect(problems({ solutions, explained: new Map([['longer', 'Shows how long it takes.']]) })).toEqual([]);
  expect(problems({ explained: new Map([['short', 'It explains.']]) })).toEqual([
    'samples.ts:2: case short catches late: its "explains" says that it catches nobody',
  ]);
});

test('no two cases are equal', () => {
  const cases = CASES.map((each) =>
    each.name === 'longer' ? { ...each, parameters: { rounds: 50 } } : each,
  );
  expect(problems({ cases })).toEqual(['hidden.ts:3: case longer is case long once more: leave one out']);
});

test('no two wrong solutions have equal rows, unless what they fail differs', () => {
  const twin = (fails: readonly string[], event: number) =>
    solution('wrong', 'early', fails, { short: [broken('AB1', 500)], long: [broken('AB1', event)] });
  const alone = solution('wrong', 'other', ['AB2'], { longer: [broken('AB2', 90)] });
  const solutions = (one: MatrixSolution) => [reference, naive, late, alone, slow, one];
  expect(problems({ solutions: solutions(twin(['AB1'], 700)) })).toEqual([
    'wrong.ts:3 (early): no case tells it from late: in each the same rules break at the same events, with the same messages. Leave one out, or make a case that tells them apart',
  ]);
  expect(problems({ solutions: solutions(twin(['AB1'], 701)) })).toEqual([]);
  expect(problems({ solutions: solutions(twin(['AB1', 'AB2'], 700)) })).toEqual([]);
});

test('not all wrong solutions break at the first step', () => {
  const atOnce = solution('wrong', 'late', ['AB1'], { short: [broken('AB1', 0)], long: [broken('AB1', 20)] });
  expect(problems({ solutions: [reference, naive, atOnce, early, slow] })).toEqual([
    'wrong.ts: 2 of 2 wrong solutions break at the first step of every case that catches them (late, early ...): add mistakes that show late',
  ]);
});

test('every rule is broken alone by somebody, or nobody can', () => {
  const both = solution('wrong', 'early', ['AB1', 'AB2'], { longer: [broken('AB1', 3), broken('AB2', 3)] });
  const solutions = [reference, naive, late, both, slow];
  expect(problems({ solutions })).toEqual([
    'exercise.ts:3: no wrong solution breaks AB2 alone: add one, or say in "neverAlone" why there is none',
  ]);
  expect(problems({ solutions, neverAlone: { AB2: 'Whoever breaks it has broken AB1.' } })).toEqual([]);
  expect(problems({ neverAlone: { AB2: 'Whoever breaks it has broken AB1.' } })).toEqual([
    'exercise.ts:3: early breaks AB2 alone: its "neverAlone" says that nobody does',
  ]);
});

test('every budget is exceeded by somebody who keeps every rule', () => {
  const short = solution('wrong', 'early', ['AB2'], { longer: [broken('AB2', 3)] }, 99);
  expect(problems({ solutions: [reference, naive, late, short] })).toEqual([
    'exercise.ts:6: nobody who keeps every rule exceeds the budget steps: nothing shows that it is one',
  ]);
});

test('a check that fails says why, and at an event of the trace', () => {
  const silent = solution('wrong', 'late', ['AB1'], {
    short: [broken('AB1', 500, ' ')],
    long: [broken('AB1')],
    longer: [broken('AB1', EVENTS)],
  });
  expect(problems({ solutions: [reference, naive, silent, early, slow] })).toEqual([
    'wrong.ts:2 (late), case short: the check of AB1 fails without a message',
    'wrong.ts:2 (late), case long: the check of AB1 fails without an event',
    'wrong.ts:2 (late), case longer: the check of AB1 names event 1000, but the trace has 1000',
  ]);
});

test('no trace of a right solution is cut', () => {
  const cut = { ...naive, cases: naive.cases.map((one, i) => ({ ...one, isTruncated: i === 1 })) };
  expect(problems({ solutions: [reference, cut, late, early, slow] })).toEqual([
    'right/naive.ts, case long: more happens than the 1000 events that a trace keeps; make the case shorter',
  ]);
});

test('what is printed of it', () => {
  expect(renderCoverage(ruleCoverage(matrix()))).toMatchInlineSnapshot(`
    "AB1  looked at in short long longer
         catches in short long
    AB2  looked at in short long longer
         catches in longer"
  `);
  expect(renderUses(budgetUses(matrix()))).toMatchInlineSnapshot(`
    "case    budget  reference  allowed  dearest right one    dearest over budget
    short   steps   10         30 x3.0  15 x1.5 right/naive  99 x9.9 slow
    long    steps   10         30 x3.0  15 x1.5 right/naive  99 x9.9 slow
    longer  steps   10         30 x3.0  15 x1.5 right/naive  99 x9.9 slow"
  `);
});
