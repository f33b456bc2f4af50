'use client';
/**
 * What the results pane shows: the last run of the samples in this browser, or the last submission, whichever was
 * asked for later. It is remembered as long as the browser's tab lives: after a reload the samples run again, which
 * gives the same to the digit, and a submission is followed again.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { BrowserGrader, BrowserGraderError, type SampleRun } from '../../../../grader/browser/browser-grader';
import type { Progress, Verdict } from '../../../../grader/verdict';
import { stored } from '../../../browser-storage';
import * as words from '../../../dictionary';
import { type FollowedSubmission, useSubmission } from '../../../verdict/use-submission';
import { submitAction } from '../../actions';

export type Run =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly progress: Progress | null }
  | { readonly kind: 'ran'; readonly samples: SampleRun; readonly source: string }
  | { readonly kind: 'submitting' }
  | { readonly kind: 'submitted'; readonly submissionId: string; readonly source: string }
  | { readonly kind: 'failed'; readonly message: string; readonly isSignedOut?: boolean };

export interface Runs {
  readonly run: Run;
  readonly followed: FollowedSubmission;
  readonly verdict: Verdict | null;
  runSamples(source: string): Promise<void>;
  submit(source: string): Promise<void>;
}

/** What was asked for last, and of which text. */
type Asked =
  | { readonly kind: 'ran'; readonly source: string }
  | { readonly kind: 'submitted'; readonly source: string; readonly submissionId: string };

const askedKey = (exercise: string) => `runqueue:asked:${exercise}`;

/** Where storage is forbidden or full, a reload forgets the results. */
function remember(exercise: string, asked: Asked): void {
  stored(() => window.sessionStorage.setItem(askedKey(exercise), JSON.stringify(asked)));
}

function remembered(exercise: string): Asked | null {
  const asked = stored(
    () => JSON.parse(window.sessionStorage.getItem(askedKey(exercise)) ?? 'null') as Asked | null,
  );
  if (typeof asked?.source !== 'string') return null;
  return asked.kind === 'ran' || typeof asked.submissionId === 'string' ? asked : null;
}

export function useRuns(exercise: string, workerUrl: string): Runs {
  const [run, setRun] = useState<Run>({ kind: 'none' });
  const grader = useRef<BrowserGrader>(null);
  const followed = useSubmission(run.kind === 'submitted' ? run.submissionId : null);

  const runSamples = useCallback(
    async (source: string) => {
      if (grader.current === null) return;
      remember(exercise, { kind: 'ran', source });
      setRun({ kind: 'running', progress: null });
      try {
        const samples = await grader.current.run(exercise, source, (progress) =>
          setRun((before) => (before.kind === 'running' ? { kind: 'running', progress } : before)),
        );
        setRun({ kind: 'ran', samples, source });
      } catch (error) {
        if (!(error instanceof BrowserGraderError)) throw error;
        setRun({ kind: 'failed', message: error.message });
      }
    },
    [exercise],
  );

  useEffect(() => {
    const mine = new BrowserGrader(workerUrl);
    mine.prepare(exercise);
    grader.current = mine;
    const asked = remembered(exercise);
    if (asked?.kind === 'submitted') setRun(asked);
    else if (asked !== null) void runSamples(asked.source);
    return () => mine.dispose();
  }, [exercise, workerUrl, runSamples]);

  return {
    run,
    followed,
    verdict: run.kind === 'ran' ? run.samples.verdict : run.kind === 'submitted' ? followed.verdict : null,
    runSamples,
    async submit(source) {
      setRun({ kind: 'submitting' });
      try {
        const result = await submitAction({ exercise, source });
        if (!result.ok)
          return setRun({
            kind: 'failed',
            message: result.message,
            isSignedOut: result.code === 'signed out',
          });
        const submitted = { kind: 'submitted', submissionId: result.value.submissionId, source } as const;
        remember(exercise, submitted);
        setRun(submitted);
      } catch {
        setRun({ kind: 'failed', message: words.action.network }); // the action did not reach the site
      }
    },
  };
}
