'use client';
/** Plays a run: one event after the other at a chosen speed, to its end. */
import { useEffect, useState } from 'react';

/** Events per second. */
export const SPEEDS = [1, 4, 16, 64] as const;
const OPENING_SPEED = 4;

export interface Player {
  readonly isPlaying: boolean;
  /** Events per second. */
  readonly speed: number;
  setSpeed(speed: number): void;
  /** Plays on, from the first event when the last one is shown; or stops. */
  toggle(): void;
  stop(): void;
}

/** @param length of the run, in events. */
export function usePlayer(index: number, length: number, setIndex: (index: number) => void): Player {
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<number>(OPENING_SPEED);
  const isOver = index >= length - 1;
  if (isPlaying && isOver) setPlaying(false);

  useEffect(() => {
    if (!isPlaying || isOver) return;
    const timer = setTimeout(() => setIndex(index + 1), 1_000 / speed);
    return () => clearTimeout(timer);
  }, [isPlaying, isOver, index, speed, setIndex]);

  return {
    isPlaying,
    speed,
    setSpeed,
    toggle() {
      if (isOver) setIndex(0);
      setPlaying(!isPlaying && length > 1);
    },
    stop: () => setPlaying(false),
  };
}
