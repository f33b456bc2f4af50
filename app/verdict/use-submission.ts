'use client';
/** Follows a submission over server-sent events until its verdict. EventSource reconnects by itself, unless it is refused. */
import { useEffect, useState } from 'react';
import type { Verdict } from '../../grader/verdict';
import type { SubmissionStatus } from '../api/submissions/submission-status';

export interface FollowedSubmission {
  readonly status: SubmissionStatus | null;
  readonly verdict: Verdict | null;
  readonly connected: boolean;
}

/** Before it asks again when it was refused: the database is away, or too many pages follow submissions. */
const ASK_AGAIN_MS = 5_000;

const NOTHING: FollowedSubmission = { status: null, verdict: null, connected: true };

/** @param submissionId null: follows nothing. */
export function useSubmission(submissionId: string | null): FollowedSubmission {
  const [followed, setFollowed] = useState(NOTHING);
  useEffect(() => {
    setFollowed(NOTHING);
    if (submissionId === null) return;
    let stop = () => {};
    const follow = () => {
      const events = new EventSource(`/api/submissions/${submissionId}/events`);
      stop = () => events.close();
      events.addEventListener('status', ({ data }: MessageEvent<string>) => {
        const status = JSON.parse(data) as SubmissionStatus;
        setFollowed((before) => ({ ...before, status, connected: true }));
      });
      events.addEventListener('verdict', ({ data }: MessageEvent<string>) => {
        const verdict = JSON.parse(data) as Verdict | null;
        setFollowed((before) => ({ ...before, verdict, connected: true }));
        events.close();
      });
      events.onerror = () => {
        setFollowed((before) => ({ ...before, connected: false }));
        if (events.readyState !== EventSource.CLOSED) return;
        const again = setTimeout(follow, ASK_AGAIN_MS);
        stop = () => clearTimeout(again);
      };
    };
    follow();
    return () => stop();
  }, [submissionId]);
  return followed;
}
