/** What stands above the lanes of a scheduling run: the tree, the two arrays, and who is on the cores. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { FAIR_EVENTS } from '../../../exercises/scheduling/completely-fair/fair-events';
import { ARRAY_EVENTS } from '../../../exercises/scheduling/linux-o1/array-events';
import { QUEUE_EVENTS } from '../../../exercises/scheduling/per-core-queues/queue-events';
import { REMAINING_EVENTS } from '../../../exercises/scheduling/shortest-remaining-time/remaining-events';
import { Trace } from '../../../simulator/engine/trace';
import { ArraysModel } from './arrays-model';
import { coresWords } from './cores-words';
import { layOut } from './fair-tree-layout';
import { FairTreeModel } from './fair-tree-model';
import { OnCoresModel } from './on-cores-model';
import { runQueues } from './run-queues';

type Table = {
  readonly kinds: ConstructorParameters<typeof Trace>[0];
  readonly index: Readonly<Record<string, number>>;
};

/** A cycle an event. */
function traceOf({ kinds, index }: Table, ...events: readonly (readonly [string, ...number[]])[]): Trace {
  const trace = new Trace(kinds);
  for (const [name, ...fields] of events) trace.record(trace.length, index[name], ...fields);
  return trace;
}

function drawn(model: FairTreeModel, index: number): string[] {
  return layOut(model.at(index).root, 5).map(
    ({ entry, isRed, depth, isFirst }) =>
      `${' '.repeat(depth)}${entry.thread}: ${entry.runtime} ${isRed ? 'red' : 'black'}${isFirst ? ', first' : ''}`,
  );
}

test('a thread is in the tree by the virtual runtime that is reported right after it came, and leaves it when it is picked', () => {
  const model = new FairTreeModel(
    traceOf(
      FAIR_EVENTS,
      ['machine', 1, 4, 100, 0],
      ['ready', 3, 0, 0],
      ['virtual-runtime', 3, 50],
      ['ready', 1, 0, 0],
      ['virtual-runtime', 1, 20],
      ['ready', 0, 0, 0],
      ['virtual-runtime', 0, 20],
      ['dispatch', 0, 0],
      ['virtual-runtime', 0, 90], // it runs: it is in no tree
      ['virtual-runtime', 3, 10],
    ),
  );
  expect(drawn(model, 1)).toEqual(['3: 50 black, first']);
  expect(drawn(model, 5)).toEqual([' 0: 20 red, first', '1: 20 black', ' 3: 50 red']);
  expect(model.at(5)).toMatchObject({ came: { thread: 0, runtime: 20 }, left: undefined });
  expect(model.at(7)).toMatchObject({ came: undefined, left: { thread: 0, runtime: 20 } });
  expect(drawn(model, 8)).toEqual(['1: 20 black, first', ' 3: 50 red']);
  expect(drawn(model, 9)).toEqual([' 3: 10 red, first', '1: 20 black']);
  expect(coresWords.treeLabel(layOut(model.at(5).root, 5), 0)).toBe(
    'From left to right: T0 at 20, red, level 1, goes next, of this event; T1 at 20, black, the root; T3 at 50, red, level 1.',
  );
  // Back again.
  expect(drawn(model, 5)).toHaveLength(3);
});

test('the floor rises to the least that anybody has who waits or runs, and never falls', () => {
  const model = new FairTreeModel(
    traceOf(
      FAIR_EVENTS,
      ['ready', 0, 0, 0],
      ['virtual-runtime', 0, 0],
      ['dispatch', 0, 0],
      ['ready', 1, 0, 0],
      ['virtual-runtime', 1, 0],
      ['dispatch', 1, 1],
      ['slice-end', 0, 0, 0, 30],
      ['virtual-runtime', 0, 30],
      ['slice-end', 1, 1, 1, 20],
      ['virtual-runtime', 1, 20],
      ['block', 1, 1, 0],
      ['slice-end', 0, 0, 0, 30],
      ['virtual-runtime', 0, 60],
      ['ready', 2, 0, 0],
      ['virtual-runtime', 2, 5], // a wrong one
      ['slice-end', 0, 0, 0, 30],
      ['virtual-runtime', 0, 90],
    ),
  );
  expect([6, 8, 11, 15].map((index) => model.at(index).floor)).toEqual([0, 20, 60, 60]);
});

test('of a large tree the upper levels are drawn, and the way to the leftmost node', () => {
  const events = Array.from({ length: 300 }, (_, thread) => [
    ['ready', thread, 0, 0] as const,
    ['virtual-runtime', thread, thread * 7] as const,
  ]).flat();
  const model = new FairTreeModel(traceOf(FAIR_EVENTS, ...events));
  const nodes = layOut(model.at(events.length - 1).root, 5);
  expect(nodes.length + nodes.reduce((sum, { hidden }) => sum + hidden, 0)).toBe(300);
  expect(nodes.length).toBeLessThan(40);
  expect(nodes.filter(({ isFirst }) => isFirst).map(({ entry }) => entry.thread)).toEqual([0]);
  expect(nodes.map(({ column }) => column)).toEqual(nodes.map((_, place) => place));
});

test('[row 76] threads stay in the array in which they wait; when nobody is active the names change places', () => {
  const model = new ArraysModel(
    traceOf(
      ARRAY_EVENTS,
      ['ready', 4, 0, 0],
      ['array', 4, 0],
      ['level', 4, 120],
      ['ready', 2, 2, 0],
      ['array', 2, 1],
      ['level', 2, 115],
      ['dispatch', 0, 4],
      ['ready', 5, 2, 0],
      ['array', 5, 1],
      ['level', 5, 115],
      ['dispatch', 0, 2],
      ['ready', 2, 2, 0],
      ['array', 2, 0],
    ),
  );
  expect(model.at(0)).toMatchObject({ arrays: [[{ thread: 4, level: 120 }], []], active: 0, came: 4 });
  expect(model.at(6)).toMatchObject({ arrays: [[], [{ thread: 2 }]], active: 0, swapped: false });
  expect(model.at(9).arrays[1]).toEqual([
    { thread: 2, level: 115 },
    { thread: 5, level: 115 },
  ]);
  expect(model.at(10)).toMatchObject({ arrays: [[], [{ thread: 5 }]], active: 1, swapped: true });
  expect(model.at(11)).toMatchObject({ arrays: [[], [{ thread: 5 }, { thread: 2 }]], swapped: false });
});

test('who was displaced with some of its slice left waits in front of its list; a pick out of the expired array while somebody is active changes nothing else', () => {
  const model = new ArraysModel(
    traceOf(
      ARRAY_EVENTS,
      ['ready', 1, 0, 0],
      ['array', 1, 0],
      ['slice', 0, 2, 900],
      ['slice-end', 0, 2, 4, 400],
      ['ready', 2, 2, 0],
      ['array', 2, 0],
      ['ready', 3, 2, 0],
      ['array', 3, 1],
      ['dispatch', 0, 3],
    ),
  );
  expect(model.at(5).arrays[0].map(({ thread }) => thread)).toEqual([2, 1]);
  expect(model.at(8)).toMatchObject({ active: 0, swapped: false, left: { thread: 3, from: 1 } });
});

test('what a thread on a core has left becomes less with each cycle of its own, and a core that is to make room says for whom', () => {
  const model = new OnCoresModel(
    traceOf(
      REMAINING_EVENTS,
      ['machine', 2, 3, 100, 0],
      ['ready', 0, 0, 0],
      ['remaining', 0, 100],
      ['dispatch', 0, 0],
      ['run', 0, 0], // at 4
      ['ready', 1, 0, 1],
      ['remaining', 1, 7],
      ['left', 0, 0, 97], // at 7
      ['claim', 1, 0],
      ['interrupt', 0, 3, 0, 0], // at 9: it had two cycles more
      ['preempt', 0, 0],
      ['dispatch', 0, 1],
    ),
  );
  const core = (index: number) => model.at(index)[0];
  expect(core(3)).toMatchObject({ thread: 0, number: 100, makesRoomFor: [] });
  expect(core(6)).toMatchObject({ thread: 0, number: 98, makesRoomFor: [1] });
  expect(core(8)).toMatchObject({ number: 96, makesRoomFor: [1], changed: true });
  expect(core(9)).toMatchObject({ thread: 0, number: 95 });
  expect(core(10)).toMatchObject({ thread: undefined, makesRoomFor: [1] });
  expect(core(11)).toMatchObject({ thread: 1, number: 7, makesRoomFor: [] });
  expect(model.at(11)[1]).toMatchObject({ thread: undefined });
});

test('each is a table too', () => {
  const trace = traceOf(
    FAIR_EVENTS,
    ['machine', 1, 4, 100, 0],
    ['ready', 3, 0, 0],
    ['virtual-runtime', 3, 50],
    ['ready', 1, 0, 0],
    ['virtual-runtime', 1, 20],
    ['dispatch', 0, 1],
  );
  const at = runQueues(trace, {});
  expect(at(4).flatMap((shown) => shown.grids().map(({ rows }) => rows))).toEqual([
    [
      ['1', '20', 'red', 'left below 3', 'leftmost: goes next'],
      ['3', '50', 'black', 'root', ''],
    ],
    [['0', '', '', '']],
  ]);
  expect(at(5)[1].grids()[0].rows).toEqual([['0', '1', '20', '']]);
});

test('where nodes of cores are told, a thread waits at the core that it ran on last, and is new before', () => {
  const trace = traceOf(
    QUEUE_EVENTS,
    ['core-node', 0, 0],
    ['core-node', 1, 1],
    ['home', 2, 1],
    ['ready', 2, 0, 0],
    ['ready', 5, 0, 0],
    ['dispatch', 1, 2],
    ['dispatch', 0, 5],
    ['ready', 2, 2, 1], // at 7
    ['dispatch', 0, 2], // the other core takes it
    ['ready', 2, 2, 0],
  );
  const at = runQueues(trace, {});
  const rows = (index: number) => at(index)[0].grids()[0].rows;
  expect(rows(4)).toEqual([
    ['core 0, node 0', '0', ''],
    ['core 1, node 1', '0', ''],
    ['new', '2', 'T2 (node 1), T5'],
  ]);
  expect(rows(7)[1]).toEqual(['core 1, node 1', '1', 'T2 (node 1)']);
  expect(rows(8).map(([, length]) => length)).toEqual(['0', '0', '0']);
  expect(rows(9)[0]).toEqual(['core 0, node 0', '1', 'T2 (node 1)']);
  // Back again.
  expect(rows(4)[2][1]).toBe('2');
});

test('the core that asks is marked among the queues, and who waits longest is named', () => {
  const trace = traceOf(
    QUEUE_EVENTS,
    ['core-node', 0, 0],
    ['core-node', 1, 0],
    ['ready', 3, 0, 0], // at 2
    ['ready', 1, 0, 0],
    ['idle', 1, 2],
    ['dispatch', 0, 3],
  );
  const at = runQueues(trace, {});
  const drawn = (index: number) => renderToStaticMarkup(at(index)[0].picture());
  expect(drawn(4)).toMatch(/bg-accent[^>]*><span[^>]*>core 1<span[^>]*> of this event/);
  expect(drawn(4)).toContain('Longest of all waits T3, since cycle 2.');
  expect(at(4)[0].grids()[0].caption).toContain('Longest of all waits T3');
  expect(drawn(5)).toMatch(/bg-accent[^>]*><span[^>]*>core 0<.*waits T1, since cycle 3/);
});
