/**
 * Runs an exercise's own solutions: of the catalogue in this process, of a package in one where its code is confined
 * (grader/packages). What it is told are programs that the compiler made of them.
 */
import { runCase, type SeededCase } from '../judge/run-case';
import { type ToldRun, toldRun } from '../judge/told-run';
import { DecisionLog, DecisionReader } from '../replay/decision-log';
import { recordPolicies } from '../replay/record';
import { replayPolicies } from '../replay/replay';
import { type TrustedCase, trustedRunner } from '../trusted-runner';
import type { LibraryExercise } from './exercise-library';

export interface OwnRunner {
  /** How many runs at once are faster than one after the other. */
  readonly width: number;
  /** @param unitsPerCase where it is to stop earlier than the exercise says. */
  judged(program: string, seeded: SeededCase, unitsPerCase?: number): Promise<TrustedCase>;
  /** With the calls between its events. */
  told(program: string, seeded: SeededCase): Promise<ToldRun>;
  /** Whether a run that was logged is the same when it is made again from its log. */
  replays(program: string, seeded: SeededCase): Promise<boolean>;
}

export function runnerHere({ definition }: Pick<LibraryExercise, 'definition'>): OwnRunner {
  const { shape } = definition;
  const policies = (program: string) => trustedRunner().policies(definition, program);
  return {
    width: 1,
    judged: async (program, seeded, unitsPerCase) =>
      trustedRunner().judged(
        unitsPerCase === undefined ? definition : { ...definition, limits: { unitsPerCase } },
        program,
        seeded,
      ),
    told: async (program, seeded) => toldRun(definition, policies(program), seeded),
    replays: async (program, seeded) => {
      const log = new DecisionLog();
      // The digest says all.
      const recorded = runCase(definition, seeded, recordPolicies(policies(program), shape, log), 0);
      const reader = new DecisionReader(log.bytes());
      const replayed = runCase(definition, seeded, replayPolicies(reader, shape), 0);
      return recorded.trace.digest() === replayed.trace.digest() && reader.atEnd;
    },
  };
}
