/** State over time: the lanes of a described picture on the timeline. States differ by height as well as by colour. */
import { useMemo } from 'react';
import type { LanesPart, StateColor } from '../../../exercises/picture-description';
import type { History } from '../history';
import type { PictureProps } from '../picture';
import {
  LegendEntry,
  type Look,
  Timeline,
  type TimelineLane,
  type TimelineMeaning,
} from '../timeline/timeline';
import { describedWords as words } from './described-words';
import type { DescribedLane } from './lanes-model';
import { nameOf } from './reading';

const HEIGHTS: Readonly<Record<StateColor, number>> = {
  running: 1,
  kernel: 0.75,
  interrupt: 0.75,
  ready: 0.6,
  switching: 0.5,
  blocked: 0.3,
  idle: 0.16,
  none: 0,
};

export function lookOf(color: StateColor): Look {
  return { color: color === 'none' ? 'idle' : color, height: HEIGHTS[color] };
}

export function LanesPicture(
  props: PictureProps & {
    part: LanesPart;
    histories: ReadonlyMap<number, History<DescribedLane>>;
    lanes: number;
  },
) {
  const { part, histories } = props;
  const lanes = useMemo(
    () =>
      [...histories].slice(0, props.lanes).map(
        ([lane, history]): TimelineLane<DescribedLane> => ({
          label: nameOf({ noun: part.noun ?? words.lane, names: part.names }, lane),
          barPixels: 20,
          gapPixels: 7,
          history,
        }),
      ),
    [part, histories, props.lanes],
  );
  const meaning = useMemo(
    (): TimelineMeaning<DescribedLane> => ({
      looks: Object.fromEntries(Object.entries(part.states).map(([state, color]) => [state, lookOf(color)])),
      tell: ({ activity, text }) => `${words.is(activity)}${text === '' ? '' : ` (${text})`}`,
      barText: ({ text }) => text,
    }),
    [part],
  );
  if (lanes.length === 0) return <p className="m-0 text-text-muted">{words.nothing}</p>;
  return (
    <Timeline
      {...props}
      label={part.title}
      lanes={lanes}
      meaning={meaning}
      legend={
        <ul className="m-0 flex list-none flex-wrap gap-x-3 gap-y-1 p-0 text-xs text-text-muted">
          {Object.entries(part.states)
            .filter(([, color]) => color !== 'none')
            .map(([state, color]) => (
              <LegendEntry key={state} look={lookOf(color)} name={state} />
            ))}
        </ul>
      }
    />
  );
}
