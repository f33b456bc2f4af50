'use client';
/**
 * The box of a part: it scrolls by itself when the part is larger than a good picture, and keeps what the current
 * event is about in sight.
 */
import { type ReactNode, useEffect, useRef } from 'react';
import { ScrollRegion } from '../../question-parts/scroll-region';
import { replayWords } from '../replay-words';

export function PartBox(props: {
  label: string;
  index: number;
  /** Beside other parts, where some of its lines do. */
  isLow?: boolean;
  children: ReactNode;
}) {
  const box = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is marked is another at another event
  useEffect(() => {
    const element = box.current;
    const here = element?.querySelector('[data-here]')?.parentElement;
    if (!element || !here) return;
    const outer = element.getBoundingClientRect();
    const inner = here.getBoundingClientRect();
    if (inner.top < outer.top || inner.bottom > outer.bottom)
      element.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
    if (inner.left < outer.left || inner.right > outer.right)
      element.scrollLeft += inner.left - outer.left - 8;
  }, [props.index]);
  return (
    <ScrollRegion
      ref={box}
      label={replayWords.inPicture(props.label)}
      className={`relative overflow-y-auto p-0.5 in-data-filling:max-h-[max(26rem,75vh)] ${
        props.isLow ? 'max-h-[max(14rem,30vh)]' : 'max-h-[max(26rem,50vh)]'
      }`}
    >
      {props.children}
    </ScrollRegion>
  );
}
