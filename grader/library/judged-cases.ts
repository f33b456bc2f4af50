/** One program of the project on cases of an exercise, judged. */
import { assembleVerdict, type JudgedCase } from '../judge/judge';
import type { SeededCase } from '../judge/run-case';
import type { TrustedCase } from '../trusted-runner';
import type { Verdict } from '../verdict';
import type { PreparedExercise } from './prepared-exercise';
import { graderVersion } from './versions';

/** @param enough asked after each case: whether what came of them so far says all that is asked of the program. */
export async function judged(
  { runner }: PreparedExercise,
  program: string,
  cases: readonly SeededCase[],
  enough: (judgedCases: readonly TrustedCase[]) => boolean = () => false,
): Promise<readonly TrustedCase[]> {
  const judgedCases: TrustedCase[] = [];
  for (const seeded of cases) {
    judgedCases.push(await runner.judged(program, seeded));
    if (enough(judgedCases)) break;
  }
  return judgedCases;
}

export async function verdictOn(prepared: PreparedExercise, cases: readonly JudgedCase[]): Promise<Verdict> {
  const { exercise, version, references } = prepared;
  const { id, definition } = exercise;
  const identity = { exercise: definition, id, version, graderVersion: await graderVersion(), durationMs: 0 };
  return assembleVerdict({ ...identity, cases, references });
}

export const breaks = ({ checks }: JudgedCase, rule: string) =>
  checks.some((check) => check.rule === rule && !check.passed);
export const isStopped = ({ stopped }: JudgedCase) => stopped !== undefined;
