'use client';
/**
 * A run on the first page that steps by itself, over and over, until it is stopped: a real one, of a wrong solution, until
 * the event at which it breaks a rule. Where motion is not wanted it stands still there, and is stepped by its buttons.
 */
import { type ReactNode, useEffect, useState } from 'react';
import * as words from '../dictionary';
import type { Bar, DemonstrationPicture } from './demonstration-model';

const STEP_MS = 900;
/** For as long it stays at the end, to be read. */
const END_MS = 8_000;

const COLORS: Readonly<Record<Bar['activity'], string>> = {
  running: 'var(--running)',
  kernel: 'var(--kernel)',
  switching: 'var(--switching)',
  idle: 'var(--idle)',
};
const LEGEND = ['running', 'kernel', 'switching', 'idle'] as const;

export function Demonstration(props: {
  picture: DemonstrationPicture;
  rule: string;
  message: string;
  /** What the run is of. */
  children: ReactNode;
}) {
  const { steps } = props.picture;
  const last = steps.length - 1;
  const [index, setIndex] = useState(last);
  const [plays, setPlays] = useState(false);
  useEffect(() => {
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    setIndex(0);
    setPlays(true);
  }, []);
  useEffect(() => {
    if (!plays) return;
    const timer = setTimeout(
      () => setIndex(index === last ? 0 : index + 1),
      index === last ? END_MS : STEP_MS,
    );
    return () => clearTimeout(timer);
  }, [plays, index, last]);
  const go = (to: number) => {
    setPlays(false);
    setIndex(Math.max(0, Math.min(to, last)));
  };
  const { at, cycle, text, waiting } = steps[index];
  const isBroken = index === last;

  return (
    <figure className="panel min-w-0 p-4" aria-labelledby="demonstration">
      <figcaption id="demonstration" className="text-sm text-text-muted">
        {props.children}
      </figcaption>
      <Lanes cores={props.picture.cores} at={at} isBroken={isBroken} />
      <p className="mt-3 flex min-h-6 flex-wrap items-center gap-1.5 text-sm">
        <span className="mr-1 text-text-muted">{words.home.waiting}</span>
        {waiting.length === 0
          ? words.home.nobody
          : waiting.map((thread) => (
              <span
                key={thread}
                className="rounded-sm bg-ready px-1.5 font-mono text-xs leading-5 text-ready-text"
              >
                {words.home.thread(thread)}
              </span>
            ))}
      </p>
      <div
        className="mt-2 min-h-56 text-sm sm:min-h-32"
        aria-live={plays ? 'off' : 'polite'}
        aria-atomic="true"
      >
        <p>
          <span className="mr-2 text-text-muted">{words.home.cycle(cycle)}</span>
          <span className="font-medium">{words.home.sentence(text)}</span>
        </p>
        {isBroken && (
          <p className="mt-1 border-l-3 border-bad pl-2">
            <strong className="font-semibold text-bad">✗ {words.home.broken(props.rule)}</strong>{' '}
            {props.message}
          </p>
        )}
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-1">
        <button type="button" className="button" onClick={() => setPlays(!plays)}>
          {plays ? words.home.stop : words.home.play}
        </button>
        <StepButton
          label={words.home.back}
          path="M11 3 4 8l7 5z"
          off={index === 0}
          onStep={() => go(index - 1)}
        />
        <StepButton
          label={words.home.forward}
          path="M5 3l7 5-7 5z"
          off={isBroken}
          onStep={() => go(index + 1)}
        />
        <span className="ml-2 text-xs text-text-muted">{words.home.step(index + 1, steps.length)}</span>
      </div>
    </figure>
  );
}

function StepButton(props: { label: string; path: string; off: boolean; onStep(): void }) {
  return (
    <button
      type="button"
      className="button px-2"
      aria-label={props.label}
      title={props.label}
      // Not `disabled`: the button under the finger keeps the focus.
      aria-disabled={props.off}
      onClick={() => {
        if (!props.off) props.onStep();
      }}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
        <path d={props.path} />
      </svg>
    </button>
  );
}

/** Time from left to right; what is yet to come is not drawn. */
function Lanes(props: { cores: DemonstrationPicture['cores']; at: number; isBroken: boolean }) {
  return (
    <div aria-hidden="true" className="mt-3">
      <div className="grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-2">
        {props.cores.map((bars, core) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a core is its number
          <div key={core} className="contents">
            <span className="text-xs text-text-muted">{words.home.core(core)}</span>
            <div className="relative h-8 overflow-x-clip bg-surface-sunken">
              <div
                className="absolute inset-0 transition-[clip-path] duration-500 ease-linear"
                style={{ clipPath: `inset(0 ${100 - props.at}% 0 0)` }}
              >
                {bars.map(({ activity, thread, from, to }) => (
                  <span
                    key={from}
                    className="absolute inset-y-0 overflow-hidden text-center font-mono text-xs leading-8 text-running-text"
                    style={{ left: `${from}%`, width: `${to - from}%`, background: COLORS[activity] }}
                  >
                    {activity === 'running' && to - from > 6 && words.home.thread(thread)}
                  </span>
                ))}
              </div>
              {/* As wide as the lane, moved by a share of itself: nothing is laid out anew. */}
              <span
                className={`absolute inset-x-0 -inset-y-1 border-l-2 transition-transform duration-500 ease-linear ${props.isBroken ? 'border-bad' : 'border-accent'}`}
                style={{ transform: `translateX(${props.at}%)` }}
              />
            </div>
          </div>
        ))}
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-4 text-xs text-text-muted">
        {LEGEND.map((activity) => (
          <li key={activity} className="flex items-center gap-1.5">
            <span className="h-2.5 w-2.5" style={{ background: COLORS[activity] }} />
            {words.home.activity[activity]}
          </li>
        ))}
      </ul>
    </div>
  );
}
