/**
 * The browser grader's scripts, as the build made them last: not in `public`, of which the server knows only what was
 * there when it started. Which policy rules them stands in next.config.mjs. Their folder's name is a hash of their
 * content, so an address that a browser has already is not sent again.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BROWSER_GRADER_FOLDER } from '../../../exercises/catalogue';

const ADDRESS = /^[0-9a-f]{16}\/[\w-]+\.js$/;

export async function GET(
  request: Request,
  { params }: { params: Promise<{ path: readonly string[] }> },
): Promise<Response> {
  const address = (await params).path.join('/');
  if (!ADDRESS.test(address)) return new Response(null, { status: 404 });
  const etag = `"${address}"`;
  if (request.headers.get('if-none-match') === etag)
    return new Response(null, { status: 304, headers: { etag } });
  try {
    const script = await readFile(join(process.cwd(), BROWSER_GRADER_FOLDER, address));
    return new Response(new Uint8Array(script), {
      headers: { 'Content-Type': 'text/javascript; charset=utf-8', etag },
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Response(null, { status: 404 });
    throw error;
  }
}
