/** One program of the project on cases of an exercise, judged. */
import { assembleVerdict, type JudgedCase, judgeCase } from '../judge/judge';
import type { SeededCase } from '../judge/run-case';
import { trustedRunner } from '../trusted-runner';
import type { Verdict } from '../verdict';
import type { PreparedExercise } from './prepared-exercise';
import { graderVersion } from './versions';

/** One case of a solution of the exercise's own: how it was judged, and what its trace held. */
export interface LookedCase extends JudgedCase {
  /** Kept in the trace: what a finding may name. */
  readonly events: number;
  /** More happened than the trace keeps. */
  readonly isTruncated: boolean;
}

/** @param enough asked after each case: whether what came of them so far says all that is asked of the program. */
export function judged(
  { exercise }: PreparedExercise,
  program: string,
  cases: readonly SeededCase[],
  enough: (judgedCases: readonly LookedCase[]) => boolean = () => false,
): readonly LookedCase[] {
  const judgedCases: LookedCase[] = [];
  for (const seeded of cases) {
    const { run, stopped } = trustedRunner().run(exercise.definition, program, seeded);
    judgedCases.push({
      ...judgeCase(exercise.definition, seeded, run, { stopped, show: false }),
      events: run.trace.length,
      isTruncated: run.trace.truncated,
    });
    run.trace.release();
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
