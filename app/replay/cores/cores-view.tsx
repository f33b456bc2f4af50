'use client';
/** A scheduling run: who waits, then a lane a core and a lane a thread, or tables of what they do at the current event. */
import { useMemo } from 'react';
import type { Grid } from '../../../exercises/question-definition';
import type { Trace } from '../../../simulator/engine/trace';
import { GridTable } from '../../question-parts/grid-table';
import { PartBox } from '../described/part-box';
import type { PictureProps } from '../picture';
import { formatCount } from '../replay-words';
import {
  LegendEntry,
  type Look,
  Timeline,
  type TimelineLane,
  type TimelineMeaning,
} from '../timeline/timeline';
import {
  type CoreActivity,
  type CoresModel,
  coresModel,
  type LaneState,
  type ThreadActivity,
} from './cores-model';
import { coreDoes, threadIs, coresWords as words } from './cores-words';
import { runQueues } from './run-queues';

const LOOKS: Readonly<Record<CoreActivity | ThreadActivity, Look>> = {
  running: { color: 'running', height: 1 },
  kernel: { color: 'kernel', height: 0.72 },
  switching: { color: 'switching', height: 0.5 },
  idle: { color: 'idle', height: 0.16 },
  ready: { color: 'ready', height: 0.55 },
  blocked: { color: 'blocked', height: 0.25 },
  new: { color: 'idle', height: 0 },
  exited: { color: 'idle', height: 0 },
};

const LEGEND = ['running', 'kernel', 'switching', 'idle', 'ready', 'blocked'] as const;

type State = LaneState<CoreActivity | ThreadActivity>;

function lanesOf({ cores, threads }: CoresModel): readonly TimelineLane<State>[] {
  return [
    ...cores.map((history, core) => ({
      label: words.core(core),
      barPixels: 26,
      gapPixels: core === cores.length - 1 ? 20 : 8,
      history,
    })),
    ...threads.map((history, thread) => ({
      label: words.thread(thread),
      barPixels: 16,
      gapPixels: 6,
      history,
    })),
  ];
}

/** Lanes from `cores` on are threads. */
function meaningOf(cores: number): TimelineMeaning<State> {
  const threadOf = (state: State, lane: number) =>
    lane >= cores ? lane - cores : state.activity === 'running' ? state.other : undefined;
  return {
    looks: LOOKS,
    tell: (state, lane) =>
      lane < cores
        ? coreDoes(state as LaneState<CoreActivity>)
        : `is ${threadIs(state as LaneState<ThreadActivity>)}`,
    barText: ({ activity, other }, lane) =>
      lane < cores && activity === 'running' ? words.shortThread(other) : '',
    belongsTogether(state, lane, pointed) {
      const thread = threadOf(pointed.state, pointed.lane);
      return state.activity === 'running' && thread !== undefined && threadOf(state, lane) === thread;
    },
  };
}

export function CoresView(props: PictureProps) {
  const { trace } = props;
  const model = useMemo(() => coresModel(trace), [trace]);
  const lanes = useMemo(() => lanesOf(model), [model]);
  const meaning = useMemo(() => meaningOf(model.cores.length), [model]);
  const queues = useMemo(() => runQueues(trace, props.parameters), [trace, props.parameters]);
  const parts = queues(props.index);
  if (props.as === 'picture')
    return (
      <>
        {parts.length > 0 && (
          <div className="flex min-w-0 flex-wrap items-start gap-x-8 gap-y-3">
            {parts.map(({ title, picture }, place) => (
              <section
                key={title}
                aria-label={title}
                className={`min-w-0 max-w-full ${place === 0 ? 'grow basis-96' : ''}`}
              >
                <p className="m-0 mb-1 text-xs text-text-muted">{title}</p>
                <PartBox label={title} index={props.index}>
                  {picture()}
                </PartBox>
              </section>
            ))}
          </div>
        )}
        <Timeline
          {...props}
          label={words.picture}
          lanes={lanes}
          meaning={meaning}
          marks={model.marks}
          legend={<Legend />}
        />
      </>
    );
  const grids = [...parts.flatMap((part) => part.grids()), ...coresGrids(model, trace, props.index)];
  return (
    <div className="flex flex-wrap gap-6">
      {grids.map((grid) => (
        <GridTable key={grid.caption} grid={grid} />
      ))}
    </div>
  );
}

function coresGrids(model: CoresModel, trace: Trace, index: number): Grid[] {
  const cycle = trace.cycleAt(index);
  const since = (event: number) => formatCount(trace.cycleAt(Math.max(0, event)));
  return [
    {
      caption: words.coresGrid(cycle),
      columns: words.coreColumns,
      rows: model.cores.map((history, core) => {
        const state = history.at(index);
        return [String(core), state ? coreDoes(state) : '', since(history.since(index))];
      }),
    },
    {
      caption: words.threadsGrid(cycle),
      columns: words.threadColumns,
      rows: model.threads.map((history, thread) => {
        const state = history.at(index);
        return [String(thread), state ? threadIs(state) : '', since(history.since(index))];
      }),
    },
  ];
}

function Legend() {
  return (
    <ul className="m-0 flex list-none flex-wrap gap-x-3 gap-y-1 p-0 text-xs text-text-muted">
      {LEGEND.map((activity) => (
        <LegendEntry key={activity} look={LOOKS[activity]} name={activity} />
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
