/** How a picture marks what the current event is about. */
import type { CSSProperties } from 'react';
import { describedWords as words } from './described-words';

export const HERE: CSSProperties = { outline: '2px solid var(--text)', outlineOffset: -1 };

/** The same for who does not see it. */
export function Now() {
  return <span className="sr-only"> {words.now}</span>;
}
