import type { LanesEffect, LanesPart } from '../../../exercises/picture-description';
import { formatCount } from '../replay-words';
import { describedWords } from './described-words';
import { applyToLanes, type LanesState, lanesGrid, startLanes } from './lanes-model';
import { LanesPicture } from './lanes-picture';
import type { PartKind } from './part-kind';

const { most } = describedWords;

export const lanesKind: PartKind<LanesPart, LanesState, LanesEffect> = {
  width: 'basis-full',
  frame: 'none',
  start: (part, _amount, things) => startLanes(part, things(part.count)),
  apply: applyToLanes,
  sizeOf: ({ lanes }) => lanes.size,
  present(part, state, { props, histories }) {
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
  },
};
