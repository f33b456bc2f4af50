'use client';
/**
 * A table with cells to fill in. Given cells are text, asked cells are fields; arrow keys and Enter move between
 * the fields as in a spreadsheet, while the caret still moves inside a field first.
 */
import { type KeyboardEvent, useRef } from 'react';
import type { PartMark, PartResponse } from '../../exercises/question-definition';
import { type CellPosition, cellAfterKey, cellsOf, keyLeavesText, withCell } from './cell-grid';
import { CellSign, cellBorder } from './part-frame';
import type { PublicTablePart } from './public-part';
import { questionWords as words } from './question-words';
import { ScrollRegion } from './scroll-region';

export function TablePart(props: {
  part: PublicTablePart;
  response: PartResponse | undefined;
  onChange(response: PartResponse): void;
  mark: PartMark | undefined;
  markId: string;
  disabled: boolean;
}) {
  const { part, mark } = props;
  const table = useRef<HTMLTableElement>(null);
  const rows = part.rowLabels.length;
  const cells = cellsOf(props.response, rows, part.given[0]?.length ?? part.columns.length);
  const columns = cells[0]?.length ?? 0;
  // A table may name the column of its row labels too.
  const corner = part.columns.length > columns ? part.columns[0] : undefined;
  const headings = part.columns.slice(part.columns.length - columns);
  const asked = ({ row, column }: CellPosition) => part.given[row]?.[column] == null;

  function move(event: KeyboardEvent<HTMLInputElement>, at: CellPosition) {
    const field = event.currentTarget;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!keyLeavesText(event.key, field.selectionStart ?? 0, field.selectionEnd ?? 0, field.value.length))
      return;
    const next = cellAfterKey(event.key, at, rows, columns, asked);
    if (event.key === 'Enter' || next !== undefined) event.preventDefault();
    if (next === undefined) return;
    const target = table.current?.querySelector<HTMLInputElement>(
      `[data-row="${next.row}"][data-column="${next.column}"]`,
    );
    target?.focus();
    target?.select();
  }

  return (
    <>
      <p className="m-0 mb-2 text-sm text-text-muted">{words.tableHelp}</p>
      <ScrollRegion label={words.scrolls(part.label)}>
        <table ref={table} className="border-collapse text-sm tabular-nums">
          <caption className="sr-only">{part.label}</caption>
          <thead>
            <tr>
              <th scope="col" className="sticky left-0 z-10 bg-surface px-2 py-1 text-left font-medium">
                {corner ?? <span className="sr-only">{words.row}</span>}
              </th>
              {headings.map((heading, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns may repeat (a reference string)
                <th key={i} scope="col" className="px-1 py-1 text-center font-medium">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cells.map((line, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
              <tr key={row}>
                <th
                  scope="row"
                  className="sticky left-0 z-10 whitespace-nowrap bg-surface px-2 py-1 text-left font-medium"
                >
                  {part.rowLabels[row]}
                </th>
                {line.map((value, column) => {
                  const right = mark?.cells?.[row]?.[column];
                  return (
                    // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity but their place
                    <td key={column} className="p-0.5 text-center">
                      {asked({ row, column }) ? (
                        <span className="relative inline-block">
                          <input
                            type="text"
                            autoComplete="off"
                            spellCheck={false}
                            data-row={row}
                            data-column={column}
                            aria-label={words.tableCell(part.rowLabels[row] ?? '', headings[column] ?? '')}
                            aria-invalid={right === false ? true : undefined}
                            aria-describedby={mark ? props.markId : undefined}
                            disabled={props.disabled}
                            value={value}
                            onChange={(event) =>
                              props.onChange(withCell(cells, { row, column }, event.target.value))
                            }
                            onKeyDown={(event) => move(event, { row, column })}
                            className="h-8 min-w-14 rounded-sm border bg-surface-raised px-1 text-center text-text"
                            style={{
                              width: `${Math.min(value.length, 24) + 2}ch`,
                              borderColor: cellBorder(right),
                              borderWidth: right === undefined ? 1 : 2,
                              borderStyle: right === false ? 'dashed' : 'solid',
                            }}
                          />
                          <CellSign right={right} />
                        </span>
                      ) : (
                        part.given[row]?.[column]
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}
