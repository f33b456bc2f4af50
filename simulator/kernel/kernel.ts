/**
 * The kernel: what a core does in supervisor mode, as generator functions that are charged in cycles.
 *
 *      thread's context   ┌─▶ way back ─▶ pending interrupt? ─▶ returnToUser ─▶ (entry) ─▶ serve ─┐
 *      (its kernel stack) └──────────────────────── still mine ◀─────────────────────────────────┤
 *                                                                    lost the core: switchOut ◀───┘
 *      core's dispatcher      pick ─▶ charge ─▶ [context switch] ─▶ switchTo thread     or wait for an interrupt
 *
 * It is entered only by traps and interrupts (native-core.ts) and is uninterruptible: what arrives meanwhile is
 * kept and taken before it returns. Each entry has one instant at which it decides: there policies are asked,
 * threads change state and time stands still; what the decisions cost is paid after it. So a thread is ready at
 * once: another core may pick it while this one still pays.
 *
 * A thread's registers lie in its control block in simulated memory while it does not run. A thread is born
 * switched out. After every point at which a context may have been switched out its core is another one.
 *
 * What else a system serves (devices of the machine, processes and their memory) stands behind `SystemServices`. The
 * rules of order stand in scheduling/CONVENTIONS.md.
 */
import type { CounterKey } from '../engine/counters';
import type { PolicyHost, Services } from '../engine/policy';
import type { Trace } from '../engine/trace';
import type { Clock } from '../hardware/clock';
import type { PhysicalMemory } from '../hardware/memory/physical-memory';
import {
  CORE_MODE,
  NATIVE_REGISTER,
  NATIVE_REGISTERS,
  type NativeCore,
  TRAP_NUMBER,
  TRAP_VECTOR,
  type TrapTable,
} from '../hardware/native/native-core';
import { nativeHardware } from '../hardware/native/native-hardware';
import { OPERATION } from '../programs/operations';
import { ask, type KernelContext, SUPERVISOR } from '../programs/supervisor-operations';
import { Scheduler } from './scheduling/scheduler';
import { SCHEDULING_COSTS, type SchedulingCosts } from './scheduling/scheduling-costs';
import { INTERRUPT_VECTOR, SCHEDULING_EVENTS } from './scheduling/scheduling-events';
import { READY_REASON, SLICE_END } from './scheduling/scheduling-policy';
import { SYSTEM_CALL, SYSTEM_CALL_REFUSED } from './system-calls';
import { BlockingDevice } from './threads/blocking-device';
import { CONTROL_BLOCK, CONTROL_BLOCK_BYTES } from './threads/control-block';
import { LifeCycle, TRANSITION } from './threads/life-cycle';
import { type CoreId, Thread, type ThreadId } from './threads/thread';
import type { ThreadProgram } from './threads/thread-program';

const EVENT = SCHEDULING_EVENTS.index;

/** Kinds in the event queue. */
const ARRIVAL = 0;
const DEVICE_DONE = 1;

export interface ThreadSpecification {
  /** Cycle at which it is created. */
  readonly arrivalCycle: number;
  readonly program: ThreadProgram;
  /** Whose address space it runs in, on hardware that has some. Default 0. */
  readonly process?: number;
}

export interface SchedulingConfiguration {
  readonly cores: number;
  /** Cycles of a thread's own between two timer interrupts; counted anew from each dispatch. A policy may set them (SlicingPolicy). */
  readonly tickCycles: number;
  /** Numbered in this order; of equal arrivals the lower number is created first. */
  readonly threads: readonly ThreadSpecification[];
  /** Requests that each device serves at a time. */
  readonly devices: readonly { readonly parallel: number }[];
  /** Numbers for the policy's constructor. */
  readonly policyNumbers: readonly number[];
  /** What the policy may ask beside `now` and `remainingCycles`. */
  readonly policyServices?: Services;
  /** Whether what enqueue returns is taken as 1 + the core to preempt. Otherwise it is ignored. */
  readonly preemptOnReady?: boolean;
  /** For policies with levels: how often a process listing asks for them. Default: never. */
  readonly listingCycles?: number;
  readonly costs?: SchedulingCosts;
}

/** What a kernel serves beside threads: the devices of a machine, processes, their memory. */
export interface SystemServices {
  /**
   * A call other than exit; for those that are the kernel's own it asks `Kernel.perform`. The caller's registers are
   * on `core`.
   * @returns its result; undefined when the thread is no longer on the core (`perform`, `block`).
   */
  call(core: CoreId, thread: ThreadId, number: number, first: number, second: number): number | undefined;
  /** The running thread made a fault (`faultAddress`, `faultCause` of its core). @returns whether it goes on. */
  fault(core: CoreId, thread: ThreadId): boolean;
  /** A thread is over: it ended itself with `status`, or made a fault (-1). */
  ended(core: CoreId, thread: ThreadId, status: number): void;
  /** `core` was interrupted by devices. @returns whose calls are done. */
  interrupted(core: CoreId): readonly { readonly thread: ThreadId; readonly result: number }[];
  /** Cycles that all this took since the last call. */
  takeCycles(): number;
}

/** A context switch that is not the kernel's own (switching.ts). */
export interface ExchangedSwitch {
  /** The thread leaves the core. */
  save(core: CoreId, thread: Thread): void;
  /** It gets the core, and its process's page table. */
  restore(core: CoreId, thread: Thread): void;
  /** Cycles that both took since the last call; charged to the core like those of services. */
  takeCycles(): number;
}

/** Number of an interrupt whose source the interrupt controller knows. */
export const EXTERNAL = -1;

/** What the kernel runs on. */
export interface KernelHardware {
  readonly clock: Clock;
  readonly memory: PhysicalMemory;
  /** Byte offset in `memory` from which the kernel keeps its control blocks. */
  readonly kernelBase: number;
  /** How many control blocks fit there. */
  readonly maxThreads: number;
  /** The core is about to run a thread of this process. */
  enterProcess?(core: CoreId, process: number): void;
  /** A core that waits for its first interrupt; the clock drives it. */
  createCore(
    id: number,
    table: TrapTable,
    dispatcher: KernelContext,
    contexts: readonly KernelContext[],
  ): NativeCore;
}

/** What the kernel keeps about each core. */
class CoreRecord {
  /** The running thread, also while the kernel works on its behalf; -1 for none. */
  thread: ThreadId = -1;
  /** The thread that lost the core in the present kernel entry: its registers are still loaded. */
  previous: ThreadId = -1;
  /** Ticks since the dispatch. */
  ticks = 0;
  /** What the timer was last set to. */
  sliceCycles = 0;
  /** Cycle at which the running thread trapped, while its timer does not know of what the kernel does for it; else -1. */
  trappedAt = -1;
  /** How many threads had been enqueued when this core last asked for one. */
  askedAt = -1;
  /** Whether the running thread must make room at the next opportunity. */
  rescheduleWanted = false;
}

export class Kernel implements TrapTable {
  readonly clock: Clock;
  readonly memory: PhysicalMemory;
  /** By number. Those of processes change as these come and go. */
  readonly threads: Thread[] = [];
  /** States of the threads, and their times. */
  readonly lifeCycle = new LifeCycle({}, 0);
  readonly cores: readonly NativeCore[];
  readonly devices: readonly BlockingDevice[];
  private readonly scheduler: Scheduler;
  private readonly records: readonly CoreRecord[];
  private readonly costs: SchedulingCosts;
  private readonly tickCycles: number;
  private readonly eventKinds: number;
  /** Set once, before the first cycle, where the system has some. */
  services: SystemServices | undefined;
  /** Set once, before the first cycle, where it is not the kernel's own. */
  contextSwitch: ExchangedSwitch | undefined;
  private readonly preemptOnReady: boolean;
  /** By thread: its kernel stack. That of a thread that is over serves the next one of its number. */
  private readonly contexts: KernelContext[] = [];
  /** By thread: the core that it was dispatched to last. */
  private readonly dispatchedTo: number[] = [];
  /** By thread: the core that runs on its kernel stack, or -1. */
  private readonly stackUsers: number[] = [];
  /** Numbers of threads that may be given again. */
  private readonly released: ThreadId[] = [];
  /** The trace has the end of the run. */
  private told = false;
  private created = 0;
  private idleCores: number;
  private exited = 0;
  private contextSwitches = 0;
  private migrations = 0;
  private ticks = 0;
  private interrupts = 0;
  private systemCalls = 0;
  private modeSwitches = 0;

  constructor(
    configuration: SchedulingConfiguration,
    policies: PolicyHost,
    private readonly trace: Trace,
    private readonly hardware: KernelHardware = {
      ...nativeHardware(configuration.threads.length * CONTROL_BLOCK_BYTES),
      maxThreads: configuration.threads.length,
    },
  ) {
    const { cores, tickCycles, threads, devices, policyNumbers } = configuration;
    if (!(Number.isInteger(cores) && cores >= 1))
      throw new RangeError(`cores must be 1 or more, got ${cores}`);
    if (!(Number.isInteger(tickCycles) && tickCycles >= 1))
      throw new RangeError(`tickCycles must be 1 or more, got ${tickCycles}`);
    this.costs = configuration.costs ?? SCHEDULING_COSTS;
    this.tickCycles = tickCycles;
    this.preemptOnReady = configuration.preemptOnReady ?? false;
    this.clock = hardware.clock;
    this.memory = hardware.memory;
    for (const { arrivalCycle, program, process = 0 } of threads)
      if (this.newThread(arrivalCycle, program, process) === undefined)
        throw new RangeError(`a kernel has at most ${hardware.maxThreads} threads, got ${threads.length}`);
    this.devices = devices.map(({ parallel }, id) => new BlockingDevice(id, parallel));
    this.eventKinds = this.clock.addEvents((kind, a, b) => {
      if (kind === ARRIVAL) this.route(INTERRUPT_VECTOR.arrival, a, a);
      else this.deviceDone(this.devices[a], b);
    });
    this.records = Array.from({ length: cores }, () => new CoreRecord());
    this.idleCores = cores;
    this.scheduler = new Scheduler(policies, {
      services: {
        ...configuration.policyServices,
        now: () => this.clock.now,
        remainingCycles: (thread) => this.remainingCycles(thread),
      },
      policyNumbers,
      unitCycles: this.costs.policyUnit,
      listingCycles: configuration.listingCycles ?? Number.MAX_SAFE_INTEGER,
      threads: this.threads,
      trace,
    });
    this.cores = this.records.map((record, id) =>
      hardware.createCore(id, this, started(this.dispatcher(id, record)), this.contexts),
    );
    for (const thread of this.threads) this.schedule(thread.arrival, ARRIVAL, thread.id);
    trace.record(0, EVENT.machine, cores, threads.length, tickCycles, devices.length);
  }

  get cycle(): number {
    return this.clock.now;
  }

  /** Runs until nothing can happen any more, or until `cycle`. @returns whether the run is over. */
  run(untilCycle = Number.POSITIVE_INFINITY): boolean {
    const over = this.clock.run(untilCycle);
    if (!over || this.told) return over;
    this.told = true;
    if (this.exited === this.created) this.trace.record(this.cycle, EVENT.end, this.exited);
    else this.trace.record(this.cycle, EVENT.stall, this.scheduler.waiting);
    return true;
  }

  // Threads that come and go with processes. All of it at the instant of an entry of `core`.

  /** A thread that is not yet ready; its registers are zero but the program counter. @returns undefined when the kernel has no room for it. */
  newThread(arrivalCycle: number, program: ThreadProgram, process: number): Thread | undefined {
    const id = this.released.pop() ?? this.threads.length;
    if (id >= this.hardware.maxThreads) return undefined;
    const block = this.hardware.kernelBase + id * CONTROL_BLOCK_BYTES;
    const thread = new Thread(id, arrivalCycle, program, block, process, this.memory, this.lifeCycle);
    this.threads[id] = thread;
    this.contexts[id] ??= started(this.threadContext(id));
    this.created++;
    return thread;
  }

  admit(core: CoreId, thread: Thread): void {
    this.trace.record(this.cycle, EVENT.create, thread.id, core);
    this.makeReady(this.cores[core], thread, READY_REASON.created);
  }

  /** The number of a thread that is over may be given again. */
  release(thread: ThreadId): void {
    this.released.push(thread);
  }

  /** A thread that was made and never became ready is none. */
  discard(thread: ThreadId): void {
    this.created--;
    this.release(thread);
  }

  /** The running thread waits; when it is resumed, the system call that it just made is made again. */
  blockForRepeat(id: CoreId, what: number): void {
    this.cores[id].repeatCall();
    this.block(id, what);
  }

  /** A blocked thread goes on where it is: what it could not do is done again. */
  resume(core: CoreId, id: ThreadId): void {
    this.trace.record(this.cycle, EVENT.wake, id, core);
    this.makeReady(this.cores[core], this.threads[id], READY_REASON.woken);
  }

  /** What a thread waits for in a system call has come: it goes on with this result. */
  wake(core: CoreId, id: ThreadId, result: number): void {
    const thread = this.threads[id];
    this.memory.words[thread.block + CONTROL_BLOCK.result] = result;
    this.resume(core, id);
  }

  /** Stores the running thread's registers in its control block. */
  storeRegisters(core: CoreId): void {
    const { block } = this.running(core);
    this.cores[core].saveRegisters(this.memory.words, block);
  }

  /** Loads them again, of the thread's program as it is now. */
  loadRegisters(core: CoreId): void {
    const { block, program } = this.running(core);
    this.cores[core].loadRegisters(this.memory.words, block, program);
  }

  private running(core: CoreId): Thread {
    return this.threads[this.records[core].thread];
  }

  /** Written into the record given. */
  counters(counters: Record<string, number> = {}): Record<string, number> {
    const spent = [0, 0, 0, 0];
    for (const core of this.cores) {
      core.cycles.forEach((cycles, mode) => {
        spent[mode] += cycles;
      });
      spent[core.mode] += this.cycle - core.since;
    }
    const [idleCycles, kernelCycles, switchingCycles, userCycles] = spent as [number, number, number, number];
    Object.assign(counters, {
      cycles: this.cycle,
      contextSwitches: this.contextSwitches,
      migrations: this.migrations,
      ticks: this.ticks,
      interrupts: this.interrupts,
      systemCalls: this.systemCalls,
      modeSwitches: this.modeSwitches,
    } satisfies Partial<Record<CounterKey, number>>);
    this.scheduler.counters(counters);
    return Object.assign(counters, {
      overheadCycles: kernelCycles + switchingCycles,
      userCycles,
      idleCycles,
      exited: this.exited,
    } satisfies Partial<Record<CounterKey, number>>);
  }

  // Kernel contexts. Operations are yielded directly: these are the simulator's hottest paths.

  /** A thread's kernel stack. Between two entries it stands at returnToUser, or switched out. */
  private *threadContext(thread: ThreadId): KernelContext {
    const { costs } = this;
    let cycles = yield ask(SUPERVISOR.switchOut);
    for (;;) {
      yield ask(OPERATION.compute, cycles);
      let id = this.dispatchedTo[thread];
      let core = this.cores[id];
      let record = this.records[id];
      record.previous = -1;
      if (core.hasPending || record.rescheduleWanted || this.sliceRanOut(core, record)) {
        this.takeBeforeReturn(core, record);
        yield ask(OPERATION.compute, this.entryCycles(core.cause));
      } else {
        yield ask(SUPERVISOR.returnToUser);
        id = this.dispatchedTo[thread];
        core = this.cores[id];
        record = this.records[id];
      }
      for (;;) {
        this.serve(core, record);
        // Another core may run a thread that is ready: no further cycle on its stack.
        if (record.thread < 0 || !core.hasPending) break;
        yield ask(OPERATION.compute, this.takeNext(core, record));
      }
      if (record.thread < 0) {
        this.stackUsers[thread] = -1;
        cycles = yield ask(SUPERVISOR.switchOut);
      } else {
        this.offerToIdleCore();
        cycles = this.takeCharge(id) + costs.trapReturn;
      }
    }
  }

  /** One kernel stack is never used by two cores: a thread that is ready may run elsewhere in the same cycle. */
  private takeStack(core: CoreId, thread: ThreadId): void {
    const user = this.stackUsers[thread];
    if (user >= 0)
      throw new Error(
        `Core ${core} switches to thread ${thread} at cycle ${this.cycle}, on whose kernel stack core ${user} still runs`,
      );
    this.stackUsers[thread] = core;
  }

  /** A core's own context: chooses a thread and switches to it, or idles. */
  private *dispatcher(id: number, record: CoreRecord): KernelContext {
    const { costs, scheduler, trace } = this;
    yield ask(SUPERVISOR.wait);
    const core = this.cores[id];
    let entered = true;
    for (;;) {
      while (entered) {
        this.serve(core, record);
        if (!core.hasPending) break;
        yield ask(OPERATION.compute, this.takeNext(core, record));
      }
      this.choose(core, record);
      this.offerToIdleCore();
      const charge = this.takeCharge(id);
      if (record.thread >= 0) {
        let back = charge + costs.trapReturn;
        if (record.thread !== record.previous) {
          if (charge > 0) yield ask(OPERATION.compute, charge);
          this.contextSwitches++;
          trace.record(this.cycle, EVENT['switch-start'], id, record.previous, record.thread);
          core.enter(CORE_MODE.switching, this.cycle);
          yield ask(OPERATION.compute, costs.contextSwitch + this.transferCycles(record));
          trace.record(this.cycle, EVENT['switch-end'], id, record.thread);
          core.enter(CORE_MODE.kernel, this.cycle);
          back = costs.trapReturn;
        }
        this.takeStack(id, record.thread);
        yield ask(SUPERVISOR.switchTo, record.thread, back);
        // The thread's context served the entry, but not what came since it lost the core.
        entered = core.hasPending;
        if (entered) yield ask(OPERATION.compute, this.takeNext(core, record));
        continue;
      }
      yield ask(OPERATION.compute, charge + costs.trapReturn);
      record.previous = -1;
      entered = true;
      if (core.hasPending) {
        this.takeBeforeReturn(core, record);
        yield ask(OPERATION.compute, this.entryCycles(core.cause));
      } else if (scheduler.waiting > 0 && record.askedAt !== scheduler.enqueued) core.cause = -1;
      else yield ask(SUPERVISOR.wait);
    }
  }

  /** An interrupt that came while the kernel was on its way back. @returns nothing; `core.cause` says which. */
  private takeBeforeReturn(core: NativeCore, record: CoreRecord): void {
    if (core.hasPending) core.takePending();
    else {
      core.cause = record.rescheduleWanted ? INTERRUPT_VECTOR.reschedule : INTERRUPT_VECTOR.timer;
      core.causeNumber = core.id;
    }
    this.noteInterrupt(core, record);
  }

  /**
   * The timer goes on from a thread's trap to the return from it, with its interrupt held: who only calls is preempted
   * too. @returns whether it ran out by then.
   */
  private sliceRanOut(core: NativeCore, record: CoreRecord): boolean {
    if (record.trappedAt < 0) return false;
    core.timerCycles -= this.cycle - record.trappedAt;
    record.trappedAt = -1;
    return core.timerCycles <= 0;
  }

  /** A further interrupt before the kernel returns. @returns cycles until it is decided upon. */
  private takeNext(core: NativeCore, record: CoreRecord): number {
    core.takePending();
    this.noteInterrupt(core, record);
    return this.takeCharge(core.id) + this.handlerCycles(core.cause);
  }

  private noteInterrupt(core: NativeCore, record: CoreRecord): void {
    this.interrupts++;
    this.trace.record(this.cycle, EVENT.interrupt, core.id, core.cause, core.causeNumber, record.thread);
  }

  // What an entry does, at one instant.

  private serve(core: NativeCore, record: CoreRecord): void {
    const { cause, causeNumber } = core;
    core.cause = -1;
    if (cause === INTERRUPT_VECTOR.timer) this.onTick(core, record);
    else if (cause === INTERRUPT_VECTOR.device && causeNumber === EXTERNAL) this.onDevices(core);
    else if (cause === INTERRUPT_VECTOR.device) {
      this.trace.record(this.cycle, EVENT.wake, causeNumber, core.id);
      this.makeReady(core, this.threads[causeNumber], READY_REASON.woken);
    } else if (cause === INTERRUPT_VECTOR.arrival) {
      this.trace.record(this.cycle, EVENT.create, causeNumber, core.id);
      this.makeReady(core, this.threads[causeNumber], READY_REASON.created);
    } else if (cause === TRAP_VECTOR) this.systemCall(core, record, causeNumber);
    if (!record.rescheduleWanted) return;
    record.rescheduleWanted = false;
    if (record.thread < 0) return;
    this.endSlice(core, record, SLICE_END.displaced);
    this.preempt(core, record);
  }

  private onDevices(core: NativeCore): void {
    for (const { thread, result } of this.services?.interrupted(core.id) ?? [])
      this.wake(core.id, thread, result);
  }

  /** What the core has to pay for decisions and services since the last charge. */
  private takeCharge(core: CoreId): number {
    let charge = this.scheduler.takeCharge(core, this.cycle);
    if (this.services !== undefined) charge += this.services.takeCycles();
    if (this.contextSwitch !== undefined) charge += this.contextSwitch.takeCycles();
    return charge;
  }

  /** What it costs to store and load the registers of a switch; an exchanged one is charged for what it does. */
  private transferCycles({ previous }: CoreRecord): number {
    if (this.contextSwitch !== undefined) return 0;
    return (previous >= 0 ? 2 : 1) * NATIVE_REGISTERS * this.costs.registerTransfer;
  }

  private onTick(core: NativeCore, record: CoreRecord): void {
    const { scheduler, cycle } = this;
    record.ticks++;
    this.ticks++;
    scheduler.sliceEnded(core.id, record.thread, SLICE_END.ranOut, record.sliceCycles, cycle);
    if (scheduler.ticked(core.id, record.thread, record.ticks, cycle)) this.preempt(core, record);
    else this.setTimer(core, record);
  }

  private preempt(core: NativeCore, record: CoreRecord): void {
    this.trace.record(this.cycle, EVENT.preempt, core.id, record.thread);
    this.makeReady(core, this.detach(core, record), READY_REASON.preempted);
  }

  private systemCall(core: NativeCore, record: CoreRecord, call: number): void {
    const { services } = this;
    const [first, second] = [core.argument(0), core.argument(1)];
    this.systemCalls++;
    if (call === SYSTEM_CALL.exit || call === TRAP_NUMBER.fault) {
      this.end(core, record, call === TRAP_NUMBER.fault, first);
      return;
    }
    const answer =
      services === undefined
        ? this.perform(core.id, call, first, second)
        : services.call(core.id, record.thread, call, first, second);
    if (answer !== undefined) core.answer(answer);
  }

  private end(core: NativeCore, record: CoreRecord, isFault: boolean, status: number): void {
    const { cycle, trace, services } = this;
    if (isFault && services?.fault(core.id, record.thread)) return;
    this.endSlice(core, record, SLICE_END.finished);
    const thread = this.detach(core, record);
    if (isFault) trace.record(cycle, EVENT.fault, core.id, thread.id, core.faultAddress);
    thread.follow(TRANSITION.exit, cycle);
    this.exited++;
    trace.record(cycle, EVENT.exit, core.id, thread.id);
    services?.ended(core.id, thread.id, isFault ? -1 : status);
  }

  /** Carries out a call of the kernel's own for the running thread. @returns as SystemServices.call. */
  perform(id: CoreId, call: number, first: number, second: number): number | undefined {
    const [core, record] = [this.cores[id], this.records[id]];
    if (call === SYSTEM_CALL.yield) {
      this.endSlice(core, record, SLICE_END.yielded);
      const thread = this.detach(core, record);
      this.trace.record(this.cycle, EVENT.yield, id, thread.id);
      this.makeReady(core, thread, READY_REASON.yielded);
      return undefined;
    }
    const device = call === SYSTEM_CALL.read && second >= 0 ? this.devices[first] : undefined;
    if (device === undefined) return SYSTEM_CALL_REFUSED;
    const thread = record.thread;
    this.block(id, first);
    if (device.request(thread, second)) this.startDevice(device, thread, second);
    return undefined;
  }

  /** The running thread waits. @param what a device's number; their number for one of the machine, -1 for a process or a page. */
  block(id: CoreId, what: number): void {
    const [core, record] = [this.cores[id], this.records[id]];
    this.endSlice(core, record, SLICE_END.blocked);
    const thread = this.detach(core, record);
    thread.follow(TRANSITION.block, this.cycle);
    this.trace.record(this.cycle, EVENT.block, id, thread.id, what);
  }

  private makeReady(core: NativeCore, thread: Thread, reason: number): void {
    const answer = this.scheduler.ready(thread, reason, core.id, this.cycle);
    if (this.preemptOnReady && answer !== 0 && reason !== READY_REASON.preempted)
      this.requestPreemption(core, thread.id, answer);
  }

  private requestPreemption(core: NativeCore, thread: ThreadId, answer: number): void {
    const target = this.cores[answer - 1];
    const record = this.records[answer - 1];
    if (target === undefined || record === undefined) {
      this.scheduler.refuseEnqueue(thread, answer, this.cycle);
      return;
    }
    if (record.thread < 0) return;
    record.rescheduleWanted = true;
    if (target !== core && target.mode === CORE_MODE.user) target.raise(INTERRUPT_VECTOR.reschedule, core.id);
  }

  /** The running thread leaves the core; its registers go to its control block. */
  private detach(core: NativeCore, record: CoreRecord): Thread {
    const thread = this.threads[record.thread];
    if (this.contextSwitch === undefined) core.saveRegisters(this.memory.words, thread.block);
    else this.contextSwitch.save(core.id, thread);
    record.thread = -1;
    record.previous = thread.id;
    return thread;
  }

  /** Asks for the next thread, and loads its registers. What that costs follows. */
  private choose(core: NativeCore, record: CoreRecord): void {
    const thread = this.scheduler.pick(core.id, this.cycle);
    record.askedAt = this.scheduler.enqueued;
    if (thread === undefined) return;
    if (this.contextSwitch === undefined) {
      core.loadRegisters(this.memory.words, thread.block, thread.program);
      this.hardware.enterProcess?.(core.id, thread.process);
    } else this.contextSwitch.restore(core.id, thread);
    record.thread = thread.id;
    record.ticks = 0;
    this.setTimer(core, record);
    const before = this.dispatchedTo[thread.id];
    if (before !== undefined && before !== core.id) this.migrations++;
    this.dispatchedTo[thread.id] = core.id;
  }

  /** The running thread begins a slice. */
  private setTimer(core: NativeCore, record: CoreRecord): void {
    const cycles = this.scheduler.slice(core.id, record.thread, this.tickCycles, this.cycle);
    record.sliceCycles = cycles;
    record.trappedAt = -1;
    core.timerCycles = cycles;
  }

  /** The running thread leaves before the timer interrupted it. */
  private endSlice(core: NativeCore, record: CoreRecord, how: number): void {
    this.scheduler.sliceEnded(core.id, record.thread, how, record.sliceCycles - core.timerCycles, this.cycle);
  }

  /** While threads wait, the lowest idle core that was not asked since the last one came is told to ask. */
  private offerToIdleCore(): void {
    if (this.scheduler.waiting === 0 || this.idleCores === 0) return;
    for (const core of this.cores)
      if (core.waiting && this.records[core.id].askedAt !== this.scheduler.enqueued) {
        core.raise(INTERRUPT_VECTOR.reschedule, 0);
        return;
      }
  }

  private handlerCycles(vector: number): number {
    if (vector === INTERRUPT_VECTOR.timer) return this.costs.timerTick;
    if (vector === TRAP_VECTOR) return this.costs.systemCall;
    return vector === INTERRUPT_VECTOR.reschedule ? 0 : this.costs.deviceInterrupt;
  }

  private remainingCycles(id: ThreadId): number {
    const thread = this.threads[id];
    if (thread === undefined) return 0;
    const on = this.records.findIndex((record) => record.thread === id);
    const current =
      on < 0
        ? this.memory.words[thread.block + NATIVE_REGISTER.remaining]
        : this.cores[on].remainingCycles(this.cycle);
    return current + (thread.program.computeCyclesLeft ?? 0);
  }

  // Trap table

  entryCycles(vector: number): number {
    return this.costs.trapEntry + this.handlerCycles(vector);
  }

  trapped(core: NativeCore, vector: number, number: number, wasWaiting: boolean): void {
    if (wasWaiting) this.idleCores--;
    else this.modeSwitches++;
    const record = this.records[core.id];
    if (vector === TRAP_VECTOR) {
      record.trappedAt = this.cycle;
      this.trace.record(this.cycle, EVENT.trap, core.id, record.thread, number);
    } else this.noteInterrupt(core, record);
  }

  entersUser(core: NativeCore): void {
    this.modeSwitches++;
    this.trace.record(this.cycle, EVENT.run, core.id, this.records[core.id].thread);
  }

  waits(core: NativeCore): void {
    this.idleCores++;
    this.trace.record(this.cycle, EVENT.halt, core.id);
  }

  passes(): void {}

  programCycles(): number {
    return 0;
  }

  // Devices, and where their interrupts go: to the lowest idle core, else to the core that the source is wired to.

  private route(vector: number, number: number, source: number): void {
    const { cores } = this;
    let core = cores[source % cores.length];
    if (this.idleCores > 0) core = cores.find((each) => each.waiting) ?? core;
    core.raise(vector, number);
  }

  private schedule(cycle: number, kind: number, a: number, b = 0): void {
    this.clock.queue.schedule(cycle, this.eventKinds + kind, a, b);
  }

  private startDevice(device: BlockingDevice, thread: ThreadId, cycles: number): void {
    this.trace.record(this.cycle, EVENT['device-start'], device.id, thread, cycles);
    this.schedule(this.cycle + cycles, DEVICE_DONE, device.id, thread);
  }

  private deviceDone(device: BlockingDevice, thread: ThreadId): void {
    this.trace.record(this.cycle, EVENT['device-done'], device.id, thread);
    if (device.complete()) this.startDevice(device, device.nextThread, device.nextCycles);
    this.route(INTERRUPT_VECTOR.device, thread, device.id);
  }
}

/** A context that has run up to its first operation, where a core takes it over. */
function started(context: KernelContext): KernelContext {
  context.next(0);
  return context;
}
