'use client';
/**
 * What the results pane shows: the last run of the samples in this browser, or the last submission, whichever was
 * asked for later.
 */
import { useEffect, useRef, useState } from 'react';
import { BrowserGrader, BrowserGraderError } from '../../../../grader/browser/browser-grader';
import type { Progress, Verdict } from '../../../../grader/verdict';
import { words } from '../../../dictionary';
import { type FollowedSubmission, useSubmission } from '../../../verdict/use-submission';
import { submitAction } from '../../actions';

export type Run =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly progress: Progress | null }
  | { readonly kind: 'ran'; readonly verdict: Verdict; readonly source: string }
  | { readonly kind: 'submitting' }
  | { readonly kind: 'submitted'; readonly submissionId: string; readonly source: string }
  | { readonly kind: 'failed'; readonly message: string };

export interface Runs {
  readonly run: Run;
  readonly followed: FollowedSubmission;
  readonly verdict: Verdict | null;
  runSamples(source: string): Promise<void>;
  submit(source: string): Promise<void>;
}

export function useRuns(exercise: string, workerUrl: string): Runs {
  const [run, setRun] = useState<Run>({ kind: 'none' });
  const grader = useRef<BrowserGrader>(null);
  const followed = useSubmission(run.kind === 'submitted' ? run.submissionId : null);

  useEffect(() => {
    const mine = new BrowserGrader(workerUrl);
    mine.prepare(exercise);
    grader.current = mine;
    return () => mine.dispose();
  }, [exercise, workerUrl]);

  return {
    run,
    followed,
    verdict: run.kind === 'ran' ? run.verdict : run.kind === 'submitted' ? followed.verdict : null,
    async runSamples(source) {
      if (grader.current === null) return;
      setRun({ kind: 'running', progress: null });
      try {
        const verdict = await grader.current.run(exercise, source, (progress) =>
          setRun((before) => (before.kind === 'running' ? { kind: 'running', progress } : before)),
        );
        setRun({ kind: 'ran', verdict, source });
      } catch (error) {
        if (!(error instanceof BrowserGraderError)) throw error;
        setRun({ kind: 'failed', message: error.message });
      }
    },
    async submit(source) {
      setRun({ kind: 'submitting' });
      try {
        const result = await submitAction({ exercise, source });
        setRun(
          result.ok
            ? { kind: 'submitted', submissionId: result.value.submissionId, source }
            : { kind: 'failed', message: result.message },
        );
      } catch {
        setRun({ kind: 'failed', message: words.action.network }); // the action did not reach the site
      }
    },
  };
}
