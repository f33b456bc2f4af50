'use client';
/**
 * Lets a part of a page fill the window: what lies beside it neither scrolls nor takes the focus meanwhile, and the
 * focus goes back to where it was.
 */
import { type RefObject, useEffect, useState } from 'react';

/** @param turn whenever it counts up, something fills the window, or ends doing so. Outlives what fills it. */
export function useFillTurn(turn = 0): [boolean, (fills: boolean) => void] {
  const [fills, setFills] = useState(false);
  const [seen, setSeen] = useState(turn);
  if (seen !== turn) {
    setSeen(turn);
    setFills(!fills);
  }
  return [fills, setFills];
}

export function useFillsWindow(part: RefObject<HTMLElement | null>, fills: boolean): void {
  useEffect(() => {
    const filling = part.current;
    if (!fills || filling === null) return;
    const before = document.activeElement;
    const silenced = besides(filling).filter((each) => !each.inert);
    const { overflow } = document.documentElement.style;
    document.documentElement.style.overflow = 'hidden';
    for (const each of silenced) each.inert = true;
    if (!filling.contains(before)) filling.querySelector<HTMLElement>('[data-fills]')?.focus();
    return () => {
      document.documentElement.style.overflow = overflow;
      for (const each of silenced) each.inert = false;
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [fills, part]);
}

/** All that is neither in `part` nor around it. */
function besides(part: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let each = part; each !== document.body && each.parentElement !== null; each = each.parentElement)
    for (const sibling of each.parentElement.children)
      if (sibling !== each && sibling instanceof HTMLElement) found.push(sibling);
  return found;
}
