/** What packages may import, as texts by path (grader/build/author-products.ts): for the editors of authors. */

import { answerToUser } from '../../api/user-answer';
import { isAuthor } from '../author-access';
import { readAuthorTypes } from '../author-types';

export const dynamic = 'force-dynamic';

export function GET(): Promise<Response> {
  return answerToUser(async (user) => {
    const types = (await isAuthor(user)) ? readAuthorTypes() : null;
    if (types === null) return null;
    // Its address holds the version that it is of.
    const headers = {
      'Content-Type': 'application/json',
      'Cache-Control': 'private, max-age=31536000, immutable',
    };
    return new Response(types.text, { headers });
  });
}
