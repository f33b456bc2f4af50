/** Every text of the core timeline, in one typed place. */
import { formatCount } from '../replay-words';
import type { CoreActivity, LaneState, ThreadActivity } from './cores-model';

export const coresWords = {
  picture: 'Timeline of cores and threads',
  core: (core: number) => `core ${core}`,
  thread: (thread: number) => `thread ${thread}`,
  shortThread: (thread: number) => `T${thread}`,
  /** With its virtual runtime, where that decides. */
  waitingThread: (thread: number, runtime: number | undefined) =>
    runtime === undefined ? `T${thread}` : `T${thread} (${formatCount(runtime)})`,
  cores: 'Cores',
  threads: 'Threads',
  waiting: 'Waiting for a core, by the rules',
  level: 'level',
  tick: 'tick',
  dispatch: 'dispatch',
  coresGrid: (cycle: number) => `Cores at cycle ${formatCount(cycle)}, after this event`,
  threadsGrid: (cycle: number) => `Threads at cycle ${formatCount(cycle)}, after this event`,
  coreColumns: ['core', 'does', 'since cycle'],
  threadColumns: ['thread', 'is', 'since cycle'],
} as const;

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
