/** GET: how far a check is, and what came of it. */
import { checkFromAfarAs } from '../../../../author/upload-changes';
import { answered } from '../../author-call';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id: runId } = await params;
  return answered(request, { work: (user) => checkFromAfarAs({ runId }, user) });
}
