/** GET: how far a check is, and what came of it. */
import { checkFromAfarAs } from '../../../../author/upload-changes';
import { answered } from '../../author-call';

export const dynamic = 'force-dynamic';

export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return answered(request, async (user) => checkFromAfarAs({ runId: (await params).id }, user));
}
