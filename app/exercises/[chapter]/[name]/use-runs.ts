'use client';
/**
 * What the results pane shows: the last run of the samples, or the last submission, whichever was asked for later. It is remembered as long as the browser's tab lives: after a reload the samples run again, which
 * gives the same to the digit, and a submission is followed again.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SampleRun } from '../../../../grader/browser/browser-grader';
import type { Progress, Verdict } from '../../../../grader/verdict';
import { stored } from '../../../browser-storage';
import * as words from '../../../dictionary';
import type { GradedCases, RunFollower } from '../../../packages/package-trial';
import { RunRefused } from '../../../packages/run-refused';
import { type FollowedSubmission, useSubmission } from '../../../verdict/use-submission';
import { submitAction } from '../../actions';

/** Where samples run. What is of a package runs at the site only: its author's code is trusted in no browser. */
export type Grading =
  | { readonly kind: 'browser'; readonly script: string }
  | {
      readonly kind: 'server';
      /** Submit runs all cases as well, and hands nothing in. */
      readonly isPreview?: boolean;
      /** @throws RunRefused when it comes to no verdict; the reason of `signal` when it is aborted. */
      run(source: string, cases: GradedCases, follow: RunFollower): Promise<SampleRun>;
    };

export type Run =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly progress: Progress | null; readonly isWaiting?: boolean }
  | {
      readonly kind: 'ran';
      readonly samples: SampleRun;
      readonly source: string;
      readonly cases: GradedCases;
    }
  | { readonly kind: 'submitting' }
  | { readonly kind: 'submitted'; readonly submissionId: string; readonly source: string }
  | { readonly kind: 'failed'; readonly message: string; readonly isSignedOut?: boolean };

/** What its verdict is of. */
export const gradedOf = (run: Run): 'samples' | 'submission' =>
  run.kind === 'ran' && run.cases === 'samples' ? 'samples' : 'submission';

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

/** One run at a time. */
export interface Runner {
  /** @throws RunRefused when it comes to no verdict. */
  run(source: string, cases: GradedCases, follow: Omit<RunFollower, 'signal'>): Promise<SampleRun>;
  dispose(): void;
}

/** Its script comes at once, but the page is drawn without it. */
function browserRunner(exercise: string, script: string): Runner {
  let isLeft = false;
  let made: Promise<Runner> | undefined;
  const make = () => {
    made ??= import('./browser-runner').then(({ browserRunner: begin }) => {
      if (isLeft) throw new Error('The page was left.');
      return begin(exercise, script);
    });
    // The next run asks for it again.
    made.catch(() => {
      made = undefined;
    });
    return made;
  };
  make();
  return {
    async run(...asked) {
      const runner = await make().catch(() => {
        throw new RunRefused(words.panels.notLoaded);
      });
      return runner.run(...asked);
    },
    dispose() {
      isLeft = true;
      void made?.then((runner) => runner.dispose()).catch(() => {});
    },
  };
}

function siteRunner(run: Extract<Grading, { kind: 'server' }>['run']): Runner {
  let current = new AbortController();
  return {
    run(source, cases, follow) {
      current.abort();
      current = new AbortController();
      return run(source, cases, { ...follow, signal: current.signal });
    },
    dispose: () => current.abort(),
  };
}

export function useRuns(exercise: string, grading: Grading): Runs {
  const latest = useRef(grading);
  latest.current = grading;
  const script = grading.kind === 'browser' ? grading.script : null;
  const [run, setRun] = useState<Run>({ kind: 'none' });
  const runner = useRef<Runner>(null);
  const followed = useSubmission(run.kind === 'submitted' ? run.submissionId : null);

  const runCases = useCallback(async (source: string, cases: GradedCases) => {
    const mine = runner.current;
    if (mine === null) return;
    setRun({ kind: 'running', progress: null });
    const tell = (told: Pick<Extract<Run, { kind: 'running' }>, 'progress' | 'isWaiting'>) =>
      setRun((before) => (before.kind === 'running' ? { kind: 'running', ...told } : before));
    try {
      const samples = await mine.run(source, cases, {
        onProgress: (progress) => tell({ progress }),
        onWaiting: () => tell({ progress: null, isWaiting: true }),
      });
      setRun({ kind: 'ran', samples, source, cases });
    } catch (error) {
      if (mine !== runner.current) return; // the page was left
      if (!(error instanceof RunRefused)) throw error;
      setRun({ kind: 'failed', message: error.message, isSignedOut: error.isSignedOut });
    }
  }, []);

  const runSamples = useCallback(
    (source: string) => {
      remember(exercise, { kind: 'ran', source });
      return runCases(source, 'samples');
    },
    [exercise, runCases],
  );

  useEffect(() => {
    const mine =
      script !== null
        ? browserRunner(exercise, script)
        : siteRunner(async (...asked) => {
            if (latest.current.kind === 'browser') throw new Error('It runs in the browser now.');
            return latest.current.run(...asked);
          });
    runner.current = mine;
    const asked = remembered(exercise);
    if (asked?.kind === 'submitted') setRun(asked);
    else if (asked !== null) void runSamples(asked.source);
    return () => {
      runner.current = null;
      mine.dispose();
    };
  }, [exercise, script, runSamples]);

  return {
    run,
    followed,
    verdict: run.kind === 'ran' ? run.samples.verdict : run.kind === 'submitted' ? followed.verdict : null,
    runSamples,
    async submit(source) {
      if (grading.kind === 'server' && grading.isPreview) return runCases(source, 'all');
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
        setRun({ kind: 'failed', message: words.unreachable }); // the action did not reach the site
      }
    },
  };
}
