/** A table of a described picture: rows by key, with named cells. */

import type { TableEffect, TablePart } from '../../../exercises/picture-description';
import type { Grid } from '../../../exercises/question-definition';
import { describedWords as words } from './described-words';
import { freshState, type PartState, type Reading } from './reading';

export interface TableRow {
  readonly name: string;
  readonly cells: Map<string, string>;
}

export interface TableState extends PartState {
  readonly rows: Map<number, TableRow>;
  /** Rows that the current event removed. */
  readonly removed: Map<number, TableRow>;
  /** Columns in which there ever was something. */
  readonly used: Set<string>;
}

export function startTable(): TableState {
  return { ...freshState(), rows: new Map(), removed: new Map(), used: new Set() };
}

/** What marks one cell; a row is marked by its key. */
export const cellKey = (row: number, column: string) => `${row}/${column}`;

export function applyToTable(
  state: TableState,
  part: TablePart,
  effect: TableEffect,
  reading: Reading,
): void {
  const key = reading.number(effect.row);
  if (effect.clear) state.rows.clear();
  if (key === undefined) return;
  if (effect.remove) {
    const row = state.rows.get(key);
    if (row !== undefined) state.removed.set(key, row);
    state.rows.delete(key);
    return;
  }
  const name = reading.text(effect.name) ?? reading.told(effect.row) ?? String(key);
  const row = state.rows.get(key) ?? { name, cells: new Map() };
  state.rows.set(key, row);
  state.touched.add(String(key));
  const set = (column: string | undefined, text: string | undefined) => {
    if (column === undefined || !part.columns.includes(column)) return;
    if (text !== undefined) row.cells.set(column, text);
    state.touched.add(cellKey(key, column));
    state.used.add(column);
  };
  for (const [column, told] of Object.entries(effect.set ?? {})) set(column, reading.told(told));
  set(reading.choice(effect.column, part.columns, state, words.column), reading.told(effect.value));
}

/** Before the next event: what was removed is gone. */
export function settleTable(state: TableState): void {
  state.removed.clear();
}

/** Keys in ascending order. */
export function tableKeys(state: TableState): number[] {
  return [...state.rows.keys()].sort((first, second) => first - second);
}

export function tableGrid(
  part: TablePart,
  state: TableState,
  keys: readonly number[],
  columns: readonly string[] = part.columns,
): Grid {
  return {
    caption: part.title,
    columns: [part.key, ...columns],
    rows: keys.map((key) => {
      const row = state.rows.get(key);
      return [row?.name ?? String(key), ...columns.map((column) => row?.cells.get(column) ?? '')];
    }),
  };
}
