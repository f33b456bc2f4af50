/**
 * Runs solutions of the project itself (never a student's) in this process, through the same compiler, meter
 * and boundary as a submission, so that their counters compare.
 */
import type { ExerciseDefinition } from '../exercises/exercise-definition';
import { ConfinedPolicies } from './confine/confined-policies';
import { createNodeRealm } from './confine/node-realm';
import type { CaseEnd } from './judge/judge';
import { type CaseRun, runCase, type SeededCase } from './judge/run-case';

export interface TrustedRun {
  readonly run: CaseRun;
  readonly stopped?: CaseEnd;
  readonly console: readonly string[];
  readonly usedUnits: number;
}

export interface TrustedRunner {
  /** A host over the program: for one case. */
  policies(exercise: ExerciseDefinition, program: string): ConfinedPolicies;
  run(exercise: ExerciseDefinition, program: string, seeded: SeededCase): TrustedRun;
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
    run(exercise, program, seeded) {
      const own = policies(exercise, program);
      const run = runCase(exercise, seeded, own);
      return {
        run,
        console: own.console,
        usedUnits: own.usedUnits,
        ...(run.stopped === undefined ? {} : { stopped: run.stopped }),
      };
    },
  };
}
