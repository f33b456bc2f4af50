import type { SpaceEffect, SpacePart } from '../../../exercises/picture-description';
import { describedWords } from './described-words';
import { type PartKind, sum } from './part-kind';
import { among } from './shown-things';
import { applyToSpace, type SpaceState, spaceGrids, startSpace } from './space-model';
import { SpacePicture } from './space-picture';

const { most } = describedWords;

export const spaceKind: PartKind<SpacePart, SpaceState, SpaceEffect> = {
  width: 'grow basis-96',
  frame: 'box',
  start: (part, amount) => startSpace(amount(part.pageBytes), amount(part.frames)),
  settle(state) {
    state.access = undefined;
  },
  apply: applyToSpace,
  sizeOf: ({ spaces }) => sum([...spaces.values()].map(({ regions, pages }) => regions.size + pages.size)),
  present(part, state) {
    const keys = [...state.spaces.keys()].sort((first, second) => first - second);
    const spaces = among(keys, most.spaces, state.touched);
    return {
      shown: spaces.length,
      all: keys.length,
      grids: () => spaceGrids(part, state, spaces),
      drawn: () => <SpacePicture part={part} state={state} spaces={spaces} />,
    };
  },
};
