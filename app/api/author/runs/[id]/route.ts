/** GET: how far a check is, and what came of it. */
import { checkFromAfarAs } from '../../../../author/upload-changes';
import { withDatabase } from '../../../../database-call';
import { answered } from '../../author-call';

export const dynamic = 'force-dynamic';

export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return answered(request, async (user) => {
    const { id: runId } = await params;
    return withDatabase(() => checkFromAfarAs({ runId }, user));
  });
}
