/** How a picture marks what the current event is about. */
import type { CSSProperties } from 'react';
import { describedWords as words } from './described-words';

export const HERE: CSSProperties = { outline: '2px solid var(--text)', outlineOffset: -1 };

/** The same for who does not see it, and for the box that keeps it in sight. */
export function Now() {
  return (
    <span className="sr-only" data-here="">
      {' '}
      {words.now}
    </span>
  );
}
