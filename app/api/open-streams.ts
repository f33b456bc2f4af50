/** Event streams that are open: how many a person may have, and that they end when this process is asked to. */

export const EVENT_STREAM_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const;

/** Of one person, in this process. */
export const MAXIMUM_STREAMS = 10;

/** On the global object: a development server loads this module again at each change. */
const holder = globalThis as typeof globalThis & {
  runqueueOpenStreams?: Set<() => void>;
  runqueueStreamsOf?: Map<string, number>;
};

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

/** @returns what gives the place back, to be called once; null: the person has as many as he may. */
export function takeStream(userId: string): (() => void) | null {
  holder.runqueueStreamsOf ??= new Map();
  const streamsOf = holder.runqueueStreamsOf;
  const open = streamsOf.get(userId) ?? 0;
  if (open >= MAXIMUM_STREAMS) return null;
  streamsOf.set(userId, open + 1);
  return () => {
    const left = (streamsOf.get(userId) ?? 0) - 1;
    if (left > 0) streamsOf.set(userId, left);
    else streamsOf.delete(userId);
  };
}
