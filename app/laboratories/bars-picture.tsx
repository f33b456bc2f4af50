/** Stretches in lanes along an axis, drawn by the server: what the table beside says row by row. */
import type { Bars, Tone } from '../../simulator/laboratories/laboratory';
import * as words from '../dictionary';
import { ScrollRegion } from '../question-parts/scroll-region';
import { toneStyle } from './tone';

/** A picture is as wide as its place, but so wide at least that stretches can be told apart. */
const UNIT_PIXELS = 16;
const SPAN_PIXELS = 14;
const CHARACTER_PIXELS = 8;
const LEAST_PIXELS = 240;
const MOST_UNITS_PIXELS = 760;
const MOST_PIXELS = 6_000;
const TICKS = 10;

export function BarsPicture({ title, bars }: { title: string; bars: Bars }) {
  const { axis, to, lanes } = bars;
  const mostSpans = Math.max(...lanes.map(({ spans }) => spans.length));
  const pixels = Math.max(
    LEAST_PIXELS,
    Math.min(to * UNIT_PIXELS, MOST_UNITS_PIXELS),
    Math.min(mostSpans * SPAN_PIXELS, MOST_PIXELS),
  );
  const percent = (value: number) => `${(100 * value) / to}%`;
  const step = tickStep(to);
  const ticks = Array.from({ length: Math.floor(to / step) + 1 }, (_, index) => index * step);
  const labelWidth = `${Math.max(...lanes.map(({ label }) => label.length)) + 1}ch`;
  return (
    <>
      <ScrollRegion label={words.laboratory.pictureOf(title)}>
        <div
          role="img"
          aria-label={words.laboratory.says(title)}
          className="flex w-max min-w-full pb-1 text-xs"
        >
          <div className="sticky left-0 z-10 shrink-0 bg-surface pr-2" style={{ minWidth: labelWidth }}>
            {lanes.map(({ label }) => (
              <p key={label} className="mb-1 flex h-7 items-center whitespace-nowrap text-text-muted">
                {label}
              </p>
            ))}
            <p className="h-5 text-text-muted">{axis}</p>
          </div>
          <div className="mr-4 ml-2 flex-1" style={{ minWidth: pixels }}>
            {lanes.map(({ label, spans }) => (
              <div key={label} className="relative mb-1 h-7 rounded-sm bg-surface-sunken">
                {spans.map((span) => (
                  <span
                    key={`${span.from} ${span.label}`}
                    className="absolute top-0 flex h-7 items-center justify-center overflow-hidden whitespace-nowrap border-x border-surface"
                    style={{
                      ...{ left: percent(span.from), width: percent(span.to - span.from) },
                      ...toneStyle(span.tone),
                    }}
                    title={words.laboratory.span(span.label, span.from, span.to)}
                  >
                    {fits(span, pixels, to) ? span.label : ''}
                  </span>
                ))}
              </div>
            ))}
            <div className="relative h-5 text-text-muted">
              {ticks.map((tick) => (
                <span key={tick} className="absolute top-0 -translate-x-1/2" style={{ left: percent(tick) }}>
                  {tick}
                </span>
              ))}
            </div>
          </div>
        </div>
      </ScrollRegion>
      <Legend bars={bars} />
    </>
  );
}

function fits(span: { from: number; to: number; label: string }, pixels: number, to: number): boolean {
  return ((span.to - span.from) / to) * pixels >= span.label.length * CHARACTER_PIXELS;
}

/** 1, 2 or 5 times a power of ten. */
function tickStep(to: number): number {
  let step = 1;
  for (const factor = [2, 2.5, 2]; to / step > TICKS; factor.push(factor.shift() as number))
    step *= factor[0];
  return step;
}

/** Of colours that mean something; those that only tell things apart stand with their names in the picture. */
function Legend({ bars }: { bars: Bars }) {
  const meanings = new Map<Tone, string>();
  for (const { label, tone } of bars.lanes.flatMap(({ spans }) => spans))
    if (typeof tone === 'string' && !meanings.has(tone)) meanings.set(tone, label);
  if (meanings.size === 0) return null;
  return (
    <ul className="mt-1 flex flex-wrap gap-x-4 text-xs text-text-muted">
      {[...meanings].map(([tone, label]) => (
        <li key={tone} className="flex items-center gap-1.5">
          <span aria-hidden="true" className="h-3 w-3 rounded-sm" style={toneStyle(tone)} />
          {label}
        </li>
      ))}
    </ul>
  );
}
