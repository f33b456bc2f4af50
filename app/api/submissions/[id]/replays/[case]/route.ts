/** POST: the run of a case again, as ActionResult<ReplayOutcome>; for those who may read the submission. */
import type { ReplayOutcome } from '../../../../../../grader/verdict';
import { type ActionResult, Refusal } from '../../../../../action';
import { DatabaseUnavailable } from '../../../../../database-call';
import * as words from '../../../../../dictionary';
import { currentViewer } from '../../../../../viewer';
import { replayFor } from '../../../case-replay';

export const dynamic = 'force-dynamic';

export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string; case: string }> },
): Promise<Response> {
  const { id, case: caseName } = await params;
  const viewer = await currentViewer();
  if (viewer.kind === 'visitor')
    return answer(401, { ok: false, code: 'signed out', message: words.action.signedOut });
  const databaseDown = { ok: false, code: 'unavailable', message: words.databaseDown.short } as const;
  if (viewer.kind === 'unknown') return answer(503, databaseDown);
  try {
    const value = await replayFor(viewer.user, { submissionId: id, caseName }, request.signal);
    return answer(200, { ok: true, value });
  } catch (error) {
    if (error instanceof Refusal)
      return answer(error.code === 'too many' ? 429 : 404, {
        ok: false,
        code: error.code,
        message: error.message,
      });
    if (error instanceof DatabaseUnavailable) return answer(503, databaseDown);
    throw error;
  }
}

function answer(status: number, result: ActionResult<ReplayOutcome>): Response {
  return Response.json(result, { status, headers: { 'Cache-Control': 'no-store' } });
}
