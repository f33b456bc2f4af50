/**
 * The life cycle of threads: in which state each one is, and how long it has been in which.
 *
 *      new ──admit──▶ ready ◀──────wake────── blocked
 *                      │ ▲                      ▲
 *              dispatch│ │preempt, yield        │block
 *                      ▼ │                      │
 *                    running ───────────────────┘
 *                      └──exit──▶ exited
 *
 * A change that is no edge of this picture is refused and changes nothing. What a thread spends before it is admitted
 * and after its exit is counted nowhere, so that the three times between sum to the time that it was there. Source of
 * the states: Silberschatz, Galvin, Gagne, Operating System Concepts, 10th ed., figure 3.2 (there "waiting" and
 * "terminated").
 */
import type { PolicyShape } from '../../engine/policy';

export const THREAD_STATE = { new: 0, ready: 1, running: 2, blocked: 3, exited: 4 } as const;
export type ThreadState = (typeof THREAD_STATE)[keyof typeof THREAD_STATE];
export const THREAD_STATE_NAMES = ['new', 'ready', 'running', 'blocked', 'exited'] as const;

export interface ThreadTransition {
  readonly name: string;
  readonly from: ThreadState;
  readonly to: ThreadState;
  readonly description: string;
}

/** Every edge there is: a change of state that is not in this table is a bug of the kernel. */
export const THREAD_TRANSITIONS: readonly ThreadTransition[] = [
  { name: 'admit', from: 0, to: 1, description: 'The thread was created and may run.' },
  { name: 'dispatch', from: 1, to: 2, description: 'A core was given the thread.' },
  { name: 'preempt', from: 2, to: 1, description: 'The kernel took the core away; the thread could go on.' },
  { name: 'yield', from: 2, to: 1, description: 'The thread gave its core up and could go on.' },
  { name: 'block', from: 2, to: 3, description: 'The thread waits for a device, or for another thread.' },
  { name: 'wake', from: 3, to: 1, description: 'What the thread waited for has happened.' },
  { name: 'exit', from: 2, to: 4, description: 'The program is over.' },
];
/** The numbers of these edges. */
export const TRANSITION = {
  admit: 0,
  dispatch: 1,
  preempt: 2,
  yield: 3,
  block: 4,
  wake: 5,
  exit: 6,
} as const;

export interface LifeCycleMechanism {
  /**
   * Something happens to a thread.
   * @param transition one of TRANSITION. @returns 1, or 0 where it cannot: nothing changes then.
   */
  change(thread: number, transition: number, cycle: number): number;
  /** One of THREAD_STATE; -1 where there is no such thread. */
  state(thread: number): number;
  /** Cycles that it spent ready, running or blocked until `cycle`; 0 for every other state. */
  cycles(thread: number, state: number, cycle: number): number;
}

export const LIFE_CYCLE_SHAPE: PolicyShape = {
  className: 'LifeCycle',
  methods: { change: 3, state: 1, cycles: 3 },
  programs: {},
  services: {},
};

const STATES = THREAD_STATE_NAMES.length;

export class LifeCycle implements LifeCycleMechanism {
  private readonly states: number[] = [];
  /** Cycle of the last change. */
  private readonly since: number[] = [];
  /** STATES numbers for each thread. */
  private readonly spent: number[] = [];
  private readonly from = THREAD_TRANSITIONS.map((transition): number => transition.from);
  private readonly to = THREAD_TRANSITIONS.map((transition): number => transition.to);

  /** Threads are numbered from 0; more may begin. */
  constructor(_services: object, maxThreads: number) {
    for (let thread = 0; thread < maxThreads; thread++) this.begin(thread);
  }

  /** A thread of this number is new, whoever had it before. Numbers begin in order. */
  begin(thread: number): void {
    this.states[thread] = THREAD_STATE.new;
    this.since[thread] = 0;
    for (let state = 0; state < STATES; state++) this.spent[thread * STATES + state] = 0;
  }

  change(thread: number, transition: number, cycle: number): number {
    const from = this.from[transition];
    if (from === undefined || this.states[thread] !== from) return 0;
    const spent = thread * STATES + from;
    this.spent[spent] = this.spent[spent] + cycle - this.since[thread];
    this.since[thread] = cycle;
    this.states[thread] = this.to[transition];
    return 1;
  }

  state(thread: number): number {
    return this.states[thread] ?? -1;
  }

  cycles(thread: number, state: number, cycle: number): number {
    if (state < THREAD_STATE.ready || state > THREAD_STATE.blocked) return 0;
    const before = this.spent[thread * STATES + state] ?? 0;
    return this.states[thread] === state ? before + cycle - this.since[thread] : before;
  }
}
