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
import { apiWords as words } from './words';

/** @param work says itself what it asks of the database: what is sent may take longer to come in. */
export async function answered(request: Request, work: (user: User) => Promise<object>): Promise<Response> {
  const [, token = ''] = /^Bearer (\S{1,100})$/.exec(request.headers.get('authorization') ?? '') ?? [];
  try {
    const user = await withDatabase(async () => {
      const userId = await ownerOfToken(token);
      return userId === null ? null : accountOf(userId);
    });
    if (user === null) return refused('signed out', words.noToken);
    return Response.json(await work(user), { headers: NO_STORE });
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
