import { expect, test } from 'vitest';
import { EVENTS } from '../../../exercises/memory/buddy-allocator/simulation';
import { Trace } from '../../../simulator/engine/trace';
import { memoryModel } from './memory-model';
import { structureAt } from './structure-model';

const EVENT = EVENTS.index;
type Name = keyof typeof EVENT;

/** What the structure is after an event of a run that begins with an arena of 256 bytes at 1004, in blocks of 32 or more. */
function run(...events: readonly [Name, ...number[]][]) {
  const trace = new Trace(EVENTS.kinds);
  trace.record(0, EVENT.store, 600, 1);
  trace.record(0, EVENT.arena, 1004, 256, 32, 1);
  for (const [name, ...fields] of events) trace.record(trace.length, EVENT[name], ...fields);
  const model = memoryModel(trace, {});
  return (index: number) => {
    const structure = structureAt(model, trace, index);
    const offsets = structure.free.map((blocks) => blocks.map(({ offset }) => offset));
    return { ...structure, offsets };
  };
}

test('before the arena is ready nothing is free, then all of it, in one piece', () => {
  const at = run();
  expect(at(0)).toMatchObject({ sizes: [32, 64, 128, 256], offsets: [[], [], [], []], came: [] });
  expect(at(1)).toMatchObject({ offsets: [[], [], [], [0]], came: [{ offset: 0, bytes: 256 }] });
});

test('an allocation splits, a free merges with every free buddy, forward and back', () => {
  const at = run(
    ['allocate', 1004, 20, 32, 1],
    ['allocate', 1068, 60, 64, 1],
    ['free', 1004, 1],
    ['free', 1068, 1],
  );
  expect(at(2)).toMatchObject({ offsets: [[32], [64], [128], []], left: [{ offset: 0, bytes: 256 }] });
  expect(at(3).offsets).toEqual([[32], [], [128], []]);
  expect(at(4)).toMatchObject({
    offsets: [[], [0], [128], []],
    came: [{ offset: 0, bytes: 64 }],
    left: [{ offset: 32, bytes: 32 }],
  });
  expect(at(5)).toMatchObject({ offsets: [[], [], [], [0]] });
  expect(at(2).offsets).toEqual([[32], [64], [128], []]);
});

test('what the rules say is due: the smallest free block that is large enough, of several the lowest', () => {
  const at = run(
    ['allocate', 1004, 32, 32, 1],
    ['allocate', 1100, 20, 32, 1], // not the buddy, but out of the next
    ['allocate', 1132, 100, 128, 1],
    ['out-of-memory', 128, 1],
    ['out-of-memory', 0, 1],
  );
  expect(at(3).due).toEqual({ block: { offset: 32, bytes: 32 }, outOf: { offset: 32, bytes: 32 } });
  expect(at(4).due).toEqual({ block: { offset: 128, bytes: 128 }, outOf: { offset: 128, bytes: 128 } });
  expect([at(5).due, at(6).due, at(1).due]).toEqual([null, null, undefined]);
});

test('blocks that no allocator may give out break nothing', () => {
  const at = run(
    ['allocate', 1010, 40, 48, 1],
    ['allocate', 9000, 64, 64, 1],
    ['allocate', -8, 1 << 30, 1 << 30, 1],
  );
  expect(at(2).offsets).toEqual([[], [64], [128], []]);
  expect(at(3).offsets).toEqual(at(2).offsets);
  expect(at(4).offsets).toEqual([[], [], [], []]);
});
