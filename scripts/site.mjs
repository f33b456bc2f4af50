// The site's process: Next's own server behind a server of ours, because `next start` goes on for as long as a
// browser holds a connection. At SIGTERM it takes no new connection and closes each one as soon as it has no answer
// under way; event streams end themselves (app/api/submissions/[id]/events); what is still open after DRAIN_MS is cut.
// Each request gets the address of the other end of its connection, which Next.js does not tell, and whether it comes
// from this machine, in headers that a client cannot set because they are overwritten here (app/client-address.ts,
// app/local-mail).
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import next from 'next';
import { isFromThisMachine } from './from-this-machine.mjs';

const DRAIN_MS = 1_000;
const LOOK_INTERVAL_MS = 20;

const hostname = process.env.HOST;
const port = Number(process.env.PORT);
const app = next({ dev: false, dir: join(dirname(fileURLToPath(import.meta.url)), '..'), hostname, port });
await app.prepare();
const handle = app.getRequestHandler();

const server = createServer(async (request, response) => {
  request.headers['x-runqueue-from-this-machine'] = isFromThisMachine(request) ? '1' : '0';
  request.headers['x-runqueue-peer-address'] = request.socket.remoteAddress ?? '';
  try {
    await handle(request, response);
  } catch (error) {
    console.error(`${request.method} ${request.url}:`, error);
    if (!response.headersSent) response.statusCode = 500;
    response.end();
  }
});
server.on('error', (error) => {
  console.error(error);
  process.exit(1);
});
server.listen(port, hostname, () => console.log(`Listening on ${hostname}:${port}`));

async function end() {
  const closed = new Promise((resolve) => server.close(resolve));
  const closing = setInterval(() => server.closeIdleConnections(), LOOK_INTERVAL_MS);
  const cutting = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearInterval(closing);
  clearTimeout(cutting);
  await app.close();
  process.exit(0);
}
for (const name of ['SIGTERM', 'SIGINT']) process.once(name, () => void end());
