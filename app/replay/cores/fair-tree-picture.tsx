/** The tree of completely fair scheduling: a node a thread, with its virtual runtime and colour; the leftmost is marked. */
import { formatCount } from '../replay-words';
import { coresWords as words } from './cores-words';
import type { PlacedNode } from './fair-tree-layout';

const BOX_HEIGHT = 50;
const LEVEL_HEIGHT = 72;
const DIGIT_PIXELS = 7;
/** Left of the leftmost node, for the word that marks it. */
const MARGIN = 46;
const EDGE = 4;
/** Below the last level, for how many nodes are not drawn. */
const FOOT = 16;

export function treeHeight(levels: number): number {
  return levels * LEVEL_HEIGHT - (LEVEL_HEIGHT - BOX_HEIGHT) + EDGE + FOOT;
}

/** @param came the node of this thread is what the event is about. */
export function FairTreePicture({ nodes, came }: { nodes: readonly PlacedNode[]; came: number | undefined }) {
  const longest = Math.max(6, ...nodes.map(({ entry }) => formatCount(entry.runtime).length));
  const boxWidth = longest * DIGIT_PIXELS + 10;
  // Neighbours stand on different levels, so a column may be half as wide as a node.
  const columnWidth = boxWidth / 2 + 6;
  const left = ({ column }: PlacedNode) => MARGIN + column * columnWidth;
  const top = ({ depth }: PlacedNode) => EDGE + depth * LEVEL_HEIGHT;
  const middle = (node: PlacedNode) => left(node) + boxWidth / 2;
  const inSight = nodes.find(({ entry }) => entry.thread === came) ?? nodes.find(({ isFirst }) => isFirst);
  return (
    <svg
      role="img"
      aria-label={words.treeLabel(nodes, came)}
      width={MARGIN + Math.max(0, nodes.length - 1) * columnWidth + boxWidth + EDGE}
      height={treeHeight(Math.max(...nodes.map(({ depth }) => depth + 1)))}
      className="block tabular-nums"
    >
      {nodes.map((node) =>
        node.parent === undefined ? null : (
          <line
            key={node.entry.thread}
            x1={middle(node.parent)}
            y1={top(node.parent) + BOX_HEIGHT / 2}
            x2={middle(node)}
            y2={top(node) + BOX_HEIGHT / 2}
            stroke="var(--border-strong)"
            strokeWidth="1.5"
          />
        ),
      )}
      {nodes.map((node) => (
        <g key={node.entry.thread} transform={`translate(${left(node)} ${top(node)})`}>
          <rect
            width={boxWidth}
            height={BOX_HEIGHT}
            rx="3"
            fill={node.isRed ? 'var(--tree-red)' : 'var(--tree-black)'}
            stroke="var(--border-strong)"
          />
          {node.entry.thread === came && (
            <rect
              x="-2.5"
              y="-2.5"
              width={boxWidth + 5}
              height={BOX_HEIGHT + 5}
              rx="4"
              fill="none"
              stroke="var(--text)"
              strokeWidth="2"
            />
          )}
          {/* What the box keeps in sight. */}
          {node === inSight && <g data-here="" />}
          <g fill="var(--tree-text)" textAnchor="middle" fontSize="12">
            <text x={boxWidth / 2} y="15" fontWeight="600">
              {words.shortThread(node.entry.thread)}
            </text>
            <text x={boxWidth / 2} y="30">
              {formatCount(node.entry.runtime)}
            </text>
            <text x={boxWidth / 2} y="44" fontSize="11">
              {words.treeColor(node.isRed)}
            </text>
          </g>
          {node.isFirst && (
            <text x="-6" y="30" fontSize="12" fontWeight="600" textAnchor="end" fill="var(--text)">
              {words.leftmost}
            </text>
          )}
          {node.hidden > 0 && (
            <text
              x={boxWidth / 2}
              y={BOX_HEIGHT + 13}
              fontSize="11"
              textAnchor="middle"
              fill="var(--text-muted)"
            >
              {words.hiddenShort(node.hidden)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
