'use client';
/**
 * Moments in the reader's own time zone. The server does not know it and writes UTC; the browser puts its own in place
 * of that once the page is its own, in the same form, so that nothing moves and React has nothing to complain of. The
 * zone is always said.
 */
import { useSyncExternalStore } from 'react';
import { formatMoment } from './dictionary';

const NEVER = () => () => {};

/** How to write a moment: in UTC on the server and for the first moment in the browser, then in the reader's zone. */
export function useMomentFormat(): (moment: Date) => string {
  const zone = useSyncExternalStore(
    NEVER,
    () => undefined,
    () => 'UTC',
  );
  return (moment) => formatMoment(moment, zone);
}

/** `at` as a machine reads it, too. */
export function Moment({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{useMomentFormat()(at)}</time>;
}

/** Where only text may stand, as in an option. */
export function MomentText({ at }: { at: Date }) {
  return useMomentFormat()(at);
}
