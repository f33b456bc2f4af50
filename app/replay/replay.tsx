'use client';
/**
 * The replay of one run from its trace: stepping through its events by keyboard, buttons and scrubber, the first
 * divergence marked, the current event in words, and the run's picture, which is also to be had as tables.
 *
 *      ⏮ ◀ ▶ ⏭  play  next failure    Event 143 of 2,310 · cycle 14,200
 *      ───────────●──▲──────────────   scrubber; ▲ what fails
 *      thread 3 starts on core 0       in words, announced
 *      [ picture | tables ]            one view per family of exercises
 *
 * Keys work wherever the focus is inside the replay, except in what needs them itself. The trace is shown as it
 * was recorded; nothing is simulated here.
 */
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import type { CaseParameters, SpecialView, View } from '../../exercises/exercise-definition';
import type { NotedCalls } from '../../grader/browser/browser-grader';
import type { CaseCheck } from '../../grader/verdict';
import { describeEvent } from '../../simulator/engine/event-words';
import { type EncodedTrace, Trace, type TraceEvent } from '../../simulator/engine/trace';
import { TAKES_FOCUS } from '../use-kept-focus';
import { BytesView } from './bytes/bytes-view';
import { CallsHere } from './calls-here';
import { CoresView } from './cores/cores-view';
import { DescribedView } from './described/described-view';
import { DrawnOrTold } from './drawn-or-told';
import { EventTable } from './event-table';
import { FailureMessage } from './failure-message';
import { eventAfterKey, type Failure, failuresOf, nextFailure, openingEvent } from './failures';
import { interleavingTime } from './interleaving/interleaving-model';
import { InterleavingView } from './interleaving/interleaving-view';
import { MemoryView } from './memory/memory-view';
import type { PictureProps } from './picture';
import { type Player, SPEEDS, usePlayer } from './player';
import { replayWords as words } from './replay-words';
import { useFailureInSight } from './use-failure-in-sight';
import { useFillsWindow } from './use-fills-window';

const VIEWS: Readonly<Record<SpecialView, (props: PictureProps) => React.ReactNode>> = {
  cores: CoresView,
  memory: MemoryView,
  interleaving: InterleavingView,
  bytes: BytesView,
};

/** What the trace counts its time in. */
function timeOf(view: View, trace: Trace, parameters: CaseParameters): string {
  if (typeof view === 'object') return view.time ?? 'cycle';
  return view === 'interleaving' ? interleavingTime(trace, parameters) : 'cycle';
}

/** Whose event it is, where programs of threads ran in time: an explorer runs them ahead of what it shows. */
function threadOf({ kind, values }: TraceEvent): number | undefined {
  return values[kind.fields.indexOf('thread')];
}

/** More events are not looked at. */
const MOST_OF_A_MOMENT = 64;

/** The first of the events that have the time of this one. */
function firstOfMoment(trace: Trace, index: number): number {
  let first = index;
  while (first > index - MOST_OF_A_MOMENT && first > 0 && trace.cycleAt(first - 1) === trace.cycleAt(index))
    first--;
  return first;
}

export interface ReplayProps {
  readonly view: View;
  readonly trace: EncodedTrace;
  readonly parameters: CaseParameters;
  readonly checks: readonly CaseCheck[];
  /** Names the case. */
  readonly title: string;
  /** The event to show, anew whenever `turn` changes. Default: the first failed check's event, else the last event. */
  readonly wanted?: { readonly event?: number; readonly turn: number };
  /** Whether it fills the window. Held outside: another case is another replay, and the mode stays. */
  readonly fills?: boolean;
  /** Absent where it never fills it. */
  onFills?(fills: boolean): void;
  /** The submission's own calls, where they were noted, and how to show a line of it. */
  readonly calls?: NotedCalls;
  onReveal?(line: number, column: number): void;
}

export function Replay(props: ReplayProps) {
  return (
    <DrawnOrTold key={props.trace.digest}>
      <DecodedReplay {...props} />
    </DrawnOrTold>
  );
}

function DecodedReplay(props: ReplayProps) {
  const trace = useMemo(() => Trace.decode(props.trace), [props.trace]);
  const failures = useMemo(() => failuresOf(props.checks, trace.length), [props.checks, trace]);
  if (trace.length === 0) return <p className="notice m-0">{words.empty}</p>;
  // Another run is another replay: it starts at its own opening event.
  return <LoadedReplay key={props.trace.digest} {...props} loaded={trace} failures={failures} />;
}

function LoadedReplay(props: ReplayProps & { loaded: Trace; failures: readonly Failure[] }) {
  const { loaded: trace, failures, fills = false, onFills } = props;
  const opening = openingEvent(failures, trace.length, props.wanted?.event);
  const [index, setIndex] = useState(opening);
  const [as, setAs] = useState<'picture' | 'table'>('picture');
  const player = usePlayer(index, trace.length, setIndex);
  const section = useRef<HTMLElement>(null);
  useFillsWindow(section, fills);
  const picture = useRef<HTMLDivElement>(null);
  useOnChange(props.wanted?.turn, () => setIndex(opening));
  const event = trace.event(index);
  const time = timeOf(props.view, trace, props.parameters);
  const here = failures.filter((failure) => failure.event === index);
  useFailureInSight(picture, index, here.length > 0);

  function onKey(key: KeyboardEvent) {
    if (key.ctrlKey || key.metaKey || key.altKey || key.defaultPrevented) return;
    const next = eventAfterKey(key.key, index, trace.length, failures);
    if (next !== undefined) select(next);
    else if (key.key === 'p') player.toggle();
    else if (onFills !== undefined && (key.key === 'f' || (key.key === 'Escape' && fills))) onFills(!fills);
    else return;
    key.preventDefault();
  }

  function select(next: number) {
    player.stop();
    setIndex(next);
  }

  return (
    // Keys bubble up from the controls inside; the section itself takes no focus.
    <section
      ref={section}
      aria-label={words.title(props.title)}
      onKeyDown={onKey}
      data-filling={fills || undefined}
      className={`min-w-0 text-sm ${fills ? 'fixed inset-0 z-50 overflow-auto bg-surface p-4' : ''}`}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Steps index={index} length={trace.length} failures={failures} onSelect={select} />
        <Play player={player} />
        <p className="m-0 tabular-nums text-text-muted">
          {words.position(index, trace.length)} · {words.moment(time, event.cycle)}
        </p>
        <div className="ml-auto flex gap-1">
          <ShowAs as={as} onChange={setAs} />
          {onFills !== undefined && (
            <button
              type="button"
              className="button px-2"
              aria-pressed={fills}
              aria-label={fills ? words.unfill : words.fill}
              title={fills ? words.unfill : words.fill}
              data-fills
              onClick={() => onFills(!fills)}
            >
              <svg
                width="16"
                height="16"
                viewBox="0 0 16 16"
                fill="none"
                stroke="currentColor"
                aria-hidden="true"
              >
                <path
                  d={
                    fills
                      ? 'M6 2v4H2M10 14v-4h4M14 6h-4V2M2 10h4v4'
                      : 'M2 6V2h4M14 10v4h-4M10 2h4v4M6 14H2v-4'
                  }
                />
              </svg>
            </button>
          )}
        </div>
      </div>
      <Scrubber
        index={index}
        length={trace.length}
        failures={failures}
        text={`${words.position(index, trace.length)}: ${describeEvent(event)}`}
        onSelect={select}
      />
      <div
        aria-live={player.isPlaying ? 'off' : 'polite'}
        aria-atomic="true"
        className="min-h-7 lg:sticky lg:top-0 lg:z-30 lg:bg-surface lg:pb-1"
      >
        <p className="m-0 font-medium text-text first-letter:uppercase">{describeEvent(event)}.</p>
        {here.map((failure) => (
          <div key={failure.rule} className="mt-1 border-l-3 border-bad pl-2 text-text">
            <strong className="font-medium text-bad">
              {failure === failures[0] ? words.divergence : words.failure}
            </strong>{' '}
            <FailureMessage text={words.failedHere(failure.rule, failure.message)} />
          </div>
        ))}
      </div>
      {props.calls !== undefined && (
        <CallsHere
          calls={props.calls}
          index={index}
          first={firstOfMoment(trace, index)}
          thread={time === 'step' ? undefined : threadOf(event)}
          onReveal={(line) => {
            onFills?.(false);
            props.onReveal?.(line, 1);
          }}
        />
      )}
      <div ref={picture} className="mt-3 flex min-w-0 flex-col gap-4">
        <DrawnOrTold key={as}>
          <Picture
            view={props.view}
            trace={trace}
            parameters={props.parameters}
            failures={failures}
            index={index}
            onSelect={select}
            as={as}
          />
        </DrawnOrTold>
        {as === 'table' && <EventTable trace={trace} index={index} failures={failures} onSelect={select} />}
      </div>
      <p className="m-0 mt-2 text-xs text-text-muted">
        {words.keys}
        {trace.truncated && ` ${words.truncated(trace.length, trace.count)}`}
      </p>
    </section>
  );
}

/** Runs `react` when `value` is another one than before; not at first. */
function useOnChange(value: unknown, react: () => void): void {
  const [known, setKnown] = useState(value);
  if (known === value) return;
  setKnown(value);
  react();
}

function Picture({ view, ...props }: PictureProps & { view: View }) {
  if (typeof view === 'object') return <DescribedView {...props} picture={view} />;
  const SpecialPicture = VIEWS[view];
  return <SpecialPicture {...props} />;
}

function Steps(props: {
  index: number;
  length: number;
  failures: readonly Failure[];
  onSelect(index: number): void;
}) {
  const { index, length } = props;
  const last = length - 1;
  const steps = [
    { label: words.first, path: 'M4 3v10M13 3 6 8l7 5z', to: 0 },
    { label: words.back, path: 'M11 3 4 8l7 5z', to: index - 1 },
    { label: words.forward, path: 'M5 3l7 5-7 5z', to: index + 1 },
    { label: words.last, path: 'M12 3v10M3 3l7 5-7 5z', to: last },
  ];
  const failure = nextFailure(props.failures, index);
  return (
    <fieldset className="m-0 flex min-w-0 flex-wrap gap-1 border-0 p-0">
      <legend className="sr-only">{words.steps}</legend>
      {steps.map(({ label, path, to }) => {
        const off = to < 0 || to > last || to === index;
        return (
          <button
            key={label}
            type="button"
            aria-label={label}
            title={label}
            // Not `disabled`: at the end of the run the button under the finger must keep the focus.
            aria-disabled={off}
            onClick={() => {
              if (!off) props.onSelect(to);
            }}
            className={`button px-2 ${off ? 'opacity-50' : ''}`}
          >
            <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
              <path
                d={path}
                fill="currentColor"
                stroke="currentColor"
                strokeWidth="1.5"
                strokeLinejoin="round"
              />
            </svg>
          </button>
        );
      })}
      {failure !== undefined && (
        <button type="button" onClick={() => props.onSelect(failure)} className="button">
          <span aria-hidden="true" className="text-bad">
            ▲
          </span>
          {words.nextFailure}
        </button>
      )}
    </fieldset>
  );
}

function Play({ player }: { player: Player }) {
  const label = player.isPlaying ? words.pause : words.play;
  return (
    <div className="flex gap-1">
      <button
        type="button"
        className="button px-2"
        aria-label={label}
        title={label}
        onClick={() => player.toggle()}
      >
        <svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
          <path d={player.isPlaying ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M4 2l9 6-9 6z'} />
        </svg>
      </button>
      <label>
        <span className="sr-only">{words.speed}</span>
        <select
          className="field w-auto py-1 text-sm"
          style={{ minHeight: '2rem' }}
          value={player.speed}
          onChange={(event) => player.setSpeed(Number(event.target.value))}
        >
          {SPEEDS.map((speed) => (
            <option key={speed} value={speed}>
              {words.eventsPerSecond(speed)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function ShowAs(props: { as: 'picture' | 'table'; onChange(as: 'picture' | 'table'): void }) {
  return (
    <fieldset className="m-0 flex min-w-0 border-0 p-0">
      <legend className="sr-only">{words.showAs}</legend>
      {(['picture', 'table'] as const).map((as) => (
        <button
          key={as}
          type="button"
          aria-pressed={props.as === as}
          onClick={() => props.onChange(as)}
          className={`button first-of-type:rounded-r-none last-of-type:-ml-px last-of-type:rounded-l-none ${
            props.as === as ? 'bg-surface-sunken underline underline-offset-4' : ''
          }`}
        >
          {words[as]}
        </button>
      ))}
    </fieldset>
  );
}

function Scrubber(props: {
  index: number;
  length: number;
  failures: readonly Failure[];
  text: string;
  onSelect(index: number): void;
}) {
  const id = useId();
  const last = Math.max(1, props.length - 1);
  return (
    <div className="relative my-2">
      <label htmlFor={id} className="sr-only">
        {words.scrubber}
      </label>
      <input
        id={id}
        type="range"
        {...TAKES_FOCUS}
        min={0}
        max={props.length - 1}
        value={props.index}
        aria-valuetext={props.text}
        onChange={(event) => props.onSelect(Number(event.target.value))}
        className="m-0 block h-6 w-full accent-(--accent)"
      />
      {/* The thumb's middle travels from half a thumb to the width less half a thumb. */}
      <div aria-hidden="true" className="pointer-events-none absolute inset-x-2 top-full h-2">
        {props.failures.map(({ event, rule }, i) => (
          <span
            key={rule}
            className="absolute -top-1 -translate-x-1/2 text-[0.625rem] leading-none text-bad"
            style={{ left: `${(100 * event) / last}%`, opacity: i === 0 ? 1 : 0.75 }}
          >
            ▲
          </span>
        ))}
      </div>
    </div>
  );
}
