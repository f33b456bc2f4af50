'use client';
/**
 * An interleaving: in a sentence, who is inside and who waits; then the schedule, one row a step, a column a thread. A
 * bar at the left of a lane tells whether the thread asks for the lock, waits, or is in the critical section. Where
 * time passes, the lanes stand over one axis; on caches, where most events are of lines, the schedule is folded away. Below stand memory, store
 * buffers and the cache lines' states after the current event.
 */
import { useMemo } from 'react';
import type { Grid } from '../../../exercises/question-definition';
import { GridTable } from '../../question-parts/grid-table';
import type { PictureProps } from '../picture';
import { formatCount } from '../replay-words';
import { trafficGrids } from '../traffic/traffic-model';
import { TrafficPicture } from '../traffic/traffic-picture';
import { VirtualTable } from '../virtual-table';
import { type BusTraffic, busTraffic, trafficAt } from './bus-traffic';
import { CacheLines } from './cache-lines';
import {
  type InterleavingModel,
  interleavingModel,
  type Phase,
  stepOf,
  type Tone,
} from './interleaving-model';
import { interleavingWords as words } from './interleaving-words';
import { LockLanes } from './lock-lanes';
import { lockSentence } from './lock-sentence';

const ROW_PIXELS = 28;
const HEIGHT_PIXELS = 420;

const PHASE_BARS: Readonly<Record<Phase, { readonly color: string; readonly width: number }>> = {
  outside: { color: 'transparent', width: 0 },
  arrived: { color: 'var(--ready)', width: 3 },
  waiting: { color: 'var(--blocked)', width: 3 },
  asleep: { color: 'var(--blocked)', width: 1 },
  inside: { color: 'var(--running)', width: 7 },
  finished: { color: 'transparent', width: 0 },
};

const TONES: Readonly<Record<Tone, string>> = {
  plain: 'text-text',
  quiet: 'text-text-muted',
  atomic: 'font-medium text-text',
  point: 'font-medium text-good',
  waiting: 'italic text-text-muted',
  violation: 'font-medium text-bad',
};

export function InterleavingView(props: PictureProps) {
  const { trace, parameters } = props;
  const model = useMemo(() => interleavingModel(trace, parameters), [trace, parameters]);
  const bus = useMemo(() => busTraffic(trace, model.place), [trace, model]);
  const { text, isBad } = lockSentence(model, trace, props.index);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <p className={`m-0 first-letter:uppercase ${isBad ? 'font-medium text-bad' : 'text-text'}`}>{text}</p>
      {props.as === 'picture' && model.time === 'cycle' && <LockLanes {...props} model={model} />}
      {bus.transactions.length > 0 && <Bus {...props} model={model} bus={bus} />}
      {props.as === 'picture' && !model.onCaches && <Schedule {...props} model={model} />}
      <div className="flex min-w-0 flex-wrap gap-6">
        {interleavingGrids(model, props.index).map((grid) => (
          <GridTable key={grid.caption} grid={grid} />
        ))}
        {model.lines.length > 0 && <CacheLines model={model} index={props.index} />}
      </div>
      {props.as === 'picture' && model.onCaches && (
        <details>
          <summary>{words.schedule(trace.length)}</summary>
          <Schedule {...props} model={model} />
        </details>
      )}
    </div>
  );
}

function Bus(props: PictureProps & { model: InterleavingModel; bus: BusTraffic }) {
  const { trace, index, model, bus } = props;
  const traffic = trafficAt(bus, trace, index, model.lanes, model.actor);
  if (props.as === 'picture')
    return (
      <section aria-label={words.bus}>
        <p className="m-0 mb-1 font-medium text-text">{words.bus}</p>
        <TrafficPicture title={words.bus} traffic={traffic} time={model.time} />
      </section>
    );
  return (
    <div className="flex min-w-0 flex-wrap gap-6">
      {trafficGrids(words.bus, traffic, model.time).map((grid) => (
        <GridTable key={grid.caption} grid={grid} />
      ))}
    </div>
  );
}

function Schedule(props: PictureProps & { model: InterleavingModel }) {
  return (
    <div className="min-w-0">
      <Legend />
      <Lanes {...props} />
    </div>
  );
}

function Lanes(props: PictureProps & { model: InterleavingModel }) {
  const { trace, model } = props;
  const lanes = Array.from({ length: model.lanes }, (_, lane) => lane);
  const failed = new Set([...model.violations, ...props.failures.map(({ event }) => event)]);
  return (
    <VirtualTable
      label={words.picture}
      columns={model.lanes + 1}
      rows={trace.length}
      current={props.index}
      rowPixels={ROW_PIXELS}
      heightPixels={HEIGHT_PIXELS}
      onSelect={props.onSelect}
      heading={
        <>
          <th
            scope="col"
            className="sticky left-0 z-10 w-16 border-b border-border bg-surface-raised px-2 text-right font-medium text-text-muted"
          >
            {words.step}
          </th>
          {lanes.map((lane) => (
            <th
              key={lane}
              scope="col"
              className="min-w-32 whitespace-nowrap border-b border-l border-border px-3 text-left font-medium text-text-muted"
            >
              {words.lane(model.actor, lane)}
            </th>
          ))}
        </>
      }
      rowClassName={(index) =>
        failed.has(index) ? 'bg-bad/12' : index === props.index ? 'bg-accent/10' : ''
      }
      row={(index) => {
        const event = trace.event(index);
        const step = stepOf(event);
        const heading = (
          <th
            scope="row"
            className="sticky left-0 z-10 whitespace-nowrap bg-surface-raised px-2 text-right font-normal text-text-muted"
          >
            {failed.has(index) && (
              <span className="text-bad" aria-hidden="true">
                ▶{' '}
              </span>
            )}
            {formatCount(event.cycle)}
          </th>
        );
        if (step.lane < 0)
          return (
            <>
              {heading}
              <td
                colSpan={Math.max(1, model.lanes)}
                className={`whitespace-nowrap border-l border-border px-3 ${TONES[step.tone]}`}
              >
                {step.text}
              </td>
            </>
          );
        return (
          <>
            {heading}
            {lanes.map((lane) => {
              const bar = PHASE_BARS[model.phases[lane]?.at(index) ?? 'outside'];
              return (
                <td
                  key={lane}
                  data-here={lane === step.lane ? '' : undefined}
                  className={`whitespace-nowrap border-l border-border px-3 ${lane === step.lane ? TONES[step.tone] : ''}`}
                  style={{
                    boxShadow: bar.width > 0 ? `inset ${bar.width}px 0 0 ${bar.color}` : undefined,
                    background:
                      bar.width > 5 ? `color-mix(in oklab, ${bar.color} 14%, transparent)` : undefined,
                  }}
                >
                  {lane === step.lane ? step.text : ''}
                </td>
              );
            })}
          </>
        );
      }}
    />
  );
}

function Legend() {
  return (
    <ul className="m-0 mb-1 flex list-none flex-wrap gap-x-3 gap-y-1 p-0 text-xs text-text-muted">
      {(['arrived', 'waiting', 'inside'] as const).map((phase) => (
        <li key={phase} className="flex items-center gap-1">
          <svg width="8" height="12" aria-hidden="true">
            <rect width={PHASE_BARS[phase].width} height="12" fill={PHASE_BARS[phase].color} />
          </svg>
          {words.phase[phase]}
        </li>
      ))}
    </ul>
  );
}

export function interleavingGrids(model: InterleavingModel, index: number): readonly Grid[] {
  const grids: Grid[] = [
    {
      caption: words.phases,
      columns: [model.actor, ...words.phaseColumns(model.time)],
      rows: model.phases.map((history, lane) => [
        String(lane),
        words.phase[history.at(index) ?? 'outside'],
        history.since(index) < 0 ? '' : formatCount(model.timeOf(history.since(index))),
      ]),
    },
  ];
  const known = [...model.words]
    .filter(([, history]) => history.since(index) >= 0)
    .sort(([first], [second]) => first - second);
  if (known.length > 0)
    grids.push({
      caption: words.memory,
      columns: words.wordColumns,
      rows: known.map(([address, history]) => {
        const value = history.at(index);
        return [model.place(address), value === undefined ? words.unknownWord : model.told(value, address)];
      }),
    });
  if (model.buffers.size > 0)
    grids.push({
      caption: words.buffers,
      columns: [model.actor, ...words.bufferColumns],
      rows: model.phases.map((_, lane) => [
        String(lane),
        model.buffers.get(lane)?.at(index) || words.emptyBuffer,
      ]),
    });
  return grids;
}
