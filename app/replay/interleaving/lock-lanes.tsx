'use client';
/** Cores or threads that want a lock over one axis of time: what each is at, and when it uses the bus. */
import { useMemo } from 'react';
import { History } from '../history';
import type { PictureProps } from '../picture';
import {
  LegendEntry,
  type Look,
  Timeline,
  type TimelineLane,
  type TimelineMark,
  type TimelineMeaning,
} from '../timeline/timeline';
import type { InterleavingModel, Phase } from './interleaving-model';
import { interleavingWords as words } from './interleaving-words';

interface State {
  readonly activity: Phase;
}

const LOOKS: Readonly<Record<Phase, Look>> = {
  outside: { color: 'idle', height: 0.16 },
  arrived: { color: 'ready', height: 0.55 },
  waiting: { color: 'blocked', height: 0.35 },
  asleep: { color: 'blocked', height: 0.2 },
  inside: { color: 'running', height: 1 },
  finished: { color: 'idle', height: 0 },
};

const PHASES = ['inside', 'arrived', 'waiting', 'asleep', 'outside'] as const;
/** In every legend. */
const SHOWN: readonly Phase[] = ['inside', 'arrived', 'outside'];
const isEver = (model: InterleavingModel, phase: Phase) =>
  model.phases.some((history) => history.stretches().some(({ value }) => value === phase));

const MEANING: TimelineMeaning<State> = {
  looks: LOOKS,
  tell: ({ activity }) => `is ${words.phase[activity]}`,
  barText: ({ activity }) => (activity === 'inside' ? words.inside : ''),
};

export function LockLanes(props: PictureProps & { model: InterleavingModel }) {
  const { model, trace } = props;
  const lanes = useMemo(() => lanesOf(model), [model]);
  const marks = useMemo<TimelineMark[]>(
    () => model.busUses.map(({ lane, index }) => ({ lane, index, kind: 'tick' })),
    [model],
  );
  return (
    <Timeline
      {...props}
      trace={trace}
      label={words.lanes[model.actor]}
      lanes={lanes}
      meaning={MEANING}
      marks={marks}
      legend={<Legend model={model} />}
    />
  );
}

function lanesOf(model: InterleavingModel): readonly TimelineLane<State>[] {
  const states = new Map<Phase, State>();
  const stateOf = (activity: Phase): State => {
    const state = states.get(activity) ?? { activity };
    states.set(activity, state);
    return state;
  };
  return model.phases.map((phases, lane) => {
    const history = new History<State>();
    for (const { from, value } of phases.stretches()) history.set(from, stateOf(value));
    return { label: words.lane(model.actor, lane), barPixels: 24, gapPixels: 12, history };
  });
}

function Legend({ model }: { model: InterleavingModel }) {
  return (
    <ul className="m-0 flex list-none flex-wrap gap-x-3 gap-y-1 p-0 text-xs text-text-muted">
      {PHASES.filter((phase) => SHOWN.includes(phase) || isEver(model, phase)).map((phase) => (
        <LegendEntry key={phase} look={LOOKS[phase]} name={words.phase[phase]} />
      ))}
      {model.onCaches && (
        <li className="flex items-center gap-1">
          <svg width="4" height="12" aria-hidden="true">
            <line x1="2" x2="2" y1="4" y2="12" stroke="var(--interrupt)" strokeWidth="1.5" />
          </svg>
          {words.usesBus}
        </li>
      )}
    </ul>
  );
}
