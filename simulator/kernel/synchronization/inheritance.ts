/**
 * Who gets a lock of the kernel, who waits for it, and what its owner counts as meanwhile: the interface behind which
 * kernel-locks.ts asks. All of it happens at the instant of a kernel entry, so nothing comes in between.
 */
import type { PolicyShape } from '../../engine/policy';
import type { ThreadId } from '../threads/thread';

/** What `acquire` answers. */
export const ACQUIRED = { refused: -1, waits: 0, has: 1 } as const;
/** What `release` answers when nobody waits. */
export const NOBODY = -1;

export interface InheritanceServices {
  /** The priority that `thread` was given, 0 = highest. It never changes. */
  own(thread: ThreadId): number;
  /** The scheduler takes `thread` for one of this priority from now on. At first each counts as its own. */
  setPriority(thread: ThreadId, priority: number): number;
}

export interface Inheritance {
  /** `thread` asks for `lock`. @returns one of ACQUIRED. */
  acquire(thread: ThreadId, lock: number): number;
  /** `thread` gives back a lock that it has. @returns the waiting thread that has it from now on, or NOBODY. */
  release(thread: ThreadId, lock: number): number;
  /** `thread` waits for `lock` no longer, and does not have it. */
  giveUp(thread: ThreadId, lock: number): number;
}

export const INHERITANCE_SHAPE = {
  className: 'PriorityLocks',
  methods: { acquire: 2, release: 2, giveUp: 2 },
  programs: {},
  services: { own: 1, setPriority: 2 },
} as const satisfies PolicyShape;
