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

/** Asked once a request, however many components ask. */
export const currentViewer = cache(async (): Promise<Viewer> => {
  const requestHeaders = await headers();
  if (getSessionCookie(requestHeaders, { cookiePrefix: 'runqueue' }) === null) return { kind: 'visitor' };
  try {
    const session = await withDatabase(() => authentication().api.getSession({ headers: requestHeaders }));
    if (session === null) return { kind: 'visitor' };
    const { id, name, email } = session.user;
    return { kind: 'user', user: { id, name, email } };
  } catch (error) {
    // better-auth hides the driver's error behind its own.
    if (isConnectionError(error) || !(await databaseReady())) return { kind: 'unknown' };
    throw error;
  }
});

export async function currentUser(): Promise<User | null> {
  const viewer = await currentViewer();
  return viewer.kind === 'user' ? viewer.user : null;
}
