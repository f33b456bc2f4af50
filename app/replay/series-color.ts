/**
 * Colours for things that are merely different from each other (fields of a message, processes of a chart),
 * as opposed to the states of globals.css, whose colours mean something. They are mixed into the surface, so
 * that ordinary text stays readable on them in light and dark; none may be the only way to tell things apart.
 */
const HUES = [250, 150, 60, 320, 200, 20, 110, 285] as const;

/** A background for the thing with this number; repeats after eight. */
export function seriesBackground(index: number): string {
  return `color-mix(in oklab, oklch(0.65 0.16 ${hue(index)}) 26%, var(--surface))`;
}

/** A line or edge in the same hue. */
export function seriesEdge(index: number): string {
  return `color-mix(in oklab, oklch(0.6 0.17 ${hue(index)}) 75%, var(--text))`;
}

function hue(index: number): number {
  return HUES[((index % HUES.length) + HUES.length) % HUES.length] as number;
}
