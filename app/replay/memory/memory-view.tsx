'use client';
/** An allocation run: the map of the arena at the current event with the run's history, or a table of the blocks. */
import { useMemo } from 'react';
import type { Grid } from '../../../exercises/question-definition';
import { GridTable } from '../../question-parts/grid-table';
import type { PictureProps } from '../picture';
import { formatCount } from '../replay-words';
import { MemoryMap } from './memory-map';
import { type Block, blocksAt, type MemoryModel, memoryModel, totals } from './memory-model';
import { memoryWords as words } from './memory-words';

export function MemoryView(props: PictureProps) {
  const { trace, parameters, index } = props;
  const model = useMemo(() => memoryModel(trace, parameters), [trace, parameters]);
  const blocks = useMemo(() => blocksAt(model, index), [model, index]);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="m-0 tabular-nums text-text">{words.totals(totals(model, blocks))}</p>
      {props.as === 'picture' ? (
        <MemoryMap {...props} model={model} blocks={blocks} />
      ) : blocks.length === 0 ? (
        <p className="m-0 text-text-muted">{words.empty}</p>
      ) : (
        <GridTable grid={blocksGrid(model, blocks)} />
      )}
    </div>
  );
}

function blocksGrid(model: MemoryModel, blocks: readonly Block[]): Grid {
  return {
    caption: words.grid,
    columns: words.columns,
    rows: blocks.map((block) => [
      String(block.address),
      String(block.address - model.base),
      formatCount(block.askedBytes),
      formatCount(block.bytes),
      formatCount(block.bytes - block.askedBytes),
      formatCount(block.from),
    ]),
  };
}
