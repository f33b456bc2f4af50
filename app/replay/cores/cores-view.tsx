'use client';
/** A scheduling run: its timeline, or tables of what cores and threads do at the current event. */
import { useMemo } from 'react';
import type { Grid } from '../../../exercises/question-definition';
import type { Trace } from '../../../simulator/engine/trace';
import { GridTable } from '../../question-parts/grid-table';
import type { PictureProps } from '../picture';
import { formatCount } from '../replay-words';
import { type CoresModel, coresModel } from './cores-model';
import { coreDoes, threadIs, coresWords as words } from './cores-words';
import { Timeline } from './timeline';

export function CoresView(props: PictureProps) {
  const { trace } = props;
  const model = useMemo(() => coresModel(trace), [trace]);
  if (props.as === 'picture') return <Timeline {...props} model={model} />;
  return (
    <div className="flex flex-wrap gap-6">
      {coresGrids(model, trace, props.index).map((grid) => (
        <GridTable key={grid.caption} grid={grid} />
      ))}
    </div>
  );
}

export function coresGrids(model: CoresModel, trace: Trace, index: number): readonly Grid[] {
  const cycle = trace.cycleAt(index);
  const since = (event: number) => formatCount(event < 0 ? model.firstCycle : trace.cycleAt(event));
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
