/**
 * A box that scrolls sideways by itself, so that the page never does. It takes the keyboard's focus (only so can
 * it be scrolled without a mouse) and has a name.
 */
import type { ReactNode, Ref } from 'react';

export function ScrollRegion(props: {
  label: string;
  children: ReactNode;
  className?: string;
  ref?: Ref<HTMLElement>;
}) {
  return (
    <section
      ref={props.ref}
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className={`max-w-full overflow-x-auto ${props.className ?? ''}`}
    >
      {props.children}
    </section>
  );
}
