/**
 * A tree of a described picture, and its nodes in the order in which they are drawn: every node once, each under its
 * parent. A trace may tell anything: who stands in a circle of parents is drawn on his own, and marked.
 */

import type { TreeEffect, TreePart } from '../../../exercises/picture-description';
import type { Grid } from '../../../exercises/question-definition';
import { describedWords as words } from './described-words';
import { freshState, type PartState, type Reading } from './reading';

export interface TreeNode {
  /** Negative: none. */
  parent: number;
  state: string;
  text: string;
}

export interface TreeState extends PartState {
  /** In the order of their appearance. */
  readonly nodes: Map<number, TreeNode>;
}

export function startTree(): TreeState {
  return { ...freshState(), nodes: new Map() };
}

export function applyToTree(state: TreeState, part: TreePart, effect: TreeEffect, reading: Reading): void {
  const number = reading.number(effect.node);
  if (number === undefined) return;
  if (effect.remove) {
    state.nodes.delete(number);
    return;
  }
  const node = state.nodes.get(number) ?? { parent: -1, state: '', text: '' };
  state.nodes.set(number, node);
  state.touched.add(String(number));
  node.parent = reading.number(effect.parent) ?? node.parent;
  node.state = reading.choice(effect.state, Object.keys(part.states ?? {}), state, words.state) ?? node.state;
  node.text = reading.text(effect.text) ?? node.text;
}

export interface TreeRow {
  readonly number: number;
  readonly node: TreeNode;
  readonly depth: number;
  /** For each depth before its own whether a line goes on to a later sibling; the last: to its own. */
  readonly lines: readonly boolean[];
  /** Its parent is gone (`orphan`), or is its own descendant (`circle`). */
  readonly odd?: 'orphan' | 'circle';
}

/** @param most so many rows at most. */
export function treeRows({ nodes }: TreeState, most: number): readonly TreeRow[] {
  const children = new Map<number, number[]>();
  const roots: number[] = [];
  for (const [number, { parent }] of nodes) {
    if (parent < 0 || !nodes.has(parent)) roots.push(number);
    else {
      const siblings = children.get(parent);
      if (siblings === undefined) children.set(parent, [number]);
      else siblings.push(number);
    }
  }
  const rows: TreeRow[] = [];
  const seen = new Set<number>();
  const walk = (root: number, circle: boolean) => {
    const open: { readonly number: number; readonly lines: readonly boolean[] }[] = [
      { number: root, lines: [] },
    ];
    for (let next = open.pop(); next !== undefined && rows.length < most; next = open.pop()) {
      const { number, lines } = next;
      const node = nodes.get(number);
      if (node === undefined || seen.has(number)) continue;
      seen.add(number);
      const orphan = lines.length === 0 && node.parent >= 0;
      rows.push({
        number,
        node,
        depth: lines.length,
        lines,
        ...(orphan && { odd: circle ? ('circle' as const) : ('orphan' as const) }),
      });
      const below = (children.get(number) ?? []).filter((child) => !seen.has(child));
      for (let i = below.length - 1; i >= 0; i--)
        open.push({ number: below[i], lines: [...lines, i < below.length - 1] });
    }
  };
  for (const root of roots) walk(root, false);
  // Whoever is left stands in a circle, or below one.
  for (const number of nodes.keys()) if (!seen.has(number)) walk(number, true);
  return rows;
}

export function treeGrid(part: TreePart, rows: readonly TreeRow[]): Grid {
  return {
    caption: part.title,
    columns: [part.noun ?? words.node, words.parent, words.state, words.detail],
    rows: rows.map(({ number, node, odd }) => [
      String(number),
      node.parent < 0 ? words.none : `${node.parent}${odd === undefined ? '' : ` (${words.odd[odd]})`}`,
      node.state,
      node.text,
    ]),
  };
}
