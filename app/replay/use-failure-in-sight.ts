/** A picture may be higher than its pane: where a rule breaks, what the event is about is in sight. */
import { type RefObject, useEffect } from 'react';

/** Below the message, which stays at the top of the pane. */
const MESSAGE_PIXELS = 160;
const GAP_PIXELS = 8;

export function useFailureInSight(
  picture: RefObject<HTMLElement | null>,
  index: number,
  isFailure: boolean,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the marks are others at another event
  useEffect(() => {
    const pane = picture.current && scrollerOf(picture.current);
    const marks = [...(picture.current?.querySelectorAll('[data-here], [aria-current="step"]') ?? [])];
    if (!isFailure || !pane || marks.length === 0) return;
    const around = marks.map((mark) => (mark.closest('[data-part]') ?? mark).getBoundingClientRect());
    const [top, bottom] = [
      Math.min(...around.map((each) => each.top)),
      Math.max(...around.map((each) => each.bottom)),
    ];
    const outer = pane.getBoundingClientRect();
    const isAbove = top - outer.top - MESSAGE_PIXELS;
    const isBelow = bottom + GAP_PIXELS - outer.bottom;
    if (isAbove < 0) pane.scrollTop += isAbove;
    else if (isBelow > 0) pane.scrollTop += Math.min(isBelow, isAbove);
  }, [index, isFailure]);
}

/** The pane around it that scrolls by itself; a whole page does not move by itself. */
function scrollerOf(part: Element): Element | undefined {
  for (let each = part.parentElement; each !== null && each !== document.body; each = each.parentElement)
    if (each.scrollHeight > each.clientHeight && /auto|scroll/.test(getComputedStyle(each).overflowY))
      return each;
  return undefined;
}
