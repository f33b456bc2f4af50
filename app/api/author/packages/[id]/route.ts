/** PUT: lets the files of an archive be the draft, and has them checked. */
import { MAX_ARCHIVE_BYTES } from '../../../../../grader/packages/zip-archive';
import { demandPackage } from '../../../../author/demand-package';
import { uploadAs } from '../../../../author/upload-changes';
import { answered } from '../../author-call';

export const dynamic = 'force-dynamic';

export async function PUT(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const { id: packageId } = await params;
  const mutants = new URL(request.url).searchParams.has('mutants');
  return answered(request, {
    mostBytes: MAX_ARCHIVE_BYTES,
    may: (user) => demandPackage(packageId, user, 'write'),
    work: (user, archive) => uploadAs({ packageId, archive, mutants }, user),
  });
}
