/** A table whose cells that the current event set are marked. */
import type { TablePart } from '../../../exercises/picture-description';
import { describedWords as words } from './described-words';
import { cellKey, type TableState } from './table-model';
import { HERE, Now } from './touched';

const CELL = 'border-b border-border px-1 py-1 text-left sm:px-2';

export function TablePicture(props: {
  part: TablePart;
  columns: readonly string[];
  state: TableState;
  keys: readonly number[];
}) {
  const { part, columns, state, keys } = props;
  const all = [...new Set([...keys, ...state.removed.keys()])].sort((first, second) => first - second);
  if (all.length === 0) return <p className="m-0 text-text-muted">{words.nothing}</p>;
  return (
    <table className="border-collapse text-sm tabular-nums" aria-label={part.title}>
      <thead className="sticky -top-0.5 z-10 bg-surface-raised">
        <tr>
          {[part.key, ...columns].map((column) => (
            <th key={column} scope="col" className={`${CELL} font-medium text-text-muted`}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {all.map((key) => {
          const isGone = !state.rows.has(key);
          const row = state.rows.get(key) ?? state.removed.get(key);
          const isHere = isGone || state.touched.has(String(key));
          // The row is marked by its name where no cell of it is.
          const hasCellHere = columns.some((column) => state.touched.has(cellKey(key, column)));
          return (
            <tr
              key={key}
              className={`${isHere ? 'bg-accent/10' : ''} ${isGone ? 'text-text-muted line-through' : ''}`}
            >
              <th
                scope="row"
                className={`${CELL} sticky left-0 font-medium whitespace-nowrap ${isHere ? 'bg-surface-sunken' : 'bg-surface'}`}
              >
                {row?.name ?? key}
                {isGone && <span className="sr-only">{words.isRemoved}</span>}
                {isHere && !hasCellHere && <Now />}
              </th>
              {columns.map((column) => {
                const touched = state.touched.has(cellKey(key, column));
                return (
                  <td key={column} className={CELL} style={touched ? HERE : undefined}>
                    {row?.cells.get(column)}
                    {touched && <Now />}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
