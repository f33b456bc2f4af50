/** What changed in a draft since a revision: asked again and again while somebody has it open. */
import { draftFiles } from '../../../../db/package-drafts';
import type { DraftNews } from '../../package-draft';
import { answerToReader } from '../../reader-answer';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  const since = Number(new URL(request.url).searchParams.get('since') ?? 0);
  return answerToReader(id, async ({ package: { draftRevision } }) => {
    if (draftRevision === since) return new Response(null, { status: 204 });
    const files = await draftFiles(id);
    const news: DraftNews = {
      // The files may be newer than the package was: then they are asked for once more.
      revision: draftRevision,
      paths: files.map(({ path }) => path),
      changed: files
        .filter(({ revision }) => !(revision <= since))
        .map(({ path, text, revision, by }) => ({ path, text, revision, by })),
    };
    return Response.json(news, { headers: { 'Cache-Control': 'no-store' } });
  });
}
