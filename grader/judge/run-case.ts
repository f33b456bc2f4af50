/** One run of one case on any policy host, and what is left of it to judge. */
import type { CaseParameters, ExerciseDefinition } from '../../exercises/exercise-definition';
import { type PolicyHost, PolicyStopped, type StopReason } from '../../simulator/engine/policy';
import { Random } from '../../simulator/engine/random';
import { DEFAULT_MAX_EVENTS, Trace } from '../../simulator/engine/trace';

/** A case with its seed: what runs. */
export interface SeededCase {
  readonly name: string;
  readonly title: string;
  readonly role: 'sample' | 'hidden' | 'leaderboard';
  readonly seed: string;
  readonly parameters: CaseParameters;
}

export interface CaseRun {
  readonly trace: Trace;
  readonly counters: Record<string, number>;
  /** What `simulate` returned; absent when the submission stopped. */
  readonly result?: unknown;
  readonly stopped?: { readonly reason: StopReason; readonly message: string; readonly line?: number };
}

/** @throws whatever is not PolicyStopped: a bug of the simulation, or a LogMismatch. */
export function runCase(
  exercise: Pick<ExerciseDefinition, 'simulate' | 'events'>,
  seeded: Pick<SeededCase, 'seed' | 'parameters'>,
  policies: PolicyHost,
  maxEvents = DEFAULT_MAX_EVENTS,
): CaseRun {
  const trace = new Trace(exercise.events, maxEvents);
  const counters: Record<string, number> = {};
  const random = new Random(seeded.seed);
  try {
    const result = exercise.simulate({ random, policies, trace, counters }, seeded.parameters);
    return { trace, counters, result };
  } catch (error) {
    if (!(error instanceof PolicyStopped)) throw error;
    const { reason, message, line } = error;
    return { trace, counters, stopped: { reason, message, ...(line === undefined ? {} : { line }) } };
  }
}
