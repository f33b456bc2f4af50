import { expect, test } from 'vitest';
import { PRIORITY_EVENTS } from '../../../exercises/scheduling/priorities/priority-events';
import { REMAINING_EVENTS } from '../../../exercises/scheduling/shortest-remaining-time/remaining-events';
import { Trace } from '../../../simulator/engine/trace';
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';
import { WaitingModel } from './waiting-model';

const EVENT = SCHEDULING_EVENTS.index;
type Name = keyof typeof EVENT;

function run(...events: readonly [Name, ...number[]][]): WaitingModel {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  for (const [name, ...fields] of events) trace.record(trace.length, EVENT[name], ...fields);
  return new WaitingModel(trace);
}

test('threads wait in the order in which they became ready, and leave when they are picked', () => {
  const model = run(['ready', 3, 0, 0], ['ready', 1, 0, 0], ['dispatch', 0, 3], ['ready', 3, 2, 0]);
  expect(model.at(1)).toMatchObject({ queues: [[3, 1]], came: [1], hasLevels: false });
  expect(model.at(2)).toMatchObject({ queues: [[1]], left: [3], came: [] });
  expect(model.at(3).queues).toEqual([[1, 3]]);
  // A step back, and one to the beginning.
  expect(model.at(2).queues).toEqual([[1]]);
  expect(model.at(0)).toMatchObject({ queues: [[3]], came: [3] });
});

test('a thread waits on the level that the policy reports for it', () => {
  const model = run(
    ['ready', 0, 0, 0],
    ['ready', 1, 0, 0],
    ['level', 0, 2],
    ['dispatch', 0, 1],
    ['level', 1, 1], // runs: it is in no queue
    ['ready', 1, 2, 0],
  );
  expect(model.at(2)).toMatchObject({ queues: [[1], [], [0]], hasLevels: true, came: [0] });
  expect(model.at(4).queues.flat()).toEqual([0]);
  expect(model.at(5).queues).toEqual([[], [1], [0]]);
});

test('at a boost those that move line up by the level that they had, and as they stood', () => {
  const model = run(
    ['level', 0, 2],
    ['level', 1, 1],
    ['level', 2, 1],
    ['ready', 0, 2, 0],
    ['ready', 2, 2, 0],
    ['ready', 1, 2, 0],
    ['ready', 3, 0, 0],
    ['listing'],
    ['level', 0, 0],
    ['level', 1, 0],
    ['level', 2, 0],
  );
  expect(model.at(7).queues).toEqual([[3], [2, 1], [0]]);
  expect(model.at(10).queues[0]).toEqual([3, 2, 1, 0]);
});

test('a level that nothing can have, and a thread that never waited, break nothing', () => {
  const model = run(['level', 5, -7], ['ready', 5, 0, 0], ['level', 5, 2_000_000_000], ['exit', 0, 9]);
  expect(model.at(3).queues.flat()).toEqual([5]);
});

test('where threads have priorities, those that rise to one level stand there by how long they have waited', () => {
  const trace = new Trace(PRIORITY_EVENTS.kinds);
  const { ready, level, listing } = PRIORITY_EVENTS.index;
  for (const [kind, ...fields] of [
    [ready, 0, 0, 0],
    [level, 0, 2],
    [ready, 1, 0, 0],
    [level, 1, 1],
    [listing],
    [level, 0, 1],
  ])
    trace.record(trace.length, kind, ...fields);
  expect(new WaitingModel(trace).at(5).queues[1]).toEqual([0, 1]);
});

test('where threads tell what they have left, those that wait stand in its order, of equals by number, from the start', () => {
  const trace = new Trace(REMAINING_EVENTS.kinds);
  const { ready, remaining, claim, dispatch } = REMAINING_EVENTS.index;
  for (const [kind, ...fields] of [
    [ready, 0, 0, 0],
    [remaining, 0, 50],
    [claim, 0, -1],
    [ready, 2, 0, 0],
    [remaining, 2, 20],
    [ready, 1, 0, 0],
    [remaining, 1, 20],
    [dispatch, 0, 1],
  ])
    trace.record(trace.length, kind, ...fields);
  const model = new WaitingModel(trace);
  expect(model.at(5)).toMatchObject({ queues: [[1, 2, 0]], came: [1] });
  expect(model.at(7)).toMatchObject({ queues: [[2, 0]], left: [1] });
  expect(model.at(7).cycles.get(0)).toBe(50);
});

test('where the policy estimates, those that wait stand in the order of estimates, of equals by arrival', () => {
  const model = run(
    ['ready', 3, 0, 0],
    ['estimate', 3, 9],
    ['ready', 2, 0, 0],
    ['estimate', 2, 4],
    ['ready', 0, 0, 0],
    ['estimate', 0, 9],
  );
  expect(model.at(5).queues).toEqual([[2, 3, 0]]);
});
