'use client';
/**
 * A table of any length: only the rows in sight are in the document, with spacers for the others. All rows have
 * one height. The current row is kept in sight; a click on a row makes it the current one.
 */
import { type ReactNode, useEffect, useRef, useState } from 'react';

const OVERSCAN_ROWS = 6;

/** The rows to draw, [from, to), for a box of `boxPixels` scrolled to `topPixels`. */
export function rowsInSight(
  topPixels: number,
  boxPixels: number,
  rowPixels: number,
  rows: number,
): readonly [from: number, to: number] {
  const from = Math.max(0, Math.floor(topPixels / rowPixels) - OVERSCAN_ROWS);
  const to = Math.min(rows, Math.ceil((topPixels + boxPixels) / rowPixels) + OVERSCAN_ROWS);
  return [Math.min(from, Math.max(0, rows - 1)), to];
}

export function VirtualTable(props: {
  label: string;
  /** The cells of the heading row. */
  heading: ReactNode;
  columns: number;
  rows: number;
  current: number;
  rowPixels: number;
  heightPixels: number;
  onSelect(row: number): void;
  /** The cells of one row. */
  row(index: number): ReactNode;
  rowClassName?(index: number): string;
  /** Whether the current row is outlined; default true. */
  outlined?: boolean;
}) {
  const { rows, current, rowPixels, heightPixels } = props;
  const box = useRef<HTMLElement>(null);
  const [topPixels, setTopPixels] = useState(() => centred(current, rowPixels, heightPixels));
  const [from, to] = rowsInSight(topPixels, heightPixels, rowPixels, rows);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const headingPixels = rowPixels;
    const top = current * rowPixels;
    const hidden =
      top < element.scrollTop || top + rowPixels + headingPixels > element.scrollTop + element.clientHeight;
    if (hidden) element.scrollTop = centred(current, rowPixels, element.clientHeight);
    setTopPixels(element.scrollTop);
  }, [current, rowPixels]);

  // A wide table also brings the cell that the current row is about into sight: the one marked `data-here`.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the marked cell is another when the rows are
  useEffect(() => {
    const element = box.current;
    const cell = element?.querySelector<HTMLElement>('[aria-current] [data-here]');
    const first = element?.querySelector<HTMLElement>('[aria-current] > th');
    if (!element || !cell) return;
    const left = cell.offsetLeft - (first?.offsetWidth ?? 0);
    const right = cell.offsetLeft + cell.offsetWidth;
    if (left < element.scrollLeft) element.scrollLeft = left;
    else if (right > element.scrollLeft + element.clientWidth)
      element.scrollLeft = Math.min(left, right - element.clientWidth);
  }, [current, from]);

  return (
    <section
      ref={box}
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      onScroll={(event) => setTopPixels(event.currentTarget.scrollTop)}
      className="relative overflow-auto border-y border-border bg-surface-raised"
      style={{ maxHeight: heightPixels, overflowAnchor: 'none' }}
    >
      {/* Its name is that of the region around it: told once. */}
      <table
        aria-rowcount={rows + 1}
        className="w-full border-separate border-spacing-0 text-sm tabular-nums"
      >
        <thead className="sticky top-0 z-20 bg-surface-raised">
          <tr aria-rowindex={1} style={{ height: rowPixels }}>
            {props.heading}
          </tr>
        </thead>
        <tbody>
          <Spacer rows={from} rowPixels={rowPixels} columns={props.columns} />
          {Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i).map((index) => (
            // The keyboard selects rows with the arrow keys of the replay around this table.
            <tr
              key={index}
              aria-rowindex={index + 2}
              aria-current={index === current ? 'step' : undefined}
              onClick={() => props.onSelect(index)}
              className={`cursor-pointer ${props.rowClassName?.(index) ?? ''}`}
              style={{
                height: rowPixels,
                ...(index === current &&
                  props.outlined !== false && { outline: '2px solid var(--focus)', outlineOffset: -2 }),
              }}
            >
              {props.row(index)}
            </tr>
          ))}
          <Spacer rows={rows - to} rowPixels={rowPixels} columns={props.columns} />
        </tbody>
      </table>
    </section>
  );
}

function Spacer({ rows, rowPixels, columns }: { rows: number; rowPixels: number; columns: number }) {
  if (rows <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row takes no focus
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height: rows * rowPixels, padding: 0 }} />
    </tr>
  );
}

function centred(row: number, rowPixels: number, heightPixels: number): number {
  return Math.max(0, row * rowPixels - heightPixels / 2);
}
