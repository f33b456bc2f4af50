/**
 * What every address below /api/author has in common: a token says who calls, what comes is bounded, and what goes wrong
 * comes back as a status and a sentence. For `npx runqueue publish` (scripts/publishing); no cookie is looked at, so no
 * page of another site can call it.
 */
import { accountOf } from '../../../db/accounts';
import { ownerOfToken } from '../../../db/author-tokens';
import { type ActionErrorCode, Refusal } from '../../action';
import { DatabaseUnavailable, withDatabase } from '../../database-call';
import type { User } from '../../viewer';
import { STATUS } from '../action-answer';
import { boundedBody, onlyOneOf } from '../bounded-body';
import { apiWords as words } from './words';

interface Call {
  /** Of a body that is read. */
  readonly mostBytes?: number;
  /** Throws a Refusal before any of it is read. */
  readonly may?: (user: User) => Promise<unknown>;
  readonly work: (user: User, body: Uint8Array) => Promise<object>;
}

export async function answered(request: Request, { mostBytes, may, work }: Call): Promise<Response> {
  const [, token = ''] = /^Bearer (\S{1,100})$/.exec(request.headers.get('authorization') ?? '') ?? [];
  const owner = async () => {
    const userId = await ownerOfToken(token);
    return userId === null ? null : accountOf(userId);
  };
  const done = async (user: User, body: Uint8Array) =>
    Response.json(await withDatabase(() => work(user, body)), { headers: NO_STORE });
  try {
    const user = await withDatabase(async () => {
      const found = await owner();
      if (found !== null) await may?.(found);
      return found;
    });
    if (user === null) return refused('signed out', words.noToken);
    if (mostBytes === undefined) return await done(user, new Uint8Array());
    return await onlyOneOf(user.id, async () => {
      const body = await boundedBody(request, mostBytes, words.tooLong(mostBytes));
      // That may have taken minutes, in which the token was ended.
      if ((await withDatabase(owner))?.id !== user.id) return refused('signed out', words.noToken);
      return done(user, body);
    });
  } catch (error) {
    if (error instanceof Refusal) return refused(error.code, error.message);
    if (error instanceof DatabaseUnavailable) return refused('unavailable', words.databaseDown);
    console.error('A call of an author failed:', error);
    return refused('failed', words.failed);
  }
}

const NO_STORE = { 'Cache-Control': 'no-store' };

function refused(code: ActionErrorCode, message: string): Response {
  return Response.json({ message }, { status: STATUS[code], headers: NO_STORE });
}
