/**
 * Runs an exercise's own solutions natively, for the exercises' tests: nothing is metered, and a run has the very seed
 * it is given. What every exercise promises is proved by `npx runqueue check`, and in no test.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { NativePolicies, type PolicyClass } from '../simulator/engine/native-policies';
import { Random } from '../simulator/engine/random';
import { Trace } from '../simulator/engine/trace';
import type { CaseParameters, Check, ExerciseDefinition, SampleCase } from './exercise-definition';
import { runCounters } from './run-counters';
import type { WrongSolution } from './wrong-solution';

export interface SolutionCase<Parameters> {
  readonly name: string;
  readonly parameters: Parameters;
}

export interface SolutionRun<Result> {
  readonly checks: readonly Check[];
  readonly failures: readonly Check[];
  readonly trace: Trace;
  readonly counters: Readonly<Record<string, number>>;
  readonly result: Result;
}

/** @param unitsPerCall units that each call of the solution counts; 0 where the simulation does not look at them. */
export function runSolution<Parameters extends CaseParameters, Result>(
  exercise: ExerciseDefinition<Parameters, Result>,
  solution: PolicyClass,
  parameters: Parameters,
  seed: string,
  unitsPerCall = 0,
): SolutionRun<Result> {
  const trace = new Trace(exercise.events);
  const { counters, countBy, count } = runCounters();
  const policies = new NativePolicies(solution, exercise.shape, unitsPerCall);
  const context = { random: new Random(seed), policies, trace, counters, countBy };
  const result = exercise.simulate(context, parameters);
  count();
  const checks = exercise.judge({ parameters, trace, counters, result });
  return { checks, failures: checks.filter((check) => !check.passed), trace, counters, result };
}

/**
 * Rules that some check shows broken, or that none looks at: as the grader counts. In the exercise's order.
 * @throws when a check names a rule that the exercise does not have.
 */
export function failedRules(
  exercise: Pick<ExerciseDefinition, 'rules'>,
  checks: readonly Check[],
): readonly string[] {
  const unknown = checks.find(({ rule }) => !exercise.rules.some(({ id }) => id === rule));
  if (unknown !== undefined)
    throw new Error(`The judge names the rule ${unknown.rule}, which is not declared`);
  const holds = (id: string) =>
    checks.some(({ rule }) => rule === id) && checks.every(({ rule, passed }) => rule !== id || passed);
  return exercise.rules.map(({ id }) => id).filter((id) => !holds(id));
}

export interface NamedSolution {
  readonly name: string;
  /** Ids in its first line: `// fails: RR2, RR4` or `// exceeds: waste`. */
  readonly ids: readonly string[];
  readonly load: () => Promise<PolicyClass>;
}

/** The solutions in `wrong/` or `over-budget/` of the exercise in `folder`. */
export function solutionsIn(
  folder: string,
  subfolder: 'wrong' | 'over-budget',
  { shape }: Pick<ExerciseDefinition, 'shape'>,
): NamedSolution[] {
  if (!existsSync(join(folder, subfolder))) return [];
  return readdirSync(join(folder, subfolder)).map((file) => {
    const path = join(folder, subfolder, file);
    const [first] = readFileSync(path, 'utf8').split('\n', 1);
    return {
      name: file.replace('.ts', ''),
      ids: first.replace(/^\/\/ (fails|exceeds): /, '').split(', '),
      load: async () => ((await import(path)) as Record<string, PolicyClass>)[shape.className],
    };
  });
}

/**
 * A wrong solution of `wrong.ts` that patches a file of `right/`.
 * @param contract what that file may import of its contract beside types.
 */
export function patchedSolution(
  folder: string,
  wrong: readonly WrongSolution[],
  name: string,
  { shape }: Pick<ExerciseDefinition, 'shape'>,
  contract: object = {},
): PolicyClass {
  const patch = wrong.find((each) => each.name === name);
  if (patch?.base === undefined) throw new Error(`${folder}: no patch ${name} on a file of right/`);
  const base = readFileSync(join(folder, `${patch.base}.ts`), 'utf8');
  const source = patch.replace.reduce((text, [from, to]) => text.replace(from, () => to), base);
  const { code } = transformSync(source, { loader: 'ts', format: 'cjs' });
  const module = { exports: {} as Record<string, PolicyClass> };
  new Function('module', 'exports', 'require', code)(module, module.exports, () => contract);
  return module.exports[shape.className];
}

/** What a solution is told in a sample: rule, kind of the event, message. @throws when the sample shows nothing. */
export function sampleMessages<Parameters extends CaseParameters, Result>(
  exercise: ExerciseDefinition<Parameters, Result>,
  { parameters, seed }: SampleCase<Parameters>,
  solution: PolicyClass,
  unitsPerCall = 0,
): readonly string[] {
  const { failures, trace } = runSolution(exercise, solution, parameters, String(seed), unitsPerCall);
  if (failures.length === 0) throw new Error('the sample shows nothing broken');
  return failures.map(
    ({ rule, event, message }) => `${rule} at ${trace.event(event ?? 0).kind.name}: ${message}`,
  );
}

/** What wrong solutions (patchedSolution) are told in samples (sampleMessages), both by name. */
export function tellings<Parameters extends CaseParameters, Result>(
  folder: string,
  exercise: ExerciseDefinition<Parameters, Result>,
  samples: readonly SampleCase<Parameters>[],
  wrong: readonly WrongSolution[],
  unitsPerCall = 0,
): (solution: string, sample: string) => readonly string[] {
  return (solution, sample) => {
    const found = samples.find(({ name }) => name === sample);
    if (found === undefined) throw new Error(`${folder}: no sample ${sample}`);
    return sampleMessages(exercise, found, patchedSolution(folder, wrong, solution, exercise), unitsPerCall);
  };
}
