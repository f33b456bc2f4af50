/**
 * Server-sent events of `npm start -- --watch`: an event without a name whenever exercises or questions were made
 * anew. Otherwise there is nothing here: what is served changes with a start only.
 */
import { type Stats, unwatchFile, watchFile } from 'node:fs';
import { cataloguePath } from '../../../exercises/catalogue';
import { EVENT_STREAM_HEADERS, openStreams } from '../open-streams';

export const dynamic = 'force-dynamic';

const LOOK_INTERVAL_MS = 100;

export function GET(request: Request): Response {
  if (process.env.RUNQUEUE_WATCH !== '1') return new Response(null, { status: 404 });
  const encoder = new TextEncoder();
  let end = (_readerLeft = false) => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const look = (now: Stats, before: Stats) => {
        if (now.mtimeMs !== before.mtimeMs) controller.enqueue(encoder.encode(`data: ${now.mtimeMs}\n\n`));
      };
      let ended = false;
      end = (readerLeft = false) => {
        if (ended) return;
        ended = true;
        unwatchFile(cataloguePath(), look);
        openStreams().delete(end);
        if (!readerLeft) controller.close();
      };
      openStreams().add(end);
      request.signal.addEventListener('abort', () => end(true));
      watchFile(cataloguePath(), { interval: LOOK_INTERVAL_MS }, look);
      controller.enqueue(encoder.encode('retry: 1000\n\n'));
    },
    cancel: () => end(true),
  });
  return new Response(stream, { headers: EVENT_STREAM_HEADERS });
}
