'use client';
/** The verdict of a submission, or how far its grading is. */
import type { SubmissionState } from '../../../db/schema';
import type { View } from '../../../exercises/exercise-definition';
import type { Verdict } from '../../../grader/verdict';
import * as words from '../../dictionary';
import { lineAnchor } from '../../line-anchor';
import { GradingProgress } from '../../verdict/grading-progress';
import { useSubmission } from '../../verdict/use-submission';
import { VerdictView } from '../../verdict/verdict-view';

export function SubmissionResult(props: {
  submissionId: string;
  verdict: Verdict | null;
  state: SubmissionState;
  /** Null: the exercise is gone, and nothing knows how to draw its runs. */
  view: View | null;
}) {
  const isWaiting = props.state === 'queued' || props.state === 'running';
  const followed = useSubmission(isWaiting ? props.submissionId : null);
  const verdict = props.verdict ?? followed.verdict;
  if (verdict !== null)
    return (
      <VerdictView
        verdict={verdict}
        view={props.view ?? 'cores'}
        of="submission"
        submissionId={props.submissionId}
        onReveal={(line) => {
          window.location.hash = lineAnchor(line);
        }}
      />
    );
  if (isWaiting)
    return (
      <>
        <GradingProgress status={followed.status} />
        {!followed.connected && <p className="notice notice-warning mt-3">{words.results.connectionLost}</p>}
      </>
    );
  const text = words.verdict.statusText[props.state as keyof typeof words.verdict.statusText];
  return (
    <p className="notice notice-warning">
      <strong className="font-semibold">{words.verdict.status[props.state]}.</strong> {text}
    </p>
  );
}
