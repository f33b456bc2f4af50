/**
 * Runs solutions of the project itself (never a student's) in this process, through the same compiler, meter
 * and boundary as a submission, so that their counters compare.
 */
import type { ExerciseDefinition } from '../exercises/exercise-definition';
import { ConfinedPolicies } from './confine/confined-policies';
import { createNodeRealm } from './confine/node-realm';
import { type JudgedCase, judgeCase } from './judge/judge';
import { runCase, type SeededCase } from './judge/run-case';

/** One case of a solution of the project: how it was judged, and what its run and its trace held. */
export interface TrustedCase extends JudgedCase {
  readonly usedUnits: number;
  /** Kept in the trace: what a finding may name. */
  readonly events: number;
  /** More happened than the trace keeps. */
  readonly isTruncated: boolean;
}

export interface TrustedRunner {
  /** A host over the program: for one case. */
  policies(exercise: ExerciseDefinition, program: string): ConfinedPolicies;
  /** Runs a case and judges it. Of its trace nothing is kept. */
  judged(exercise: ExerciseDefinition, program: string, seeded: SeededCase): TrustedCase;
}

let runner: TrustedRunner | undefined;

/** One realm for the whole process: making one takes about 50 ms. */
export function trustedRunner(): TrustedRunner {
  runner ??= createRunner();
  return runner;
}

function createRunner(): TrustedRunner {
  const realm = createNodeRealm();
  const policies = (exercise: ExerciseDefinition, program: string) =>
    new ConfinedPolicies(realm, program, exercise.shape, { unitsLimit: exercise.limits.unitsPerCase });
  return {
    policies,
    judged(exercise, program, seeded) {
      const own = policies(exercise, program);
      const run = runCase(exercise, seeded, own);
      const { length: events, truncated: isTruncated } = run.trace;
      const judged = judgeCase(exercise, seeded, run, { show: false });
      run.trace.release();
      return { ...judged, usedUnits: own.usedUnits, events, isTruncated };
    },
  };
}
