'use client';
/**
 * Panels of a verdict, with all pictures of the replay, as a script of their own: a page on which nothing ran yet does
 * not wait for it. A page that may come to need it fetches it beforehand, while nothing else is to do.
 */
import { type ComponentType, lazy, Suspense, useEffect } from 'react';
import * as words from '../dictionary';
import type { VerdictPanelProps } from './verdict-panel';

const load = async () => ({
  default: (await import('./verdict-panel')).VerdictPanel as ComponentType<VerdictPanelProps>,
});

/** Where it cannot be had, that is said in its place, and the rest of the page stays. */
const Fetched = lazy(() => load().catch(() => ({ default: NotLoaded })));

export function LazyVerdictPanel(props: VerdictPanelProps) {
  return (
    <Suspense fallback={<p className="text-sm text-text-muted">{words.verdict.loading}</p>}>
      <Fetched {...props} />
    </Suspense>
  );
}

function NotLoaded() {
  return <p className="notice notice-warning">{words.verdict.notLoaded}</p>;
}

/** Safari has no idle callbacks. */
const REST_MS = 1_500;

/** Fetches it once the page has come to rest, so that it is there also when the site cannot be reached any more. */
export function useVerdictPanelAhead(): void {
  useEffect(() => {
    // Should it fail: it is asked for again, and that is said, where it is to be shown.
    const fetchIt = () => void load().catch(() => {});
    if (window.requestIdleCallback === undefined) {
      const timer = setTimeout(fetchIt, REST_MS);
      return () => clearTimeout(timer);
    }
    const asked = window.requestIdleCallback(fetchIt);
    return () => window.cancelIdleCallback(asked);
  }, []);
}
