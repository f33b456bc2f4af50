/** better-auth's own endpoints: sign in, sign up, sign out, session. Rate-limited there. */
import { holdsUnstorableText } from '../../../../db/text';
import { authentication } from '../../../authentication';
import { withCountedAddress } from '../../../client-address';
import { isConnectionError } from '../../../database-call';
import { words } from '../../../dictionary';

/** Name, email and password need a fraction of it. */
const MAX_BODY_BYTES = 16_384;

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

async function handle(request: Request): Promise<Response> {
  const body = request.method === 'POST' ? await boundedBody(request) : '';
  if (body === undefined) return refused(413, 'INVALID_REQUEST');
  if (holdsUnstorableText(parsed(body))) return refused(400, 'INVALID_REQUEST');
  try {
    const counted = withCountedAddress(request, request.method === 'POST' ? body : undefined);
    const response = await authentication().handler(counted);
    if (response.status < 500) return response;
  } catch (error) {
    if (!isConnectionError(error)) console.error('The accounts endpoint failed:', error);
  }
  return refused(503, 'UNAVAILABLE');
}

export { handle as GET, handle as POST };
