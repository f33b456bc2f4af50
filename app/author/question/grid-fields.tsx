'use client';
/** A table in the form: its columns, and its rows with a field for each cell. A column that is moved takes its cells along. */
import type { ReactNode } from 'react';
import { Beside, ItemList, TextField } from './fields';
import { questionWords as words } from './words';

const MOST_COLUMNS = 20;
const MOST_ROWS = 50;
const LONGEST_CELL = 200;

interface Grid<Cell> {
  columns: string[];
  rowLabels: string[];
  cells: Cell[][];
}

export function GridFields<Cell>(props: {
  columns: readonly string[];
  /** None: rows have no names. */
  rowLabels?: readonly string[];
  /** By row, as many as there are columns. */
  cells: readonly (readonly Cell[])[];
  least?: number;
  blank: Cell;
  cell(cell: Cell, column: string, change: (cell: Cell) => void): ReactNode;
  onChange(grid: Grid<Cell>): void;
}) {
  const { columns, rowLabels, cells, least = 0, blank, onChange } = props;
  const rows = cells.map((row, index) => ({ label: rowLabels?.[index] ?? '', cells: [...row] }));
  const upright = columns.map((name, index) => ({ name, cells: cells.map((row) => row[index] ?? blank) }));
  const nameOf = (index: number) => columns[index] || words.column(index + 1).toLowerCase();
  return (
    <>
      <ItemList
        title={words.columns}
        adds={words.add.column}
        items={upright}
        least={least}
        most={MOST_COLUMNS}
        nameOf={(_, index) => words.column(index + 1)}
        make={() => ({ name: words.column(columns.length + 1), cells: cells.map(() => blank) })}
        onChange={(changed) =>
          onChange({
            columns: changed.map(({ name }) => name),
            rowLabels: rows.map(({ label }) => label),
            cells: rows.map((_, row) => changed.map((column) => column.cells[row] ?? blank)),
          })
        }
      >
        {(column, change) => (
          <TextField
            label={words.columnName}
            value={column.name}
            most={LONGEST_CELL}
            onChange={(name) => change({ ...column, name })}
          />
        )}
      </ItemList>
      <ItemList
        title={words.tableRows}
        adds={words.add.row}
        items={rows}
        least={least}
        most={MOST_ROWS}
        nameOf={(_, index) => words.tableRow(index + 1)}
        make={() => ({ label: words.tableRow(cells.length + 1), cells: columns.map(() => blank) })}
        onChange={(changed) =>
          onChange({
            columns: [...columns],
            rowLabels: changed.map(({ label }) => label),
            cells: changed.map((row) => row.cells),
          })
        }
      >
        {(row, change) => (
          <>
            {rowLabels !== undefined && (
              <TextField
                label={words.rowLabel}
                value={row.label}
                most={LONGEST_CELL}
                onChange={(label) => change({ ...row, label })}
              />
            )}
            <Beside>
              {row.cells.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                <div key={index}>
                  {props.cell(cell, nameOf(index), (changed) =>
                    change({ ...row, cells: row.cells.with(index, changed) }),
                  )}
                </div>
              ))}
            </Beside>
          </>
        )}
      </ItemList>
    </>
  );
}
