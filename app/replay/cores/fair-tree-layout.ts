/**
 * Where the nodes of a tree are drawn: in order from left to right, a column each, and by depth. Large trees are drawn down
 * to some depth, and all the way to the leftmost node.
 *
 *                  3             column of a node: how many of those that are drawn stand left of it
 *              1       5
 *            0   2   4   6 ···   below a node whose children are not drawn: how many they are
 */
import type { Entry } from './fair-tree-model';
import type { TreeNode } from './red-black-tree';

export interface PlacedNode {
  readonly entry: Entry;
  readonly isRed: boolean;
  readonly depth: number;
  readonly column: number;
  readonly parent: PlacedNode | undefined;
  /** Of all nodes the leftmost. */
  readonly isFirst: boolean;
  /** Nodes below it that are not drawn. */
  readonly hidden: number;
}

/** @param most levels that are drawn whole. @returns the nodes from left to right. */
export function layOut(root: TreeNode<Entry> | undefined, most: number): readonly PlacedNode[] {
  const nodes: PlacedNode[] = [];
  const walk = (
    node: TreeNode<Entry> | undefined,
    depth: number,
    parent: PlacedNode | undefined,
    isOnEdge: boolean,
  ) => {
    if (node === undefined) return;
    const placed = {
      ...{ entry: node.key, isRed: node.isRed, depth, parent, column: 0, hidden: 0 },
      isFirst: isOnEdge && node.left === undefined,
    };
    const isLast = depth + 1 >= most;
    if (!isLast || isOnEdge) walk(node.left, depth + 1, placed, isOnEdge);
    else placed.hidden += sizeOf(node.left);
    placed.column = nodes.length;
    nodes.push(placed);
    if (isLast) placed.hidden += sizeOf(node.right);
    else walk(node.right, depth + 1, placed, false);
  };
  walk(root, 0, undefined, true);
  return nodes;
}

function sizeOf(node: TreeNode<Entry> | undefined): number {
  return node === undefined ? 0 : 1 + sizeOf(node.left) + sizeOf(node.right);
}
