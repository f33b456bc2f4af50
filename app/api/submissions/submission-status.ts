/** Where a submission stands, as it goes over the wire. */
import type { SubmissionState } from '../../../db/schema';
import type { SubmissionSummary } from '../../../db/submissions';

export interface SubmissionStatus {
  readonly state: SubmissionState;
  /** 1 is next; 0 when it does not wait. */
  readonly place: number;
  readonly progress: { readonly case: string; readonly done: number; readonly total: number } | null;
  readonly score: number | null;
  readonly maxScore: number | null;
}

export function isFinal(state: SubmissionState): boolean {
  return state !== 'queued' && state !== 'running';
}

export function statusOf(submission: SubmissionSummary, place: number): SubmissionStatus {
  const { state, progress, score, maxScore } = submission;
  return { state, place, progress, score, maxScore };
}
