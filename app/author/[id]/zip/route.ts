/** The draft of a package, or one of its versions (`?version=`), as a zip archive. */
import { draftFiles } from '../../../../db/package-drafts';
import { versionFiles } from '../../../../db/package-versions';
import { packPackage } from '../../../../grader/packages/zip-archive';
import { textsOf } from '../../package-origin';
import { answerToReader } from '../../reader-answer';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  const version = new URL(request.url).searchParams.get('version');
  return answerToReader(id, async ({ package: { name } }) => {
    const files = version === null ? textsOf(await draftFiles(id)) : await versionFiles(id, version);
    if (files === null) return null;
    return new Response(new Uint8Array(packPackage(files)), {
      headers: {
        'Content-Type': 'application/zip',
        'Content-Disposition': `attachment; filename="${name}${version === null ? '' : `-${version.replace(/\W/g, '')}`}.zip"`,
        'Cache-Control': 'no-store',
      },
    });
  });
}
