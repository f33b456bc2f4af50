/**
 * The arithmetic of a grid of cells that a student fills in: reading a stored response, changing a cell, and
 * where a key leads. No React and no DOM, so that every rule here has a test.
 *
 *      { row, column }  ── key ──▶  the next cell that may be filled, or undefined: stay, let the field have the key
 */

export type Cells = readonly (readonly string[])[];

export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

/** `response` as a full grid of `rows` x `columns`: what is missing or of another shape is ''. */
export function cellsOf(response: unknown, rows: number, columns: number): string[][] {
  const given: readonly unknown[] = Array.isArray(response) ? response : [];
  return Array.from({ length: rows }, (_, row) => {
    const line: unknown = given[row];
    const cells: readonly unknown[] = Array.isArray(line) ? line : [];
    return Array.from({ length: columns }, (_, column) => {
      const cell = cells[column];
      return typeof cell === 'string' ? cell : '';
    });
  });
}

export function withCell(cells: Cells, at: CellPosition, value: string): string[][] {
  return cells.map((line, row) =>
    line.map((cell, column) => (row === at.row && column === at.column ? value : cell)),
  );
}

/** Fills every cell from `from` to `to` of one row, both ends included, in either direction. */
export function withRun(cells: Cells, from: CellPosition, toColumn: number, value: string): string[][] {
  const first = Math.min(from.column, toColumn);
  const last = Math.max(from.column, toColumn);
  return cells.map((line, row) =>
    line.map((cell, column) => (row === from.row && column >= first && column <= last ? value : cell)),
  );
}

/**
 * Shift with a sideways arrow: the slot next to `at` becomes what `at` holds. Typing moves on to an empty slot;
 * from there the slot itself becomes what its neighbour holds, so that "A, Shift →, Shift →" draws three As.
 */
export function repeated(cells: Cells, at: CellPosition, key: string): Cells {
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const line = cells[at.row] ?? [];
  if (step === 0) return cells;
  if (line[at.column] === '') return withCell(cells, at, line[at.column - step] ?? '');
  return withCell(cells, { row: at.row, column: at.column + step }, line[at.column] ?? '');
}

const MOVES: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Enter: [1, 0],
};

/** Moves that always mean another cell; ArrowLeft and ArrowRight first move the caret inside the text. */
const LEAVES_TEXT = new Set(['ArrowUp', 'ArrowDown', 'Enter']);

/**
 * The cell that `key` leads to from `at`: the next in that direction for which `open` holds.
 * Enter at the last row leads to the first open cell of the next column.
 */
export function cellAfterKey(
  key: string,
  at: CellPosition,
  rows: number,
  columns: number,
  open: (position: CellPosition) => boolean,
): CellPosition | undefined {
  if (key === 'Home' || key === 'End') {
    const order = Array.from({ length: columns }, (_, column) => ({ row: at.row, column }));
    const found = (key === 'Home' ? order : order.reverse()).find(open);
    return found;
  }
  const move = MOVES[key];
  if (move === undefined) return undefined;
  let { row, column } = at;
  for (let step = 0; step < rows * columns; step++) {
    row += move[0];
    column += move[1];
    if (key === 'Enter' && row === rows) {
      row = 0;
      column++;
    }
    if (row < 0 || row >= rows || column < 0 || column >= columns) return undefined;
    if (open({ row, column })) return { row, column };
  }
  return undefined;
}

/** Whether `key` leaves a text field whose caret stands at `start`..`end` of `length` characters. */
export function keyLeavesText(key: string, start: number, end: number, length: number): boolean {
  if (LEAVES_TEXT.has(key)) return true;
  const wholeText = start === 0 && end === length;
  if (key === 'ArrowLeft') return wholeText || (start === 0 && end === 0);
  if (key === 'ArrowRight') return wholeText || (start === length && end === length);
  return false;
}

export interface TypedSymbol {
  /** What was typed so far in this cell, to be passed with the next key. */
  readonly typed: string;
  /** The symbol that it stands for, when it stands for one. */
  readonly symbol?: string;
  /** No longer symbol begins like this: the next cell may be taken. */
  readonly complete: boolean;
}

/**
 * What a key typed into a chart's cell means. Symbols may have several characters ("P1", "P10"); they are typed
 * as they are written, without regard to case; where no symbol begins with a digit, the digit n alone means the n-th symbol.
 * @returns undefined when the key means nothing here.
 */
export function typeSymbol(typed: string, key: string, symbols: readonly string[]): TypedSymbol | undefined {
  if (key.length !== 1) return undefined;
  for (const text of [typed + key, key]) {
    const lower = text.toLowerCase();
    const longer = symbols.filter((symbol) => symbol.toLowerCase().startsWith(lower));
    if (longer.length === 0) continue;
    const exact = longer.find((symbol) => symbol.toLowerCase() === lower);
    return { typed: text, symbol: exact, complete: exact !== undefined && longer.length === 1 };
  }
  const nth = /^[1-9]$/.test(key) ? symbols[Number(key) - 1] : undefined;
  return nth === undefined ? undefined : { typed: '', symbol: nth, complete: true };
}

/** One row of a chart as stretches of the same symbol, for reading aloud: "P1 from 0 to 3". */
export function stretches(
  line: readonly string[],
): readonly { readonly symbol: string; readonly from: number; readonly to: number }[] {
  const result: { symbol: string; from: number; to: number }[] = [];
  for (let slot = 0; slot < line.length; slot++) {
    const last = result.at(-1);
    if (last !== undefined && last.symbol === line[slot]) last.to = slot + 1;
    else result.push({ symbol: line[slot] ?? '', from: slot, to: slot + 1 });
  }
  return result;
}
