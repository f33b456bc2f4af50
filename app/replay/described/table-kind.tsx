import type { TableEffect, TablePart } from '../../../exercises/picture-description';
import { describedWords } from './described-words';
import type { PartKind } from './part-kind';
import { among } from './shown-things';
import { applyToTable, settleTable, startTable, type TableState, tableGrid, tableKeys } from './table-model';
import { TablePicture } from './table-picture';

const { most } = describedWords;

export const tableKind: PartKind<TablePart, TableState, TableEffect> = {
  width: '',
  frame: 'low-box',
  start: startTable,
  settle: settleTable,
  apply: applyToTable,
  sizeOf: ({ rows }, { columns }) => rows.size * (1 + columns.length),
  present(part, state, { columns = part.columns }) {
    const keys = among(tableKeys(state), most.rows, state.touched);
    return {
      shown: keys.length,
      all: state.rows.size,
      grids: () => [tableGrid(part, state, keys, columns)],
      drawn: () => <TablePicture part={part} columns={columns} state={state} keys={keys} />,
    };
  },
};
