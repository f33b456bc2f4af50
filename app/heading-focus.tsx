'use client';
/** Whoever goes to another page by a link that goes away with the old one begins at the heading of the new one. */
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

export function HeadingFocus() {
  const pathname = usePathname();
  const known = useRef(pathname);
  useEffect(() => {
    if (known.current === pathname) return;
    known.current = pathname;
    const heading = document.querySelector<HTMLElement>('main h1');
    if (heading === null || document.activeElement !== document.body) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }, [pathname]);
  return null;
}
