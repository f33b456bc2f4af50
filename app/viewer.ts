/**
 * Who looks at the page. `unknown` means that there is a session cookie but the database, which could tell whose
 * it is, does not answer: such a viewer sees what visitors see, and is told why.
 */
import { getSessionCookie } from 'better-auth/cookies';
import { headers } from 'next/headers';
import { cache } from 'react';
import { databaseReady } from '../db/health';
import { authentication } from './authentication';
import { isConnectionError, withDatabase } from './database-call';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export type Viewer =
  | { readonly kind: 'user'; readonly user: User }
  | { readonly kind: 'visitor' }
  | { readonly kind: 'unknown' };

/** Null where the database knows of none. Asked once a request, however many components ask. */
const currentSession = cache(async () => {
  const requestHeaders = await headers();
  return withDatabase(() => authentication().api.getSession({ headers: requestHeaders }));
});

export const currentViewer = cache(async (): Promise<Viewer> => {
  if (getSessionCookie(await headers(), { cookiePrefix: 'runqueue' }) === null) return { kind: 'visitor' };
  try {
    const session = await currentSession();
    if (session === null) return { kind: 'visitor' };
    const { id, name, email } = session.user;
    return { kind: 'user', user: { id, name, email } };
  } catch (error) {
    // better-auth hides the driver's error behind its own.
    if (isConnectionError(error) || !(await databaseReady())) return { kind: 'unknown' };
    throw error;
  }
});

/** Of the session by which the viewer is signed in. */
export async function currentSessionId(): Promise<string | null> {
  return (await currentSession())?.session.id ?? null;
}

export async function currentUser(): Promise<User | null> {
  const viewer = await currentViewer();
  return viewer.kind === 'user' ? viewer.user : null;
}
