/**
 * Guarantee: under every secret each solution is held to what its kind promises, on a made-up exercise: double(n) asks
 * for twice the number (DO1), which is even (DO2). A secret decides which numbers are asked.
 */
import { expect, it } from 'vitest';
import { type CaseParameters, defineExercise } from '../../exercises/exercise-definition';
import { compile } from '../compile/compile';
import {
  type GradedSolution,
  gradeAgain,
  gradeAll,
  readySolutions,
  solutionProblems,
} from './graded-solutions';
import { runnerHere } from './own-runner';
import type { OwnSolution } from './own-solutions';

const shape = { className: 'Doubler', methods: { double: 1 }, programs: {}, services: {} };

const definition = defineExercise<CaseParameters, unknown>({
  title: 'Double',
  summary: 'Double it.',
  rows: [1],
  difficulty: 1,
  view: 'cores',
  shape,
  events: [],
  rules: [
    { id: 'DO1', title: 'The answer is twice the number.', points: 60 },
    { id: 'DO2', title: 'The answer is even.', points: 40 },
  ],
  budgets: [],
  metric: { counter: 'policyUnits', title: 'Units', unit: 'units' },
  limits: { unitsPerCase: 10_000_000 },
  showFailures: true,
  simulate({ policies, counters }, { n }) {
    const answer = policies.create({}).methods.double?.(Number(n));
    counters.policyUnits = policies.takeUnits();
    return answer;
  },
  judge({ parameters: { n }, result }) {
    const check = (rule: string, passed: boolean) => ({ rule, passed, message: passed ? '' : `${n}` });
    return [check('DO1', result === 2 * Number(n)), check('DO2', Number(result) % 2 === 0)];
  },
});

const SAMPLE = 20;

/** @param hidden the numbers that the secret gives the hidden cases. */
function under(...hidden: number[]) {
  const seeded = (name: string, role: 'sample' | 'hidden', n: number) => ({
    ...{ name, role, title: name, seed: '1', parameters: { n } },
  });
  const cases = [
    seeded('sample', 'sample', SAMPLE),
    ...hidden.map((n, i) => seeded(`hidden-${i + 1}`, 'hidden', n)),
  ];
  const references = Object.fromEntries(cases.map(({ name }) => [name, { policyUnits: 1_000 }]));
  const exercise = { id: 'made/up', folder: '', definition, samples: [], hidden: [] };
  return { exercise, version: '', contractValues: {}, runner: runnerHere(exercise), cases, references };
}

/** @param answer what double(n) gives. */
function solution(kind: OwnSolution['kind'], name: string, answer: string, ...fails: string[]): OwnSolution {
  const text = `export class Doubler { double(n: number): number { return ${answer}; } }`;
  return { kind, name, place: name, fails, exceeds: [], source: async () => text };
}

const REFERENCE = solution('reference', 'reference', '2 * n');
/** Wrong for small numbers only. */
const SMALL = solution('wrong', 'small', 'n < 10 ? 2 * n + 2 : 2 * n', 'DO1');
/** And odd for large ones, which it does not say. */
const ALSO_ODD = solution('wrong', 'also-odd', 'n < 10 ? 2 * n + 2 : n > 1000 ? 2 * n + 1 : 2 * n', 'DO1');

/** @returns what is graded under a further secret: solutions whose failures were shown again are not in it. */
async function again(
  solutions: readonly OwnSolution[],
  first: ReturnType<typeof under>,
  further: ReturnType<typeof under>,
  { exact = false, quick = false } = {},
) {
  const programOf = async (each: OwnSolution) => {
    const compiled = compile(await each.source(), { shape, contractValues: {} });
    if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
    return compiled.program;
  };
  const ready = readySolutions(first, { solutions, programOf });
  const before = await gradeAll(first, ready, quick, () => {});
  return { before, after: await gradeAgain(further, ready, before, exact, () => {}) };
}

const names = (graded: readonly GradedSolution[]) => graded.map((each) => each.solution.name);
const problems = (graded: readonly GradedSolution[]) => graded.flatMap(solutionProblems);

it('what is right is run on all cases again', async () => {
  const right = solution('right', 'right', 'n > 1000 ? n : n + n');
  const { before, after } = await again([REFERENCE, right], under(5, 50), under(7, 2000));
  expect(problems(before)).toEqual([]);
  expect(problems(after)).toEqual(['right does not keep every rule, as it must: DO1 in hidden-2: 2000']);
  expect(after.map((each) => each.cases.length)).toEqual([3, 3]);
});

it('what is wrong must fail again what it names: where a secret does not show it, that is told', async () => {
  const { before, after } = await again([REFERENCE, SMALL], under(5, 50), under(60, 70));
  expect(problems(before)).toEqual([]);
  expect(problems(after)).toEqual(['small says that it fails DO1, but it fails nothing']);
});

it('it is run no further than to where it is shown again, first on the cases that showed it before', async () => {
  const asked: number[] = [];
  const further = under(60, 7, 80);
  const exercise = { ...further.exercise, definition: watching(asked) };
  const watched = { ...further, exercise, runner: runnerHere(exercise) };
  const { after } = await again([SMALL], under(50, 5, 70), watched);
  expect(after).toEqual([]);
  expect(asked).toEqual([7]);
});

function watching(asked: number[]): typeof definition {
  return {
    ...definition,
    judge(input) {
      asked.push(Number(input.parameters.n));
      return definition.judge(input);
    },
  };
}

it('whether it fails anything else is proved under the first secret, and with --exact under each', async () => {
  const solutions = [REFERENCE, ALSO_ODD];
  const usual = await again(solutions, under(5, 50), under(7, 2000));
  expect(names(usual.after)).toEqual(['reference']);
  const exact = await again(solutions, under(5, 50), under(7, 2000), { exact: true });
  expect(names(exact.after)).toEqual(['reference', 'also-odd']);
  expect(problems(exact.after)).toEqual([
    'also-odd says that it fails DO1, but it fails DO1, DO2 (DO2 in hidden-2: 2000)',
  ]);
  const first = await again(solutions, under(7, 2000), under(5, 50));
  expect(problems(first.before)).toEqual(problems(exact.after));
});

it('--quick runs what is wrong only until what it names is shown', async () => {
  const { before } = await again([REFERENCE, ALSO_ODD], under(7, 2000), under(5, 50), { quick: true });
  expect(before.map((each) => each.cases.length)).toEqual([3, 2]);
  expect(problems(before)).toEqual([]);
});

it('a starter must not earn anything under any secret: one that fails no case there is told', async () => {
  const starter = solution('starter', 'starter', 'n < 10 ? 1 : 2 * n');
  const { before, after } = await again([REFERENCE, starter], under(5, 50), under(60, 70));
  expect(problems(before)).toEqual([]);
  expect(problems(after)).toEqual(['starter earns 100 of 100: what everybody begins with must earn nothing']);
  expect(names((await again([REFERENCE, starter], under(5, 50), under(60, 7))).after)).toEqual(['reference']);
});
