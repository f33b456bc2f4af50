'use client';
/**
 * An allocation run at the current event: the map of the arena with the run's history, beside it the free blocks by
 * size and the words that the allocator stored, or tables of all these.
 */
import { useMemo } from 'react';
import type { Grid } from '../../../exercises/question-definition';
import { GridTable } from '../../question-parts/grid-table';
import { queueGrid } from '../described/queue-model';
import type { PictureProps } from '../picture';
import { formatCount } from '../replay-words';
import { FreeLists, freeListsOf } from './free-lists';
import { MemoryHistory, MemoryMap } from './memory-map';
import { type Block, blocksAt, type MemoryModel, memoryModel, totals } from './memory-model';
import { memoryWords as words } from './memory-words';
import { Records } from './records';
import { recordsModel } from './records-model';
import { type Structure, structureAt } from './structure-model';

/** Beside each other where there is room for two, else one below the other. */
const BESIDE = 'repeat(auto-fit, minmax(min(100%, 26rem), 1fr))';

export function MemoryView(props: PictureProps) {
  const { trace, parameters, index } = props;
  const model = useMemo(() => memoryModel(trace, parameters), [trace, parameters]);
  const blocks = useMemo(() => blocksAt(model, index), [model, index]);
  const records = useMemo(() => recordsModel(trace), [trace]);
  const structure = useMemo(() => structureAt(model, trace, index), [model, trace, index]);
  const stored = <Records {...props} model={model} records={records} />;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="m-0 tabular-nums text-text">{words.totals(totals(model, blocks))}</p>
      {props.as === 'picture' ? (
        <div
          className="grid min-w-0 content-start gap-x-4 gap-y-2"
          style={{ gridTemplateColumns: BESIDE, gridTemplateRows: 'auto 1fr' }}
        >
          <MemoryMap {...props} model={model} blocks={blocks} />
          <div className="flex min-w-0 flex-col gap-3" style={{ gridRow: 'span 2' }}>
            <FreeLists structure={structure} index={index} />
            {stored}
          </div>
          <MemoryHistory {...props} model={model} />
        </div>
      ) : (
        <>
          {blocks.length === 0 ? (
            <p className="m-0 text-text-muted">{words.empty}</p>
          ) : (
            <GridTable grid={blocksGrid(model, blocks)} />
          )}
          <GridTable grid={freeListsGrid(structure)} />
          {stored}
        </>
      )}
    </div>
  );
}

function freeListsGrid(structure: Structure): Grid {
  const { part, state, numbers } = freeListsOf(structure);
  return queueGrid(part, state, numbers);
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
