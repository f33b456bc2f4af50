/** The run that an exercise gives to the site's first page (demonstration.ts), made by running it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DemonstratedRun } from '../../exercises/catalogue';
import type { Demonstration } from '../../exercises/exercise-definition';
import { runCase } from '../judge/run-case';
import { trustedRunner } from '../trusted-runner';
import { contractValues } from './bundle-solution';
import { loadExercise } from './exercise-library';
import { compileOwnSolution, exerciseSolutions } from './prepared-exercise';
import { seededSamples, UnfitExercise } from './seeds';

/** @throws UnfitExercise when what it names is not there, or breaks no rule at an event. */
export async function demonstratedRun(id: string): Promise<DemonstratedRun | undefined> {
  const exercise = await loadExercise(id);
  const { definition, folder, samples } = exercise;
  const path = join(folder, 'demonstration.ts');
  if (!existsSync(path)) return undefined;
  const { default: wanted } = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as {
    default: Demonstration;
  };
  const { what, ...named } = wanted;
  const solution = (await exerciseSolutions(id)).find(({ name }) => name === named.solution);
  const sample = seededSamples(samples).find(({ name }) => name === named.sample);
  if (solution === undefined)
    throw new UnfitExercise(id, `demonstration.ts: there is no solution ${named.solution}`);
  if (sample === undefined)
    throw new UnfitExercise(id, `demonstration.ts: there is no sample ${named.sample}`);
  const program = await compileOwnSolution(exercise, solution, await contractValues(id));
  const run = runCase(definition, sample, trustedRunner().policies(definition, program));
  const { trace, counters, result } = run;
  const [first] = definition
    .judge({ parameters: sample.parameters, trace, counters, result })
    .filter(({ passed, event }) => !passed && event !== undefined && event < trace.length)
    .sort((one, other) => Number(one.event) - Number(other.event));
  if (first?.event === undefined)
    throw new UnfitExercise(
      id,
      `demonstration.ts: ${named.solution} breaks no rule at an event of ${named.sample}`,
    );
  return { what, trace: trace.encode(first.event + 1), rule: first.rule, message: first.message };
}
