/**
 * The part of a run that a timeline shows, a window of cycles, and the bars of a lane in it. No drawing here.
 */
import type { Trace } from '../../../simulator/engine/trace';
import { countUntil, type History } from '../history';

/** What a lane is in: equal activities next to each other may be drawn as one. */
export interface LaneActivity {
  readonly activity: string;
}

/** The last event at or before `cycle`; -1 when all come later. */
export function eventAtCycle(trace: Trace, cycle: number): number {
  return countUntil(trace.length, (at) => trace.cycleAt(at) > cycle) - 1;
}

export interface Bar<T> {
  readonly value: T;
  /** Cycles. */
  readonly from: number;
  readonly to: number;
  /** Pixels from the start of the window. */
  readonly left: number;
  readonly width: number;
  /** It stands for a column of pixels (or several) in which more may happen than is drawn. */
  readonly narrow: boolean;
}

export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Narrower bars are drawn by column. */
const COLUMN_PIXELS = 2;

/**
 * A lane's bars in a window of cycles. What is too narrow to see is drawn one bar a column of pixels, the longest
 * of that column, and equal neighbours become one bar: a picture has few bars, however long the run.
 */
export function barsInWindow<S extends LaneActivity>(
  history: History<S>,
  trace: Trace,
  window: Window,
  widthPixels: number,
): readonly Bar<S>[] {
  const scale = widthPixels / Math.max(1, window.to - window.from);
  const bars: Bar<S>[] = [];
  let column = -1;
  let longest: Bar<S> | undefined;
  const flush = () => {
    const last = bars.at(-1);
    if (longest === undefined) return;
    const touches = last?.narrow && last.left + last.width === longest.left;
    if (touches && last.value.activity === longest.value.activity)
      bars[bars.length - 1] = { ...last, to: longest.to, width: last.width + COLUMN_PIXELS };
    else bars.push(longest);
    longest = undefined;
  };
  const firstIndex = eventAtCycle(trace, window.from - 1);
  const lastIndex = eventAtCycle(trace, window.to);
  for (const stretch of history.stretches(firstIndex, lastIndex + 1)) {
    const from = Math.max(window.from, trace.cycleAt(Math.max(0, stretch.from)));
    const end = trace.cycleAt(Math.min(stretch.to, trace.length - 1));
    const to = Math.min(window.to, end);
    if (to <= from) continue;
    const left = (from - window.from) * scale;
    const width = (to - from) * scale;
    if (width >= COLUMN_PIXELS) {
      flush();
      bars.push({ value: stretch.value, from, to, left, width, narrow: false });
      continue;
    }
    const ownColumn = Math.floor(left / COLUMN_PIXELS);
    if (ownColumn !== column) {
      flush();
      column = ownColumn;
    }
    if (longest === undefined || to - from > longest.to - longest.from)
      longest = {
        value: stretch.value,
        from,
        to,
        left: column * COLUMN_PIXELS,
        width: COLUMN_PIXELS,
        narrow: true,
      };
  }
  flush();
  return bars;
}

/** The window scaled by `factor` (below 1: closer) around `cycle`, inside the run. At least 20 cycles wide. */
export function zoomed(window: Window, factor: number, cycle: number, whole: Window): Window {
  const span = Math.min(Math.max(20, (window.to - window.from) * factor), whole.to - whole.from);
  const share = (cycle - window.from) / (window.to - window.from);
  return moved({ from: cycle - share * span, to: cycle - share * span + span }, 0, whole);
}

/** The window moved by so many cycles, kept inside the run. */
export function moved(window: Window, cycles: number, whole: Window): Window {
  const span = window.to - window.from;
  const from = Math.max(whole.from, Math.min(window.from + cycles, whole.to - span));
  return { from, to: from + span };
}

/** The same window when it shows `cycle`; else moved so that the cycle stands in its middle. */
export function following(window: Window, cycle: number, whole: Window): Window {
  if (cycle >= window.from && cycle <= window.to) return window;
  return moved(window, cycle - (window.from + window.to) / 2, whole);
}

/** Events that a long run opens with around its opening event. */
const OPENING_EVENTS = 120;

export function openingWindow(trace: Trace, index: number, whole: Window): Window {
  if (trace.length <= 2 * OPENING_EVENTS) return whole;
  const first = Math.max(0, Math.min(index - OPENING_EVENTS / 2, trace.length - 1 - OPENING_EVENTS));
  const from = trace.cycleAt(first);
  const to = Math.max(from + 20, trace.cycleAt(first + OPENING_EVENTS));
  return moved({ from, to }, 0, whole);
}
