/** GET: what becomes of a submission, as server-sent events (submission-events.ts); for those who may read it. */
import { answerToUser } from '../../../user-answer';
import { submissionEvents } from '../../submission-events';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  return answerToUser((user) => submissionEvents(id, user, request.signal));
}
