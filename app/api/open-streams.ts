/** Event streams that are open, so that they end when this process is asked to. */

export const EVENT_STREAM_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const;

/** On the global object: a development server loads this module again at each change. */
const holder = globalThis as typeof globalThis & { runqueueOpenStreams?: Set<() => void> };

/** Functions that each end one. */
export function openStreams(): Set<() => void> {
  if (holder.runqueueOpenStreams === undefined) {
    const streams = new Set<() => void>();
    for (const name of ['SIGTERM', 'SIGINT'] as const)
      process.on(name, () => {
        for (const end of [...streams]) end();
      });
    holder.runqueueOpenStreams = streams;
  }
  return holder.runqueueOpenStreams;
}
