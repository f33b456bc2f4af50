/**
 * The seeds of an exercise's cases.
 *
 * Samples carry theirs. Those of hidden cases come from the deployment's secret: HMAC-SHA-256(secret, exercise,
 * version, case, try). A seed is accepted when the reference passes the case and every wrong solution that the case
 * must tell apart fails it; otherwise the next try. An open repository thus gives no hidden case away, and all
 * deployments ask for the same thing. A leaderboard case runs on several seeds, so that no table of answers fits.
 */
import { createHmac } from 'node:crypto';
import type { HiddenCase, SampleCase } from '../../exercises/exercise-definition';
import type { SeededCase } from '../judge/run-case';
import type { LibraryExercise } from './exercise-library';
import type { OwnRunner } from './own-runner';

/** A generator that needs more is wrong: its cases do not tell the solutions apart. */
export const MAX_SEED_TRIES = 100;
/** So many must be enough for who proves an exercise: what holds then runs out of tries under nobody's secret. */
export const PROVED_SEED_TRIES = 25;

const DEFAULT_LEADERBOARD_SEEDS = 5;

/** A leaderboard case on several seeds is several cases: `leaderboard-1`, `leaderboard-2` ... */
export function onEachSeed(hidden: HiddenCase): HiddenCase[] {
  if (hidden.role !== 'leaderboard') return [hidden];
  return Array.from({ length: hidden.seeds ?? DEFAULT_LEADERBOARD_SEEDS }, (_, i) => ({
    ...hidden,
    name: `${hidden.name}-${i + 1}`,
  }));
}

/** Sample cases carry their seeds. */
export function seededSamples(samples: readonly SampleCase[]): SeededCase[] {
  return samples.map(({ name, title, seed, parameters }) => ({
    name,
    title,
    role: 'sample',
    seed: String(seed),
    parameters,
  }));
}

/** A solution of the project did not do what it must: names exercise, file and case. */
export class UnfitExercise extends Error {
  constructor(id: string, detail: string) {
    super(`exercises/${id}: ${detail}`);
    this.name = 'UnfitExercise';
  }
}

/** What a run costs, by counter. */
export type Counters = Readonly<Record<string, number>>;

/** What the reference costs on a case. @throws UnfitExercise when it stops or breaks a rule. */
export async function referenceCounters(
  runner: Pick<OwnRunner, 'judged'>,
  exercise: Pick<LibraryExercise, 'id'>,
  program: string,
  seeded: SeededCase,
): Promise<Counters> {
  const judged = await runner.judged(program, seeded);
  const where = `in ${seeded.role === 'sample' ? 'sample' : 'case'} ${seeded.name}`;
  if (judged.stopped !== undefined)
    throw new UnfitExercise(exercise.id, `solution.ts stops ${where}: ${judged.stopped.message}`);
  const failure = judged.checks.find((check) => !check.passed);
  if (failure !== undefined)
    throw new UnfitExercise(exercise.id, `solution.ts breaks ${failure.rule} ${where}: ${failure.message}`);
  return judged.counters;
}

/** Between two runs: lets others go on. What it throws ends the work. */
export type Pause = () => Promise<void>;

/** Timers, input and output of this process go on between two runs. */
export const letOthersGoOn: Pause = () => new Promise((resolve) => setImmediate(resolve));

/** The case with its `attempt`-th seed. */
export function seededHidden(
  { exercise, version, caseSecret }: Pick<SeedChoice, 'exercise' | 'version' | 'caseSecret'>,
  { name, title, role, parameters }: HiddenCase,
  attempt: number,
): SeededCase {
  const seed = createHmac('sha256', caseSecret)
    .update(JSON.stringify([exercise.id, version, name, attempt]))
    .digest('hex');
  return { name, title, role, seed, parameters };
}

/** What the choice of seeds is made from. */
export interface SeedChoice {
  readonly runner: Pick<OwnRunner, 'judged'>;
  readonly exercise: Pick<LibraryExercise, 'id'>;
  readonly version: string;
  readonly caseSecret: string;
  /** Compiled: the reference, and by name the wrong solutions that cases must tell apart. */
  readonly reference: string;
  readonly wrong: ReadonlyMap<string, string>;
  readonly pause: Pause;
  /** At most. */
  readonly tries: number;
}

/** @throws UnfitExercise when no seed will do. */
export async function chooseSeed(
  choice: SeedChoice,
  hidden: HiddenCase,
): Promise<{ readonly attempt: number; readonly counters: Counters }> {
  const { runner, exercise, reference, pause, tries } = choice;
  let passes: string | undefined;
  for (let attempt = 0; attempt < tries; attempt++) {
    const seeded = seededHidden(choice, hidden, attempt);
    await pause();
    const counters = await referenceCounters(runner, exercise, reference, seeded);
    passes = await passingWrong(choice, hidden, seeded);
    if (passes === undefined) return { attempt, counters };
  }
  throw new UnfitExercise(
    exercise.id,
    `case ${hidden.name} does not tell ${passes} from the reference in ${tries} seeds: make its parameters harder, or drop the name from its "distinguishes"`,
  );
}

/** The name of a wrong solution that the case must tell apart and does not. */
async function passingWrong(
  { runner, wrong, pause }: SeedChoice,
  { distinguishes }: HiddenCase,
  seeded: SeededCase,
): Promise<string | undefined> {
  for (const name of distinguishes) {
    await pause();
    if ((await runner.judged(wrong.get(name) as string, seeded)).passed) return name;
  }
  return undefined;
}
