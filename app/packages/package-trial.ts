'use client';
/** A solution tried on a grader of the site: what a run in the browser gives, for code that no browser may run. */
import type { SampleRun } from '../../grader/browser/browser-grader';
import type { Progress } from '../../grader/verdict';
import type { ActionResult } from '../action';
import * as words from '../dictionary';
import { followPackageRun } from './follow-package-run';
import { RunRefused } from './run-refused';

export type GradedCases = 'samples' | 'all';

export interface RunFollower {
  readonly onProgress: (progress: Progress) => void;
  /** No grader has begun it yet. */
  readonly onWaiting: () => void;
  readonly signal: AbortSignal;
}

const PATIENCE_MS = 180_000;

/**
 * @param order orders a trial. @returns what came of it.
 * @throws RunRefused; the reason of `signal` when it is aborted.
 */
export async function followTrial(
  order: () => Promise<ActionResult<{ readonly runId: string }>>,
  { onProgress, onWaiting, signal }: RunFollower,
): Promise<SampleRun> {
  const ordered = await order().catch(() => {
    throw new RunRefused(words.unreachable);
  });
  signal.throwIfAborted();
  if (!ordered.ok) throw new RunRefused(ordered.message, ordered.code === 'signed out');
  const late = AbortSignal.timeout(PATIENCE_MS);
  const outcome = await followPackageRun(
    ordered.value.runId,
    ({ state, progress }) => {
      if (state === 'queued') onWaiting();
      else if (progress !== null) onProgress(progress);
    },
    AbortSignal.any([signal, late]),
  ).catch((reason: unknown) => {
    throw late.aborted && !signal.aborted ? new RunRefused(words.packages.late) : reason;
  });
  if (outcome === null) throw new RunRefused(words.packages.superseded);
  if (outcome.kind === 'refused') throw new RunRefused(words.packages.refused(outcome.problems));
  if (outcome.kind !== 'verdict') throw new Error(`A trial of a solution came to ${outcome.kind}.`);
  const { verdict, calls } = outcome;
  return { verdict, calls };
}
