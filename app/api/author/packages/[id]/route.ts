/** PUT: lets the files of an archive be the draft, and has them checked. */
import { uploadAs } from '../../../../author/upload-changes';
import { LONGEST_ARCHIVE_BYTES } from '../../../../author/words';
import { answered, boundedBody } from '../../author-call';

export const dynamic = 'force-dynamic';

export function PUT(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return answered(request, async (user) => {
    const { id: packageId } = await params;
    const archive = await boundedBody(request, LONGEST_ARCHIVE_BYTES);
    return uploadAs({ packageId, archive, mutants: new URL(request.url).searchParams.has('mutants') }, user);
  });
}
