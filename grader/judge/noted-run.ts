/** A run of a case, with the calls into the submission that lay between its events. */
import type { ExerciseDefinition } from '../../exercises/exercise-definition';
import type { PolicyHost } from '../../simulator/engine/policy';
import { CallNotes, type NotedCalls } from '../replay/note-calls';
import { type CaseRun, runCase, type SeededCase } from './run-case';

type Runnable = Parameters<typeof runCase>[0] & Pick<ExerciseDefinition, 'shape'>;

/** @param lineNow line of the submission that was reached last; asked as each call ends. */
export function runNoted(
  exercise: Runnable,
  seeded: Pick<SeededCase, 'seed' | 'parameters'>,
  policies: PolicyHost,
  lineNow: () => number,
  maxEvents?: number,
): { readonly run: CaseRun; readonly calls: NotedCalls } {
  let events = () => 0;
  const notes = new CallNotes(exercise.shape, () => events(), lineNow);
  const observed: Runnable = {
    ...exercise,
    simulate(context, given) {
      events = () => context.trace.count;
      return exercise.simulate(context, given);
    },
  };
  return { run: runCase(observed, seeded, notes.over(policies), maxEvents), calls: notes.noted };
}
