/**
 * Who may read a submission: its author, staff of a course that the author is a student of, and administrators. To everybody
 * else it does not exist.
 */
import { mayReadWorkOf } from '../db/courses';
import { type Submission, type SubmissionSummary, submission, submissionSummary } from '../db/submissions';
import type { User } from './viewer';

export async function readableSubmission(
  submissionId: string,
  user: User | null,
): Promise<Submission | null> {
  return user === null ? null : ifReadable(await submission(submissionId), user);
}

/** Without source and verdict. */
export async function readableSummary(submissionId: string, user: User): Promise<SubmissionSummary | null> {
  return ifReadable(await submissionSummary(submissionId), user);
}

async function ifReadable<Found extends SubmissionSummary>(
  found: Found | null,
  user: User,
): Promise<Found | null> {
  if (found === null) return null;
  const mayRead = found.userId === user.id || (await mayReadWorkOf(user.id, found.userId));
  return mayRead ? found : null;
}
