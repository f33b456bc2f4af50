/** Those of better-auth's endpoints that the site uses. Rate-limited there. */
import { setTimeout as delay } from 'node:timers/promises';
import { authentication } from '../../../authentication';
import { withCountedNetwork } from '../../../client-address';
import { isConnectionError } from '../../../database-call';
import * as words from '../../../dictionary';
import { plainDataFault } from '../../../plain-data';

/** Name, email and password need a fraction of it. */
const MAX_BODY_BYTES = 16_384;

/** All others do what the site does not offer, or does itself with limits of its own (profile/actions.ts). */
const OFFERED = new Set(
  ['sign-in/email', 'sign-up/email', 'sign-out', 'request-password-reset', 'reset-password'].map(
    (path) => `/api/auth/${path}`,
  ),
);

/** Whether there is an account decides what is looked up and written: the answer comes after this in any case. */
const RESET_ANSWER_MS = 300;

const refused = (status: number, code: keyof typeof words.account.errors) =>
  Response.json({ code, message: words.account.errors[code] }, { status });

/** @returns undefined when it is longer than it may be. */
async function boundedBody(request: Request): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Not JSON: better-auth says so itself. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

export async function POST(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (!OFFERED.has(pathname)) return refused(404, 'INVALID_REQUEST');
  const body = await boundedBody(request);
  if (body === undefined) return refused(413, 'INVALID_REQUEST');
  if (plainDataFault(parsed(body)) !== null) return refused(400, 'INVALID_REQUEST');
  try {
    const handled = authentication().handler(withCountedNetwork(request, body));
    const isReset = pathname.endsWith('/request-password-reset');
    const [response] = await Promise.all([handled, isReset ? delay(RESET_ANSWER_MS) : undefined]);
    if (response.status < 500) return response;
  } catch (error) {
    if (!isConnectionError(error)) console.error('The accounts endpoint failed:', error);
  }
  return refused(503, 'UNAVAILABLE');
}
