/** A tree, one node a line under its parent, with its state by colour and by word. */
import type { TreePart } from '../../../exercises/picture-description';
import { LegendEntry } from '../timeline/timeline';
import { describedWords as words } from './described-words';
import { lookOf } from './lanes-picture';
import { nameOf } from './reading';
import { HERE, Now } from './touched';
import type { TreeRow, TreeState } from './tree-model';

/** Deeper ones are not moved in any further. */
const MOST_INDENTS = 10;
const INDENT_REM = 1.1;

export function TreePicture(props: { part: TreePart; state: TreeState; rows: readonly TreeRow[] }) {
  const { part, state, rows } = props;
  if (rows.length === 0) return <p className="m-0 text-text-muted">{words.nothing}</p>;
  return (
    <ul className="m-0 list-none p-0">
      {rows.map(({ number, node, depth, lines, odd }) => {
        const touched = state.touched.has(String(number));
        const color = part.states?.[node.state];
        const shown = lines.slice(Math.max(0, depth - MOST_INDENTS));
        return (
          <li key={number} className="flex min-w-0 items-stretch">
            {shown.map((goesOn, level) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its depth
              <Line key={level} own={level === shown.length - 1} goesOn={goesOn} />
            ))}
            <span className="min-w-0 py-0.5">
              <span
                className="flex min-w-0 flex-wrap items-center gap-x-2 rounded-xs border border-border-strong bg-surface-raised px-1.5 py-0.5"
                style={touched ? HERE : undefined}
              >
                <span className="font-medium text-text">{nameOf(part, number)}</span>
                {node.state !== '' && color !== undefined && (
                  <ul className="m-0 list-none p-0 text-text-muted">
                    <LegendEntry look={lookOf(color)} name={node.state} />
                  </ul>
                )}
                {node.text !== '' && <span className="text-text-muted wrap-anywhere">{node.text}</span>}
                {odd !== undefined && (
                  <span className={odd === 'orphan' ? 'text-text-muted' : 'text-bad'}>{words.odd[odd]}</span>
                )}
                {depth > MOST_INDENTS && <span className="text-text-muted">{words.depth(depth)}</span>}
                {touched && <Now />}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** One step of indentation: a line to a later sibling goes on downwards, the own one turns to the node. */
function Line({ own, goesOn }: { own: boolean; goesOn: boolean }) {
  return (
    <span aria-hidden="true" className="relative shrink-0" style={{ width: `${INDENT_REM}rem` }}>
      {(own || goesOn) && (
        <span
          className="absolute left-2 top-0 border-l border-border-strong"
          style={{ height: goesOn ? '100%' : '50%' }}
        />
      )}
      {own && <span className="absolute left-2 top-1/2 right-0 border-t border-border-strong" />}
    </span>
  );
}
