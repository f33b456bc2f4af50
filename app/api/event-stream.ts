/**
 * Server-sent events of one thing that changes (a submission, a run), from its state in the database:
 *
 *      look()    writes what is new; true: that was the end, and the stream ends
 *      : alive   every 15 s, so that nothing between us and the browser closes the connection
 *
 * It looks when the thing is told of on the notification channel, and from time to time. When the reader leaves or this
 * process is asked to end, the stream ends too (a browser then connects again by itself). While the database is away it
 * stays open and goes on when it is back.
 */
import { subscribe } from '../../db/notifications';
import * as words from '../dictionary';
import type { User } from '../viewer';
import { EVENT_STREAM_HEADERS, MAXIMUM_STREAMS, openStreams, takeStream } from './open-streams';

const HEARTBEAT_MS = 15_000;
/** Some changes nobody tells us of: a place in the queue changes with others' submissions. */
const REFRESH_MS = 2_000;

/** Writes an event, unless it is the same as the last one of its name. */
export type WriteEvent = (name: string, data: unknown) => void;

interface Followed {
  /** On the notification channel. */
  readonly id: string;
  readonly user: User;
  /** Aborted when the reader leaves. */
  readonly left: AbortSignal;
  /** @returns whether it is over. */
  readonly look: (write: WriteEvent) => Promise<boolean>;
}

export function eventStream(followed: Followed): Response {
  const giveBack = takeStream(followed.user.id);
  if (giveBack === null) return new Response(words.limits.streams(MAXIMUM_STREAMS), { status: 429 });
  return new Response(streamOf(followed, giveBack), { headers: EVENT_STREAM_HEADERS });
}

function streamOf({ id, left, look }: Followed, onEnd: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end = (_readerLeft = false) => {};
  return new ReadableStream({
    start(controller) {
      let ended = false;
      let unsubscribe = () => {};
      let looking = Promise.resolve();
      const last = new Map<string, string>();
      const write = (text: string) => {
        if (!ended) controller.enqueue(encoder.encode(text));
      };
      const writeEvent: WriteEvent = (name, data) => {
        const text = JSON.stringify(data);
        if (last.get(name) === text) return;
        last.set(name, text);
        write(`event: ${name}\ndata: ${text}\n\n`);
      };
      // One after the other, so that an older answer never follows a newer one.
      const lookSoon = () => {
        looking = looking
          .then(async () => {
            if (!ended && (await look(writeEvent))) end();
          })
          .catch((error: unknown) => {
            // The next notification, reconnect or refresh looks again.
            console.error(`Events of ${id}:`, error instanceof Error ? error.message : error);
          });
      };
      const heartbeat = setInterval(() => write(': alive\n\n'), HEARTBEAT_MS);
      const refresh = setInterval(lookSoon, REFRESH_MS);
      end = (readerLeft = false) => {
        if (ended) return;
        ended = true;
        clearInterval(heartbeat);
        clearInterval(refresh);
        unsubscribe();
        openStreams().delete(end);
        onEnd();
        if (!readerLeft) controller.close();
      };
      openStreams().add(end);
      left.addEventListener('abort', () => end(true));
      if (left.aborted) return end(true);
      write('retry: 1000\n\n');
      lookSoon();
      subscribe(id, lookSoon)
        .then((stop) => {
          if (ended) stop();
          else unsubscribe = stop;
          lookSoon();
        })
        .catch((error: unknown) => console.error(`Events of ${id}:`, error));
    },
    cancel: () => end(true),
  });
}
