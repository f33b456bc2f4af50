/** POST: the run of a case again, as ActionResult<ReplayOutcome>; for those who may read the submission. */
import { forAccount } from '../../../../../action';
import { actionAnswer } from '../../../../action-answer';
import { replayFor } from '../../../case-replay';

export const dynamic = 'force-dynamic';

export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string; case: string }> },
): Promise<Response> {
  const { id, case: caseName } = await params;
  const job = { submissionId: id, caseName };
  return actionAnswer(
    forAccount((user) => replayFor(user, job, request.signal)),
    404,
  );
}
