/**
 * Who waits for a core, as the scheduler of the run keeps them: in a red-black tree where virtual runtimes are reported,
 * in two arrays where these are, in queues else; and who is on which core, where threads are compared by a number. Each
 * as a picture and as tables.
 */
import type { ReactNode } from 'react';
import type { CaseParameters } from '../../../exercises/exercise-definition';
import type { QueuePart } from '../../../exercises/picture-description';
import type { Grid } from '../../../exercises/question-definition';
import type { Trace } from '../../../simulator/engine/trace';
import { PRIORITIES } from '../../../simulator/kernel/scheduling/linux-o1-numbers';
import { describedWords } from '../described/described-words';
import { type QueueState, queueGrid } from '../described/queue-model';
import { QueuePicture } from '../described/queue-picture';
import { freshState } from '../described/reading';
import { formatCount } from '../replay-words';
import { type ArraysAt, ArraysModel, type Waiter } from './arrays-model';
import { type ArrayShown, ArraysPicture } from './arrays-picture';
import { coresWords as words } from './cores-words';
import { layOut } from './fair-tree-layout';
import { type FairTreeAt, FairTreeModel } from './fair-tree-model';
import { FairTreePicture, treeHeight } from './fair-tree-picture';
import { OnCores } from './on-cores';
import { type OnCore, OnCoresModel } from './on-cores-model';
import { type Waiting, WaitingModel } from './waiting-model';

/** One part of what is drawn above the lanes. */
export interface Shown {
  readonly title: string;
  picture(): ReactNode;
  grids(): readonly Grid[];
}

/** Levels of a tree that are drawn whole: 31 nodes. */
const MOST_TREE_LEVELS = 5;
/** Room is kept for so many levels of a tree and lists of an array at most, so that little moves while stepping. */
const MOST_ROOM = 3;
const MOST_LISTS = 3;
const MOST_LEVELS = 64;

/** @returns what is shown of a run at an event; nothing of one in which nobody ever waits. */
export function runQueues(trace: Trace, parameters: CaseParameters): (index: number) => readonly Shown[] {
  const has = (name: string) => trace.kinds.some((kind) => kind.name === name);
  if (!has('ready')) return () => [];
  const waiting = waitingIn(trace, parameters, has);
  const unit = unitOf(trace, has);
  if (unit === undefined) return (index) => [waiting(index)];
  const cores = new OnCoresModel(trace);
  return (index) => [waiting(index), onCoresShown(cores.at(index), unit)];
}

function waitingIn(
  trace: Trace,
  parameters: CaseParameters,
  has: (name: string) => boolean,
): (index: number) => Shown {
  if (has('virtual-runtime')) {
    const tree = new FairTreeModel(trace);
    const levels = Math.min(MOST_ROOM, Math.ceil(Math.log2(mostWaiting(trace) + 1)));
    return (index) => treeShown(tree.at(index), levels);
  }
  if (has('array')) {
    const arrays = new ArraysModel(trace);
    const lists = Math.min(MOST_LISTS, mostWaiting(trace));
    return (index) => arraysShown(arrays.at(index), lists);
  }
  const queues = new WaitingModel(trace);
  if (has('core-node')) return (index) => queuesOfCoresShown(queues.at(index), trace);
  const title = has('remaining') ? words.leastFirst : words.waiting;
  return (index) => queuesShown(queues.at(index), parameters, title);
}

/** What the numbers are that threads are compared by; undefined where they are not. */
function unitOf(trace: Trace, has: (name: string) => boolean): string | undefined {
  if (has('virtual-runtime')) return words.units.runtime;
  if (has('remaining')) return words.units.remaining;
  if (has('priority') || has('own')) return words.units.priority;
  for (let index = 0; index < trace.length; index++)
    if (trace.event(index).kind.name === 'level') return words.units.level;
  return undefined;
}

function mostWaiting(trace: Trace): number {
  const waiting = new Set<number>();
  let most = 1;
  for (let index = 0; index < trace.length; index++) {
    const { kind, values } = trace.event(index);
    if (kind.name === 'ready') waiting.add(values[0] as number);
    else if (kind.name === 'dispatch') waiting.delete(values[1] as number);
    most = Math.max(most, waiting.size);
  }
  return most;
}

function queuesShown(
  { queues, came, left, hasLevels, cycles }: Waiting,
  parameters: CaseParameters,
  title: string,
): Shown {
  const { levels } = parameters;
  const named = hasLevels && typeof levels === 'number' ? Math.min(levels, MOST_LEVELS) : 1;
  const count = Math.max(queues.length, named);
  const part: QueuePart = { kind: 'queue', title, noun: hasLevels ? words.level : undefined };
  const state: QueueState = {
    ...freshState(),
    count,
    queues: new Map(
      queues.map((queue, level) => [
        level,
        queue.map((thread) => ({
          value: thread,
          text: words.waitingThread(thread, cycles.get(thread)),
          fresh: came.includes(thread),
        })),
      ]),
    ),
    taken: left.map((thread) => words.waitingThread(thread, cycles.get(thread))),
  };
  const numbers = Array.from({ length: count }, (_, level) => level);
  return {
    title,
    picture: () => <QueuePicture part={part} state={state} numbers={numbers} />,
    grids: () => [queueGrid(part, state, numbers)],
  };
}

/** A queue for each core, as far as the run's events tell: where a thread waits that never ran is the policy's affair. */
function queuesOfCoresShown(waiting: Waiting, trace: Trace): Shown {
  const { queues, came, left, moved, nodes, homes, asks, longest } = waiting;
  const nodeCount = new Set(nodes).size;
  const told = (thread: number) => {
    const home = homes.get(thread);
    return nodeCount > 1 && home !== undefined ? words.homed(thread, home) : words.shortThread(thread);
  };
  const names = [...nodes.map((node, core) => words.coreOfNode(core, node, nodeCount)), words.newcomers];
  const part: QueuePart = { kind: 'queue', title: words.byCore, names };
  const state: QueueState = {
    ...freshState(),
    touched: new Set(asks === undefined ? [] : [String(asks)]),
    count: names.length,
    queues: new Map(
      queues.map((queue, core) => [
        core,
        queue.map((thread) => ({ value: thread, text: told(thread), fresh: came.includes(thread) })),
      ]),
    ),
    taken: left.map((thread) => (moved ? words.moved(told(thread), moved.from, moved.to) : told(thread))),
  };
  const numbers = names.map((_, row) => row);
  const waitsLongest =
    longest === undefined ? '' : words.waitsLongest(longest.thread, trace.cycleAt(longest.since));
  return {
    title: words.byCore,
    picture: () => <QueuePicture part={part} state={state} numbers={numbers} further={waitsLongest} />,
    grids: () => {
      const grid = queueGrid(part, state, numbers);
      return [{ ...grid, caption: [grid.caption, waitsLongest].filter(Boolean).join('. ') }];
    },
  };
}

function treeShown({ root, came, left, wasFirst, floor }: FairTreeAt, levels: number): Shown {
  const nodes = layOut(root, MOST_TREE_LEVELS);
  return {
    title: words.tree,
    picture: () => (
      <>
        <div style={{ minHeight: treeHeight(levels) }}>
          {nodes.length === 0 ? (
            <p className="m-0 text-text-muted italic">{describedWords.empty}</p>
          ) : (
            <FairTreePicture nodes={nodes} came={came?.thread} />
          )}
        </div>
        <p className="m-0 min-h-5 text-text-muted">
          {words.floor(floor)} {nodes.some(({ hidden }) => hidden > 0) && words.hiddenMeans}{' '}
          {came !== undefined &&
            !nodes.some(({ entry }) => entry.thread === came.thread) &&
            words.putIn(words.waitingThread(came.thread, came.runtime))}
          {left !== undefined && words.takenOut(words.waitingThread(left.thread, left.runtime), wasFirst)}
        </p>
      </>
    ),
    grids: () => [
      {
        caption: `${words.tree}. ${words.floor(floor)}`,
        columns: words.treeColumns,
        rows: nodes.map(({ entry, isRed, parent, isFirst, hidden }) => [
          String(entry.thread),
          formatCount(entry.runtime),
          words.treeColor(isRed),
          parent === undefined
            ? words.root
            : words.below(
                parent.entry.thread,
                parent.column > nodes.findIndex((each) => each.entry === entry),
              ),
          [isFirst ? words.leftmostWhole : '', hidden > 0 ? words.hidden(hidden) : '']
            .filter((text) => text !== '')
            .join(', '),
        ]),
      },
    ],
  };
}

function arraysShown({ arrays, active, swapped, came, left }: ArraysAt, lists: number): Shown {
  const shown = arrays.map((array, number): ArrayShown => {
    const taken = left?.from === number ? [words.shortThread(left.thread)] : [];
    return {
      part: { kind: 'queue', title: words.array(number), noun: words.list },
      state: { ...freshState(), count: PRIORITIES, queues: byLevel(array, came), taken },
      levels: [...new Set(array.map(({ level }) => level))],
      isActive: number === active,
    };
  });
  return {
    title: words.arrays,
    picture: () => <ArraysPicture arrays={shown} swapped={swapped} lists={lists} />,
    grids: () =>
      shown.map(({ part, state, levels, isActive }) => ({
        ...queueGrid(part, state, levels),
        caption: words.arrayGrid(part.title, isActive, swapped),
      })),
  };
}

function byLevel(array: readonly Waiter[], came: number | undefined): QueueState['queues'] {
  const queues: QueueState['queues'] = new Map();
  for (const { thread, level } of array) {
    const queue = queues.get(level) ?? [];
    queues.set(level, queue);
    queue.push({ value: thread, text: words.shortThread(thread), fresh: thread === came });
  }
  return queues;
}

function onCoresShown(cores: readonly OnCore[], unit: string): Shown {
  return {
    title: words.onCores,
    picture: () => <OnCores cores={cores} unit={unit} />,
    grids: () => [
      {
        caption: words.onCores,
        columns: words.onCoresColumns(unit),
        rows: cores.map(({ thread, number, makesRoomFor }, core) => [
          String(core),
          thread === undefined ? '' : String(thread),
          thread === undefined || number === undefined ? '' : formatCount(number),
          makesRoomFor.join(', '),
        ]),
      },
    ],
  };
}
