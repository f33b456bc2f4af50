/**
 * Server-sent events of one submission, for those who may read it:
 *
 *      event: status    SubmissionStatus, whenever it changed
 *      event: verdict   Verdict (null when there is none), once, at the end
 *      : alive          every 15 s, so that nothing between us and the browser closes the connection
 *
 * After the verdict, when the reader leaves or when this process is asked to end, the stream ends (the browser then
 * connects again by itself). While the database is away it stays open and goes on when it is back. Until the end only
 * the state is read, not source and verdict.
 */
import { subscribe } from '../../../db/notifications';
import { queuePlace } from '../../../db/submissions';
import { readVerdict } from '../../../grader/stored-verdict';
import { DatabaseUnavailable, withDatabase } from '../../database-call';
import { words } from '../../dictionary';
import { readableSubmission, readableSummary } from '../../submission-access';
import type { User } from '../../viewer';
import { EVENT_STREAM_HEADERS, MAXIMUM_STREAMS, openStreams, takeStream } from '../open-streams';
import { isFinal, statusOf } from './submission-status';

const HEARTBEAT_MS = 15_000;
/** While it waits, the place in the queue changes with others' submissions, of which nobody tells us. */
const PLACE_REFRESH_MS = 2_000;

/** @param left aborted when the reader leaves. */
export async function submissionEvents(id: string, user: User, left: AbortSignal): Promise<Response> {
  try {
    const found = await withDatabase(() => readableSummary(id, user));
    if (found === null) return new Response(words.notFound.title, { status: 404 });
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error;
    return new Response(words.databaseDown.short, { status: 503 });
  }
  const giveBack = takeStream(user.id);
  if (giveBack === null) return new Response(words.limits.streams(MAXIMUM_STREAMS), { status: 429 });
  return new Response(follow(id, user, left, giveBack), { headers: EVENT_STREAM_HEADERS });
}

function follow(id: string, user: User, left: AbortSignal, onEnd: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end = (_readerLeft = false) => {};
  return new ReadableStream({
    start(controller) {
      let ended = false;
      let unsubscribe = () => {};
      let last = '';
      let looking = Promise.resolve();
      const write = (text: string) => {
        if (!ended) controller.enqueue(encoder.encode(text));
      };
      const look = async () => {
        if (ended) return;
        const found = await readableSummary(id, user);
        if (found === null) return end();
        const place = found.state === 'queued' ? await queuePlace(id) : 0;
        const status = JSON.stringify(statusOf(found, place));
        if (status !== last) write(`event: status\ndata: ${status}\n\n`);
        last = status;
        if (!isFinal(found.state)) return;
        const verdict = readVerdict((await readableSubmission(id, user))?.verdict);
        write(`event: verdict\ndata: ${JSON.stringify(verdict)}\n\n`);
        end();
      };
      // One after the other, so that an older answer never follows a newer one.
      const lookSoon = () => {
        looking = looking.then(look).catch((error: unknown) => {
          // The next notification, reconnect or refresh looks again.
          console.error(`Events of submission ${id}:`, error instanceof Error ? error.message : error);
        });
      };
      const heartbeat = setInterval(() => write(': alive\n\n'), HEARTBEAT_MS);
      const refresh = setInterval(lookSoon, PLACE_REFRESH_MS);
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
        .catch((error: unknown) => console.error(`Events of submission ${id}:`, error));
    },
    cancel: () => end(true),
  });
}
