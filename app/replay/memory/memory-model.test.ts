import { describe, expect, test } from 'vitest';
import { EVENTS } from '../../../exercises/memory/buddy-allocator/simulation';
import { Trace } from '../../../simulator/engine/trace';
import { blocksAt, memoryModel, overlapping, piecesOf, rowBytesOf, totals } from './memory-model';

const kind = (name: keyof typeof EVENTS.index) => EVENTS.index[name];

function run(): Trace {
  const trace = new Trace(EVENTS.kinds);
  trace.record(0, kind('arena'), 4096, 1024, 32, 1);
  trace.record(1, kind('allocate'), 4096, 100, 128, 2);
  trace.record(2, kind('allocate'), 4224, 32, 32, 2);
  trace.record(3, kind('refused'), 5000, -1, 2);
  trace.record(4, kind('free'), 4096, 2);
  trace.record(5, kind('out-of-memory'), 4000, 2);
  return trace;
}

describe('memoryModel', () => {
  const model = memoryModel(run(), {});
  const at = (index: number) => blocksAt(model, index).map(({ address, bytes }) => [address, bytes]);

  test('blocks live from the event that allocated them to the one that freed them', () => {
    expect(at(0)).toEqual([]);
    expect(at(1)).toEqual([[4096, 128]]);
    expect(at(3)).toEqual([
      [4096, 128],
      [4224, 32],
    ]);
    expect(at(4)).toEqual([[4224, 32]]);
    expect(at(5)).toEqual([[4224, 32]]);
  });

  test('no block outlives a start of the machine', () => {
    const trace = run();
    trace.record(6, kind('arena'), 4096, 1024, 32, 1);
    const restarted = memoryModel(trace, {});
    expect(blocksAt(restarted, 5)).toHaveLength(1);
    expect(blocksAt(restarted, 6)).toEqual([]);
  });

  test('totals count what was asked for, waste, free bytes and the longest free stretch', () => {
    expect(totals(model, blocksAt(model, 3))).toEqual({
      askedBytes: 132,
      wasteBytes: 28,
      freeBytes: 864,
      largestFreeBytes: 864,
    });
    expect(totals(model, blocksAt(model, 4))).toMatchObject({ freeBytes: 992, largestFreeBytes: 864 });
  });

  test('blocks that share a byte are found, also when one hides in another', () => {
    const trace = new Trace(EVENTS.kinds);
    trace.record(0, kind('arena'), 0, 1024, 32, 1);
    trace.record(1, kind('allocate'), 0, 256, 256, 1);
    trace.record(2, kind('allocate'), 32, 32, 32, 1);
    trace.record(3, kind('allocate'), 128, 32, 32, 1);
    trace.record(4, kind('allocate'), 512, 32, 32, 1);
    const blocks = blocksAt(memoryModel(trace, {}), 4);
    expect([...overlapping(blocks)].map(({ address }) => address).sort((a, b) => a - b)).toEqual([
      0, 32, 128,
    ]);
  });
});

describe('the map', () => {
  const model = memoryModel(run(), {});

  test('has at most 16 rows of a power of two of smallest blocks', () => {
    for (const bytes of [32, 64, 1024, 65_536, 1 << 20]) {
      const each = { ...model, bytes };
      const rowBytes = rowBytesOf(each);
      expect(bytes / rowBytes).toBeLessThanOrEqual(16);
      expect(bytes % rowBytes).toBe(0);
    }
  });

  test('cuts a block at the ends of rows, and what is outside the arena', () => {
    expect(piecesOf(model, 256, 4096 + 200, 100)).toEqual([
      { row: 0, from: 200, to: 256 },
      { row: 1, from: 0, to: 44 },
    ]);
    expect(piecesOf(model, 256, 4096 + 1000, 100)).toEqual([{ row: 3, from: 232, to: 256 }]);
    expect(piecesOf(model, 256, 0, 100)).toEqual([]);
    expect(piecesOf(model, 256, 4096, -5)).toEqual([]);
  });
});
