/**
 * Scheduling policies: the interface behind which the kernel asks who runs next, and what it tells them.
 *
 * The kernel is the mechanism: it takes interrupts, saves and loads registers and keeps the threads' states.
 * The policy decides, in numbers only. Its code runs inside the kernel, on the core that asks, with interrupts
 * masked: the metered units of each call are charged to that core as cycles.
 */
import type { PolicyShape } from '../../engine/policy';
import type { CoreId, ThreadId } from '../threads/thread';

/** Why a thread became ready. */
export const READY_REASON = { created: 0, woken: 1, preempted: 2, yielded: 3 } as const;
export const READY_REASON_NAMES = ['created', 'woken', 'preempted', 'yielded'] as const;

export interface SchedulingPolicy {
  /** `thread` became ready. `reason`: 0 created, 1 woken, 2 preempted, 3 yielded. */
  enqueue(thread: ThreadId, reason: number): void;
  /** The thread that `core` runs next, no longer waiting from now on; -1 to idle. */
  pickNext(core: CoreId): number;
  /** A timer tick on `core`: 1 to preempt the running thread, 0 to let it run on. */
  tick(core: CoreId, running: ThreadId): number;
}

/** How a kernel asks any of them; what else one has or needs is added. */
export const SCHEDULING_SHAPE = {
  className: 'SchedulingPolicy',
  methods: { enqueue: 2, pickNext: 1, tick: 2 },
  programs: {},
  services: {},
} as const satisfies PolicyShape;

/** A policy that also decides, when a thread becomes ready, whether a running one must make room at once. */
export interface PreemptiveSchedulingPolicy extends SchedulingPolicy {
  /** @returns 1 + the core whose running thread is preempted, or 0 for none. */
  enqueue(thread: ThreadId, reason: number): number;
}

/** A policy that sorts threads by level. */
export interface LevelledSchedulingPolicy extends SchedulingPolicy {
  /** The level of `thread`, 0 = top. Asked after enqueue, pickNext and tick, for the thread concerned. */
  level(thread: ThreadId): number;
}

/** How a thread's slice ended. */
export const SLICE_END = { ranOut: 0, blocked: 1, yielded: 2, finished: 3, displaced: 4 } as const;

/** A policy that sets the timer: it says how long each dispatched thread may run before the next tick. */
export interface SlicingPolicy extends SchedulingPolicy {
  /**
   * `thread` is about to run: after a pickNext that answered it, and when it runs on after a tick.
   * @returns cycles of its own until the timer interrupts, 1 at least.
   */
  slice(thread: ThreadId): number;
  /** A slice of `thread` is over. `how`: one of SLICE_END; `cycles`: those that it had of it. Before `tick` is asked. */
  sliceEnded(thread: ThreadId, how: number, cycles: number): void;
}

/**
 * A policy that learns how long threads compute. A burst is all that a thread computes between becoming ready (created,
 * woken, after it gave its core up) and blocking, giving the core up or ending, however often it is preempted meanwhile.
 */
export interface EstimatingPolicy extends SchedulingPolicy {
  /** A burst of `thread` is over, after `cycles`. Before the enqueue of a thread that gave its core up. */
  burstEnded(thread: ThreadId, cycles: number): void;
  /** Cycles that the next burst of `thread` will have, as far as one can know. Asked after each enqueue. */
  estimate(thread: ThreadId): number;
}

/** What a policy may ask the kernel. */
export interface SchedulingServices {
  /** The current cycle. */
  now(): number;
}

/** What a policy may ask a kernel that is told run times in advance. */
export interface KnownTimeServices extends SchedulingServices {
  /** Cycles that `thread` still has to compute. */
  remainingCycles(thread: ThreadId): number;
}

/** What a policy may ask a kernel whose threads have priorities. */
export interface PriorityServices extends SchedulingServices {
  /** The priority of `thread`, 0 = highest. It does not change while the thread waits, unless a policy allows that (HighestPriority). */
  priority(thread: ThreadId): number;
}
