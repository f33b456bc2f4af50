/** The colours of a laboratory's picture: those of globals.css by meaning, the series by number. */
import type { CSSProperties } from 'react';
import type { Tone } from '../../simulator/laboratories/laboratory';
import { seriesBackground, seriesEdge } from '../replay/series-color';

export function toneStyle(tone: Tone): CSSProperties {
  return typeof tone === 'number'
    ? {
        background: seriesBackground(tone),
        boxShadow: `inset 0 -3px 0 ${seriesEdge(tone)}`,
        color: 'var(--text)',
      }
    : { background: `var(--${tone})`, color: `var(--${tone}-text)` };
}
