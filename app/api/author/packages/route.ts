/** POST: begins a package with the files of an archive, and has them checked. */
import { uploadNewAs } from '../../../author/upload-changes';
import { LONGEST_ARCHIVE_BYTES } from '../../../author/words';
import { answered, boundedBody } from '../author-call';

export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  return answered(request, async (user) => {
    const query = new URL(request.url).searchParams;
    const archive = await boundedBody(request, LONGEST_ARCHIVE_BYTES);
    const [name, home] = [query.get('name') ?? '', query.get('home') ?? ''];
    return uploadNewAs({ name, home, archive, mutants: query.has('mutants') }, user);
  });
}
