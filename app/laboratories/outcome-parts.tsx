/** What came of a run: each part a picture with its table, then the events of the machine. */
import { describeEvent } from '../../simulator/engine/event-words';
import type { Trace } from '../../simulator/engine/trace';
import type { Outcome, Part, Table } from '../../simulator/laboratories/laboratory';
import * as words from '../dictionary';
import { BarsPicture } from './bars-picture';
import { GridPicture } from './grid-picture';
import { LaboratoryReplay } from './laboratory-replay';
import { TRACE_VIEWS } from './trace-views';

/** More than anybody reads, and still a light page. */
const MOST_ROWS = 300;
const MOST_EVENTS = 300;
const MOST_REPLAYED = 2_000;

export function OutcomeParts({ name, title, outcome }: { name: string; title: string; outcome: Outcome }) {
  const { parts, trace, unitCycles = 1 } = outcome;
  return (
    <>
      {parts.map((part) => (
        <PartSection key={part.title} part={part} />
      ))}
      {trace !== undefined && trace.length > 0 && (
        <Replayed name={name} title={title} trace={trace} unitCycles={unitCycles} />
      )}
      {trace !== undefined && <Events trace={trace} />}
    </>
  );
}

function Replayed(props: { name: string; title: string; trace: Trace; unitCycles: number }) {
  const { name, title, trace, unitCycles } = props;
  const view = TRACE_VIEWS[name]?.(trace);
  if (view === undefined) return null;
  return (
    <section className="mb-8" aria-label={words.laboratory.replay}>
      <h2 className="mb-2 text-base font-semibold">{words.laboratory.replay}</h2>
      {unitCycles > 1 && <p className="mb-2 text-sm text-text-muted">{words.laboratory.unit(unitCycles)}</p>}
      <LaboratoryReplay title={title} view={view} trace={trace.encode(MOST_REPLAYED)} />
    </section>
  );
}

function PartSection({ part: { title, picture, table } }: { part: Part }) {
  return (
    <section className="mb-8" aria-label={title}>
      <h2 className="mb-2 text-base font-semibold">{title}</h2>
      {picture?.kind === 'bars' && <BarsPicture title={title} bars={picture} />}
      {picture?.kind === 'grid' && <GridPicture title={title} grid={picture} />}
      <PartTable title={title} table={table} />
    </section>
  );
}

function PartTable({ title, table: { columns, rows } }: { title: string; table: Table }) {
  const isNumeric = columns.map((_, column) =>
    rows.every((row) => typeof row[column] === 'number' || row[column] === ''),
  );
  return (
    <>
      <section
        className="panel mt-3 max-h-96 w-fit max-w-full overflow-auto"
        aria-label={words.laboratory.tableOf(title)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
      >
        <table className="data-table">
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th key={column} scope="col" className={isNumeric[index] ? 'number' : ''}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_ROWS).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={columns[column]} className={isNumeric[column] ? 'number' : ''}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > MOST_ROWS && (
        <p className="mt-1 text-sm text-text-muted">{words.laboratory.firstOf(MOST_ROWS, rows.length)}</p>
      )}
    </>
  );
}

function Events({ trace }: { trace: Trace }) {
  const shown = Math.min(trace.length, MOST_EVENTS);
  return (
    <details className="text-sm">
      <summary className="font-semibold">{words.laboratory.events(trace.count)}</summary>
      <ol className="mt-2 space-y-0.5">
        {Array.from({ length: shown }, (_, index) => trace.event(index)).map((event) => (
          <li key={event.index} className="flex gap-3">
            <span className="w-14 shrink-0 text-right text-text-muted">{event.cycle}</span>
            <span className="min-w-0">{describeEvent(event)}</span>
          </li>
        ))}
      </ol>
      {shown < trace.count && (
        <p className="mt-1 text-text-muted">{words.laboratory.firstOf(shown, trace.count)}</p>
      )}
    </details>
  );
}
