/**
 * The address under which the site is known, without a slash at the end: RUNQUEUE_ORIGIN, else where it listens. Never
 * what a request says of itself: links that are sent to somebody else are made of it.
 */
export function siteOrigin(): string {
  const { RUNQUEUE_ORIGIN, HOST = '127.0.0.1', PORT = '3000' } = process.env;
  if (RUNQUEUE_ORIGIN) return RUNQUEUE_ORIGIN.replace(/\/$/, '');
  const host = HOST === '0.0.0.0' || HOST === '::' ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST;
  return `http://${host}:${PORT}`;
}
