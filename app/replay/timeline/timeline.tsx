'use client';
/**
 * States over time: a lane for each actor, over the cycles of the trace. States differ by height as well as by
 * colour. The run is drawn whole; what comes after the current event is paler.
 *
 *      core 0     running ████  kernel ▆▆  switching ▄▄  idle ▁▁        | tick   ▾ dispatch
 */
import {
  type KeyboardEvent,
  memo,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Trace } from '../../../simulator/engine/trace';
import { useElementWidth } from '../element-width';
import type { History } from '../history';
import type { PictureProps } from '../picture';
import { AXIS_PIXELS, Axis, Cursor, FailureMark } from './timeline-marks';
import {
  type Bar,
  barsInWindow,
  eventAtCycle,
  following,
  type LaneActivity,
  moved,
  openingWindow,
  type Window,
  zoomed,
} from './timeline-window';
import { timelineWords as words } from './timeline-words';

/** Room for the marks of failures. */
const FOOT_PIXELS = 12;
/** Lanes' names are cut to what fits. */
const CHARACTER_PIXELS = 6.5;
const MOST_LABEL_CHARACTERS = 16;
const MINIMUM_LABEL_PIXELS = 64;
/** Bars that are lower than this share of their lane hold no text. */
const TEXT_HEIGHT = 0.7;

/** How a state is drawn. */
export interface Look {
  /** From the palette. */
  readonly color: string;
  /** Share of the lane. */
  readonly height: number;
}

export interface TimelineLane<S extends LaneActivity> {
  readonly label: string;
  /** Of a bar as high as the lane. */
  readonly barPixels: number;
  /** To the next lane. */
  readonly gapPixels: number;
  readonly history: History<S>;
}

export interface TimelineMark {
  /** Number of the lane. */
  readonly lane: number;
  readonly index: number;
  readonly kind: 'tick' | 'dispatch';
}

/** What lanes mean. Its functions must stay the same ones as long as the lanes do. */
export interface TimelineMeaning<S extends LaneActivity> {
  /** By activity. */
  readonly looks: Readonly<Record<string, Look>>;
  /** `runs thread 3`, behind the lane's name. */
  tell(state: S, lane: number): string;
  /** What is written in a bar that has room for it; empty for nothing. */
  barText(state: S, lane: number): string;
  /** Whether a bar stands out while another lane is pointed at (in this state at the moment pointed at). */
  belongsTogether?(state: S, lane: number, pointed: { readonly lane: number; readonly state: S }): boolean;
}

interface PlacedLane<S extends LaneActivity> extends TimelineLane<S> {
  readonly top: number;
}

function placed<S extends LaneActivity>(lanes: readonly TimelineLane<S>[]): readonly PlacedLane<S>[] {
  let top = AXIS_PIXELS;
  return lanes.map((lane) => {
    const here = { ...lane, top };
    top += lane.barPixels + lane.gapPixels;
    return here;
  });
}

function cut(label: string): string {
  return label.length <= MOST_LABEL_CHARACTERS ? label : `${label.slice(0, MOST_LABEL_CHARACTERS - 1)}…`;
}

export function Timeline<S extends LaneActivity>(
  props: PictureProps & {
    label: string;
    lanes: readonly TimelineLane<S>[];
    meaning: TimelineMeaning<S>;
    marks?: readonly TimelineMark[];
    legend: ReactNode;
  },
) {
  const { trace, index, meaning } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useElementWidth(frame);
  const lanes = useMemo(() => placed(props.lanes), [props.lanes]);
  const labelPixels = Math.max(
    MINIMUM_LABEL_PIXELS,
    8 + CHARACTER_PIXELS * Math.max(...lanes.map(({ label }) => cut(label).length)),
  );
  const chartWidth = Math.max(120, width - labelPixels - 8);
  const whole = useMemo<Window>(() => {
    const from = trace.cycleAt(0);
    return { from, to: Math.max(trace.cycleAt(trace.length - 1), from + 20) };
  }, [trace]);
  const [chosen, setWindow] = useState(() => openingWindow(trace, index, whole));
  const cycle = trace.cycleAt(index);
  const [shownFor, setShownFor] = useState(index);
  // Stepping out of the window takes the window along; zooming and dragging may leave the current event.
  let window = chosen;
  if (shownFor !== index) {
    window = following(chosen, cycle, whole);
    setShownFor(index);
    if (window !== chosen) setWindow(window);
  }
  const [pointed, setPointed] = useState<{ readonly lane: number; readonly cycle?: number } | undefined>();
  const drag = useRef<{ readonly x: number; readonly window: Window; moved: boolean } | undefined>(undefined);
  const last = lanes.at(-1);
  const height = (last === undefined ? AXIS_PIXELS : last.top + last.barPixels + 6) + FOOT_PIXELS;
  const scale = chartWidth / (window.to - window.from);
  const zoom = (factor: number, around = cycleInside(cycle, window)) =>
    setWindow(zoomed(window, factor, around, whole));
  const cycleAt = (clientX: number, box: DOMRect) => window.from + (clientX - box.left - labelPixels) / scale;

  // React's wheel listener is passive; this one must keep the page from zooming.
  const onWheel = useRef<(event: WheelEvent) => void>(undefined);
  onWheel.current = (event) => {
    if (!event.ctrlKey || !frame.current) return;
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.25 : 0.8, cycleAt(event.clientX, frame.current.getBoundingClientRect()));
  };
  useEffect(() => {
    const element = frame.current;
    const listener = (event: WheelEvent) => onWheel.current?.(event);
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, []);

  function onKey(event: KeyboardEvent) {
    if (event.key === '+' || event.key === '=') zoom(0.5);
    else if (event.key === '-') zoom(2);
    else if (event.key === '0') setWindow(whole);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const from = pointed?.lane ?? (step === 1 ? -1 : lanes.length);
      setPointed({ lane: Math.max(0, Math.min(lanes.length - 1, from + step)) });
    } else return;
    event.preventDefault();
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const held = drag.current;
    if (held && event.buttons !== 0) {
      if (Math.abs(event.clientX - held.x) > 4) held.moved = true;
      if (held.moved) setWindow(moved(held.window, (held.x - event.clientX) / scale, whole));
      return;
    }
    const y = event.clientY - box.top;
    const lane = lanes.findIndex(({ top, barPixels }) => y >= top - 2 && y < top + barPixels + 4);
    setPointed(lane < 0 ? undefined : { lane, cycle: cycleAt(event.clientX, box) });
  }

  function onPointerUp(event: PointerEvent<HTMLDivElement>) {
    const held = drag.current;
    drag.current = undefined;
    if (!held || held.moved) return;
    const at = cycleAt(event.clientX, event.currentTarget.getBoundingClientRect());
    props.onSelect(Math.max(0, eventAtCycle(trace, at)));
  }

  const { from, to } = window;
  const bars = useMemo(
    () => lanes.map((lane) => barsInWindow(lane.history, trace, { from, to }, chartWidth)),
    [lanes, trace, from, to, chartWidth],
  );
  const coarse = bars.some((lane) => lane.some((bar) => bar.narrow && bar.width > 4));
  const pointedLane = pointed && lanes[pointed.lane];
  const reading = pointedLane && readLane(pointedLane, trace, pointed.cycle, index);
  const state = reading?.state;
  const pointedState = useMemo(
    () => (pointed && state ? { lane: pointed.lane, state } : undefined),
    [pointed, state],
  );
  return (
    <div className="min-w-0">
      <div className="mb-1 flex flex-wrap items-center gap-x-4 gap-y-1">
        {props.legend}
        <div className="ml-auto flex gap-1">
          <ZoomButton
            label={words.earlier}
            sign="←"
            onClick={() => setWindow(moved(window, (window.from - window.to) / 2, whole))}
          />
          <ZoomButton
            label={words.later}
            sign="→"
            onClick={() => setWindow(moved(window, (window.to - window.from) / 2, whole))}
          />
          <ZoomButton label={words.zoomOut} sign="−" onClick={() => zoom(2)} />
          <ZoomButton label={words.zoomIn} sign="+" onClick={() => zoom(0.5)} />
          <ZoomButton label={words.fit} sign="⤢" onClick={() => setWindow(whole)} />
        </div>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of lanes is no fieldset */}
      <div
        ref={frame}
        role="group"
        aria-label={props.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys choose a lane
        tabIndex={0}
        onKeyDown={onKey}
        onPointerDown={(event) => {
          drag.current = { x: event.clientX, window, moved: false };
        }}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerLeave={() => {
          drag.current = undefined;
          setPointed(undefined);
        }}
        className="select-none border-y border-border bg-surface-raised"
        style={{ touchAction: 'pan-y' }}
      >
        <svg width="100%" height={height} aria-hidden="true" className="block overflow-hidden">
          <Axis window={window} left={labelPixels} chartWidth={chartWidth} height={height} />
          <g transform={`translate(${labelPixels} 0)`}>
            <Bars
              lanes={lanes}
              bars={bars}
              meaning={meaning as TimelineMeaning<LaneActivity>}
              pointed={pointedState}
            />
          </g>
          <Marks
            marks={props.marks ?? NO_MARKS}
            left={labelPixels}
            trace={trace}
            lanes={lanes}
            from={window.from}
            to={window.to}
            chartWidth={chartWidth}
          />
          <Cursor
            cycle={cycle}
            window={window}
            left={labelPixels}
            scale={scale}
            height={height}
            width={chartWidth}
          />
          {props.failures.map((failure, i) => (
            <FailureMark
              key={failure.rule}
              x={labelPixels + (trace.cycleAt(failure.event) - window.from) * scale}
              left={labelPixels}
              right={labelPixels + chartWidth}
              height={height}
              label={i === 0 ? failure.rule : ''}
            />
          ))}
          {lanes.map((lane, i) => (
            <text
              key={lane.label}
              x={4}
              y={lane.top + lane.barPixels / 2}
              dominantBaseline="central"
              fontSize="12"
              fontWeight={pointed?.lane === i ? 700 : 400}
              fill={pointed?.lane === i ? 'var(--text)' : 'var(--text-muted)'}
            >
              {cut(lane.label)}
            </text>
          ))}
        </svg>
      </div>
      <p aria-live="polite" className="m-0 mt-1 min-h-10 text-text-muted">
        {reading === undefined ? (
          `${coarse ? `${words.coarse} ` : ''}${words.help}`
        ) : (
          <span className="text-text first-letter:uppercase">
            {words.stretch(
              pointedLane?.label ?? '',
              meaning.tell(reading.state, pointed?.lane ?? 0),
              reading.from,
              reading.to,
            )}
          </span>
        )}
      </p>
    </div>
  );
}

/** What a lane does at a cycle, or at the current event when no cycle is pointed at. */
function readLane<S extends LaneActivity>(
  lane: PlacedLane<S>,
  trace: Trace,
  cycle: number | undefined,
  index: number,
): { readonly state: S; readonly from: number; readonly to: number } | undefined {
  const event = cycle === undefined ? index : eventAtCycle(trace, cycle);
  const stretch = lane.history.stretches(event, event + 1)[0];
  if (stretch === undefined) return undefined;
  return {
    state: stretch.value,
    from: trace.cycleAt(Math.max(0, stretch.from)),
    to: trace.cycleAt(stretch.to < trace.length ? stretch.to : trace.length - 1),
  };
}

function cycleInside(cycle: number, window: Window): number {
  return cycle >= window.from && cycle <= window.to ? cycle : (window.from + window.to) / 2;
}

/** Redrawn only when the window or the highlight changes, not at every step. */
const Bars = memo(function Bars(props: {
  lanes: readonly PlacedLane<LaneActivity>[];
  bars: readonly (readonly Bar<LaneActivity>[])[];
  meaning: TimelineMeaning<LaneActivity>;
  pointed: { readonly lane: number; readonly state: LaneActivity } | undefined;
}) {
  const { meaning, pointed } = props;
  return props.lanes.map((lane, number) => (
    <g key={lane.label} transform={`translate(0 ${lane.top})`}>
      {props.bars[number]?.map((bar) => {
        const look = meaning.looks[bar.value.activity] ?? NO_LOOK;
        const tall = Math.max(look.height === 0 ? 0 : 2, look.height * lane.barPixels);
        const label = look.height < TEXT_HEIGHT ? '' : meaning.barText(bar.value, number);
        const marked =
          pointed !== undefined && meaning.belongsTogether?.(bar.value, number, pointed) === true;
        const rectangle = (
          <rect
            key={bar.left}
            x={bar.left}
            y={lane.barPixels - tall}
            width={bar.width > 3 ? bar.width - 0.75 : bar.width}
            height={tall}
            fill={`var(--${look.color})`}
            stroke={marked ? 'var(--text)' : undefined}
            strokeWidth={marked ? 2 : undefined}
          />
        );
        if (label === '' || bar.narrow || bar.width <= 8 * label.length + 6) return rectangle;
        return (
          <g key={bar.left}>
            {rectangle}
            <text
              x={bar.left + bar.width / 2}
              y={lane.barPixels - tall / 2}
              textAnchor="middle"
              dominantBaseline="central"
              fontSize="12"
              fill={`var(--${look.color}-text)`}
            >
              {label}
            </text>
          </g>
        );
      })}
    </g>
  ));
});

const NO_MARKS: readonly TimelineMark[] = [];
const NO_LOOK: Look = { color: 'idle', height: 0 };

/** More marks than this would be a smear. */
const MOST_MARKS = 150;

const Marks = memo(function Marks(props: {
  marks: readonly TimelineMark[];
  trace: Trace;
  lanes: readonly PlacedLane<LaneActivity>[];
  left: number;
  from: number;
  to: number;
  chartWidth: number;
}) {
  const { trace, lanes, from, to } = props;
  const inWindow = props.marks.filter(({ index }) => {
    const cycle = trace.cycleAt(index);
    return cycle >= from && cycle <= to;
  });
  if (inWindow.length > MOST_MARKS) return null;
  return inWindow.map(({ lane: number, index, kind }) => {
    const lane = lanes[number];
    if (lane === undefined) return null;
    const x = props.left + ((trace.cycleAt(index) - from) * props.chartWidth) / (to - from);
    const bottom = lane.top + lane.barPixels;
    return kind === 'tick' ? (
      <line
        key={index}
        x1={x}
        x2={x}
        y1={bottom + 1}
        y2={bottom + 6}
        stroke="var(--interrupt)"
        strokeWidth="1.5"
      />
    ) : (
      <path key={index} d={`M${x - 3} ${lane.top - 5}h6l-3 4z`} fill="var(--text-muted)" />
    );
  });
});

/** One state in a legend. */
export function LegendEntry({ look, name }: { look: Look; name: string }) {
  return (
    <li className="flex items-center gap-1">
      <svg width="12" height="12" aria-hidden="true">
        <rect y={12 - 12 * look.height} width="12" height={12 * look.height} fill={`var(--${look.color})`} />
      </svg>
      {name}
    </li>
  );
}

function ZoomButton({ label, sign, onClick }: { label: string; sign: string; onClick(): void }) {
  return (
    <button type="button" aria-label={label} title={label} onClick={onClick} className="button min-w-8 px-2">
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
