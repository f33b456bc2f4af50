'use client';
/**
 * One of the header's two menus: a button, and what it opens below the header. The browser's own popover closes it at
 * Escape or a click elsewhere and gives the focus back, so that no page loads a library for it.
 */
import { type ReactNode, useId, useRef } from 'react';

export function HeaderMenu(props: {
  label: string;
  /** Of the button. */
  face: ReactNode;
  className?: string;
  /** @param close is called by whatever leads to another page. */
  children(close: () => void): ReactNode;
}) {
  const id = useId();
  const content = useRef<HTMLDivElement>(null);
  return (
    <>
      <button
        type="button"
        className={`button button-quiet px-2 ${props.className ?? ''}`}
        aria-label={props.label}
        popoverTarget={id}
      >
        {props.face}
      </button>
      <div ref={content} id={id} popover="auto" className="header-menu">
        {props.children(() => content.current?.hidePopover())}
      </div>
    </>
  );
}
