/** A submission's state or score in a table cell. */
import type { SubmissionSummary } from '../db/submissions';
import * as words from './dictionary';

export function SubmissionState(props: Pick<SubmissionSummary, 'state' | 'score' | 'maxScore'>) {
  const { state, score, maxScore } = props;
  if (score === null || maxScore === null || state === 'rejected') return <>{words.verdict.status[state]}</>;
  return (
    <span className={score === maxScore ? 'font-medium text-good' : undefined}>
      {score.toLocaleString('en')} / {maxScore.toLocaleString('en')}
      {state === 'limit' && <span className="ml-2 text-text-muted">{words.verdict.status.limit}</span>}
    </span>
  );
}
