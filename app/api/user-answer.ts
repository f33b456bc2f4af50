/** What addresses answer to whoever is signed in, and to all others. */
import { DatabaseUnavailable, withDatabase } from '../database-call';
import * as words from '../dictionary';
import { currentViewer, type User } from '../viewer';

/** @param answer null: there is no such thing. */
export async function answerToUser(answer: (user: User) => Promise<Response | null>): Promise<Response> {
  const viewer = await currentViewer();
  if (viewer.kind === 'visitor') return new Response(words.action.signedOut, { status: 401 });
  if (viewer.kind === 'unknown') return new Response(words.databaseDown.short, { status: 503 });
  try {
    const answered = await withDatabase(() => answer(viewer.user));
    return answered ?? new Response(words.notFound.title, { status: 404 });
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error;
    return new Response(words.databaseDown.short, { status: 503 });
  }
}
