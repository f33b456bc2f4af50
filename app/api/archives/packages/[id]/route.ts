/** PUT: lets the files of an archive be the draft. */
import { MAX_ARCHIVE_BYTES } from '../../../../../grader/packages/zip-archive';
import { demandPackage } from '../../../../author/demand-package';
import { importArchiveAs } from '../../../../author/package-changes';
import { withDatabase } from '../../../../database-call';
import { withArchive } from '../../archive-call';

export const dynamic = 'force-dynamic';

export async function PUT(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id: packageId } = await params;
  return withArchive(request, {
    mostBytes: MAX_ARCHIVE_BYTES,
    may: (user) => demandPackage(packageId, user, 'write'),
    use: (archive, user) => withDatabase(() => importArchiveAs({ packageId, archive }, user)),
  });
}
