/** Runs an exercise's solutions natively, for the tests of the scheduling exercises: unmetered, seeds as given. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NativePolicies, type PolicyClass } from '../../simulator/engine/native-policies';
import { Random } from '../../simulator/engine/random';
import { Trace } from '../../simulator/engine/trace';
import type { CaseParameters, Check, ExerciseDefinition } from '../exercise-definition';

interface Case<Parameters> {
  readonly name: string;
  readonly parameters: Parameters;
}

export interface SolutionRun {
  readonly checks: readonly Check[];
  readonly trace: Trace;
  readonly counters: Readonly<Record<string, number>>;
}

export function runSolution<Parameters extends CaseParameters, Result>(
  exercise: ExerciseDefinition<Parameters, Result>,
  solution: PolicyClass,
  { name, parameters }: Case<Parameters>,
  seed: string,
  unitsPerCall = 10,
): SolutionRun {
  const trace = new Trace(exercise.events);
  const counters: Record<string, number> = {};
  const policies = new NativePolicies(solution, exercise.shape, unitsPerCall);
  const random = new Random(`${name}/${seed}`);
  const result = exercise.simulate({ random, policies, trace, counters }, parameters);
  return { checks: exercise.judge({ parameters, trace, counters, result }), trace, counters };
}

/** Rules that `solution` breaks in any of the cases, on two seeds each; in order of their ids. */
export function failedRules<Parameters extends CaseParameters, Result>(
  exercise: ExerciseDefinition<Parameters, Result>,
  solution: PolicyClass,
  cases: readonly Case<Parameters>[],
): string[] {
  const failed = new Set<string>();
  for (const each of cases)
    for (const seed of ['a', 'b'])
      for (const check of runSolution(exercise, solution, each, seed).checks)
        if (!check.passed) failed.add(check.rule);
  return exercise.rules.map((rule) => rule.id).filter((id) => failed.has(id));
}

/** The wrong solutions of the exercise in `folder`, with the rules that their first lines name. */
export function wrongSolutions(folder: string): { name: string; path: string; fails: string[] }[] {
  return readdirSync(join(folder, 'wrong')).map((file) => {
    const path = join(folder, 'wrong', file);
    const [first] = readFileSync(path, 'utf8').split('\n', 1);
    const fails = first.replace('// fails: ', '').split(', ');
    return { name: file.replace('.ts', ''), path, fails };
  });
}
