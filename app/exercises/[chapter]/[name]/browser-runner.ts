/** Runs samples in the browser. */
import { BrowserGrader, BrowserGraderError } from '../../../../grader/browser/browser-grader';
import { RunRefused } from '../../../packages/run-refused';
import type { Runner } from './use-runs';

export function browserRunner(exercise: string, script: string): Runner {
  const grader = new BrowserGrader(script);
  grader.prepare(exercise);
  return {
    run: (source, _samples, { onProgress }) =>
      grader.run(exercise, source, onProgress).catch((error: unknown) => {
        throw error instanceof BrowserGraderError ? new RunRefused(error.message) : error;
      }),
    dispose: () => grader.dispose(),
  };
}
