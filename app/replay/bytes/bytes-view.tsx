'use client';
/**
 * A marshalling run: the message of the current round as a grid of bytes in hexadecimal, coloured by the member
 * of the record that each byte came from, or the same bytes as a table.
 */
import { useMemo, useRef } from 'react';
import type { Grid } from '../../../exercises/question-definition';
import { fieldOf } from '../../../simulator/engine/event-words';
import { GridTable } from '../../question-parts/grid-table';
import { useElementWidth } from '../element-width';
import type { PictureProps } from '../picture';
import { formatCount } from '../replay-words';
import { seriesBackground, seriesEdge } from '../series-color';
import { VirtualTable } from '../virtual-table';
import {
  type BytesModel,
  bytesModel,
  failedOffsets,
  messageAt,
  type Round,
  roundAt,
  type StoredByte,
} from './bytes-model';
import { character, hexadecimal, bytesWords as words } from './bytes-words';

type Message = readonly (StoredByte | undefined)[];

const ROW_PIXELS = 30;
const HEIGHT_PIXELS = 400;
/** Narrower, a row shows two units of XDR instead of four. */
const WIDE_PIXELS = 620;

export function BytesView(props: PictureProps) {
  const { trace, index } = props;
  const model = useMemo(() => bytesModel(trace), [trace]);
  const number = roundAt(model, index);
  const round = model.rounds[number];
  if (round === undefined) return <p className="m-0 text-text-muted">{words.none}</p>;
  const message = messageAt(round, index);
  const known = message.filter((byte) => byte !== undefined).length;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="m-0 tabular-nums text-text">{words.round(round, number, model.rounds.length, known)}</p>
      {props.as === 'picture' ? (
        <ByteGrid {...props} model={model} round={round} number={number} message={message} />
      ) : (
        <GridTable grid={bytesGrid(round, message)} />
      )}
    </div>
  );
}

function ByteGrid(
  props: PictureProps & { model: BytesModel; round: Round; number: number; message: Message },
) {
  const { trace, index, message, round } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useElementWidth(frame);
  const perRow = width >= WIDE_PIXELS ? 16 : 8;
  const failed = failedOffsets(
    props.model,
    props.number,
    trace,
    props.failures.filter(({ event }) => event <= index),
  );
  const touched = fieldOf(trace.event(index), 'offset') ?? -1;
  const columns = Array.from({ length: perRow }, (_, column) => column);
  return (
    <div ref={frame} className="min-w-0">
      <Legend round={round} />
      <VirtualTable
        label={words.picture}
        columns={perRow + 2}
        rows={Math.max(1, Math.ceil(message.length / perRow))}
        current={Math.max(0, Math.floor(touched / perRow))}
        rowPixels={ROW_PIXELS}
        heightPixels={HEIGHT_PIXELS}
        outlined={false}
        onSelect={(row) => {
          const first = message.slice(row * perRow, (row + 1) * perRow).find((byte) => byte !== undefined);
          if (first !== undefined) props.onSelect(first.event);
        }}
        heading={
          <>
            <th scope="col" className="border-b border-border px-2 text-right font-medium text-text-muted">
              {words.offset}
            </th>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className={`border-b border-border text-center font-normal text-text-muted pr-0.5 ${unitStart(column)}`}
              >
                +{column.toString(16)}
              </th>
            ))}
            <th
              scope="col"
              className="w-full border-b border-border px-3 text-left font-medium text-text-muted"
            >
              {words.characters}
            </th>
          </>
        }
        row={(row) => (
          <>
            <th scope="row" className="px-2 text-right font-normal text-text-muted">
              {row * perRow}
            </th>
            {columns.map((column) => {
              const offset = row * perRow + column;
              return offset < message.length ? (
                <ByteCell
                  key={column}
                  byte={message[offset]}
                  column={column}
                  now={message[offset]?.event === index || offset === touched}
                  failed={failed.has(offset)}
                />
              ) : (
                <td key={column} className={unitStart(column)} />
              );
            })}
            <td className="whitespace-pre px-3 font-mono text-text-muted">
              {message
                .slice(row * perRow, (row + 1) * perRow)
                .map((byte) => (byte ? character(byte.value) : ' '))
                .join('')}
            </td>
          </>
        )}
      />
    </div>
  );
}

/** XDR writes units of four bytes: a little room before each. */
function unitStart(column: number): string {
  return column % 4 === 0 && column > 0 ? 'pl-3' : 'pl-0.5';
}

function ByteCell(props: { byte: StoredByte | undefined; column: number; now: boolean; failed: boolean }) {
  const { byte } = props;
  const colored = byte !== undefined && byte.member >= 0;
  const outline = props.failed ? 'var(--bad)' : props.now ? 'var(--text)' : undefined;
  return (
    <td className={`py-0.5 pr-0.5 text-center font-mono ${unitStart(props.column)}`}>
      <span
        className={`block min-w-6 rounded-xs leading-6 ${byte ? 'text-text' : 'text-text-muted'} ${props.failed || props.now ? 'font-bold' : ''}`}
        style={{
          background: colored ? seriesBackground(byte.member) : undefined,
          boxShadow: colored ? `inset 0 -3px 0 ${seriesEdge(byte.member)}` : undefined,
          outline: outline && `2px ${props.failed ? 'dashed' : 'solid'} ${outline}`,
          outlineOffset: -1,
        }}
      >
        {byte ? hexadecimal(byte.value) : words.unwritten}
        {props.failed && <span className="sr-only"> {words.wrong}</span>}
        {props.now && <span className="sr-only"> {words.now}</span>}
      </span>
    </td>
  );
}

function Legend({ round }: { round: Round }) {
  return (
    <ul className="m-0 mb-1 flex list-none flex-wrap items-center gap-x-3 gap-y-1 p-0 text-xs text-text-muted">
      {round.members
        .filter((member) => member >= 0)
        .map((member) => (
          <li key={member} className="flex items-center gap-1">
            <span
              aria-hidden="true"
              className="inline-block h-3.5 w-4"
              style={{
                background: seriesBackground(member),
                boxShadow: `inset 0 -3px 0 ${seriesEdge(member)}`,
              }}
            />
            {words.member(member)}
          </li>
        ))}
      <li className="flex items-center gap-1">
        <span aria-hidden="true" className="inline-block h-3.5 w-4 border-2 border-text" />
        {words.now}
      </li>
      <li className="flex items-center gap-1">
        <span aria-hidden="true" className="inline-block h-3.5 w-4 border-2 border-dashed border-bad" />
        {words.wrong}
      </li>
    </ul>
  );
}

export function bytesGrid(round: Round, message: Message): Grid {
  return {
    caption: words.grid,
    columns: words.columns,
    rows: message.map((byte, offset) =>
      byte === undefined
        ? [String(offset), words.unwrittenLabel, '', '', '', '']
        : [
            String(offset),
            hexadecimal(byte.value),
            String(byte.value),
            character(byte.value),
            round.direction === 'marshal' ? words.member(byte.member) : words.arrived,
            formatCount(byte.event),
          ],
    ),
  };
}
