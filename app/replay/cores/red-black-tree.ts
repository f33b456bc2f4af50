/**
 * Keys in a red-black tree, as a textbook's pen and paper would have it after the same insertions and deletions.
 *
 *      every node is red or black; the root is black; no red node has a red child;
 *      every way from the root down meets as many black nodes
 *
 * Source: Cormen et al., Introduction to Algorithms, 4th ed., chapter 13. "None" is one black node, and may have a parent
 * while the tree is mended.
 */
export interface TreeNode<Key> {
  readonly key: Key;
  readonly isRed: boolean;
  readonly left: TreeNode<Key> | undefined;
  readonly right: TreeNode<Key> | undefined;
}

class Node<Key> {
  isRed = true;
  left: Node<Key>;
  right: Node<Key>;
  parent: Node<Key>;

  constructor(
    public key: Key,
    none: Node<Key> | undefined,
  ) {
    this.left = none ?? this;
    this.right = none ?? this;
    this.parent = none ?? this;
  }
}

type Side = 'left' | 'right';

export class RedBlackTree<Key> {
  private readonly none: Node<Key>;
  private top: Node<Key>;

  /** @param compare below 0: `one` stands left of `other`; 0: they are the same. */
  constructor(private readonly compare: (one: Key, other: Key) => number) {
    this.none = new Node(undefined as Key, undefined);
    this.none.isRed = false;
    this.top = this.none;
  }

  /** A copy, so that what it looks like now can be kept. */
  get root(): TreeNode<Key> | undefined {
    const copy = (node: Node<Key>): TreeNode<Key> | undefined =>
      node === this.none
        ? undefined
        : { key: node.key, isRed: node.isRed, left: copy(node.left), right: copy(node.right) };
    return copy(this.top);
  }

  /** The leftmost. */
  get first(): Key | undefined {
    let node = this.top;
    while (node.left !== this.none) node = node.left;
    return node.key;
  }

  add(key: Key): void {
    const { none } = this;
    const node = new Node(key, none);
    let above = none;
    for (let at = this.top; at !== none; at = this.compare(key, at.key) < 0 ? at.left : at.right) above = at;
    node.parent = above;
    if (above === none) this.top = node;
    else if (this.compare(key, above.key) < 0) above.left = node;
    else above.right = node;
    this.mendAdded(node);
  }

  /** @returns whether it was there. */
  remove(key: Key): boolean {
    const { none } = this;
    let node = this.top;
    for (let order = 1; node !== none; node = order < 0 ? node.left : node.right) {
      order = this.compare(key, node.key);
      if (order === 0) break;
    }
    if (node === none) return false;
    let goesBlack = !node.isRed;
    let child: Node<Key>;
    if (node.left === none || node.right === none) {
      child = node.left === none ? node.right : node.left;
      this.replace(node, child);
    } else {
      let next = node.right;
      while (next.left !== none) next = next.left;
      goesBlack = !next.isRed;
      child = next.right;
      if (next.parent === node) child.parent = next;
      else {
        this.replace(next, child);
        next.right = node.right;
        next.right.parent = next;
      }
      this.replace(node, next);
      next.left = node.left;
      next.left.parent = next;
      next.isRed = node.isRed;
    }
    if (goesBlack) this.mendRemoved(child);
    return true;
  }

  private replace(node: Node<Key>, by: Node<Key>): void {
    const above = node.parent;
    if (above === this.none) this.top = by;
    else if (above.left === node) above.left = by;
    else above.right = by;
    by.parent = above;
  }

  /** `node` goes down on this side, and its child on the other side comes up. */
  private rotate(node: Node<Key>, down: Side): void {
    const up = other(down);
    const child = node[up];
    node[up] = child[down];
    if (child[down] !== this.none) child[down].parent = node;
    this.replace(node, child);
    child[down] = node;
    node.parent = child;
  }

  private mendAdded(added: Node<Key>): void {
    let node = added;
    while (node.parent.isRed) {
      const above = node.parent;
      const near: Side = above === above.parent.left ? 'left' : 'right';
      const uncle = above.parent[other(near)];
      if (uncle.isRed) {
        above.isRed = false;
        uncle.isRed = false;
        above.parent.isRed = true;
        node = above.parent;
        continue;
      }
      if (node === above[other(near)]) {
        node = above;
        this.rotate(node, near);
      }
      node.parent.isRed = false;
      node.parent.parent.isRed = true;
      this.rotate(node.parent.parent, other(near));
    }
    this.top.isRed = false;
  }

  /** A black node is gone above `at`: its side has one too few. */
  private mendRemoved(at: Node<Key>): void {
    let node = at;
    while (node !== this.top && !node.isRed) {
      const above = node.parent;
      const near: Side = node === above.left ? 'left' : 'right';
      const far = other(near);
      if (above[far].isRed) {
        above[far].isRed = false;
        above.isRed = true;
        this.rotate(above, near);
      }
      const sibling = above[far];
      if (!sibling.left.isRed && !sibling.right.isRed) {
        sibling.isRed = true;
        node = above;
        continue;
      }
      if (!sibling[far].isRed) {
        sibling[near].isRed = false;
        sibling.isRed = true;
        this.rotate(sibling, far);
      }
      above[far].isRed = above.isRed;
      above.isRed = false;
      above[far][far].isRed = false;
      this.rotate(above, near);
      node = this.top;
    }
    node.isRed = false;
  }
}

function other(side: Side): Side {
  return side === 'left' ? 'right' : 'left';
}
