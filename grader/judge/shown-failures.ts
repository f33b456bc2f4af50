/**
 * Which runs of a submission come with a trace: samples that fail, and one hidden case for each rule that is broken,
 * where the exercise shows failures at all.
 */
import type { ExerciseDefinition } from '../../exercises/exercise-definition';
import type { EncodedTrace } from '../../simulator/engine/trace';
import type { JudgedCase } from './judge';
import type { SeededCase } from './run-case';

type Showing = Pick<ExerciseDefinition, 'showFailures'>;

/** Whether the student may see parameters and events of a case. */
export function mayShow({ showFailures }: Showing, { role }: SeededCase): boolean {
  return role === 'sample' || (role === 'hidden' && showFailures);
}

export class ShownFailures {
  private readonly toldBefore = new Set<string>();

  constructor(private readonly exercise: Showing) {}

  /** @param trace of the run; called when it is shown. @returns the case with parameters and trace, if they are told. */
  shown(seeded: SeededCase, judged: JudgedCase, trace: () => EncodedTrace): JudgedCase {
    const { report } = judged;
    if (report === undefined) return judged;
    const failures = report.checks.filter((check) => !check.passed).map((check) => check.rule);
    if (report.stopped !== undefined) failures.push('a stop');
    const isNew = failures.some((failure) => !this.toldBefore.has(failure));
    if (!mayShow(this.exercise, seeded) || !isNew) return judged;
    for (const failure of failures) this.toldBefore.add(failure);
    return { ...judged, report: { ...report, parameters: seeded.parameters, trace: trace() } };
  }
}
