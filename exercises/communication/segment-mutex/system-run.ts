/**
 * Processes with a mutex in a segment on the whole machine: init forks them, each attaches some pages of its own and
 * then the segment, and when all are there they begin. The trace holds EVENTS, each when its operation is done, a call
 * when it is made; a look that finds what the one before found leaves none.
 */
import { NativePolicies } from '../../../simulator/engine/native-policies';
import { Trace } from '../../../simulator/engine/trace';
import { type Violation, violationIndex } from '../../../simulator/explorer/violation';
import {
  type CommunicatingSystem,
  createCommunicatingSystem,
} from '../../../simulator/kernel/communication/communicating-system';
import { COMMUNICATION_EVENTS } from '../../../simulator/kernel/communication/communication-events';
import { attach, createSegment } from '../../../simulator/kernel/communication/communication-library';
import { PRIVATE_KEY } from '../../../simulator/kernel/communication/segments-interface';
import { GRANT_RIGHTS } from '../../../simulator/kernel/processes/grant-rights';
import { MAX_PROCESSES } from '../../../simulator/kernel/processes/process-record';
import { SCHEDULING_SHAPE } from '../../../simulator/kernel/scheduling/scheduling-policy';
import { TakingTurns } from '../../../simulator/kernel/scheduling/taking-turns';
import { SYSTEM_CALL } from '../../../simulator/kernel/system-calls';
import {
  fetchAndAdd,
  load,
  NativeProgram,
  OPERATION,
  type Operation,
  POINT,
  request,
  sleepIfEqual,
  store,
  systemCall,
  wake,
} from '../../../simulator/programs/operations';
import { setRequest } from '../../../simulator/programs/set-request';
import { baseOf, CONDITIONS, EVENTS, type Machine, OFFSET, ownOffset, PASSES } from './clients';

const KEY = 112;
const RAM_BYTES = 1 << 21;
const TICK_CYCLES = 10_000;
/** Cycles of a core that a process may use to wait while nobody unlocks or signals. */
export const WAITING_CYCLES = 2_000;
const EVENT = EVENTS.index;

export interface SystemRunOptions {
  readonly cores: number;
  /** Pages that each process attaches before, by process. */
  readonly pagesBefore: readonly number[];
  readonly trace: Trace;
  readonly limitCycles: number;
  client(process: number, machine: Machine): Operation;
  /** Of the counter and the items, when all are over. */
  allowsFinal(word: (offset: number) => number): boolean;
}

const METHOD = { none: 0, lock: 1, unlock: 2, wait: 3, signal: 4 } as const;
const COUNTED = ['', 'lockCrossings', 'unlockCrossings', 'waitCrossings', 'signalCrossings'] as const;

interface Watched {
  /** Of METHOD. */
  method: number;
  isInside: boolean;
  isOver: boolean;
  /** Cycles that it used to wait since somebody unlocked or signalled. */
  waiting: number;
  seenAddress: number;
  seenValue: number;
  /** Offset of the word that it last named in a call. */
  calledAt: number;
}

export class SystemRun {
  readonly crossings = { lockCrossings: 0, unlockCrossings: 0, waitCrossings: 0, signalCrossings: 0 };
  violation: Violation | undefined;
  /** Of the violation; -1 when there is none. */
  event = -1;
  private readonly system: CommunicatingSystem;
  private readonly states: readonly Watched[];
  private lastEntered = -1;
  /** Words of the segment when the last process was over. */
  private readonly finalWords = new Map<number, number>();

  constructor(private readonly options: SystemRunOptions) {
    const { cores, pagesBefore } = options;
    this.states = pagesBefore.map(() => ({
      ...{
        method: METHOD.none,
        isInside: false,
        isOver: false,
        waiting: 0,
        seenAddress: -1,
        seenValue: 0,
        calledAt: -1,
      },
    }));
    const bodies = pagesBefore.map((_, process) => ({
      name: `process ${process}`,
      code: () => this.body(process),
    }));
    const init = {
      name: 'init',
      *code(): Operation {
        for (let i = 1; i <= bodies.length; i++)
          if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) yield* systemCall(SYSTEM_CALL.exec, i);
        while ((yield* systemCall(SYSTEM_CALL.wait)) > 0);
        return 0;
      },
    };
    this.system = createCommunicatingSystem({
      machine: { ramBytes: RAM_BYTES, cores },
      kernel: { tickCycles: TICK_CYCLES, devices: [], policyNumbers: [cores, MAX_PROCESSES] },
      programs: [init, ...bodies],
      trace: new Trace(COMMUNICATION_EVENTS.kinds, 0),
      policies: new NativePolicies(TakingTurns, SCHEDULING_SHAPE),
    });
  }

  get cycle(): number {
    return this.system.kernel.cycle;
  }

  run(): void {
    this.system.kernel.run(this.options.limitCycles);
    if (this.violation !== undefined) return;
    const stuck = this.states.findIndex(({ isOver, isInside }) => !isOver && !isInside);
    const unfinished = stuck >= 0 ? stuck : this.states.findIndex(({ isOver }) => !isOver);
    if (unfinished >= 0)
      this.report(
        'deadlock',
        unfinished,
        this.states.findIndex(({ isInside }) => isInside),
        this.states[unfinished].calledAt,
      );
    else if (!this.options.allowsFinal((offset) => this.finalWords.get(offset) ?? 0))
      this.report('final-state', this.lastEntered);
  }

  /** Attaches, waits until all have, and begins. */
  private *body(process: number): Operation {
    const { pagesBefore, client } = this.options;
    const { readWrite } = GRANT_RIGHTS;
    const pages = pagesBefore[process];
    if (pages > 0) yield* attach(yield* createSegment(PRIVATE_KEY, pages), readWrite);
    const base = yield* attach(yield* createSegment(KEY, 1), readWrite);
    if (base !== baseOf(pages))
      throw new Error(`segment of process ${process} at ${base}, ${pages} pages before`);
    if ((yield* fetchAndAdd(base + OFFSET.arrived, 1)) + 1 < pagesBefore.length)
      while ((yield* load(base + OFFSET.go)) === 0) yield* sleepIfEqual(base + OFFSET.go, 0);
    else {
      yield* store(base + OFFSET.go, 1);
      yield* wake(base + OFFSET.go, pagesBefore.length);
    }
    const machine: Machine = {
      at: (offset) => base + offset,
      privately: (call, address, argument) => systemCall(call, address, argument),
      stray: (address) => this.stray(process, address),
    };
    yield* this.watch(process, base, client(process, machine));
    for (const offset of [OFFSET.counter, OFFSET.items, OFFSET.refusals])
      this.finalWords.set(offset, yield* load(base + offset));
    this.states[process].isOver = true;
    this.record(EVENT.finish, process);
    return 0;
  }

  private *stray(process: number, address: number): Operation {
    this.report('fault', process, -1, address);
    for (;;) yield* systemCall(SYSTEM_CALL.exit);
  }

  /** The same program, with all that it does told. */
  private *watch(process: number, base: number, operation: Operation): Operation {
    const program = new NativeProgram(operation);
    let result = 0;
    for (;;) {
      const kind = program.resume(result);
      if (kind === OPERATION.finished) return 0;
      const { address, operand, expected } = program.request;
      const offset = (kind === OPERATION.systemCall ? operand : address) - base;
      this.asks(process, kind, address, offset);
      setRequest(request, kind, address, operand, expected);
      result = yield undefined;
      this.done(process, kind, offset, operand, result);
    }
  }

  /** A process asks for an operation. */
  private asks(process: number, kind: number, address: number, offset: number): void {
    const state = this.states[process];
    if (kind === OPERATION.mark) {
      this.pass(process, state, address);
      return;
    }
    if (kind === OPERATION.systemCall) {
      this.record(EVENT.call, process, address, offset);
      state.seenAddress = -1;
      state.calledAt = offset;
      const counted = COUNTED[state.method];
      if (counted !== '') this.crossings[counted]++;
    }
    const isHeld = this.states.some(({ isInside }) => isInside);
    if (!(state.method === METHOD.wait || (state.method === METHOD.lock && isHeld))) return;
    const before = state.waiting;
    state.waiting += kind === OPERATION.compute ? Math.max(1, address) : 1;
    if (before <= WAITING_CYCLES && state.waiting > WAITING_CYCLES)
      this.record(EVENT.busy, process, state.waiting);
  }

  /** An operation is done. */
  private done(process: number, kind: number, offset: number, operand: number, result: number): void {
    const state = this.states[process];
    if (kind === OPERATION.load) {
      if (state.seenAddress === offset && state.seenValue === result) return;
      state.seenAddress = offset;
      state.seenValue = result;
      this.record(EVENT.load, process, offset, result);
    } else if (kind === OPERATION.store) this.record(EVENT.store, process, offset, operand);
    else if (kind >= OPERATION.testAndSet && kind <= OPERATION.compareAndSwap)
      this.record(EVENT.atomic, process, kind, offset, result);
  }

  private pass(process: number, state: Watched, point: number): void {
    state.seenAddress = -1;
    switch (point) {
      case POINT.arrive:
        state.method = METHOD.lock;
        state.waiting = 0;
        this.record(EVENT.arrive, process);
        return;
      case POINT.enter: {
        state.method = METHOD.none;
        this.lastEntered = process;
        this.record(EVENT.enter, process);
        const other = this.states.findIndex(({ isInside }) => isInside);
        state.isInside = true;
        if (other >= 0) this.report('mutual-exclusion', process, other);
        return;
      }
      case POINT.leave:
        state.isInside = false;
        state.method = METHOD.unlock;
        this.somethingHappened();
        this.record(EVENT.leave, process);
        return;
    }
    this.record(EVENT.mark, process, point);
    if (point === PASSES.stray) state.method = METHOD.unlock;
    else if (point >= PASSES.wait && point < PASSES.wait + CONDITIONS) state.method = METHOD.wait;
    else if (point >= PASSES.signal && point < PASSES.signal + CONDITIONS) {
      state.method = METHOD.signal;
      this.somethingHappened();
    } else state.method = METHOD.none;
  }

  private somethingHappened(): void {
    for (const each of this.states) each.waiting = 0;
  }

  private report(name: Violation['name'], thread: number, other = -1, address = -1): void {
    this.violation = { name, thread, other, address };
    if (name === 'fault') this.record(EVENT.mark, thread, PASSES.foreign);
    this.event = this.options.trace.length;
    this.record(
      EVENT.violation,
      violationIndex(name),
      thread,
      other,
      name === 'fault' ? ownOffset(thread) : address,
    );
    this.system.kernel.clock.stopRequested = true;
  }

  private record(kind: number, a = 0, b = 0, c = 0, d = 0): void {
    this.options.trace.record(this.cycle, kind, a, b, c, d);
  }
}
