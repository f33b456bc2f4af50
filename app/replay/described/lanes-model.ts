/** Lanes of a described picture: in which state each actor is. How it got there over time are histories of the model. */

import type { LanesEffect, LanesPart } from '../../../exercises/picture-description';
import type { Grid } from '../../../exercises/question-definition';
import { describedWords as words } from './described-words';
import { freshState, isPlace, nameOf, type PartState, type Reading } from './reading';

export interface DescribedLane {
  /** The state, by name. */
  readonly activity: string;
  readonly text: string;
}

export interface LanesState extends PartState {
  readonly count: number | undefined;
  /** Those that were in any state yet. */
  readonly lanes: Map<number, DescribedLane>;
}

export function startLanes(part: LanesPart, count: number | undefined): LanesState {
  return { ...freshState(), count: count ?? part.names?.length, lanes: new Map() };
}

export function applyToLanes(
  state: LanesState,
  part: LanesPart,
  effect: LanesEffect,
  reading: Reading,
): void {
  const lane = reading.number(effect.lane);
  if (lane === undefined) return;
  if (!isPlace(lane, state.count)) {
    state.notes.push(words.noSuch(nameOf({ noun: part.noun ?? words.lane }, lane), state.count));
    return;
  }
  state.touched.add(String(lane));
  const activity = reading.choice(effect.state, Object.keys(part.states), state, words.state);
  if (activity === undefined) return;
  const text = reading.text(effect.text) ?? '';
  const before = state.lanes.get(lane);
  if (before?.activity !== activity || before.text !== text) state.lanes.set(lane, { activity, text });
}

export function lanesGrid(
  part: LanesPart,
  state: LanesState,
  lanes: readonly number[],
  since: (lane: number) => string,
): Grid {
  return {
    caption: part.title,
    columns: [part.noun ?? words.lane, words.state, words.detail, words.since],
    rows: lanes.map((lane) => {
      const now = state.lanes.get(lane);
      return [
        part.names?.[lane] ?? String(lane),
        now?.activity ?? words.notYet,
        now?.text ?? '',
        since(lane),
      ];
    }),
  };
}
