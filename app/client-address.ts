/**
 * By what attempts at signing in are counted. Next.js hands on whatever X-Forwarded-For the browser sent, so that
 * header alone may be made up anew for each attempt:
 *
 *      behind a proxy (RUNQUEUE_ORIGIN is https, which only a proxy can end)   the address that the proxy appended
 *      without one, signing in                                               the account that is tried
 *      without one, all else                                                 one count for all
 *
 * better-auth counts by address; an account stands as an address made from its email.
 */
import { createHash } from 'node:crypto';

const EVERYBODY = '127.0.0.1';

function lastForwarded(request: Request): string {
  return request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || EVERYBODY;
}

async function triedAccount(request: Request): Promise<string> {
  const { email } = (await request
    .clone()
    .json()
    .catch(() => ({}))) as { email?: unknown };
  if (typeof email !== 'string') return EVERYBODY;
  const digest = createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
  return (digest.slice(0, 32).match(/.{4}/g) as string[]).join(':');
}

/** The same request, with the address to count by as its only X-Forwarded-For. */
export async function withCountedAddress(request: Request): Promise<Request> {
  const isBehindProxy = process.env.RUNQUEUE_ORIGIN?.startsWith('https://') === true;
  const isSignIn = new URL(request.url).pathname.endsWith('/sign-in/email');
  const address = isBehindProxy ? lastForwarded(request) : isSignIn ? await triedAccount(request) : EVERYBODY;
  const headers = new Headers(request.headers);
  headers.set('x-forwarded-for', address);
  return new Request(request, { headers });
}
