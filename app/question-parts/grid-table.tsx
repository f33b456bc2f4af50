/** A table of given facts or of a worked solution. The first cell of each row names the row. */
import type { Grid } from '../../exercises/question-definition';
import { questionWords as words } from './question-words';
import { ScrollRegion } from './scroll-region';

const NUMERIC = /^-?[\d.,]*$/;

export function GridTable({ grid }: { grid: Grid }) {
  const numeric = grid.columns.map((_, column) =>
    grid.rows.every((row) => NUMERIC.test((row[column] ?? '').trim())),
  );
  return (
    <ScrollRegion label={words.scrolls(grid.caption)}>
      <table className="border-collapse text-sm tabular-nums">
        <caption className="pb-1 text-left text-text-muted">{grid.caption}</caption>
        <thead>
          <tr>
            {grid.columns.map((column, i) => {
              // A header without text is no header.
              const Cell = column === '' ? 'td' : 'th';
              return (
                <Cell
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
                  key={i}
                  scope={column === '' ? undefined : 'col'}
                  className={`border-b border-border px-2 py-1 font-medium ${numeric[i] ? 'text-right' : 'text-left'}`}
                >
                  {column}
                </Cell>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {grid.rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            <tr key={i}>
              {row.map((cell, j) => {
                const place = `border-b border-border px-2 py-1 ${numeric[j] ? 'text-right' : 'text-left'}`;
                return j === 0 ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity but their place
                  <th key={j} scope="row" className={`${place} font-medium`}>
                    {cell}
                  </th>
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity but their place
                  <td key={j} className={place}>
                    {cell}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
