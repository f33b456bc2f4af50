'use client';
/**
 * A marshalling run: the record of the current round with its declaration and values, the message as a grid of bytes
 * in hexadecimal, coloured by the member of the record that each byte came from, under them the bytes of the rules; of
 * a round of unmarshalling also the memory that it fills. Or all these as tables.
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
  areaAt,
  bytesModel,
  failedOffsets,
  messageAt,
  type Round,
  roundAt,
  type StoredByte,
} from './bytes-model';
import { character, hexadecimal, recordWords, bytesWords as words } from './bytes-words';
import { MemberTable, memberGrid, Swatch } from './member-table';
import { membersAt, statusOf } from './members-model';
import { memberAt, memberInMemory } from './record-model';

type Message = readonly (StoredByte | undefined)[];

const ROW_PIXELS = 30;
/** With the bytes of the rules under those that were sent. */
const TALL_ROW_PIXELS = 50;
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
  const status = statusOf(round, message);
  const members = membersAt(round, trace, index);
  const built = builtLines(round, index);
  const failed = failedOffsets(
    model,
    number,
    trace,
    props.failures.filter(({ event }) => event <= index),
  );
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="m-0 tabular-nums text-text">{words.round(round, number, model.rounds.length, known)}</p>
      {props.as === 'picture' ? (
        <>
          {round.record !== undefined && <MemberTable round={round} members={members} index={index} />}
          <div className="min-w-0">
            <Legend round={round} hasExpected={status?.expected !== undefined} />
            {status !== undefined && (
              <p className={`m-0 mb-1 ${status.difference >= 0 ? 'font-medium text-bad' : 'text-text'}`}>
                {status.text}
              </p>
            )}
            <ByteGrid
              {...props}
              label={words.picture}
              lines={messageLines(round, message, status)}
              touched={fieldOf(trace.event(index), 'offset') ?? -1}
              failed={failed}
            />
          </div>
          {built.length > 0 && (
            <div className="min-w-0">
              <p className="m-0 mb-1 text-xs text-text-muted">
                {recordWords.built}
                {index >= model.untoldFrom && ` ${recordWords.untold}`}
              </p>
              <ByteGrid {...props} label={recordWords.built} lines={built} touched={-1} failed={NONE} />
            </div>
          )}
        </>
      ) : (
        <>
          {round.record !== undefined && <GridTable grid={memberGrid(round, members)} />}
          {status !== undefined && <p className="m-0 text-text">{status.text}</p>}
          <GridTable grid={bytesGrid(round, message, status?.expected)} />
          {built.length > 0 && <GridTable grid={builtGrid(built)} />}
        </>
      )}
    </div>
  );
}

const NONE: ReadonlySet<number> = new Set();

/** Bytes that stand one behind the other: the message, the destination or a block. */
interface ByteLine {
  /** Stands before the offset. */
  readonly label: string;
  readonly bytes: Message;
  /** What the rules say; none where nothing is to be said. */
  readonly expected?: readonly number[];
  /** The first offset at which the two differ; -1 for none. */
  readonly difference: number;
}

function messageLines(
  round: Round,
  message: Message,
  status: ReturnType<typeof statusOf>,
): readonly ByteLine[] {
  const { record } = round;
  const bytes =
    round.direction === 'marshal' || record === undefined
      ? message
      : message.map((byte, offset) => byte && { ...byte, member: memberAt(record, offset) });
  return [{ label: '', bytes, expected: status?.expected, difference: status?.difference ?? -1 }];
}

function builtLines(round: Round, index: number): readonly ByteLine[] {
  const { record } = round;
  return round.areas
    .filter(({ from }) => from <= index)
    .map((area, number) => ({
      label: number === 0 ? recordWords.destination : recordWords.block(number),
      bytes: areaAt(round, area, index).map(
        (byte, offset) =>
          byte && { ...byte, member: number === 0 && record ? memberInMemory(record, offset) : -1 },
      ),
      difference: -1,
    }));
}

function ByteGrid(
  props: PictureProps & {
    label: string;
    lines: readonly ByteLine[];
    /** Offset in the first line. */
    touched: number;
    failed: ReadonlySet<number>;
  },
) {
  const { index, lines, touched, failed } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useElementWidth(frame);
  const perRow = width >= WIDE_PIXELS ? 16 : 8;
  const columns = Array.from({ length: perRow }, (_, column) => column);
  const rows = lines.flatMap((line, number) => {
    const length = Math.max(line.bytes.length, line.expected?.length ?? 0);
    return Array.from({ length: Math.max(1, Math.ceil(length / perRow)) }, (_, row) => ({
      ...{ line, length, start: row * perRow, isFirst: number === 0 },
    }));
  });
  const isTall = lines.some(({ expected }) => expected !== undefined);
  const hereIn = ({ line, start, isFirst }: (typeof rows)[number]) =>
    (isFirst && touched >= start && touched < start + perRow) ||
    line.bytes.slice(start, start + perRow).some((byte) => byte?.event === index);
  return (
    <div ref={frame} className="min-w-0">
      <VirtualTable
        label={props.label}
        columns={perRow + 2}
        rows={rows.length}
        current={Math.max(0, rows.findIndex(hereIn))}
        rowPixels={isTall ? TALL_ROW_PIXELS : ROW_PIXELS}
        heightPixels={HEIGHT_PIXELS}
        outlined={false}
        onSelect={(row) => {
          const { line, start } = rows[row] as (typeof rows)[number];
          const first = line.bytes.slice(start, start + perRow).find((byte) => byte !== undefined);
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
        row={(row) => {
          const { line, length, start, isFirst } = rows[row] as (typeof rows)[number];
          return (
            <>
              <th scope="row" className="whitespace-nowrap px-2 text-right font-normal text-text-muted">
                {line.label === '' ? start : `${line.label} +${start}`}
              </th>
              {columns.map((column) => {
                const offset = start + column;
                return offset < length ? (
                  <ByteCell
                    key={column}
                    byte={line.bytes[offset]}
                    expected={line.expected && (line.expected[offset] ?? -1)}
                    column={column}
                    now={line.bytes[offset]?.event === index || (isFirst && offset === touched)}
                    failed={isFirst && failed.has(offset)}
                    differs={offset === line.difference}
                  />
                ) : (
                  <td key={column} className={unitStart(column)} />
                );
              })}
              <td className="whitespace-pre px-3 font-mono text-text-muted">
                {line.bytes
                  .slice(start, start + perRow)
                  .map((byte) => (byte ? character(byte.value) : ' '))
                  .join('')}
              </td>
            </>
          );
        }}
      />
    </div>
  );
}

/** XDR writes units of four bytes: a little room before each. */
function unitStart(column: number): string {
  return column % 4 === 0 && column > 0 ? 'pl-3' : 'pl-0.5';
}

function ByteCell(props: {
  byte: StoredByte | undefined;
  /** -1: the message has ended here; undefined: nothing is to be said. */
  expected: number | undefined;
  column: number;
  now: boolean;
  failed: boolean;
  differs: boolean;
}) {
  const { byte, expected } = props;
  const colored = byte !== undefined && byte.member >= 0;
  const isBad = props.failed || props.differs;
  const outline = isBad ? 'var(--bad)' : props.now ? 'var(--text)' : undefined;
  return (
    <td className={`py-0.5 pr-0.5 text-center font-mono ${unitStart(props.column)}`}>
      <span
        className={`block min-w-6 rounded-xs leading-6 ${byte ? 'text-text' : 'text-text-muted'} ${isBad || props.now ? 'font-bold' : ''}`}
        style={{
          background: colored ? seriesBackground(byte.member) : undefined,
          boxShadow: colored ? `inset 0 -3px 0 ${seriesEdge(byte.member)}` : undefined,
          outline: outline && `2px ${isBad ? 'dashed' : 'solid'} ${outline}`,
          outlineOffset: -1,
        }}
      >
        {byte ? hexadecimal(byte.value) : words.unwritten}
        {props.failed && <span className="sr-only"> {words.wrong}</span>}
        {props.now && <span className="sr-only"> {words.now}</span>}
      </span>
      {expected !== undefined && (
        <span
          className={`block text-xs leading-5 ${props.differs ? 'font-bold text-bad' : 'text-text-muted'}`}
        >
          {expected < 0 ? words.ended : hexadecimal(expected)}
          {props.differs && <span className="sr-only"> {words.firstDifference}</span>}
        </span>
      )}
    </td>
  );
}

/** Members have their colours in the table of members, where there is one. */
function Legend({ round, hasExpected }: { round: Round; hasExpected: boolean }) {
  const members = round.record === undefined ? round.members.filter((member) => member >= 0) : [];
  return (
    <ul className="m-0 mb-1 flex list-none flex-wrap items-center gap-x-3 gap-y-1 p-0 text-xs text-text-muted">
      {members.map((member) => (
        <li key={member} className="flex items-center gap-1">
          <Swatch member={member} />
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
      {hasExpected && <li>{words.below}</li>}
    </ul>
  );
}

export function bytesGrid(round: Round, message: Message, expected?: readonly number[]): Grid {
  const rules = (offset: number) =>
    expected === undefined
      ? []
      : [offset < expected.length ? hexadecimal(expected[offset] ?? 0) : words.ended];
  const length = Math.max(message.length, expected?.length ?? 0);
  return {
    caption: words.grid,
    columns: expected === undefined ? words.columns : [...words.columns, recordWords.expected],
    rows: Array.from({ length }, (_, offset) => {
      const byte = message[offset];
      return byte === undefined
        ? [String(offset), words.unwrittenLabel, '', '', '', '', ...rules(offset)]
        : [
            String(offset),
            hexadecimal(byte.value),
            String(byte.value),
            character(byte.value),
            round.direction === 'marshal' ? words.member(byte.member) : words.arrived,
            formatCount(byte.event),
            ...rules(offset),
          ];
    }),
  };
}

function builtGrid(lines: readonly ByteLine[]): Grid {
  return {
    caption: recordWords.built,
    columns: recordWords.builtColumns,
    rows: lines.map(({ label, bytes }) => [
      label,
      formatCount(bytes.length),
      formatCount(bytes.filter((byte) => byte !== undefined).length),
      recordWords.row(bytes.map((byte) => byte?.value)),
    ]),
  };
}
