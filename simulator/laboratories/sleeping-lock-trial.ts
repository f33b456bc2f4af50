/**
 * Runs threads that contend for a lock under a kernel in which they can sleep: what it costs to wait, and what not to.
 *
 *      client (lock-client.ts) ──▶ watched (events, crossings) ──▶ Kernel with Sleepers ──▶ cores
 *
 * The trace holds SLEEPING_LOCK_EVENTS, each when its operation is done, a call when it is made. A look that finds
 * what the one before found leaves no event. The run ends when all threads are over, when two are inside, on a fault,
 * when all sleep, or after `limitCycles`.
 */
import { defineEvents } from '../engine/define-events';
import type { PolicyHost } from '../engine/policy';
import { Trace } from '../engine/trace';
import { interleavingDefinitions } from '../explorer/interleaving-events';
import { type Violation, violationIndex } from '../explorer/violation';
import { nativeHardware } from '../hardware/native/native-hardware';
import { Kernel } from '../kernel/kernel';
import { SCHEDULING_EVENTS } from '../kernel/scheduling/scheduling-events';
import { TakingTurns } from '../kernel/scheduling/taking-turns';
import { COUNTER_ADDRESS, LOCK_ADDRESS } from '../kernel/synchronization/lock-client';
import { Sleepers } from '../kernel/synchronization/sleepers';
import { SLEEP_CALL } from '../kernel/system-calls';
import { CONTROL_BLOCK_BYTES } from '../kernel/threads/control-block';
import { THREAD_STATE } from '../kernel/threads/life-cycle';
import { OPERATION, POINT, type Program } from '../programs/operations';

const PLACES = { counter: COUNTER_ADDRESS, lock: LOCK_ADDRESS };

/** The events of an interleaving, with the cycle as cycle, and the calls that a lock makes. */
export const SLEEPING_LOCK_EVENTS = defineEvents({
  ...interleavingDefinitions('thread', PLACES),
  call: {
    fields: ['thread', 'call', 'address'],
    description: 'A thread enters the kernel to sleep or to wake somebody.',
    sentence: 'thread {thread} enters the kernel for {call} at {address:place}',
    words: { call: { sleepIfEqual: SLEEP_CALL.sleepIfEqual, wake: SLEEP_CALL.wake }, address: PLACES },
  },
  busy: {
    fields: ['thread', 'used'],
    description:
      'A thread has used so many cycles to wait for a lock that one other thread held all the time.',
    sentence:
      'thread {thread} has used {used:count cycles} of a core to wait while nobody gave the lock back',
  },
});

const EVENT = SLEEPING_LOCK_EVENTS.index;

export interface SleepingLockOptions {
  readonly cores: number;
  readonly tickCycles: number;
  readonly programs: readonly Program[];
  /** Cycle at which each thread comes. */
  readonly arrivals: readonly number[];
  readonly trace: Trace;
  readonly memoryBytes: number;
  readonly limitCycles: number;
  /** Cycles that a thread may use to wait, within one hold of another. */
  readonly waitingCycles: number;
}

export interface SleepingLockRun {
  readonly cycles: number;
  readonly violation: Violation | undefined;
  /** Index of the violation's event; -1 when there is none. */
  readonly event: number;
  readonly entries: number;
}

const PHASE = { outside: 0, locking: 1, inside: 2, unlocking: 3 } as const;

interface Watched {
  phase: number;
  /** Its program has come to its end. */
  finished: boolean;
  /** Cycles that it used to wait since anybody gave the lock back. */
  waiting: number;
  seenAddress: number;
  seenValue: number;
}

export class SleepingLockTrial {
  private readonly kernel: Kernel;
  private readonly states: readonly Watched[];
  private violation: Violation | undefined;
  private event = -1;
  private entries = 0;
  /** Calls to the kernel so far, each there and back. */
  lockCrossings = 0;
  unlockCrossings = 0;
  private lastEntered = -1;

  constructor(private readonly options: SleepingLockOptions) {
    const { cores, tickCycles, programs, arrivals, memoryBytes } = options;
    this.states = programs.map(() => ({
      phase: PHASE.outside,
      finished: false,
      waiting: 0,
      seenAddress: -1,
      seenValue: 0,
    }));
    const threads = programs.map((program, thread) => ({
      arrivalCycle: arrivals[thread],
      program: this.watch(thread, program),
    }));
    this.kernel = new Kernel(
      { cores, tickCycles, threads, devices: [], policyNumbers: [] },
      inTurns(cores, programs.length),
      new Trace(SCHEDULING_EVENTS.kinds, 0),
      {
        ...nativeHardware(memoryBytes + programs.length * CONTROL_BLOCK_BYTES),
        kernelBase: memoryBytes,
        maxThreads: programs.length,
      },
    );
    this.kernel.services = new Sleepers(this.kernel, memoryBytes);
  }

  get cycle(): number {
    return this.kernel.cycle;
  }

  run(): SleepingLockRun {
    const { kernel, options } = this;
    kernel.run(options.limitCycles);
    if (this.violation === undefined) this.lookAtTheEnd();
    return {
      cycles: kernel.cycle,
      violation: this.violation,
      event: this.event,
      entries: this.entries,
    };
  }

  private lookAtTheEnd(): void {
    const { kernel, states } = this;
    const over = (thread: number) => kernel.threads[thread]?.state === THREAD_STATE.exited;
    const faulty = states.findIndex(({ finished }, thread) => over(thread) && !finished);
    const waiting = states.findIndex(({ phase }, thread) => phase === PHASE.locking && !over(thread));
    const stuck = waiting >= 0 ? waiting : states.findIndex((_, thread) => !over(thread));
    if (faulty >= 0) this.report('fault', faulty);
    else if (stuck >= 0) this.report('deadlock', stuck);
    else if (this.entries > 0 && kernel.memory.words[COUNTER_ADDRESS / 4] !== this.entries)
      this.report('final-state', this.lastEntered, -1, COUNTER_ADDRESS);
  }

  /** The same program, with all that it does told. */
  private watch(thread: number, program: Program): Program {
    let kind: number = OPERATION.finished;
    return {
      request: program.request,
      resume: (result) => {
        const { address, operand } = program.request;
        if (kind !== OPERATION.finished) this.done(thread, kind, address, operand, result);
        kind = program.resume(result);
        if (kind === OPERATION.finished) {
          this.states[thread].finished = true;
          this.record(EVENT.finish, thread);
        } else this.asks(thread, kind, program.request.address, program.request.operand);
        return kind;
      },
    };
  }

  /** A thread asks for an operation. */
  private asks(thread: number, kind: number, address: number, operand: number): void {
    const state = this.states[thread];
    if (kind === OPERATION.mark) {
      this.pass(thread, state, address);
      return;
    }
    if (kind === OPERATION.systemCall) {
      this.record(EVENT.call, thread, address, operand);
      state.seenAddress = -1;
      if (state.phase === PHASE.unlocking) this.unlockCrossings++;
      else this.lockCrossings++;
    }
    if (state.phase !== PHASE.locking || !this.states.some(({ phase }) => phase === PHASE.inside)) return;
    const before = state.waiting;
    state.waiting += kind === OPERATION.compute ? Math.max(1, address) : 1;
    const { waitingCycles } = this.options;
    if (before <= waitingCycles && state.waiting > waitingCycles)
      this.record(EVENT.busy, thread, state.waiting);
  }

  /** An operation is done. */
  private done(thread: number, kind: number, address: number, operand: number, result: number): void {
    const state = this.states[thread];
    if (kind === OPERATION.load) {
      if (state.seenAddress === address && state.seenValue === result) return;
      state.seenAddress = address;
      state.seenValue = result;
      this.record(EVENT.load, thread, address, result);
    } else if (kind === OPERATION.store) this.record(EVENT.store, thread, address, operand);
    else if (kind >= OPERATION.testAndSet && kind <= OPERATION.compareAndSwap)
      this.record(EVENT.atomic, thread, kind, address, result);
  }

  private pass(thread: number, state: Watched, point: number): void {
    state.seenAddress = -1;
    if (point === POINT.arrive) {
      state.phase = PHASE.locking;
      state.waiting = 0;
      this.record(EVENT.arrive, thread);
    } else if (point === POINT.leave) {
      state.phase = PHASE.unlocking;
      for (const each of this.states) each.waiting = 0;
      this.record(EVENT.leave, thread);
    } else if (point === POINT.enter) {
      this.entries++;
      this.lastEntered = thread;
      this.record(EVENT.enter, thread);
      const other = this.states.findIndex(({ phase }) => phase === PHASE.inside);
      state.phase = PHASE.inside;
      if (other >= 0) this.report('mutual-exclusion', thread, other);
    }
  }

  private report(name: Violation['name'], thread: number, other = -1, address = -1): void {
    this.violation = { name, thread, other, address };
    this.event = this.options.trace.length;
    this.record(EVENT.violation, violationIndex(name), thread, other, address);
    this.kernel.clock.stopRequested = true;
  }

  private record(kind: number, a = 0, b = 0, c = 0, d = 0): void {
    this.options.trace.record(this.kernel.cycle, kind, a, b, c, d);
  }
}

/** A tick a turn, at no cost. */
function inTurns(cores: number, threads: number): PolicyHost {
  return {
    create() {
      const queue = new TakingTurns({ now: () => 0 }, cores, threads);
      const enqueue = (thread: number) => {
        queue.enqueue(thread);
        return 0;
      };
      const methods = {
        enqueue: (thread?: number) => enqueue(thread as number),
        pickNext: () => queue.pickNext(),
        tick: () => queue.tick(),
      };
      return { methods, programs: {} };
    },
    takeUnits: () => 0,
  };
}
