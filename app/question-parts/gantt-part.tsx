'use client';
/**
 * A chart over time to complete: lanes by slots, each slot holds a symbol or is idle. Filled in by mouse or
 * finger (pick a symbol, click or drag), or by keyboard (one slot has the focus; arrows move, typing sets, Shift
 * with an arrow repeats). The slots scroll inside their own box; the lane names stay.
 */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { PartMark, PartResponse } from '../../exercises/question-definition';
import { seriesBackground, seriesEdge } from '../replay/series-color';
import {
  type CellPosition,
  cellAfterKey,
  cellsOf,
  repeated,
  stretches,
  typeSymbol,
  withCell,
  withRun,
} from './cell-grid';
import { CellSign, cellBorder } from './part-frame';
import type { PublicGanttPart } from './public-part';
import { questionWords as words } from './question-words';
import { ScrollRegion } from './scroll-region';

export function GanttPart(props: {
  part: PublicGanttPart;
  response: PartResponse | undefined;
  onChange(response: PartResponse): void;
  mark: PartMark | undefined;
  markId: string;
  disabled: boolean;
}) {
  const { part, mark, disabled } = props;
  const lanes = part.lanes.length;
  const cells = cellsOf(props.response, lanes, part.slots);
  const [brush, setBrush] = useState(part.symbols[0] ?? '');
  const [focus, setFocus] = useState<CellPosition>({ row: 0, column: 0 });
  const [typed, setTyped] = useState('');
  const painting = useRef<{ readonly from: CellPosition; readonly before: string[][] } | undefined>(
    undefined,
  );
  const table = useRef<HTMLTableElement>(null);

  function moveTo(next: CellPosition | undefined) {
    if (next === undefined) return;
    setFocus(next);
    setTyped('');
    table.current
      ?.querySelector<HTMLButtonElement>(`[data-row="${next.row}"][data-column="${next.column}"]`)
      ?.focus();
  }

  function onKey(event: KeyboardEvent, at: CellPosition) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = cellAfterKey(event.key, at, lanes, part.slots, () => true);
    if (event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      if (event.shiftKey && !disabled) props.onChange(repeated(cells, at, event.key));
      moveTo(next);
      return;
    }
    if (disabled) return;
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      props.onChange(withCell(cells, at, ''));
      setTyped('');
      return;
    }
    const meant = typeSymbol(typed, event.key, part.symbols);
    if (meant === undefined) return;
    event.preventDefault();
    setTyped(meant.typed);
    if (meant.symbol === undefined) return;
    props.onChange(withCell(cells, at, meant.symbol));
    if (meant.complete) moveTo(cellAfterKey('ArrowRight', at, lanes, part.slots, () => true));
  }

  /** The slot under the pointer, also while it is held down over another one. */
  function slotAt(event: PointerEvent): CellPosition | undefined {
    const button = document
      .elementFromPoint(event.clientX, event.clientY)
      ?.closest<HTMLElement>('[data-column]');
    if (!button || !table.current?.contains(button)) return undefined;
    return { row: Number(button.dataset.row), column: Number(button.dataset.column) };
  }

  function paintOn(event: PointerEvent) {
    const stroke = painting.current;
    const at = stroke && slotAt(event);
    if (stroke && at && at.row === stroke.from.row)
      props.onChange(withRun(stroke.before, stroke.from, at.column, brush));
  }

  return (
    <>
      <p className="m-0 mb-2 text-sm text-text-muted">{words.ganttHelp}</p>
      <fieldset className="m-0 mb-2 flex min-w-0 flex-wrap gap-1 border-0 p-0">
        <legend className="sr-only">{words.ganttBrush}</legend>
        {[...part.symbols, ''].map((symbol) => (
          <button
            key={symbol}
            type="button"
            aria-pressed={brush === symbol}
            disabled={disabled}
            onClick={() => setBrush(symbol)}
            className="min-h-8 min-w-8 rounded-sm border px-2 text-sm text-text"
            style={{
              background: background(symbol, part.symbols),
              borderColor: brush === symbol ? 'var(--text)' : 'var(--border)',
              boxShadow: brush === symbol ? 'inset 0 0 0 1px var(--text)' : undefined,
            }}
          >
            {symbol === '' ? words.idle : symbol}
          </button>
        ))}
      </fieldset>
      <ScrollRegion label={words.scrolls(part.label)} className="pb-2">
        <table
          ref={table}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA allows grid on a table; its slots take the arrow keys
          role="grid"
          aria-label={part.label}
          className="border-separate border-spacing-0 text-sm tabular-nums"
          onPointerMove={paintOn}
          onPointerUp={() => {
            painting.current = undefined;
          }}
          onPointerLeave={() => {
            painting.current = undefined;
          }}
        >
          <thead>
            <tr>
              <th scope="col" className="sticky left-0 z-10 bg-surface px-2 text-left font-medium">
                <span className="sr-only">{words.ganttLane}</span>
              </th>
              {Array.from({ length: part.slots }, (_, slot) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its number
                <th key={slot} scope="col" className="px-0 text-left text-xs font-normal text-text-muted">
                  {slot}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cells.map((line, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a lane is its place
              <tr key={row}>
                <th
                  scope="row"
                  className="sticky left-0 z-10 whitespace-nowrap bg-surface px-2 text-left font-medium"
                >
                  {part.lanes[row]}
                </th>
                {line.map((symbol, column) => {
                  const right = mark?.cells?.[row]?.[column];
                  const here = focus.row === row && focus.column === column;
                  return (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its number
                    <td key={column} className="p-0">
                      <button
                        type="button"
                        data-row={row}
                        data-column={column}
                        tabIndex={here ? 0 : -1}
                        aria-disabled={disabled}
                        aria-label={words.ganttSlot(part.lanes[row] ?? '', column, symbol || words.idle)}
                        onFocus={() => {
                          setFocus({ row, column });
                          if (!here) setTyped('');
                        }}
                        onKeyDown={(event) => onKey(event, { row, column })}
                        onClick={() => {
                          if (!disabled) props.onChange(withCell(cells, { row, column }, brush));
                        }}
                        onPointerDown={(event) => {
                          // A finger scrolls when it moves; only a mouse or pen paints several slots.
                          if (disabled || event.button !== 0 || event.pointerType === 'touch') return;
                          painting.current = { from: { row, column }, before: cells };
                        }}
                        className="relative block h-9 w-8 border text-center text-text focus-visible:z-20"
                        style={{
                          background: background(symbol, part.symbols),
                          borderColor: right === undefined ? 'var(--border)' : cellBorder(right),
                          borderStyle: right === false ? 'dashed' : 'solid',
                          borderBottomColor: symbol === '' ? undefined : edge(symbol, part.symbols),
                          borderBottomWidth: symbol === '' ? undefined : 3,
                        }}
                      >
                        <span aria-hidden="true">{symbol || words.idleSymbol}</span>
                        <CellSign right={right} />
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <details className="text-sm">
        <summary className="cursor-pointer text-text-muted">{words.ganttAsText}</summary>
        <ul className="my-1 pl-5">
          {cells.map((line, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a lane is its place
            <li key={row}>
              {part.lanes[row]}:{' '}
              {stretches(line)
                .map(({ symbol, from, to }) => words.ganttStretch(symbol || words.idle, from, to))
                .join(', ')}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function background(symbol: string, symbols: readonly string[]): string {
  const index = symbols.indexOf(symbol);
  return index < 0 ? 'var(--surface-raised)' : seriesBackground(index);
}

function edge(symbol: string, symbols: readonly string[]): string {
  return seriesEdge(Math.max(0, symbols.indexOf(symbol)));
}
