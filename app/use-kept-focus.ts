'use client';
/**
 * Within a part of a page whose panes and controls come and go, the focus never falls to the page's body: when what had
 * it is gone or hidden, it goes on to the panel around that, or else to the one that is shown instead.
 */
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** Marks what takes the focus for the panel or part around it. */
export const TAKES_FOCUS = { 'data-takes-focus': '' } as const;

/** Looks after each rendering of the component that calls it. @param part can take the focus itself. */
export function useKeptFocus(part: RefObject<HTMLElement | null>): void {
  const last = useRef<{
    readonly element: HTMLElement;
    readonly panel: HTMLElement | null;
    /** It showed that it has the focus; then what has it next does so too, even if a mouse was used before. */
    readonly isSeen: boolean;
  }>(null);

  useEffect(() => {
    const root = part.current;
    if (root === null) return;
    const came = ({ target }: FocusEvent) => {
      const element = target as HTMLElement;
      const panel = element.closest<HTMLElement>('[role="tabpanel"]');
      last.current = { element, panel, isSeen: element.matches(':focus-visible') };
    };
    // Browsers differ in whether what disappears tells so, and when: afterwards it is known.
    const left = ({ target }: FocusEvent) =>
      setTimeout(() => {
        if (last.current?.element === target && document.activeElement !== target) last.current = null;
      });
    root.addEventListener('focusin', came);
    root.addEventListener('focusout', left);
    return () => {
      root.removeEventListener('focusin', came);
      root.removeEventListener('focusout', left);
    };
  }, [part]);

  useLayoutEffect(() => {
    const root = part.current;
    const lost = last.current;
    if (root === null || lost === null || isThere(lost.element) || !isThere(root)) return;
    last.current = null;
    const { activeElement } = document;
    if (activeElement !== lost.element && activeElement !== document.body) return;
    const shown = root.querySelector<HTMLElement>('[role="tabpanel"][data-state="active"]');
    const panel = [lost.panel, shown, root].find((each) => each && root.contains(each) && isThere(each));
    (panel?.querySelector<HTMLElement>('[data-takes-focus]') ?? panel)?.focus(
      lost.isSeen ? { focusVisible: true } : {},
    );
  });
}

function isThere(element: HTMLElement): boolean {
  return element.isConnected && element.checkVisibility();
}
