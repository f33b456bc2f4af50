/** Every text of the core timeline, in one typed place. */
import { formatCount } from '../replay-words';
import type { CoreActivity, LaneState, ThreadActivity } from './cores-model';
import type { PlacedNode } from './fair-tree-layout';

export const coresWords = {
  picture: 'Timeline of cores and threads',
  core: (core: number) => `core ${core}`,
  thread: (thread: number) => `thread ${thread}`,
  shortThread: (thread: number) => `T${thread}`,
  /** With the cycles that the order goes by, where it does. */
  waitingThread: (thread: number, cycles: number | undefined) =>
    cycles === undefined ? `T${thread}` : `T${thread} (${formatCount(cycles)})`,
  /** With the number that it is compared by. */
  numbered: (thread: number, number: number | undefined, unit: string) => {
    if (number === undefined) return `T${thread}`;
    return `T${thread}, ${unit === 'left' ? `${formatCount(number)} left` : `${unit} ${formatCount(number)}`}`;
  },
  noThread: 'no thread',
  cores: 'Cores',
  threads: 'Threads',
  waiting: 'Waiting for a core, by the rules',
  byCore: 'Waiting, each at the core that it ran on last',
  coreOfNode: (core: number, node: number, nodes: number) =>
    nodes > 1 ? `core ${core}, node ${node}` : `core ${core}`,
  newcomers: 'new',
  waitsLongest: (thread: number, since: number) =>
    `Longest of all waits T${thread}, since cycle ${formatCount(since)}.`,
  homed: (thread: number, home: number) => `T${thread} (node ${home})`,
  moved: (text: string, from: number, to: number) => `${text}: from core ${from} to core ${to}, a migration`,
  leastFirst: 'Waiting for a core, with the cycles that each has left, the least first',
  onCores: 'On the cores',
  onCoresColumns: (unit: string) => [
    'core',
    'thread',
    unit === 'left' ? 'cycles left' : unit,
    'makes room for',
  ],
  makesRoom: (threads: readonly number[]) => `makes room for ${inTurn(threads, 'for')}`,
  promised: (threads: readonly number[]) => `promised to ${inTurn(threads, 'to')}`,
  units: {
    runtime: 'virtual runtime',
    remaining: 'left',
    priority: 'priority',
    level: 'level',
  },
  level: 'level',
  tree: 'Waiting for a core: a red-black tree by virtual runtime',
  floor: (cycles: number) => `The floor is ${formatCount(cycles)}.`,
  treeColumns: ['thread', 'virtual runtime', 'colour', 'place', ''],
  treeColor: (isRed: boolean) => (isRed ? 'red' : 'black'),
  root: 'root',
  below: (parent: number, isLeft: boolean) => `${isLeft ? 'left' : 'right'} below ${parent}`,
  leftmost: 'next ▸',
  leftmostWhole: 'leftmost: goes next',
  hidden: (count: number) => `${formatCount(count)} more below`,
  hiddenShort: (count: number) => `+${formatCount(count)}`,
  hiddenMeans: '+: so many more below, which are not drawn.',
  putIn: (text: string) => `Put in, below what is drawn: ${text}.`,
  takenOut: (text: string, wasFirst: boolean) =>
    `Taken out: ${text}, which was ${wasFirst ? '' : 'not '}the leftmost.`,
  /** The tree, read out. */
  treeLabel: (nodes: readonly PlacedNode[], came: number | undefined) =>
    `From left to right: ${nodes.map((node) => readOut(node, came)).join('; ')}.`,
  arrays: 'Waiting for a core: two arrays of 140 lists',
  array: (number: number) => `array ${'AB'[number]}`,
  active: 'active',
  expired: 'expired',
  list: 'list',
  realTime: '0 real time',
  timeShared: '100 shared',
  swapped: 'Nobody was active any more: the arrays change places, and nobody is moved.',
  arrayGrid: (array: string, isActive: boolean, swapped: boolean) =>
    `${array}, ${isActive ? 'active' : 'expired'}${swapped ? ' by this event: the arrays change places' : ''}`,
  tick: 'tick',
  dispatch: 'dispatch',
  coresGrid: (cycle: number) => `Cores at cycle ${formatCount(cycle)}, after this event`,
  threadsGrid: (cycle: number) => `Threads at cycle ${formatCount(cycle)}, after this event`,
  coreColumns: ['core', 'does', 'since cycle'],
  threadColumns: ['thread', 'is', 'since cycle'],
} as const;

function inTurn(threads: readonly number[], preposition: string): string {
  return threads.map((thread) => `T${thread}`).join(`, then ${preposition} `);
}

function readOut({ entry, isRed, depth, isFirst }: PlacedNode, came: number | undefined): string {
  return [
    `T${entry.thread} at ${formatCount(entry.runtime)}`,
    isRed ? 'red' : 'black',
    depth === 0 ? 'the root' : `level ${depth}`,
    ...(isFirst ? ['goes next'] : []),
    ...(entry.thread === came ? ['of this event'] : []),
  ].join(', ');
}

export function coreDoes({ activity, other }: LaneState<CoreActivity>): string {
  switch (activity) {
    case 'running':
      return `runs thread ${other}`;
    case 'kernel':
      return 'is in the kernel';
    case 'switching':
      return 'switches threads';
    default:
      return 'is idle';
  }
}

export function threadIs({ activity, other }: LaneState<ThreadActivity>): string {
  switch (activity) {
    case 'running':
      return `running on core ${other}`;
    case 'new':
      return 'not yet created';
    default:
      return activity;
  }
}
