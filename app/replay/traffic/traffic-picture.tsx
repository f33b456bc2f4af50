'use client';
/**
 * Traffic as it went: a line for each that asks, over the time of the last transactions; where they take no time, one
 * beside the other. Grey is waiting for a turn, then comes the transaction in the colour of its kind, with what it is
 * about written in it where that fits.
 */
import { useRef } from 'react';
import { GridTable } from '../../question-parts/grid-table';
import { useElementWidth } from '../element-width';
import { seriesBackground, seriesEdge } from '../series-color';
import { type Traffic, type Transaction, takesTime, total, trafficGrids } from './traffic-model';
import { trafficWords as words } from './traffic-words';

const ROW_PIXELS = 26;
const BAR_PIXELS = 20;
const LABEL_PIXELS = 76;
const CHARACTER_PIXELS = 7;
/** A transaction has so much room in the mean. */
const ROOM_PIXELS = { timed: 46, untimed: 64 } as const;
const LEAST_SHOWN = 4;

interface Placed {
  readonly transaction: Transaction;
  /** In the unit of the axis. */
  readonly asked: number;
  readonly began: number | undefined;
  readonly ended: number | undefined;
}

export function TrafficPicture({ title, traffic, time }: { title: string; traffic: Traffic; time: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useElementWidth(frame);
  const { last, kinds, senders, unit, now, here } = traffic;
  const timed = takesTime(last);
  const chart = Math.max(80, width - LABEL_PIXELS - 2);
  const most = Math.max(LEAST_SHOWN, Math.floor(chart / ROOM_PIXELS[timed ? 'timed' : 'untimed']));
  const shown = last.slice(-most);
  const placed = shown.map((transaction, place) => placedAt(transaction, place, timed));
  const from = Math.min(...placed.map(({ asked }) => asked));
  const end = Math.max(...placed.map(({ asked, ended }) => ended ?? asked + 1), timed ? now : most);
  const x = (at: number) => LABEL_PIXELS + (chart * (at - from)) / Math.max(1, end - from);
  const { count, moved, waited } = total(traffic);
  const [sums] = trafficGrids(title, traffic, time);
  return (
    <div ref={frame} className="min-w-0">
      <p className="m-0 mb-1 text-text">
        {count[0] === 0
          ? words.none
          : words.soFar(
              count[0],
              unit === undefined ? '' : words.moved(moved, unit),
              timed ? words.waitedSoFar(waited, time) : '',
            )}
      </p>
      <svg
        width="100%"
        height={senders.length * ROW_PIXELS + 4}
        role="img"
        aria-label={words.picture(title)}
        className="block overflow-hidden border-y border-border bg-surface-raised"
      >
        {senders.map((by, row) => (
          <g key={by}>
            <line
              x1={LABEL_PIXELS}
              x2={LABEL_PIXELS + chart}
              y1={row * ROW_PIXELS + ROW_PIXELS + 1.5}
              y2={row * ROW_PIXELS + ROW_PIXELS + 1.5}
              stroke="var(--border)"
            />
            <text
              x={4}
              y={row * ROW_PIXELS + ROW_PIXELS / 2 + 2}
              dominantBaseline="central"
              fontSize="12"
              fill="var(--text-muted)"
            >
              {traffic.name(by)}
            </text>
          </g>
        ))}
        {placed.map((each) => (
          <Bar
            key={each.transaction.number}
            placed={each}
            traffic={traffic}
            x={x}
            open={timed ? now : each.asked + 1}
            isHere={each.transaction.number === here}
          />
        ))}
        {timed && placed.length > 0 && (
          <line
            x1={x(now)}
            x2={x(now)}
            y1={0}
            y2={senders.length * ROW_PIXELS + 4}
            stroke="var(--accent)"
            strokeWidth="2"
          />
        )}
      </svg>
      <ul className="m-0 mt-1 flex list-none flex-wrap gap-x-3 gap-y-1 p-0 text-xs text-text-muted">
        {timed && (
          <li className="flex items-center gap-1">
            <span aria-hidden="true" className="h-1.5 w-3" style={{ background: 'var(--blocked)' }} />
            {words.waiting}
          </li>
        )}
        {kinds.map((kind, number) =>
          [...traffic.sums.values()].some((sum) => (sum.count[number] ?? 0) > 0) ? (
            <li key={kind} className="flex items-center gap-1">
              <span
                aria-hidden="true"
                className="h-3 w-3"
                style={{
                  background: seriesBackground(number),
                  boxShadow: `inset 0 -3px 0 ${seriesEdge(number)}`,
                }}
              />
              {kind}
            </li>
          ) : null,
        )}
      </ul>
      {sums !== undefined && (
        <div className="mt-2">
          <GridTable grid={sums} />
        </div>
      )}
    </div>
  );
}

/** Where they take no time, one has a place beside the other. */
function placedAt(transaction: Transaction, place: number, timed: boolean): Placed {
  const { asked, began, ended } = transaction;
  return timed
    ? { transaction, asked, began, ended }
    : { transaction, asked: place, began: place, ended: place + 1 };
}

function Bar(props: {
  placed: Placed;
  traffic: Traffic;
  x(at: number): number;
  /** Up to where one is drawn that is not over. */
  open: number;
  isHere: boolean;
}) {
  const { placed, traffic, x, isHere } = props;
  const { transaction, asked, began, ended } = placed;
  const row = traffic.senders.indexOf(transaction.by);
  if (row < 0) return null;
  const top = row * ROW_PIXELS + (ROW_PIXELS - BAR_PIXELS) / 2 + 1;
  const waitsUntil = began ?? Math.max(asked, props.open);
  const endsAt = began === undefined ? undefined : (ended ?? Math.max(began, props.open));
  const kind = traffic.kinds[transaction.kind] ?? '';
  const left = x(waitsUntil);
  const wide = endsAt === undefined ? 0 : Math.max(2, x(endsAt) - left - 1);
  const label = [transaction.text, kind].find(
    (text) => text !== '' && text.length * CHARACTER_PIXELS + 6 <= wide,
  );
  return (
    <g>
      <title>{words.one(traffic.name(transaction.by), kind, transaction.text)}</title>
      {waitsUntil > asked && (
        <rect
          x={x(asked)}
          y={top + BAR_PIXELS - 7}
          width={Math.max(1, left - x(asked))}
          height={6}
          fill="var(--blocked)"
        />
      )}
      {endsAt !== undefined && (
        <>
          <rect
            x={left}
            y={top}
            width={wide}
            height={BAR_PIXELS}
            style={{ fill: seriesBackground(transaction.kind) }}
          />
          <rect
            x={left}
            y={top + BAR_PIXELS - 3}
            width={wide}
            height={3}
            style={{ fill: seriesEdge(transaction.kind) }}
          />
        </>
      )}
      {isHere && (
        <rect
          x={x(asked) + 1}
          y={top}
          width={Math.max(4, left + wide - x(asked) - 2)}
          height={BAR_PIXELS}
          fill="none"
          stroke="var(--text)"
          strokeWidth="2"
        />
      )}
      {label !== undefined && (
        <text
          x={left + wide / 2}
          y={top + BAR_PIXELS / 2 - 1}
          textAnchor="middle"
          dominantBaseline="central"
          fontSize="11"
          fill="var(--text)"
        >
          {label}
        </text>
      )}
    </g>
  );
}
