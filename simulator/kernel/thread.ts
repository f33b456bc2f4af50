/**
 * A thread as the kernel knows it: its life cycle as a table, and its record.
 *
 *      new ──admit──▶ ready ◀──────wake────── blocked
 *                      │ ▲                      ▲
 *              dispatch│ │preempt, yield        │block
 *                      ▼ │                      │
 *                    running ───────────────────┘
 *                      └──exit──▶ exited
 *
 * What a thread has in registers lies in its control block in simulated memory while it does not run; here
 * stands only what a kernel keeps about it. Source of the states: Silberschatz, Galvin, Gagne, Operating System
 * Concepts, 10th ed., figure 3.2 (there "waiting" and "terminated").
 */
import type { PhysicalMemory } from '../hardware/memory';
import { CONTROL_BLOCK, CONTROL_BLOCK_WORDS } from './control-block';
import type { ThreadProgram } from './thread-program';

export type ThreadId = number;
export type CoreId = number;

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

const STATES = THREAD_STATE_NAMES.length;
const legal = new Uint8Array(STATES * STATES);
for (const { from, to } of THREAD_TRANSITIONS) legal[from * STATES + to] = 1;

export class Thread {
  state: ThreadState = THREAD_STATE.new;
  /** Cycle of the last change of state. */
  since: number;
  /** Cycle of the first dispatch; -1 before. */
  firstRun = -1;
  /** Cycle of the exit; -1 before. */
  exited = -1;
  /** Cycles spent waiting for a core, and the longest single wait. */
  readyCycles = 0;
  longestReadyCycles = 0;
  blockedCycles = 0;
  /** Cycles on a core as the running thread, with what the kernel does on its behalf. */
  runningCycles = 0;
  /** Level that the policy last gave for it, where it is asked; -1 before. */
  level = -1;

  /** Index in `memory.words` of its control block. */
  readonly block: number;

  /** @param controlBlock byte offset in `memory` of its control block; filled here. */
  constructor(
    readonly id: ThreadId,
    readonly arrival: number,
    /** What it runs; another one after the system call exec. */
    public program: ThreadProgram,
    readonly controlBlock: number,
    /** Whose address space it runs in. */
    readonly process: number,
    private readonly memory: PhysicalMemory,
  ) {
    this.since = arrival;
    this.block = controlBlock >>> 2;
    memory.words.fill(0, this.block, this.block + CONTROL_BLOCK_WORDS);
    memory.words[this.block + CONTROL_BLOCK.programCounter] = program.entry ?? 0;
    memory.words[this.block + CONTROL_BLOCK.thread] = id;
    memory.words[this.block + CONTROL_BLOCK.process] = process;
  }

  /** Follows one edge of the table, and books the time spent in the state that it leaves. */
  become(state: ThreadState, cycle: number): void {
    const from = this.state;
    if (legal[from * STATES + state] === 0)
      throw new Error(
        `thread ${this.id}: no transition from ${THREAD_STATE_NAMES[from]} to ${THREAD_STATE_NAMES[state]} (cycle ${cycle})`,
      );
    const spent = cycle - this.since;
    if (from === THREAD_STATE.ready) {
      this.readyCycles += spent;
      if (spent > this.longestReadyCycles) this.longestReadyCycles = spent;
    } else if (from === THREAD_STATE.running) this.runningCycles += spent;
    else if (from === THREAD_STATE.blocked) this.blockedCycles += spent;
    this.state = state;
    this.memory.words[this.block + CONTROL_BLOCK.state] = state;
    this.since = cycle;
    if (state === THREAD_STATE.running && this.firstRun < 0) this.firstRun = cycle;
    if (state === THREAD_STATE.exited) this.exited = cycle;
  }
}
