import type { TreeEffect, TreePart } from '../../../exercises/picture-description';
import { describedWords } from './described-words';
import type { PartKind } from './part-kind';
import { applyToTree, startTree, type TreeState, treeGrid, treeRows } from './tree-model';
import { TreePicture } from './tree-picture';

const { most } = describedWords;

export const treeKind: PartKind<TreePart, TreeState, TreeEffect> = {
  width: 'grow basis-64',
  frame: 'box',
  start: startTree,
  apply: applyToTree,
  sizeOf: ({ nodes }) => nodes.size,
  present(part, state) {
    const rows = treeRows(state, most.rows);
    return {
      shown: rows.length,
      all: state.nodes.size,
      grids: () => [treeGrid(part, rows)],
      drawn: () => <TreePicture part={part} state={state} rows={rows} />,
    };
  },
};
