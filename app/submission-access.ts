/**
 * Who may read a submission: its author, staff of a course that the author is a student of, and administrators. To everybody
 * else it does not exist.
 */
import { mayReadWorkOf } from '../db/courses';
import { type Submission, submission } from '../db/submissions';
import type { User } from './viewer';

export async function readableSubmission(
  submissionId: string,
  user: User | null,
): Promise<Submission | null> {
  if (user === null) return null;
  const found = await submission(submissionId);
  if (found === null) return null;
  const mayRead = found.userId === user.id || (await mayReadWorkOf(user.id, found.userId));
  return mayRead ? found : null;
}
