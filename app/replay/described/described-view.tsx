'use client';
/**
 * A run as the exercise describes it (exercises/picture-description.ts): its parts after the current event, side by
 * side where there is room, or each as a table. What is odd about the event is told below the part.
 */
import { type ReactNode, useMemo } from 'react';
import type { PictureDescription } from '../../../exercises/picture-description';
import type { Grid } from '../../../exercises/question-definition';
import { GridTable } from '../../question-parts/grid-table';
import type { PictureProps } from '../picture';
import { formatCount } from '../replay-words';
import { trafficGrids } from '../traffic/traffic-model';
import { TrafficPicture } from '../traffic/traffic-picture';
import { blocksGrid, layoutOfBlocks } from './blocks-model';
import { BlocksPicture } from './blocks-picture';
import { bufferGrid } from './buffer-model';
import { BufferPicture } from './buffer-picture';
import { type DescribedModel, describedModel, type PartAt } from './described-model';
import { describedWords as words } from './described-words';
import { diagramGrids, diagramTitle } from './diagram-model';
import { DiagramPicture } from './diagram-picture';
import { lanesGrid } from './lanes-model';
import { LanesPicture } from './lanes-picture';
import { PartBox } from './part-box';
import { queueCount, queueGrid } from './queue-model';
import { QueuePicture } from './queue-picture';
import { slotCount, slotsGrid } from './slots-model';
import { SlotsPicture } from './slots-picture';
import { spaceGrids } from './space-model';
import { SpacePicture } from './space-picture';
import { tableGrid, tableKeys } from './table-model';
import { TablePicture } from './table-picture';
import { trafficOf } from './traffic-part';
import { treeGrid, treeRows } from './tree-model';
import { TreePicture } from './tree-picture';

export function DescribedView(props: PictureProps & { picture: PictureDescription }) {
  const { trace, parameters, picture, index } = props;
  const model = useMemo(() => describedModel(picture, trace, parameters), [picture, trace, parameters]);
  const parts = useMemo(() => model.at(index), [model, index]);
  if (model.problems.length > 0) return <p className="notice m-0">{words.otherVersion}</p>;
  return (
    <div className="flex min-w-0 flex-wrap items-start gap-x-8 gap-y-4">
      {parts.map((at) => {
        const { shown, all, grids, drawn } = present(at, model, props);
        return (
          <section
            key={at.name}
            data-part
            aria-label={at.part.title}
            className={`min-w-0 max-w-full ${WIDTHS[props.as === 'table' ? 'table' : at.kind]}`}
          >
            {props.as === 'table' ? (
              <div className="flex min-w-0 flex-wrap gap-6">
                {grids().map((grid) => (
                  <GridTable key={grid.caption} grid={grid} />
                ))}
              </div>
            ) : (
              <>
                <p className="m-0 mb-1 font-medium text-text">
                  {at.kind === 'diagram' ? diagramTitle(at.part, at.state) : at.part.title}
                </p>
                {at.kind === 'lanes' || at.kind === 'traffic' ? (
                  drawn()
                ) : (
                  <PartBox
                    label={at.part.title}
                    index={index}
                    isLow={at.kind === 'table' && parts.length > 1}
                  >
                    {drawn()}
                  </PartBox>
                )}
              </>
            )}
            {all > shown && <p className="m-0 mt-1 text-xs text-text-muted">{words.cut(shown, all)}</p>}
            {[...new Set(at.state.notes)].slice(0, words.most.notes).map((note) => (
              <p key={note} className="m-0 mt-1 border-l-3 border-bad pl-2 text-text">
                {note}
              </p>
            ))}
          </section>
        );
      })}
    </div>
  );
}

/** How much of a row a part wants. */
const WIDTHS: Readonly<Record<PartAt['kind'], string>> = {
  lanes: 'basis-full',
  slots: 'grow basis-80',
  queue: 'grow basis-72',
  table: '',
  tree: 'grow basis-64',
  space: 'grow basis-96',
  traffic: 'basis-full',
  buffer: 'grow basis-96',
  diagram: 'grow basis-72',
  blocks: 'basis-full',
};

interface Presented {
  /** Of so many things, how many are shown. */
  readonly shown: number;
  readonly all: number;
  grids(): readonly Grid[];
  drawn(): ReactNode;
}

function present(
  at: PartAt,
  model: DescribedModel,
  props: PictureProps & { picture: PictureDescription },
): Presented {
  const { most } = words;
  switch (at.kind) {
    case 'slots': {
      const { part, state } = at;
      const all = slotCount(state);
      const numbers = firstOf(all, most.slots, [...touchedNumbers(at), ...state.pointers.values()]);
      return {
        shown: numbers.length,
        all,
        grids: () => [slotsGrid(part, state, numbers)],
        drawn: () => <SlotsPicture part={part} state={state} numbers={numbers} />,
      };
    }
    case 'queue': {
      const { part, state } = at;
      const all = queueCount(state);
      const numbers = firstOf(all, most.queues, touchedNumbers(at));
      return {
        shown: numbers.length,
        all,
        grids: () => [queueGrid(part, state, numbers)],
        drawn: () => <QueuePicture part={part} state={state} numbers={numbers} />,
      };
    }
    case 'table': {
      const { part, state } = at;
      const keys = among(tableKeys(state), most.rows, state.touched);
      const columns = model.columns.get(at.name) ?? part.columns;
      return {
        shown: keys.length,
        all: state.rows.size,
        grids: () => [tableGrid(part, state, keys, columns)],
        drawn: () => <TablePicture part={part} columns={columns} state={state} keys={keys} />,
      };
    }
    case 'lanes': {
      const { part, state, name } = at;
      const histories = model.lanes.get(name) ?? new Map();
      const numbers = [...histories.keys()].slice(0, most.lanes);
      const since = (lane: number) => {
        const event = histories.get(lane)?.since(props.index) ?? -1;
        return event < 0 ? '' : formatCount(props.trace.cycleAt(event));
      };
      return {
        shown: numbers.length,
        all: histories.size,
        grids: () => [lanesGrid(part, state, numbers, since)],
        drawn: () => <LanesPicture {...props} part={part} histories={histories} lanes={numbers.length} />,
      };
    }
    case 'tree': {
      const { part, state } = at;
      const rows = treeRows(state, most.rows);
      return {
        shown: rows.length,
        all: state.nodes.size,
        grids: () => [treeGrid(part, rows)],
        drawn: () => <TreePicture part={part} state={state} rows={rows} />,
      };
    }
    case 'space': {
      const { part, state } = at;
      const keys = [...state.spaces.keys()].sort((first, second) => first - second);
      const spaces = among(keys, most.spaces, state.touched);
      return {
        shown: spaces.length,
        all: keys.length,
        grids: () => spaceGrids(part, state, spaces),
        drawn: () => <SpacePicture part={part} state={state} spaces={spaces} />,
      };
    }
    case 'diagram': {
      const { part, state } = at;
      return {
        shown: part.names.length,
        all: part.names.length,
        grids: () => diagramGrids(part, state),
        drawn: () => <DiagramPicture part={part} state={state} />,
      };
    }
    case 'traffic': {
      const { part, state } = at;
      const traffic = trafficOf(part, state);
      const time = props.picture.time ?? 'cycle';
      return {
        shown: traffic.senders.length,
        all: traffic.senders.length,
        grids: () => trafficGrids(part.title, traffic, time),
        drawn: () => <TrafficPicture title={part.title} traffic={traffic} time={time} />,
      };
    }
    case 'buffer': {
      const { part, state } = at;
      const keys = [...state.buffers.keys()].sort((first, second) => first - second);
      const numbers = among(keys, most.queues, state.touched);
      return {
        shown: numbers.length,
        all: keys.length,
        grids: () => [bufferGrid(part, state, numbers)],
        drawn: () => <BufferPicture part={part} state={state} numbers={numbers} />,
      };
    }
    case 'blocks': {
      const { part, state } = at;
      const { stretches, shown, all } = layoutOfBlocks(state, most.blocks);
      return {
        shown,
        all,
        grids: () => [blocksGrid(part, stretches)],
        drawn: () => <BlocksPicture part={part} stretches={stretches} />,
      };
    }
  }
}

function touchedNumbers({ state }: PartAt): readonly number[] {
  return [...state.touched].map(Number);
}

/** The first `most` of `count` things, and the few others that the current event is about. */
function firstOf(count: number, most: number, others: readonly number[]): readonly number[] {
  const further = [...new Set(others)].filter((number) => number >= most && number < count);
  return [
    ...Array.from({ length: Math.min(count, most) }, (_, number) => number),
    ...further.sort((first, second) => first - second).slice(0, words.most.further),
  ];
}

function among(keys: readonly number[], most: number, touched: ReadonlySet<string>): readonly number[] {
  return keys.filter((key, place) => place < most || touched.has(String(key)));
}
