'use client';
/**
 * The words that the allocator stored last, as rows of memory or one a line: those of the current call are outlined,
 * and what is an address of the arena or of the metadata area is told as such.
 */
import { useRef } from 'react';
import type { Trace } from '../../../simulator/engine/trace';
import { HERE, Now } from '../described/touched';
import { useElementWidth } from '../element-width';
import { formatCount } from '../replay-words';
import { VirtualTable } from '../virtual-table';
import type { MemoryModel } from './memory-model';
import { memoryWords as words } from './memory-words';
import { firstOfCall, isOfCall, type RecordsModel, rowsOf } from './records-model';

const ROW_PIXELS = 28;
const HEIGHT_PIXELS = 260;
/** Narrower, a row has four words. */
const WIDE_PIXELS = 560;
const HEADING = 'border-b border-border px-2 font-medium text-text-muted';

interface RecordsProps {
  readonly model: MemoryModel;
  readonly records: RecordsModel;
  readonly trace: Trace;
  readonly index: number;
  readonly as: 'picture' | 'table';
  onSelect(index: number): void;
}

export function Records(props: RecordsProps) {
  const { records, index } = props;
  return (
    <div className="min-w-0">
      <p className="m-0 mb-1 text-xs text-text-muted">
        {words.records}
        {index >= records.untoldFrom && ` ${words.untold}`}
      </p>
      {!records.areTold ? (
        <p className="m-0 text-text-muted">{words.storesNotTold}</p>
      ) : records.addresses.length === 0 ? (
        <p className="m-0 text-text-muted">{words.noStores}</p>
      ) : props.as === 'picture' ? (
        <>
          <WordRows {...props} />
          <p className="m-0 mt-1 text-xs text-text-muted">{words.recordsHelp}</p>
        </>
      ) : (
        <WordTable {...props} />
      )}
    </div>
  );
}

function WordRows(props: RecordsProps) {
  const { model, records, trace, index } = props;
  const frame = useRef<HTMLDivElement>(null);
  const perRow = useElementWidth(frame) >= WIDE_PIXELS ? 8 : 4;
  const rows = rowsOf(records, model.base, perRow);
  const columns = Array.from({ length: perRow }, (_, column) => column);
  const first = firstOfCall(records, trace, index);
  return (
    <div ref={frame} className="min-w-0">
      <VirtualTable
        label={words.records}
        columns={perRow + 1}
        rows={rows.length}
        current={Math.max(
          0,
          rows.findLastIndex((row) => row <= first),
        )}
        rowPixels={ROW_PIXELS}
        heightPixels={HEIGHT_PIXELS}
        outlined={false}
        onSelect={(row) => {
          const events = columns.flatMap(
            (column) => records.words.get((rows[row] ?? 0) + 4 * column)?.at(index)?.event ?? [],
          );
          if (events.length > 0) props.onSelect(Math.max(...events));
        }}
        heading={
          <>
            <th scope="col" className={`${HEADING} text-left`}>
              {words.wordPlace}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className={`${HEADING} text-right font-normal`}>
                +{4 * column}
              </th>
            ))}
          </>
        }
        row={(row) => (
          <>
            <th scope="row" className="whitespace-nowrap px-2 text-left font-normal text-text-muted">
              {placeOf(model, records, rows[row] ?? 0)}
            </th>
            {columns.map((column) => {
              const word = records.words.get((rows[row] ?? 0) + 4 * column)?.at(index);
              const now = word !== undefined && isOfCall(records, word, index);
              return (
                <td key={column} className="px-0.5 py-0.5 text-right">
                  <span
                    className={`block min-w-8 rounded-xs px-1 leading-6 ${word ? 'text-text' : 'text-text-muted'} ${now ? 'font-bold' : ''}`}
                    style={now ? HERE : undefined}
                  >
                    {word === undefined ? words.notStored : tell(model, records, word.value)}
                    {now && <Now />}
                  </span>
                </td>
              );
            })}
          </>
        )}
      />
    </div>
  );
}

function WordTable(props: RecordsProps) {
  const { model, records, trace, index } = props;
  const known = records.addresses.filter((address) => records.words.get(address)?.at(index) !== undefined);
  const first = firstOfCall(records, trace, index);
  return (
    <VirtualTable
      label={words.records}
      columns={words.recordColumns.length}
      rows={known.length}
      current={Math.max(0, known.indexOf(first))}
      rowPixels={ROW_PIXELS}
      heightPixels={HEIGHT_PIXELS}
      outlined={false}
      onSelect={(row) => {
        const event = records.words.get(known[row] ?? -1)?.at(index)?.event;
        if (event !== undefined) props.onSelect(event);
      }}
      heading={words.recordColumns.map((column) => (
        <th key={column} scope="col" className={`${HEADING} text-left`}>
          {column}
        </th>
      ))}
      row={(row) => {
        const address = known[row] ?? 0;
        const word = records.words.get(address)?.at(index);
        if (word === undefined) return <td colSpan={words.recordColumns.length} />;
        const cells = [
          placeOf(model, records, address),
          formatCount(word.value),
          asAddress(model, records, word.value) ?? '',
          formatCount(word.event),
          isOfCall(records, word, index) ? words.ofThisCall : '',
        ];
        return (
          <>
            <th scope="row" className="whitespace-nowrap px-2 text-left font-normal">
              {address}
            </th>
            {cells.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
              <td key={column} className="whitespace-nowrap px-2">
                {cell}
              </td>
            ))}
          </>
        );
      }}
    />
  );
}

function placeOf(model: MemoryModel, { metadata }: RecordsModel, address: number): string {
  return address >= model.base
    ? words.inArena(address - model.base)
    : words.inMetadata(address - metadata.base);
}

/** A word's value; as a place where it is an address of the two areas. */
function tell(model: MemoryModel, records: RecordsModel, value: number): string {
  return asAddress(model, records, value) ?? String(value);
}

function asAddress(model: MemoryModel, { metadata }: RecordsModel, value: number): string | undefined {
  if (value >= model.base && value < model.base + model.bytes) return words.toArena(value - model.base);
  if (value >= metadata.base && value < metadata.base + metadata.bytes)
    return words.toMetadata(value - metadata.base);
  return undefined;
}
