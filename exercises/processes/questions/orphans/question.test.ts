/** The tree of processes: who adopts whom, and that every process is reaped once. */
import { describe, expect, it } from 'vitest';
import { ProcessTree } from './question';

/** init ─ 2 ─ 3 ─ { 4, 5 } */
function chain(): ProcessTree {
  const tree = new ProcessTree();
  tree.fork(1, 2);
  tree.fork(2, 3);
  tree.fork(3, 4);
  tree.fork(3, 5);
  return tree;
}

describe('the orphans question', () => {
  it('gives orphans to init, not to the grandparent, and keeps the zombie for its parent', () => {
    const tree = chain();
    expect(tree.exit(4)).toEqual({ adopted: [], reaped: [] });
    expect(tree.exit(3)).toEqual({ adopted: [4, 5], reaped: [4] });
    expect(tree.member(5).parent).toBe(1);
    expect(tree.member(3)).toMatchObject({ parent: 2, state: 'zombie' });
    expect(tree.wait(2).reaped).toEqual([3]);
  });

  it('lets wait take the zombie that exited first, whatever its number', () => {
    const tree = chain();
    tree.exit(5);
    tree.exit(4);
    expect(tree.wait(3).reaped).toEqual([5]);
    expect(tree.wait(3).reaped).toEqual([4]);
    expect(() => tree.wait(3)).toThrow('process 3 has no zombie');
  });

  it('reaps every process once when all exit, in any order', () => {
    for (const order of [
      [2, 3, 4, 5],
      [5, 4, 3, 2],
      [3, 5, 2, 4],
    ]) {
      const tree = chain();
      const reaped = order.flatMap((number) => tree.exit(number).reaped);
      expect(reaped.toSorted()).toEqual([2, 3, 4, 5]);
      expect(tree.reapedByInit).toBe(4);
    }
  });
});
