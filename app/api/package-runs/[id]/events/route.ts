/** GET: what becomes of a run of a package, as server-sent events (package-run-events.ts). */
import { answerToUser } from '../../../user-answer';
import { packageRunEvents } from '../../package-run-events';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  return answerToUser((user) => packageRunEvents(id, user, request.signal));
}
