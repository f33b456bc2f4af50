/** POST: begins a package with the files of an archive, and has them checked. */
import { MAX_ARCHIVE_BYTES } from '../../../../grader/packages/zip-archive';
import { uploadNewAs } from '../../../author/upload-changes';
import { withDatabase } from '../../../database-call';
import { boundedBody } from '../../bounded-body';
import { answered } from '../author-call';
import { apiWords as words } from '../words';

export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  return answered(request, async (user) => {
    const query = new URL(request.url).searchParams;
    const archive = await boundedBody(request, MAX_ARCHIVE_BYTES, words.tooLong(MAX_ARCHIVE_BYTES));
    const [name, home] = [query.get('name') ?? '', query.get('home') ?? ''];
    const mutants = query.has('mutants');
    return withDatabase(() => uploadNewAs({ name, home, archive, mutants }, user));
  });
}
