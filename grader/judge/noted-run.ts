/** A run of a case, with the calls into the submission that lay between its events. */
import type { ExerciseDefinition } from '../../exercises/exercise-definition';
import type { PolicyHost } from '../../simulator/engine/policy';
import { CallNotes, type NotedCalls } from '../replay/note-calls';
import { type CaseRun, runCase, type SeededCase } from './run-case';

/** @param lineNow line of the submission that was reached last; asked as each call ends. */
export function runNoted(
  definition: ExerciseDefinition,
  seeded: Pick<SeededCase, 'seed' | 'parameters'>,
  policies: PolicyHost,
  lineNow: () => number,
): { readonly run: CaseRun; readonly calls: NotedCalls } {
  let events = () => 0;
  const notes = new CallNotes(definition.shape, () => events(), lineNow);
  const observed: ExerciseDefinition = {
    ...definition,
    simulate(context, given) {
      events = () => context.trace.count;
      return definition.simulate(context, given);
    },
  };
  return { run: runCase(observed, seeded, notes.over(policies)), calls: notes.noted };
}
