/**
 * Who may read a submission: its author, and staff of a course that the author is a student of. To everybody
 * else it does not exist.
 */
import { sharesCourseAsStaff } from '../db/courses';
import { type Submission, submission } from '../db/submissions';
import type { User } from './viewer';

export async function readableSubmission(
  submissionId: string,
  user: User | null,
): Promise<Submission | null> {
  if (user === null) return null;
  const found = await submission(submissionId);
  if (found === null) return null;
  const mayRead = found.userId === user.id || (await sharesCourseAsStaff(user.id, found.userId));
  return mayRead ? found : null;
}
