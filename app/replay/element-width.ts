'use client';
/** The width of an element in CSS pixels, kept up to date; `initial` until it is on the screen. */
import { type RefObject, useEffect, useState } from 'react';

export function useElementWidth(element: RefObject<Element | null>, initial = 640): number {
  const [width, setWidth] = useState(initial);
  useEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(1, Math.floor(entry.contentRect.width)));
    });
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
