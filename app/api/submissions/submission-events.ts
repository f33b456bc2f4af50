/**
 * Server-sent events of one submission, for those who may read it:
 *
 *      event: status    SubmissionStatus, whenever it changed
 *      event: verdict   Verdict (null when there is none), once, at the end
 *
 * Until the end only the state is read, not source and verdict.
 */
import { queuePlace } from '../../../db/submissions';
import { readVerdict } from '../../../grader/stored-verdict';
import { readableSubmission, readableSummary } from '../../submission-access';
import type { User } from '../../viewer';
import { eventStream } from '../event-stream';
import { isFinal, statusOf } from './submission-status';

/** @param left aborted when the reader leaves. @returns null: no such submission to him. */
export async function submissionEvents(id: string, user: User, left: AbortSignal): Promise<Response | null> {
  if ((await readableSummary(id, user)) === null) return null;
  return eventStream({
    ...{ id, user, left },
    async look(write) {
      const found = await readableSummary(id, user);
      if (found === null) return true;
      const place = found.state === 'queued' ? await queuePlace(id) : 0;
      write('status', statusOf(found, place));
      if (!isFinal(found.state)) return false;
      write('verdict', readVerdict((await readableSubmission(id, user))?.verdict));
      return true;
    },
  });
}
