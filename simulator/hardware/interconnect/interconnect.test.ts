/** Row 121: a bus has one access in flight, an interconnect one a memory; conflicts and waiting are exact. */
import { describe, expect, test } from 'vitest';
import { Interconnect } from './interconnect';

/** Four accesses of 10 cycles made at cycle 0 to the memories given. @returns grants, conflicts, cycles waited. */
function run(kind: 'bus' | 'interconnect', memories: readonly number[]) {
  const path = new Interconnect(kind, 4);
  const grants = memories.map((memory) => path.acquire(memory, 0, 10));
  return [grants, path.conflicts, path.waitCycles];
}

describe('interconnect', () => {
  test('different memories', () => {
    expect(run('bus', [0, 1, 2, 3])).toEqual([[0, 10, 20, 30], 3, 60]);
    expect(run('interconnect', [0, 1, 2, 3])).toEqual([[0, 0, 0, 0], 0, 0]);
  });

  test('the same memory', () => {
    expect(run('bus', [2, 2, 2, 2])).toEqual([[0, 10, 20, 30], 3, 60]);
    expect(run('interconnect', [2, 2, 0, 2])).toEqual([[0, 10, 0, 20], 2, 30]);
  });

  test('an access that comes when the path is free again does not wait', () => {
    const path = new Interconnect('bus', 1);
    path.acquire(0, 0, 10);
    expect(path.acquire(0, 10, 10)).toBe(10);
    expect(path.conflicts).toBe(0);
  });

  test('a restored one grants as the saved one', () => {
    const path = new Interconnect('interconnect', 2);
    path.acquire(1, 5, 10);
    const other = new Interconnect('interconnect', 2);
    other.restore(path.save());
    expect(other.acquire(1, 6, 10)).toBe(path.acquire(1, 6, 10));
    expect(other.save()).toEqual(path.save());
  });
});
