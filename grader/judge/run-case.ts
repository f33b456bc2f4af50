/** One run of one case on any policy host, and what is left of it to judge. */
import type { CaseParameters, ExerciseDefinition } from '../../exercises/exercise-definition';
import { runCounters } from '../../exercises/run-counters';
import { type PolicyHost, PolicyStopped, type StopReason } from '../../simulator/engine/policy';
import { Random } from '../../simulator/engine/random';
import { DEFAULT_MAX_EVENTS, Trace } from '../../simulator/engine/trace';
import { FIRST_LOOK, nextLook, Spending } from './spending';

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
  /** Of the budgets' counters, where they were given. */
  readonly spending?: Spending;
  /** What `simulate` returned; absent when the submission stopped. */
  readonly result?: unknown;
  readonly stopped?: { readonly reason: StopReason; readonly message: string; readonly line?: number };
}

/**
 * @param exercise with its budgets where somebody asks when they were spent.
 * @throws whatever is not PolicyStopped: a bug of the simulation, or a LogMismatch.
 */
export function runCase(
  exercise: Pick<ExerciseDefinition, 'simulate' | 'events'> & Partial<Pick<ExerciseDefinition, 'budgets'>>,
  seeded: Pick<SeededCase, 'seed' | 'parameters'>,
  policies: PolicyHost,
  maxEvents = DEFAULT_MAX_EVENTS,
): CaseRun {
  const trace = new Trace(exercise.events, maxEvents);
  const { counters, countBy, count } = runCounters();
  const random = new Random(seeded.seed);
  const spending = exercise.budgets && new Spending(exercise.budgets.map(({ counter }) => counter));
  if (spending !== undefined)
    trace.watch(FIRST_LOOK, (events) => {
      spending.look(events - 1, count());
      return nextLook(events);
    });
  const left = { trace, counters, ...(spending && { spending }) };
  try {
    const context = { random, policies, trace, counters, countBy };
    const result = trace.whileWritten(() => exercise.simulate(context, seeded.parameters));
    return { ...left, result };
  } catch (error) {
    if (!(error instanceof PolicyStopped)) throw error;
    const { reason, message, line } = error;
    return { ...left, stopped: { reason, message, ...(line === undefined ? {} : { line }) } };
  } finally {
    count();
  }
}
