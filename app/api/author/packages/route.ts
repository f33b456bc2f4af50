/** POST: begins a package with the files of an archive, and has them checked. */
import { MAX_ARCHIVE_BYTES } from '../../../../grader/packages/zip-archive';
import { demandAuthor } from '../../../author/demand-package';
import { uploadNewAs } from '../../../author/upload-changes';
import { answered } from '../author-call';

export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const [name, home] = [query.get('name') ?? '', query.get('home') ?? ''];
  const mutants = query.has('mutants');
  return answered(request, {
    mostBytes: MAX_ARCHIVE_BYTES,
    may: demandAuthor,
    work: (user, archive) => uploadNewAs({ name, home, archive, mutants }, user),
  });
}
