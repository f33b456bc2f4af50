/** POST: begins a package with the files of an archive. */
import { z } from 'zod';
import { MAX_ARCHIVE_BYTES } from '../../../../grader/packages/zip-archive';
import { Refusal } from '../../../action';
import { demandAuthor } from '../../../author/demand-package';
import { beginPackage } from '../../../author/package-changes';
import { packageName } from '../../../author/package-name';
import { withDatabase } from '../../../database-call';
import * as words from '../../../dictionary';
import { withArchive } from '../archive-call';

export const dynamic = 'force-dynamic';

const schema = z.object({ name: packageName, title: z.string().max(400), chapter: z.string().max(100) });

export function POST(request: Request): Promise<Response> {
  return withArchive(request, {
    mostBytes: MAX_ARCHIVE_BYTES,
    may: demandAuthor,
    use(archive, user) {
      const given = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
      if (!given.success) throw new Refusal(given.error.issues[0]?.message ?? words.action.invalid);
      const { name, title, chapter } = given.data;
      return withDatabase(() =>
        beginPackage({ name, title, begin: { from: 'archive', archive, chapter } }, user),
      );
    },
  });
}
