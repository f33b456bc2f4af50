/**
 * Waiting threads as a red-black tree in arrays, the first of them kept at hand: it is looked at in one step, and a
 * thread is added or taken out in at most about 2 log2(n + 1) steps down and as many up.
 *
 *      every node is red or black; the root is black; no red node has a red child;
 *      every way from the root down meets as many black nodes
 *
 * Source: Cormen et al., Introduction to Algorithms, 4th ed., chapter 13. Nodes are threads; the place behind the last
 * one stands for "none", which is black.
 */
export class ReadyTree {
  /** How many wait. */
  length = 0;
  /** The one that goes before all others; -1 when none waits. */
  first = -1;
  private readonly none: number;
  private root: number;
  private readonly left: Int32Array;
  private readonly right: Int32Array;
  private readonly parent: Int32Array;
  private readonly red: Uint8Array;

  /** @param before whether thread `a` goes before thread `b`: a total order, which may not change for two that wait. */
  constructor(
    maxThreads: number,
    private readonly before: (a: number, b: number) => boolean,
  ) {
    this.none = maxThreads;
    this.root = maxThreads;
    this.left = new Int32Array(maxThreads + 1).fill(maxThreads);
    this.right = new Int32Array(maxThreads + 1).fill(maxThreads);
    this.parent = new Int32Array(maxThreads + 1).fill(maxThreads);
    this.red = new Uint8Array(maxThreads + 1);
  }

  add(thread: number): void {
    const { left, right, none } = this;
    let above = none;
    let isFirst = true;
    let isLeft = false;
    for (let node = this.root; node !== none; node = isLeft ? left[node] : right[node]) {
      above = node;
      isLeft = this.before(thread, node);
      if (!isLeft) isFirst = false;
    }
    this.parent[thread] = above;
    left[thread] = none;
    right[thread] = none;
    this.red[thread] = 1;
    if (above === none) this.root = thread;
    else if (isLeft) left[above] = thread;
    else right[above] = thread;
    if (isFirst) this.first = thread;
    this.length++;
    this.mendAdded(thread);
  }

  /** @returns the first, no longer in the tree; -1 when none waits. */
  takeFirst(): number {
    const { first, none, parent, left, right } = this;
    if (first < 0) return -1;
    // The first has no left child: its right one, or none, takes its place.
    const child = right[first];
    const above = parent[first];
    let next = child;
    if (next === none) next = above;
    else while (left[next] !== none) next = left[next];
    this.replace(first, child);
    if (this.red[first] === 0) this.mendRemoved(child);
    this.first = next === none ? -1 : next;
    this.length--;
    return first;
  }

  /** Nodes on the longest way from the root down. */
  depth(node = this.root): number {
    return node === this.none ? 0 : 1 + Math.max(this.depth(this.left[node]), this.depth(this.right[node]));
  }

  private replace(node: number, by: number): void {
    const above = this.parent[node];
    if (above === this.none) this.root = by;
    else if (this.left[above] === node) this.left[above] = by;
    else this.right[above] = by;
    this.parent[by] = above; // of "none" too, for as long as the mending goes on
  }

  /** `node` goes down on its `down` side, and its child on the other side comes up. */
  private rotate(node: number, down: Int32Array, up: Int32Array): void {
    const child = up[node];
    const inner = down[child];
    up[node] = inner;
    if (inner !== this.none) this.parent[inner] = node;
    this.replace(node, child);
    down[child] = node;
    this.parent[node] = child;
  }

  /** `node` is red, and may have a red parent. */
  private mendAdded(added: number): void {
    const { left, right, parent, red } = this;
    let node = added;
    while (red[parent[node]] === 1) {
      const above = parent[node];
      const top = parent[above];
      const [near, far] = above === left[top] ? [left, right] : [right, left];
      const uncle = far[top];
      if (red[uncle] === 1) {
        red[above] = 0;
        red[uncle] = 0;
        red[top] = 1;
        node = top;
        continue;
      }
      if (node === far[above]) {
        node = above;
        this.rotate(node, near, far);
      }
      red[parent[node]] = 0;
      red[parent[parent[node]]] = 1;
      this.rotate(parent[parent[node]], far, near);
    }
    red[this.root] = 0;
  }

  /** A black node is gone above `node`: its side has one black too few. */
  private mendRemoved(at: number): void {
    const { left, right, parent, red } = this;
    let node = at;
    while (node !== this.root && red[node] === 0) {
      const above = parent[node];
      const [near, far] = node === left[above] ? [left, right] : [right, left];
      let sibling = far[above];
      if (red[sibling] === 1) {
        red[sibling] = 0;
        red[above] = 1;
        this.rotate(above, near, far);
        sibling = far[above];
      }
      if (red[near[sibling]] === 0 && red[far[sibling]] === 0) {
        red[sibling] = 1;
        node = above;
        continue;
      }
      if (red[far[sibling]] === 0) {
        red[near[sibling]] = 0;
        red[sibling] = 1;
        this.rotate(sibling, far, near);
        sibling = far[above];
      }
      red[sibling] = red[above];
      red[above] = 0;
      red[far[sibling]] = 0;
      this.rotate(above, near, far);
      break;
    }
    red[node] = 0;
  }
}
