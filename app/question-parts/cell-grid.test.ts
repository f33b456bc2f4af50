import { describe, expect, test } from 'vitest';
import {
  cellAfterKey,
  cellsOf,
  keyLeavesText,
  repeated,
  stretches,
  typeSymbol,
  withCell,
  withRun,
} from './cell-grid';

describe('cellsOf', () => {
  test('a stored response of any shape becomes a full grid', () => {
    expect(cellsOf([['1'], ['2', '3', '4']], 2, 2)).toEqual([
      ['1', ''],
      ['2', '3'],
    ]);
    for (const strange of [undefined, 'text', [0, 1], [[1, null]]])
      expect(cellsOf(strange, 1, 2)).toEqual([['', '']]);
  });
});

describe('changing cells', () => {
  const empty = cellsOf(undefined, 2, 4);
  test('one cell changes and the grid before stays as it was', () => {
    expect(withCell(empty, { row: 1, column: 2 }, 'A')[1]).toEqual(['', '', 'A', '']);
    expect(empty[1]).toEqual(['', '', '', '']);
  });
  test('a run fills one row in both directions', () => {
    expect(withRun(empty, { row: 0, column: 1 }, 3, 'A')).toEqual([
      ['', 'A', 'A', 'A'],
      ['', '', '', ''],
    ]);
    expect(withRun(empty, { row: 0, column: 2 }, 0, 'B')[0]).toEqual(['B', 'B', 'B', '']);
  });
});

describe('repeating a slot', () => {
  const line = (cells: readonly (readonly string[])[]) => cells[0]?.join(' ');
  test('a filled slot is copied to its neighbour, an empty one takes the symbol before it', () => {
    const cells = [['A', '', '', 'B']];
    expect(line(repeated(cells, { row: 0, column: 0 }, 'ArrowRight'))).toBe('A A  B');
    expect(line(repeated(cells, { row: 0, column: 1 }, 'ArrowRight'))).toBe('A A  B');
    expect(line(repeated(cells, { row: 0, column: 3 }, 'ArrowLeft'))).toBe('A  B B');
    expect(line(repeated(cells, { row: 0, column: 2 }, 'ArrowLeft'))).toBe('A  B B');
  });
  test('nothing happens at the ends and with other keys', () => {
    const cells = [['A', 'B']];
    expect(line(repeated(cells, { row: 0, column: 1 }, 'ArrowRight'))).toBe('A B');
    expect(line(repeated([['', 'B']], { row: 0, column: 0 }, 'ArrowRight'))).toBe(' B');
    expect(repeated(cells, { row: 0, column: 0 }, 'ArrowDown')).toBe(cells);
  });
});

describe('where a key leads', () => {
  /** A grid of 3 rows x 3 columns whose middle row is given. */
  const open = ({ row }: { row: number }) => row !== 1;
  const cellFrom = (key: string, row: number, column: number) =>
    cellAfterKey(key, { row, column }, 3, 3, open);
  test('arrows skip given cells and stop at the edge', () => {
    expect(cellFrom('ArrowDown', 0, 1)).toEqual({ row: 2, column: 1 });
    expect(cellFrom('ArrowUp', 2, 1)).toEqual({ row: 0, column: 1 });
    expect(cellFrom('ArrowRight', 0, 2)).toBeUndefined();
    expect(cellFrom('ArrowUp', 0, 0)).toBeUndefined();
  });
  test('Enter goes down, then to the top of the next column, then nowhere', () => {
    expect(cellFrom('Enter', 0, 0)).toEqual({ row: 2, column: 0 });
    expect(cellFrom('Enter', 2, 0)).toEqual({ row: 0, column: 1 });
    expect(cellFrom('Enter', 2, 2)).toBeUndefined();
  });
  test('Home and End take the ends of the row', () => {
    expect(cellFrom('Home', 2, 2)).toEqual({ row: 2, column: 0 });
    expect(cellFrom('End', 0, 0)).toEqual({ row: 0, column: 2 });
  });
  test('a letter leads nowhere', () => {
    expect(cellFrom('x', 0, 0)).toBeUndefined();
  });
});

test('sideways arrows first move the caret inside the text', () => {
  expect(keyLeavesText('ArrowLeft', 1, 1, 3)).toBe(false);
  expect(keyLeavesText('ArrowLeft', 0, 0, 3)).toBe(true);
  expect(keyLeavesText('ArrowRight', 3, 3, 3)).toBe(true);
  expect(keyLeavesText('ArrowRight', 2, 2, 3)).toBe(false);
  expect(keyLeavesText('ArrowRight', 0, 3, 3)).toBe(true);
  expect(keyLeavesText('ArrowDown', 1, 1, 3)).toBe(true);
  expect(keyLeavesText('a', 0, 0, 0)).toBe(false);
});

describe('typing a symbol', () => {
  const symbols = ['P1', 'P2', 'P10'];
  test('the letters of a symbol choose it, whatever their case', () => {
    expect(typeSymbol('', 'p', symbols)).toEqual({ typed: 'p', symbol: undefined, complete: false });
    expect(typeSymbol('p', '2', symbols)).toEqual({ typed: 'p2', symbol: 'P2', complete: true });
  });
  test('a symbol that begins a longer one is set, but waits for more', () => {
    expect(typeSymbol('P', '1', symbols)).toEqual({ typed: 'P1', symbol: 'P1', complete: false });
    expect(typeSymbol('P1', '0', symbols)).toEqual({ typed: 'P10', symbol: 'P10', complete: true });
  });
  test('a digit alone means the n-th symbol where none begins with it', () => {
    expect(typeSymbol('', '2', symbols)?.symbol).toBe('P2');
    expect(typeSymbol('', '9', symbols)).toBeUndefined();
    expect(typeSymbol('', '2', ['2', '1'])?.symbol).toBe('2');
  });
  test('one-letter symbols are complete at once; other keys mean nothing', () => {
    expect(typeSymbol('', 'b', ['A', 'B'])).toEqual({ typed: 'b', symbol: 'B', complete: true });
    expect(typeSymbol('', 'Tab', ['A', 'B'])).toBeUndefined();
    expect(typeSymbol('', 'z', ['A', 'B'])).toBeUndefined();
  });
});

test('a chart row reads as stretches', () => {
  expect(stretches(['A', 'A', '', 'B'])).toEqual([
    { symbol: 'A', from: 0, to: 2 },
    { symbol: '', from: 2, to: 3 },
    { symbol: 'B', from: 3, to: 4 },
  ]);
});
