/**
 * What the matrix of an exercise's own solutions × cases must show, and what is printed of it.
 *
 *      case       catches somebody who is wrong or too slow, or says why not; is not another one once more
 *      wrong      is told from every other wrong solution; not all are broken at the first step
 *      rule       somebody breaks it, and it alone, or the exercise says why nobody can
 *      budget     somebody exceeds it, who keeps every rule
 *      check      one that fails says why, and at which event of the trace
 *      trace      is kept whole
 */
import type { Budget, ExerciseDefinition } from '../../exercises/exercise-definition';
import type { NeverAlone } from '../../exercises/wrong-solution';
import { allowedBy, type ReferenceCounters } from '../judge/judge';
import type { SeededCase } from '../judge/run-case';
import type { TrustedCase } from '../trusted-runner';
import { breaks, isStopped } from './judged-cases';
import type { OwnSolution } from './own-solutions';
import { pluralOfOne } from './plural-problems';
import type { SourcePlaces } from './source-places';

/** A solution on the cases that it was run on. */
export interface MatrixSolution {
  readonly solution: Pick<OwnSolution, 'kind' | 'name' | 'place' | 'fails'>;
  readonly cases: readonly TrustedCase[];
}

export interface Matrix {
  readonly definition: Pick<ExerciseDefinition, 'rules' | 'budgets'>;
  /** Samples, hidden and ranked cases, each seed of these. */
  readonly cases: readonly SeededCase[];
  /** Of cases that catch nobody, why they are there: by name. */
  readonly explained: ReadonlyMap<string, string>;
  /** By rule: why nobody breaks it alone. */
  readonly neverAlone: NeverAlone;
  readonly references: ReferenceCounters;
  readonly solutions: readonly MatrixSolution[];
  readonly places: SourcePlaces;
}

/** Broken before so much of the reference's trace has gone by is broken at the first step. */
const FIRST_STEP_SHARE = 0.02;
/** So many of the wrong solutions may be broken there in every case. */
const MOST_AT_FIRST_STEP = 0.5;
/** So many findings of a kind are told. */
const TOLD = 3;

/** What solutions show that may have been run on some cases only. */
export function findingProblems(matrix: Matrix): string[] {
  const { definition, solutions, places } = matrix;
  const told: string[] = [];
  const cut: string[] = [];
  for (const { solution, cases } of solutions)
    for (const { seeded, checks, events, isTruncated } of cases) {
      const where = `${places.ofSolution(solution)}, case ${seeded.name}`;
      for (const { rule, passed, message, event } of checks) {
        if (passed) continue;
        const at = `${where}: the check of ${rule}`;
        if (message.trim() === '') told.push(`${at} fails without a message`);
        const plural = pluralOfOne(message);
        if (plural !== undefined) told.push(`${at} says "${plural}": one is no plural`);
        if (event === undefined) told.push(`${at} fails without an event`);
        else if (!(Number.isInteger(event) && event >= 0 && event < events))
          told.push(`${at} names event ${event}, but the trace has ${events}`);
      }
      if (isTruncated && isRight(solution))
        cut.push(
          `${where}: more happens than the ${events} events that a trace keeps; make the case shorter`,
        );
    }
  const idle = definition.budgets
    .filter(({ id }) => !isExceeded(matrix, id))
    .map(
      ({ id }) =>
        `${places.of('exercise.ts', id)}: nobody who keeps every rule exceeds the budget ${id}: nothing shows that it is one`,
    );
  return [...told.slice(0, TOLD), ...cut.slice(0, TOLD), ...idle];
}

/** Whether somebody who keeps every rule exceeds a budget. */
function isExceeded({ definition, solutions, references }: Matrix, id: string): boolean {
  const budget = definition.budgets.find((each) => each.id === id) as Budget;
  return solutions.some(
    ({ solution, cases }) =>
      solution.kind !== 'wrong' && cases.some((one) => exceeds(one, budget, references)),
  );
}

/** What only shows where every solution was run on every hidden case. */
export function matrixProblems(matrix: Matrix): string[] {
  const { definition, cases, explained, neverAlone, references, solutions, places } = matrix;
  const problems: string[] = [];
  const wrong = solutions.filter(({ solution }) => solution.kind === 'wrong');
  const seen = new Map<string, SeededCase>();
  for (const one of cases) {
    if (one.role === 'leaderboard') continue;
    // A hidden case draws its seed by its name: with the parameters of another one it asks for the same thing.
    const asked = JSON.stringify([
      one.role,
      one.role === 'sample' ? one.seed : '',
      Object.entries(one.parameters).sort(),
    ]);
    const twin = seen.get(asked);
    if (twin !== undefined)
      problems.push(`${places.ofCase(one)}: case ${one.name} is case ${twin.name} once more: leave one out`);
    seen.set(asked, one);
    const catching = solutions.filter((each) => catches(each, one.name, definition.budgets, references));
    const why = explained.get(one.name);
    if (catching.length === 0 && why === undefined && wrong.length > 0)
      problems.push(
        `${places.ofCase(one)}: case ${one.name} catches none of the wrong and over-budget solutions: make it harder, leave it out, or say in "explains" what it is there for`,
      );
    if (catching.length > 0 && why !== undefined)
      problems.push(
        `${places.ofCase(one)}: case ${one.name} catches ${catching[0]?.solution.name}: its "explains" says that it catches nobody`,
      );
  }
  const rows = new Map<string, MatrixSolution>();
  for (const each of wrong) {
    const row = rowOf(each);
    const twin = rows.get(row);
    if (twin !== undefined)
      problems.push(
        `${places.ofSolution(each.solution)}: no case tells it from ${twin.solution.name}: in each the same rules break at the same events, with the same messages. Leave one out, or make a case that tells them apart`,
      );
    rows.set(row, each);
  }
  const atOnce = wrong.filter((each) => isBrokenAtOnce(each, matrix));
  if (wrong.length > 1 && atOnce.length > MOST_AT_FIRST_STEP * wrong.length)
    problems.push(
      `wrong.ts: ${atOnce.length} of ${wrong.length} wrong solutions break at the first step of every case that catches them (${atOnce
        .slice(0, TOLD)
        .map(({ solution }) => solution.name)
        .join(', ')} ...): add mistakes that show late`,
    );
  for (const { id } of definition.rules) {
    const alone = wrong.find((each) => brokenRules(each).join() === id);
    const why = neverAlone[id];
    // That somebody breaks it at all is asked of every check (check-exercise.ts).
    const isBroken = wrong.some((each) => brokenRules(each).includes(id));
    if (isBroken && alone === undefined && why === undefined)
      problems.push(
        `${places.of('exercise.ts', id)}: no wrong solution breaks ${id} alone: add one, or say in "neverAlone" why there is none`,
      );
    if (alone !== undefined && why !== undefined)
      problems.push(
        `${places.of('exercise.ts', id)}: ${alone.solution.name} breaks ${id} alone: its "neverAlone" says that nobody does`,
      );
  }
  return problems;
}

const isRight = ({ kind }: MatrixSolution['solution']) => kind === 'reference' || kind === 'right';

function exceeds(one: TrustedCase, budget: Budget, references: ReferenceCounters): boolean {
  const used = one.counters[budget.counter];
  const reference = references[one.seeded.name]?.[budget.counter];
  return used !== undefined && reference !== undefined && used > allowedBy(budget, reference);
}

function catches(
  { solution, cases }: MatrixSolution,
  name: string,
  budgets: readonly Budget[],
  references: ReferenceCounters,
): boolean {
  if (isRight(solution) || solution.kind === 'starter') return false;
  return cases.some(
    (one) =>
      one.seeded.name === name &&
      (!one.passed ||
        (solution.kind === 'over-budget' && budgets.some((budget) => exceeds(one, budget, references)))),
  );
}

/** What it breaks, in whatever case; not what it only does not come to. */
const brokenRules = ({ cases }: MatrixSolution) => [
  ...new Set(cases.flatMap(({ checks }) => checks.flatMap(({ passed, rule }) => (passed ? [] : [rule])))),
];

/** What the cases say of a solution, one after the other. */
function rowOf({ solution, cases }: MatrixSolution): string {
  const cells = cases.map(({ seeded, checks, stopped, events }) => [
    seeded.name,
    checks.filter(({ passed }) => !passed),
    stopped === undefined ? '' : [stopped.message, events],
  ]);
  return JSON.stringify([[...solution.fails].sort(), cells]);
}

function isBrokenAtOnce({ cases }: MatrixSolution, { solutions }: Matrix): boolean {
  const reference = solutions.find(({ solution }) => solution.kind === 'reference');
  const failed = cases.filter(({ passed }) => !passed);
  return failed.every(({ seeded, checks, stopped, events }) => {
    const whole = reference?.cases.find((one) => one.seeded.name === seeded.name)?.events ?? events;
    const found = checks.flatMap(({ passed, event }) => (passed || event === undefined ? [] : [event]));
    const first = stopped === undefined ? Math.min(...found) : events - 1;
    return first <= FIRST_STEP_SHARE * whole;
  });
}

/** Which cases look at a rule, and which of them ever catch somebody who breaks it. */
export interface RuleCoverage {
  readonly rule: string;
  readonly looksAt: readonly string[];
  readonly catches: readonly string[];
}

export function ruleCoverage({ definition, cases, solutions }: Matrix): RuleCoverage[] {
  const casesWhere = (is: (one: TrustedCase, kind: OwnSolution['kind']) => boolean) => {
    const found = new Set(
      solutions.flatMap(({ solution, cases: own }) =>
        own.filter((one) => is(one, solution.kind)).map(({ seeded }) => seeded.name),
      ),
    );
    return cases.map(({ name }) => name).filter((name) => found.has(name));
  };
  return definition.rules.map(({ id }) => ({
    rule: id,
    looksAt: casesWhere(({ checks }, kind) => kind === 'reference' && checks.some(({ rule }) => rule === id)),
    catches: casesWhere((one, kind) => kind === 'wrong' && breaks(one, id)),
  }));
}

/** What a case costs: the reference, the worst right solution that keeps the budget, and the worst that does not. */
export interface BudgetUse {
  readonly case: string;
  readonly budget: string;
  readonly reference: number;
  readonly allowed: number;
  readonly right?: Used;
  readonly overBudget?: Used;
}

interface Used {
  readonly solution: string;
  readonly used: number;
}

export function budgetUses({ definition, cases, references, solutions }: Matrix): BudgetUse[] {
  return cases.flatMap(({ name }) =>
    definition.budgets.flatMap((budget): BudgetUse[] => {
      const reference = references[name]?.[budget.counter];
      if (reference === undefined) return [];
      const allowed = allowedBy(budget, reference);
      const worst = (kind: OwnSolution['kind'], fits: (used: number) => boolean): Used | undefined =>
        solutions
          .filter(({ solution }) => solution.kind === kind)
          .flatMap(({ solution, cases: own }) =>
            own
              .filter((one) => one.seeded.name === name && !isStopped(one))
              .map((one) => ({ solution: solution.name, used: one.counters[budget.counter] ?? 0 })),
          )
          .filter(({ used }) => fits(used))
          .sort((a, b) => b.used - a.used)[0];
      const right = worst('right', (used) => used <= allowed);
      const overBudget = worst('over-budget', () => true);
      return [
        {
          ...{ case: name, budget: budget.id, reference, allowed },
          ...(right === undefined ? {} : { right }),
          ...(overBudget === undefined ? {} : { overBudget }),
        },
      ];
    }),
  );
}

export function renderCoverage(rules: readonly RuleCoverage[]): string {
  const listed = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(' '));
  return rules
    .flatMap(({ rule, looksAt, catches: caught }) => [
      `${rule}  looked at in ${listed(looksAt)}`,
      `${' '.repeat(rule.length)}  catches in ${listed(caught)}`,
    ])
    .join('\n');
}

export function renderUses(uses: readonly BudgetUse[]): string {
  const times = (used: number, reference: number) => `x${(used / Math.max(1, reference)).toFixed(1)}`;
  const told = (each: Used | undefined, reference: number) =>
    each === undefined ? '·' : `${each.used} ${times(each.used, reference)} ${each.solution}`;
  const rows = [
    ['case', 'budget', 'reference', 'allowed', 'dearest right one', 'dearest over budget'],
    ...uses.map((use) => [
      use.case,
      use.budget,
      String(use.reference),
      `${use.allowed} ${times(use.allowed, use.reference)}`,
      told(use.right, use.reference),
      told(use.overBudget, use.reference),
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
