/**
 * A thread as the kernel knows it: its record. Its state, and how long it has been in which, stand in the life cycle
 * (life-cycle.ts).
 *
 * What a thread has in registers lies in its control block in simulated memory while it does not run; here
 * stands only what a kernel keeps about it.
 */
import type { PhysicalMemory } from '../../hardware/memory/physical-memory';
import { CONTROL_BLOCK, CONTROL_BLOCK_WORDS } from './control-block';
import { type LifeCycle, THREAD_STATE_NAMES, THREAD_TRANSITIONS, TRANSITION } from './life-cycle';
import type { ThreadProgram } from './thread-program';

export type ThreadId = number;
export type CoreId = number;

export class Thread {
  /** Cycle of the first dispatch; -1 before. */
  firstRun = -1;
  /** Cycle of the exit; -1 before. */
  exited = -1;
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
    private readonly lifeCycle: LifeCycle,
  ) {
    lifeCycle.begin(id);
    this.block = controlBlock >>> 2;
    memory.words.fill(0, this.block, this.block + CONTROL_BLOCK_WORDS);
    memory.words[this.block + CONTROL_BLOCK.programCounter] = program.entry ?? 0;
    memory.words[this.block + CONTROL_BLOCK.thread] = id;
    memory.words[this.block + CONTROL_BLOCK.process] = process;
  }

  /** One of THREAD_STATE. */
  get state(): number {
    return this.lifeCycle.state(this.id);
  }

  /** Follows one edge of its life cycle. @param transition one of TRANSITION. */
  follow(transition: number, cycle: number): void {
    const { lifeCycle, id } = this;
    if (lifeCycle.change(id, transition, cycle) === 0)
      throw new Error(
        `thread ${id} is ${THREAD_STATE_NAMES[this.state]}: no ${THREAD_TRANSITIONS[transition]?.name} (cycle ${cycle})`,
      );
    this.memory.words[this.block + CONTROL_BLOCK.state] = lifeCycle.state(id);
    if (transition === TRANSITION.dispatch && this.firstRun < 0) this.firstRun = cycle;
    if (transition === TRANSITION.exit) this.exited = cycle;
  }
}
