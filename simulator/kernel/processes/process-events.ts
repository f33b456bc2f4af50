/** What processes do, as the trace's kinds: those of scheduling, and these behind them. */
import type { EventKind } from '../../engine/trace';
import { SCHEDULING_EVENTS } from '../scheduling-events';

const rows = [
  ['born', ['process', 'parent', 'thread'], 'The process exists; its parent is 0 for init.'],
  [
    'fork-refused',
    ['process', 'why'],
    'No child was made: 0 no number or thread is free, 1 the mechanism refused.',
  ],
  ['exec', ['process', 'program', 'arguments'], 'The process runs this program, with so many arguments.'],
  ['exec-refused', ['process', 'program'], 'The process goes on with its old program.'],
  [
    'over',
    ['process', 'status'],
    'The process is over and has given its memory back; it waits to be reaped.',
  ],
  ['adopted', ['process', 'parent'], 'The process has another parent.'],
  ['wait', ['process', 'answer'], 'It waits for a child: its number, 0 when it blocks, -1 when it has none.'],
  ['reaped', ['process'], 'The process was waited for; its number may be given again.'],
  [
    'page-fault',
    ['process', 'address', 'access', 'answer'],
    'Access 0 fetch, 1 load, 2 store; answer 1 tried again, 0 ended.',
  ],
  ['break', ['process', 'address', 'answer'], 'It asked for this end of its heap, and got the answer.'],
  ['map', ['process', 'page', 'frame', 'rights'], 'Rights: 1 read, 2 write, 4 execute.'],
  ['unmap', ['process', 'page', 'frame'], 'The page is no longer there.'],
  ['call', ['process', 'number', 'permitted'], 'A system call was checked: 1 permitted, 0 refused.'],
  ['stray', ['frame', 'index', 'stores'], 'The kernel reached for a word of a frame that is not in use.'],
  ['bad-free', ['frame'], 'The kernel gave back a frame that was not in use.'],
] as const satisfies readonly (readonly [string, readonly string[], string])[];

type EventName = (typeof rows)[number][0];

/** Kinds of a trace of a system with processes. */
export const SYSTEM_EVENTS: readonly EventKind[] = [
  ...SCHEDULING_EVENTS,
  ...rows.map(([name, fields, description]) => ({ name, fields, description })),
];

/** Index of each kind of processes in SYSTEM_EVENTS. */
export const PROCESS_EVENT = Object.fromEntries(
  rows.map(([name], index) => [name, SCHEDULING_EVENTS.length + index]),
) as Readonly<Record<EventName, number>>;
