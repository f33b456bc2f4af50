import type { BlocksEffect, BlocksPart } from '../../../exercises/picture-description';
import { applyToBlocks, type BlocksState, blocksGrid, layoutOfBlocks, startBlocks } from './blocks-model';
import { BlocksPicture } from './blocks-picture';
import { describedWords } from './described-words';
import type { PartKind } from './part-kind';

const { most } = describedWords;

export const blocksKind: PartKind<BlocksPart, BlocksState, BlocksEffect> = {
  width: 'basis-full',
  frame: 'box',
  start: (part, amount, things) =>
    startBlocks(things(part.count), amount(part.stretchBytes), amount(part.leastGapBytes)),
  settle(state) {
    state.access = undefined;
  },
  apply: (state, _part, effect, reading) => applyToBlocks(state, effect, reading),
  sizeOf: ({ blocks }) => blocks.length,
  present(part, state) {
    const { stretches, shown, all } = layoutOfBlocks(state, most.blocks);
    return {
      shown,
      all,
      grids: () => [blocksGrid(part, stretches)],
      drawn: () => <BlocksPicture part={part} stretches={stretches} />,
    };
  },
};
