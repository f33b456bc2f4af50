import { expect, test } from 'vitest';
import { Random } from '../../../simulator/engine/random';
import { RedBlackTree, type TreeNode } from './red-black-tree';

/** @returns its black nodes on every way down. @throws when it is no red-black tree. */
function blackHeight(node: TreeNode<number> | undefined): number {
  if (node === undefined) return 1;
  for (const child of [node.left, node.right])
    if (node.isRed && child?.isRed) throw new Error(`${node.key} and ${child.key} are both red`);
  const [left, right] = [blackHeight(node.left), blackHeight(node.right)];
  if (left !== right) throw new Error(`${left} and ${right} black nodes below ${node.key}`);
  return left + (node.isRed ? 0 : 1);
}

function inOrder(node: TreeNode<number> | undefined): number[] {
  return node === undefined ? [] : [...inOrder(node.left), node.key, ...inOrder(node.right)];
}

/** `2(1 3r)`: an `r` behind what is red. */
function drawn(node: TreeNode<number> | undefined): string {
  if (node === undefined) return '-';
  const below = (node.left ?? node.right) ? `(${drawn(node.left)} ${drawn(node.right)})` : '';
  return `${node.key}${node.isRed ? 'r' : ''}${below}`;
}

test('stays a red-black tree in order, whatever is added and removed', () => {
  const random = new Random('tree');
  for (let round = 0; round < 12; round++) {
    const tree = new RedBlackTree<number>((one, other) => one - other);
    const keys = new Set<number>();
    for (let step = 0; step < 60; step++) {
      const key = random.below(40);
      if (keys.has(key)) expect(tree.remove(key)).toBe(true);
      else tree.add(key);
      if (!keys.delete(key)) keys.add(key);
      expect(tree.root?.isRed ?? false).toBe(false);
      blackHeight(tree.root);
      expect(inOrder(tree.root)).toEqual([...keys].sort((one, other) => one - other));
    }
    expect(tree.remove(99)).toBe(false);
  }
});

test('has the shape of the textbook: Cormen et al., exercises 13.3-2 and 13.4-3', () => {
  const tree = new RedBlackTree<number>((one, other) => one - other);
  for (const key of [41, 38, 31, 12, 19, 8]) tree.add(key);
  const shapes = [drawn(tree.root)];
  for (const key of [8, 12, 19, 31, 38, 41]) {
    tree.remove(key);
    shapes.push(drawn(tree.root));
  }
  expect(shapes).toEqual([
    '38(19r(12(8r -) 31) 41)',
    '38(19r(12 31) 41)',
    '38(19(- 31r) 41)',
    '38(31 41)',
    '38(- 41r)',
    '41',
    '-',
  ]);
});
