'use client';
import { describeEvent } from '../../simulator/engine/event-words';
/** Every event of a run as a table: number, cycle, kind, and what happens in words. */
import type { Trace } from '../../simulator/engine/trace';
import type { Failure } from './failures';
import { formatCount, replayWords as words } from './replay-words';
import { VirtualTable } from './virtual-table';

const ROW_PIXELS = 30;
const HEIGHT_PIXELS = 390;
const CELL = 'whitespace-nowrap px-3';
const HEADING = `${CELL} border-b border-border text-left font-medium text-text-muted`;

export function EventTable(props: {
  trace: Trace;
  index: number;
  failures: readonly Failure[];
  onSelect(index: number): void;
}) {
  const { trace, failures } = props;
  const rulesAt = (index: number) => failures.filter(({ event }) => event === index).map(({ rule }) => rule);
  return (
    <VirtualTable
      label={words.events}
      columns={4}
      rows={trace.length}
      current={props.index}
      rowPixels={ROW_PIXELS}
      heightPixels={HEIGHT_PIXELS}
      onSelect={props.onSelect}
      heading={
        <>
          <th scope="col" className={`${HEADING} text-right`}>
            {words.eventColumns.index}
          </th>
          <th scope="col" className={`${HEADING} text-right`}>
            {words.eventColumns.cycle}
          </th>
          <th scope="col" className={`${HEADING} w-full`}>
            {words.eventColumns.words}
          </th>
          <th scope="col" className={HEADING}>
            {words.eventColumns.kind}
          </th>
        </>
      }
      row={(index) => {
        const event = trace.event(index);
        const rules = rulesAt(index);
        return (
          <>
            <th scope="row" className={`${CELL} text-right font-normal text-text-muted`}>
              {formatCount(index)}
            </th>
            <td className={`${CELL} text-right`}>{formatCount(event.cycle)}</td>
            <td className={CELL}>
              {describeEvent(event)}
              {rules.length > 0 && (
                <strong className="ml-2 font-medium text-bad">✗ {words.fails(rules.join(', '))}</strong>
              )}
            </td>
            <td className={`${CELL} text-text-muted`}>{event.kind.name}</td>
          </>
        );
      }}
    />
  );
}
