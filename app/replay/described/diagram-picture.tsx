/** A state diagram: the way taken last is lit, and in each state stands who is in it. What leads along a way is in the tables. */
import type { DiagramPart } from '../../../exercises/picture-description';
import { describedWords as words } from './described-words';
import { type DiagramState, diagramTitle, lastMove, moveText, standing, type Way } from './diagram-model';

const [WIDTH, HEIGHT] = [360, 216];
const NODE_HEIGHT = 44;
const NODE_WIDTHS = { least: 104, most: 150 } as const;
const CHARACTER_PIXELS = 7;
/** Both ways between two states are drawn so far apart. */
const APART = 14;
const HEAD = 7;

interface Point {
  readonly x: number;
  readonly y: number;
}

export function DiagramPicture({ part, state }: { part: DiagramPart; state: DiagramState }) {
  const longest = Math.max(...part.names.map((name) => name.length)) * CHARACTER_PIXELS + 12;
  const nodeWidth = Math.min(NODE_WIDTHS.most, Math.max(NODE_WIDTHS.least, longest));
  const places = part.names.map((_, number) => placeOf(number, part.names.length, nodeWidth));
  const here = standing(state, part);
  const move = lastMove(state);
  const ways = [...state.ways.values()].filter(({ from, to }) => from !== to);
  const isLit = ({ from, to }: Way) => move?.from === from && move.to === to;
  return (
    <div className="w-full max-w-md min-w-64">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width="100%"
        role="img"
        aria-label={`${diagramTitle(part, state)}: ${words.inStates(part.names, here)}`}
        className="block"
      >
        {ways
          .toSorted((first, second) => Number(isLit(first)) - Number(isLit(second)))
          .map((way) => (
            <Arrow
              key={`${way.from}/${way.to}`}
              from={places[way.from] as Point}
              to={places[way.to] as Point}
              nodeWidth={nodeWidth}
              tone={isLit(way) ? (state.isMoving ? 'here' : 'lit') : 'plain'}
            />
          ))}
        {part.names.map((name, number) => {
          const { x, y } = places[number] as Point;
          const isTarget = move?.to === number;
          const stands = here[number] ?? '';
          return (
            <g key={name}>
              <rect
                x={x - nodeWidth / 2}
                y={y - NODE_HEIGHT / 2}
                width={nodeWidth}
                height={NODE_HEIGHT}
                rx={8}
                fill={stands === '' ? 'var(--surface-raised)' : 'var(--surface-sunken)'}
                stroke={isTarget ? 'var(--accent)' : 'var(--border-strong)'}
                strokeWidth={isTarget && state.isMoving ? 3 : 1.5}
              />
              <text
                x={x}
                y={y - 8}
                textAnchor="middle"
                dominantBaseline="central"
                fontSize="13"
                fontWeight={stands === '' ? 400 : 600}
                fill="var(--text)"
              >
                {name}
              </text>
              <text
                x={x}
                y={y + 10}
                textAnchor="middle"
                dominantBaseline="central"
                fontSize="12"
                fill="var(--text-muted)"
              >
                {stands === '' ? '' : words.standHere(part.noun ?? words.lane, stands)}
              </text>
            </g>
          );
        })}
      </svg>
      {/* Always there, so that nothing moves while stepping. */}
      <p className="m-0 mt-1 min-h-5 text-text">{move !== undefined && moveText(part, move)}</p>
    </div>
  );
}

/** On an ellipse; four of them in the corners. */
function placeOf(number: number, count: number, nodeWidth: number): Point {
  const turn = number / count + (count === 4 ? -3 / 8 : -1 / 4);
  const stretch = count === 4 ? Math.SQRT2 : 1;
  const clamp = (value: number) => Math.max(-1, Math.min(1, value));
  return {
    x: WIDTH / 2 + clamp(Math.cos(2 * Math.PI * turn) * stretch) * (WIDTH / 2 - nodeWidth / 2 - 2),
    y: HEIGHT / 2 + clamp(Math.sin(2 * Math.PI * turn) * stretch) * (HEIGHT / 2 - NODE_HEIGHT / 2 - 3),
  };
}

const TONES = {
  plain: { stroke: 'var(--border-strong)', width: 1.25 },
  lit: { stroke: 'var(--accent)', width: 2 },
  here: { stroke: 'var(--accent)', width: 4 },
} as const;

function Arrow(props: { from: Point; to: Point; nodeWidth: number; tone: keyof typeof TONES }) {
  const { from, to, tone, nodeWidth } = props;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  const [ux, uy] = [dx / length, dy / length];
  const aside = { x: (-uy * APART) / 2, y: (ux * APART) / 2 };
  const start = edgeOf(from, ux, uy, aside, nodeWidth);
  const end = edgeOf(to, -ux, -uy, aside, nodeWidth);
  const { stroke, width } = TONES[tone];
  const head = HEAD + width;
  const base = { x: end.x - ux * head, y: end.y - uy * head };
  const wing = head / 2;
  return (
    <g>
      <line x1={start.x} y1={start.y} x2={base.x} y2={base.y} stroke={stroke} strokeWidth={width} />
      <path
        d={`M${end.x} ${end.y}L${base.x - uy * wing} ${base.y + ux * wing}L${base.x + uy * wing} ${base.y - ux * wing}z`}
        fill={stroke}
      />
    </g>
  );
}

/** Where a line that leaves the middle of a node in this direction, a little aside, comes out of it. */
function edgeOf(middle: Point, ux: number, uy: number, aside: Point, nodeWidth: number): Point {
  const [halfWidth, halfHeight] = [nodeWidth / 2 + 2, NODE_HEIGHT / 2 + 2];
  const alongX = ux === 0 ? Number.POSITIVE_INFINITY : (halfWidth - Math.sign(ux) * aside.x) / Math.abs(ux);
  const alongY = uy === 0 ? Number.POSITIVE_INFINITY : (halfHeight - Math.sign(uy) * aside.y) / Math.abs(uy);
  const along = Math.min(alongX, alongY);
  return { x: middle.x + aside.x + ux * along, y: middle.y + aside.y + uy * along };
}
