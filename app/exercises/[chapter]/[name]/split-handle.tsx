'use client';
/** The bar between two panes: dragged, or moved by arrow keys. The share of the first pane is kept for next time. */
import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react';
import { stored } from '../../../browser-storage';

const LEAST_PERCENT = 20;
const MOST_PERCENT = 80;
const KEY_STEP_PERCENT = 5;

const clamp = (percent: number) => Math.min(MOST_PERCENT, Math.max(LEAST_PERCENT, percent));

/** @returns the first pane's share in percent, and how to set it. */
export function useSplit(name: string, standardPercent: number): [number, (percent: number) => void] {
  const key = `runqueue:split:${name}`;
  const [percent, setPercent] = useState(standardPercent);
  useEffect(() => {
    const kept = Number(stored(() => window.localStorage.getItem(key)));
    if (kept > 0) setPercent(clamp(kept));
  }, [key]);
  const set = (next: number) => {
    const clamped = clamp(next);
    setPercent(clamped);
    stored(() => window.localStorage.setItem(key, clamped.toFixed(1)));
  };
  return [percent, set];
}

export function SplitHandle(props: {
  label: string;
  percent: number;
  onChange(percent: number): void;
  className?: string;
}) {
  const { label, percent, onChange, className = '' } = props;
  const handle = useRef<HTMLDivElement>(null);

  const drag = (event: ReactPointerEvent) => {
    if (event.buttons !== 1) return;
    const area = handle.current?.parentElement?.getBoundingClientRect();
    if (area === undefined) return;
    onChange(((event.clientX - area.left) / area.width) * 100);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved
    <div
      ref={handle}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(percent)}
      aria-valuemin={LEAST_PERCENT}
      aria-valuemax={MOST_PERCENT}
      className={`relative z-10 w-1 shrink-0 cursor-col-resize touch-none bg-border hover:bg-accent focus-visible:bg-accent ${className}`}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={(event) => {
        const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (direction === undefined) return;
        event.preventDefault();
        onChange(percent + direction * KEY_STEP_PERCENT);
      }}
    />
  );
}
