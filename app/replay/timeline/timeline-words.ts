/** Every text of a timeline that does not depend on what its lanes are. */
import { formatCount } from '../replay-words';

export const timelineWords = {
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit the whole run',
  earlier: 'Earlier',
  later: 'Later',
  coarse: 'Zoomed out: where much happens in little space, the longest of it is drawn.',
  help: 'Point at a lane or choose one with ↑ ↓ to read it; drag to move, Ctrl and wheel or + and − to zoom.',
  stretch: (lane: string, what: string, from: number, to: number) =>
    `${lane} ${what}, from ${formatCount(from)} to ${formatCount(to)} (${formatCount(to - from)})`,
} as const;
