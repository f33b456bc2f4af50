'use client';
/**
 * The timeline: a lane a core, then a lane a thread, over cycles. States differ by height as well as by colour.
 *
 *      core     running ████  kernel ▆▆  switching ▄▄  idle ▁▁        | tick   ▾ dispatch
 *      thread   running ████  ready  ▄▄  blocked   ▂▂
 *
 * The run is drawn whole; what comes after the current event is paler.
 */
import { type KeyboardEvent, memo, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Trace } from '../../../simulator/engine/trace';
import { useElementWidth } from '../element-width';
import type { History } from '../history';
import type { PictureProps } from '../picture';
import {
  type Bar,
  barsInWindow,
  type CoreActivity,
  type CoresModel,
  eventAtCycle,
  following,
  type LaneState,
  moved,
  openingWindow,
  type ThreadActivity,
  type Window,
  zoomed,
} from './cores-model';
import { coreDoes, threadIs, coresWords as words } from './cores-words';
import { AXIS_PIXELS, Axis, Cursor, FailureMark, LABEL_PIXELS } from './timeline-marks';

const CORE_LANE_PIXELS = 34;
const THREAD_LANE_PIXELS = 22;
const GAP_PIXELS = 12;
/** Room for the marks of failures. */
const FOOT_PIXELS = 12;

/** Colour, and height as a share of the lane. */
const LOOKS: Readonly<
  Record<CoreActivity | ThreadActivity, { readonly fill: string; readonly height: number }>
> = {
  running: { fill: 'running', height: 1 },
  kernel: { fill: 'kernel', height: 0.72 },
  switching: { fill: 'switching', height: 0.5 },
  idle: { fill: 'idle', height: 0.16 },
  ready: { fill: 'ready', height: 0.55 },
  blocked: { fill: 'blocked', height: 0.25 },
  new: { fill: 'idle', height: 0 },
  exited: { fill: 'idle', height: 0 },
};

const LEGEND: readonly (CoreActivity | ThreadActivity)[] = [
  'running',
  'kernel',
  'switching',
  'idle',
  'ready',
  'blocked',
];

interface Lane {
  readonly label: string;
  readonly top: number;
  readonly height: number;
  readonly core?: number;
  readonly thread?: number;
  readonly history: History<LaneState>;
}

function lanesOf(model: CoresModel): readonly Lane[] {
  const lanes: Lane[] = [];
  let top = AXIS_PIXELS;
  model.cores.forEach((history, core) => {
    lanes.push({ label: words.core(core), top, height: CORE_LANE_PIXELS - 8, core, history });
    top += CORE_LANE_PIXELS;
  });
  top += GAP_PIXELS;
  model.threads.forEach((history, thread) => {
    lanes.push({ label: words.thread(thread), top, height: THREAD_LANE_PIXELS - 6, thread, history });
    top += THREAD_LANE_PIXELS;
  });
  return lanes;
}

function tell(lane: Lane, state: LaneState): string {
  return lane.core === undefined
    ? `is ${threadIs(state as LaneState<ThreadActivity>)}`
    : coreDoes(state as LaneState<CoreActivity>);
}

export function Timeline(props: PictureProps & { model: CoresModel }) {
  const { trace, model, index } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useElementWidth(frame);
  const chartWidth = Math.max(120, width - LABEL_PIXELS - 8);
  const lanes = useMemo(() => lanesOf(model), [model]);
  const whole = useMemo<Window>(
    () => ({ from: model.firstCycle, to: Math.max(model.lastCycle, model.firstCycle + 20) }),
    [model],
  );
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
  const height = (lanes.at(-1)?.top ?? AXIS_PIXELS) + THREAD_LANE_PIXELS + FOOT_PIXELS;
  const scale = chartWidth / (window.to - window.from);
  const zoom = (factor: number, around = cycleInside(cycle, window)) =>
    setWindow(zoomed(window, factor, around, whole));
  const cycleAt = (clientX: number, box: DOMRect) =>
    window.from + (clientX - box.left - LABEL_PIXELS) / scale;

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
    const lane = lanes.findIndex(({ top, height }) => y >= top - 2 && y < top + height + 4);
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
  const highlighted =
    pointedLane?.thread ?? (reading?.state.activity === 'running' ? reading.state.other : undefined);
  return (
    <div className="min-w-0">
      <div className="mb-1 flex flex-wrap items-center gap-x-4 gap-y-1">
        <Legend />
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
        aria-label={words.picture}
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
          <Axis window={window} chartWidth={chartWidth} height={height} />
          <Bars lanes={lanes} bars={bars} highlighted={highlighted} />
          <Marks
            model={model}
            trace={trace}
            lanes={lanes}
            from={window.from}
            to={window.to}
            chartWidth={chartWidth}
          />
          <Cursor cycle={cycle} window={window} scale={scale} height={height} width={chartWidth} />
          {props.failures.map((failure, i) => (
            <FailureMark
              key={failure.rule}
              x={LABEL_PIXELS + (trace.cycleAt(failure.event) - window.from) * scale}
              right={LABEL_PIXELS + chartWidth}
              height={height}
              label={i === 0 ? failure.rule : ''}
            />
          ))}
          {lanes.map((lane, i) => (
            <text
              key={lane.label}
              x={4}
              y={lane.top + lane.height / 2}
              dominantBaseline="central"
              fontSize="12"
              fontWeight={pointed?.lane === i ? 700 : 400}
              fill={pointed?.lane === i ? 'var(--text)' : 'var(--text-muted)'}
            >
              {lane.label}
            </text>
          ))}
        </svg>
      </div>
      <p aria-live="polite" className="m-0 mt-1 min-h-10 text-text-muted">
        {reading === undefined ? (
          `${coarse ? `${words.coarse} ` : ''}${words.help}`
        ) : (
          <span className="text-text first-letter:uppercase">{reading.text}</span>
        )}
      </p>
    </div>
  );
}

/** What a lane does at a cycle, or at the current event when no cycle is pointed at. */
function readLane(lane: Lane, trace: Trace, cycle: number | undefined, index: number) {
  const event = cycle === undefined ? index : eventAtCycle(trace, cycle);
  const stretch = lane.history.stretches(event, event + 1)[0];
  if (stretch === undefined) return undefined;
  const end = trace.cycleAt(stretch.to < trace.length ? stretch.to : trace.length - 1);
  const from = trace.cycleAt(Math.max(0, stretch.from));
  return { state: stretch.value, text: words.stretch(lane.label, tell(lane, stretch.value), from, end) };
}

function cycleInside(cycle: number, window: Window): number {
  return cycle >= window.from && cycle <= window.to ? cycle : (window.from + window.to) / 2;
}

/** Redrawn only when the window or the highlight changes, not at every step. */
const Bars = memo(function Bars(props: {
  lanes: readonly Lane[];
  bars: readonly (readonly Bar<LaneState>[])[];
  highlighted: number | undefined;
}) {
  return props.lanes.map((lane, i) => (
    <g key={lane.label} transform={`translate(${LABEL_PIXELS} ${lane.top})`}>
      {props.bars[i]?.map((bar) => {
        const look = LOOKS[bar.value.activity as CoreActivity | ThreadActivity];
        const tall = Math.max(look.height === 0 ? 0 : 2, look.height * lane.height);
        const runs = bar.value.activity === 'running';
        const label = lane.core === undefined ? '' : words.shortThread(bar.value.other);
        const marked =
          runs && props.highlighted !== undefined && (lane.thread ?? bar.value.other) === props.highlighted;
        const rectangle = (
          <rect
            key={bar.left}
            x={bar.left}
            y={lane.height - tall}
            width={bar.width > 3 ? bar.width - 0.75 : bar.width}
            height={tall}
            fill={`var(--${look.fill})`}
            stroke={marked ? 'var(--text)' : undefined}
            strokeWidth={marked ? 2 : undefined}
          />
        );
        if (!runs || bar.narrow || bar.width <= 8 * label.length + 6) return rectangle;
        return (
          <g key={bar.left}>
            {rectangle}
            <text
              x={bar.left + bar.width / 2}
              y={lane.height / 2}
              textAnchor="middle"
              dominantBaseline="central"
              fontSize="12"
              fill="var(--running-text)"
            >
              {label}
            </text>
          </g>
        );
      })}
    </g>
  ));
});

/** More marks than this would be a smear. */
const MOST_MARKS = 150;

const Marks = memo(function Marks(props: {
  model: CoresModel;
  trace: Trace;
  lanes: readonly Lane[];
  from: number;
  to: number;
  chartWidth: number;
}) {
  const { trace, lanes, from, to } = props;
  const inWindow = props.model.marks.filter(({ index }) => {
    const cycle = trace.cycleAt(index);
    return cycle >= from && cycle <= to;
  });
  if (inWindow.length > MOST_MARKS) return null;
  return inWindow.map(({ core, index, kind }) => {
    const lane = lanes[core];
    if (lane === undefined) return null;
    const x = LABEL_PIXELS + ((trace.cycleAt(index) - from) * props.chartWidth) / (to - from);
    const bottom = lane.top + lane.height;
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

function Legend() {
  return (
    <ul className="m-0 flex list-none flex-wrap gap-x-3 gap-y-1 p-0 text-xs text-text-muted">
      {LEGEND.map((activity) => (
        <li key={activity} className="flex items-center gap-1">
          <svg width="12" height="12" aria-hidden="true">
            <rect
              y={12 - 12 * LOOKS[activity].height}
              width="12"
              height={12 * LOOKS[activity].height}
              fill={`var(--${LOOKS[activity].fill})`}
            />
          </svg>
          {activity}
        </li>
      ))}
      <li className="flex items-center gap-1">
        <svg width="4" height="12" aria-hidden="true">
          <line x1="2" x2="2" y1="4" y2="12" stroke="var(--interrupt)" strokeWidth="1.5" />
        </svg>
        {words.tick}
      </li>
      <li className="flex items-center gap-1">
        <svg width="8" height="12" aria-hidden="true">
          <path d="M1 5h6l-3 4z" fill="var(--text-muted)" />
        </svg>
        {words.dispatch}
      </li>
    </ul>
  );
}

function ZoomButton({ label, sign, onClick }: { label: string; sign: string; onClick(): void }) {
  return (
    <button type="button" aria-label={label} title={label} onClick={onClick} className="button min-w-8 px-2">
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
