/** GET: what becomes of a run of a package, as server-sent events (package-run-events.ts). */
import * as words from '../../../../dictionary';
import { currentViewer } from '../../../../viewer';
import { packageRunEvents } from '../../package-run-events';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  const viewer = await currentViewer();
  if (viewer.kind === 'visitor') return new Response(words.action.signedOut, { status: 401 });
  if (viewer.kind === 'unknown') return new Response(words.databaseDown.short, { status: 503 });
  return packageRunEvents(id, viewer.user, request.signal);
}
