'use client';
/**
 * Parts of a page that nobody sees when it opens, as scripts of their own: the page is drawn and can be used without
 * them. They are fetched when they are shown, or once the page has come to rest, so that they are there also when the
 * site cannot be reached any more.
 */
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect } from 'react';
import * as words from './dictionary';

/**
 * @param meanwhile stands in its place while it comes.
 * @param instead stands in its place where it cannot be had: the rest of the page stays as it is.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { meanwhile, instead = NotLoaded }: { meanwhile?: ReactNode; instead?: ComponentType<Props> } = {},
): ComponentType<Props> {
  const Part: ComponentType<Props> = lazy(async () => ({ default: await load().catch(() => instead) }));
  return (props) => (
    <Suspense fallback={meanwhile}>
      <Part {...props} />
    </Suspense>
  );
}

function NotLoaded() {
  return <p className="notice notice-warning m-2">{words.panels.notLoaded}</p>;
}

/** Safari has no idle callbacks. */
const REST_MS = 1_500;

/** @param load always the same. */
export function useFetchedAhead(load: () => Promise<unknown>): void {
  useEffect(() => {
    // Should it fail: it is asked for again, and that is said, where it is to be shown.
    const fetchIt = () => void load().catch(() => {});
    if (window.requestIdleCallback === undefined) {
      const timer = setTimeout(fetchIt, REST_MS);
      return () => clearTimeout(timer);
    }
    const asked = window.requestIdleCallback(fetchIt);
    return () => window.cancelIdleCallback(asked);
  }, [load]);
}
