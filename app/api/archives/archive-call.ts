/**
 * What every address below /api/archives has in common: an archive that an author sends from a page, longer than a server
 * action takes. Rights come first; then it is read within its bound, one of a person at a time, so that no more are held
 * than there are authors. proxy.ts lets these addresses alone: of what passes it, Next keeps the first 10 MB.
 */
import { forAccount, Refusal } from '../../action';
import { authorWords } from '../../author/words';
import { withDatabase } from '../../database-call';
import type { User } from '../../viewer';
import { actionAnswer } from '../action-answer';
import { boundedBody, onlyOneOf } from '../bounded-body';

interface TakenArchive {
  readonly mostBytes: number;
  /** Throws a Refusal before anything is read. */
  readonly may: (user: User) => Promise<unknown>;
  /** May take longer than the database to answer. */
  readonly use: (archive: Uint8Array, user: User) => Promise<unknown>;
}

/** As ActionResult. */
export const withArchive = (request: Request, taken: TakenArchive): Promise<Response> =>
  actionAnswer(forAccount((user) => takeArchive(request, taken, user)));

/** @throws Refusal */
export async function takeArchive(request: Request, { mostBytes, may, use }: TakenArchive, user: User) {
  // No page of another site sends this without asking first, which nothing here answers.
  if (request.headers.get('content-type') !== 'application/zip') throw new Refusal(authorWords.noFile);
  await withDatabase(() => may(user));
  return onlyOneOf(user.id, async () =>
    use(await boundedBody(request, mostBytes, authorWords.archiveTooLong(mostBytes)), user),
  );
}
