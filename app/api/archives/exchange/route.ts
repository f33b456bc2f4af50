/** POST: begins a package for each item of an archive of another system. */
import { MAX_FOREIGN_ARCHIVE_BYTES } from '../../../../grader/packages/exchange/foreign-archive';
import { demandAuthor } from '../../../author/demand-package';
import { bringInAs } from '../../../author/exchange/exchange-changes';
import { withArchive } from '../archive-call';

export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  return withArchive(request, {
    mostBytes: MAX_FOREIGN_ARCHIVE_BYTES,
    may: demandAuthor,
    use: (archive, user) => bringInAs({ archive }, user),
  });
}
