/** PUT: lets the files of an archive be the draft, and has them checked. */
import { MAX_ARCHIVE_BYTES } from '../../../../../grader/packages/zip-archive';
import { uploadAs } from '../../../../author/upload-changes';
import { withDatabase } from '../../../../database-call';
import { boundedBody } from '../../../bounded-body';
import { answered } from '../../author-call';
import { apiWords as words } from '../../words';

export const dynamic = 'force-dynamic';

export function PUT(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return answered(request, async (user) => {
    const { id: packageId } = await params;
    const archive = await boundedBody(request, MAX_ARCHIVE_BYTES, words.tooLong(MAX_ARCHIVE_BYTES));
    const mutants = new URL(request.url).searchParams.has('mutants');
    return withDatabase(() => uploadAs({ packageId, archive, mutants }, user));
  });
}
