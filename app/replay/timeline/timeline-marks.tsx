/**
 * What lies over and under the lanes of the timeline: the axis of cycles, the cursor of the current event with
 * what comes after it paler, and where checks fail.
 */
import { scaleLinear } from 'd3-scale';
import { formatCount } from '../replay-words';
import type { Window } from './timeline-window';

export const AXIS_PIXELS = 22;
const DIGIT_PIXELS = 7;

/** @param left where the chart begins: room for the lanes' names. */
export function Axis({
  window,
  left,
  chartWidth,
  height,
}: {
  window: Window;
  left: number;
  chartWidth: number;
  height: number;
}) {
  const scale = scaleLinear([window.from, window.to], [0, chartWidth]);
  let free = Number.NEGATIVE_INFINITY;
  return scale.ticks(Math.max(2, Math.floor(chartWidth / 90))).map((tick) => {
    const x = scale(tick);
    const label = formatCount(tick);
    const width = label.length * DIGIT_PIXELS;
    const anchor = x < width / 2 ? 'start' : x > chartWidth - width / 2 ? 'end' : 'middle';
    const start = x - { start: 0, middle: width / 2, end: width }[anchor];
    // None is drawn over the one before it.
    const fits = start >= free;
    if (fits) free = start + width + DIGIT_PIXELS;
    return (
      <g key={tick} transform={`translate(${left + x} 0)`}>
        <line y1={AXIS_PIXELS - 6} y2={height} stroke="var(--border)" />
        {fits && (
          <text y={AXIS_PIXELS - 10} fontSize="11" fill="var(--text-muted)" textAnchor={anchor}>
            {label}
          </text>
        )}
      </g>
    );
  });
}

export function Cursor(props: {
  cycle: number;
  window: Window;
  left: number;
  scale: number;
  height: number;
  width: number;
}) {
  const x = (props.cycle - props.window.from) * props.scale;
  const here = Math.max(0, Math.min(x, props.width));
  return (
    <g transform={`translate(${props.left} 0)`}>
      <rect
        x={here}
        y={AXIS_PIXELS - 4}
        width={props.width - here}
        height={props.height}
        fill="var(--surface-raised)"
        opacity="0.45"
      />
      {x >= 0 && x <= props.width && (
        <line x1={x} x2={x} y1={AXIS_PIXELS - 8} y2={props.height} stroke="var(--accent)" strokeWidth="2" />
      )}
    </g>
  );
}

export function FailureMark({
  x,
  left,
  right,
  height,
  label,
}: {
  x: number;
  left: number;
  right: number;
  height: number;
  label: string;
}) {
  if (x < left || x > right) return null;
  return (
    <g transform={`translate(${x} 0)`}>
      <line y1={AXIS_PIXELS - 6} y2={height} stroke="var(--bad)" strokeWidth="1.5" strokeDasharray="4 3" />
      <path d={`M-5 ${height}h10l-5 -8z`} fill="var(--bad)" />
      {label !== '' && (
        <text
          x={x > right - 40 ? -7 : 7}
          y={height - 2}
          fontSize="11"
          fontWeight="700"
          textAnchor={x > right - 40 ? 'end' : 'start'}
          fill="var(--bad)"
        >
          {label}
        </text>
      )}
    </g>
  );
}
