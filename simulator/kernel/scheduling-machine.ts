/**
 * The scheduling machine: cores with a timer, threads that compute and wait for devices, and the kernel that
 * moves the threads between them as a policy says.
 *
 *      user ──trap, interrupt──▶ entry ──▶ handler, policy ──▶ [context switch] ──▶ return ──▶ user or idle
 *                                 │  cost    │ consult()         │ cost             │ cost
 *
 * The kernel is entered only by traps and interrupts, and is uninterruptible: what arrives meanwhile is kept and
 * taken before it returns. Each entry has one instant at which it decides (`consult`): there the policy is
 * asked, the threads change state, and now() stands still. What the decisions cost follows after it: the metered
 * units of the policy times `policyUnit`, then the switch. A switch stores the registers of one thread to its
 * control block in simulated memory and loads those of the other.
 *
 * Whatever a policy answers, the run goes on and ends: a wrong answer is recorded and counts as "idle" or "run
 * on"; when nothing can happen any more while threads wait, the run ends with `stall`.
 *
 * Left out: caches and address spaces (a switch costs the same whoever comes next), contention for the run
 * queue between cores. The rules of order and ties stand in simulator/CONVENTIONS.md, "Scheduling".
 */
import { EventQueue } from '../engine/event-queue';
import type { PolicyHost, PolicyMethod, Services } from '../engine/policy';
import type { Trace } from '../engine/trace';
import { PhysicalMemory } from '../hardware/memory';
import { OPERATION } from '../hardware/operations';
import { BlockingDevice } from './blocking-device';
import { CORE_MODE, CoreState, REGISTER, REGISTERS } from './core-state';
import type { SchedulingCosts } from './scheduling-costs';
import { SCHEDULING_COSTS } from './scheduling-costs';
import { INTERRUPT_VECTOR, SCHEDULING_EVENT } from './scheduling-events';
import { READY_REASON } from './scheduling-policy';
import { SYSTEM_CALL } from './system-calls';
import type { ThreadId } from './thread';
import { THREAD_STATE, Thread } from './thread';
import type { SavableProgram } from './thread-program';

export interface ThreadSpecification {
  /** Cycle at which it is created. */
  readonly arrivalCycle: number;
  readonly program: SavableProgram;
}

export interface SchedulingConfiguration {
  readonly cores: number;
  /** User cycles between two timer interrupts; counted anew from each dispatch. */
  readonly tickCycles: number;
  /** Numbered in this order; of equal arrivals the lower number is created first. */
  readonly threads: readonly ThreadSpecification[];
  /** Requests that each device serves at a time. */
  readonly devices: readonly { readonly parallel: number }[];
  /** Numbers for the policy's constructor. */
  readonly policyNumbers: readonly number[];
  /** Whether what enqueue returns is taken as 1 + the core to preempt. Otherwise it is ignored. */
  readonly preemptOnReady?: boolean;
  /**
   * For policies with levels: after the first tick or pickNext at or after each multiple of this, the kernel
   * asks for the levels of all threads, as a process listing does. Default: never.
   */
  readonly listingCycles?: number;
  readonly costs?: SchedulingCosts;
}

/** Counted by the machine; all cores together. */
export interface SchedulingCounters {
  /** Length of the run. */
  cycles: number;
  contextSwitches: number;
  ticks: number;
  interrupts: number;
  systemCalls: number;
  policyCalls: number;
  /** Cycles that the policy took, and in which of its methods: these add up to it. */
  policyCycles: number;
  constructorPolicyCycles: number;
  enqueuePolicyCycles: number;
  pickNextPolicyCycles: number;
  tickPolicyCycles: number;
  levelPolicyCycles: number;
  /** Cycles in the kernel, policy included, and switching. */
  overheadCycles: number;
  userCycles: number;
  idleCycles: number;
  exited: number;
}

/** Everything but the policy, as plain numbers. */
export interface SchedulingSnapshot {
  readonly queue: readonly number[];
  readonly memory: readonly number[];
  readonly cores: readonly (readonly number[])[];
  readonly threads: readonly (readonly number[])[];
  readonly programs: readonly (readonly number[])[];
  readonly devices: readonly (readonly number[])[];
  readonly numbers: readonly number[];
}

/** Kinds in the event queue. */
const ARRIVAL = 0;
const USER_END = 1;
const CONSULT = 2;
const SWITCH_START = 3;
const SWITCH_END = 4;
const RETURN = 5;
const DEVICE_DONE = 6;

/** A cause of kernel entry beside the interrupt vectors: `causeNumber` is then the system call. */
const TRAP = 4;
/** The kernel looks again for a thread before it halts. */
const IDLE_LOOP = 5;

const EVENT = SCHEDULING_EVENT;
const WORD_BYTES = 4;
const CONTROL_BLOCK_BYTES = REGISTERS * WORD_BYTES;
/** Index of each part of the policy in `partCycles`. */
const PART = { constructor: 0, enqueue: 1, pickNext: 2, tick: 3, level: 4 } as const;

export class SchedulingMachine {
  readonly memory: PhysicalMemory;
  readonly threads: readonly Thread[];
  readonly cores: readonly CoreState[];
  readonly devices: readonly BlockingDevice[];
  /** Events taken from the queue. */
  eventsTaken = 0;
  private readonly queue = new EventQueue();
  private readonly costs: SchedulingCosts;
  private readonly tickCycles: number;
  private readonly preemptOnReady: boolean;
  private readonly enqueue: PolicyMethod;
  private readonly pickNext: PolicyMethod;
  private readonly tick: PolicyMethod;
  private readonly level: PolicyMethod | undefined;
  private readonly listingCycles: number;
  private nextListing: number;
  private waiting = 0;
  private enqueued = 0;
  private idleCores: number;
  private exited = 0;
  private contextSwitches = 0;
  private ticks = 0;
  private interrupts = 0;
  private systemCalls = 0;
  private policyCalls = 0;
  /** Cycles that each part of the policy took. */
  private readonly partCycles = [0, 0, 0, 0, 0];
  /** Cycles of the policy that no core has been charged yet. */
  private uncharged = 0;

  constructor(
    configuration: SchedulingConfiguration,
    private readonly policies: PolicyHost,
    private readonly trace: Trace,
  ) {
    const { cores, tickCycles, threads, devices, policyNumbers } = configuration;
    if (!(Number.isInteger(cores) && cores >= 1))
      throw new RangeError(`cores must be 1 or more, got ${cores}`);
    if (!(Number.isInteger(tickCycles) && tickCycles >= 1))
      throw new RangeError(`tickCycles must be 1 or more, got ${tickCycles}`);
    this.costs = configuration.costs ?? SCHEDULING_COSTS;
    this.tickCycles = tickCycles;
    this.preemptOnReady = configuration.preemptOnReady ?? false;
    this.listingCycles = configuration.listingCycles ?? Number.MAX_SAFE_INTEGER;
    this.nextListing = this.listingCycles;
    this.memory = new PhysicalMemory(threads.length * CONTROL_BLOCK_BYTES);
    this.threads = threads.map(
      ({ arrivalCycle, program }, id) => new Thread(id, arrivalCycle, program, id * CONTROL_BLOCK_BYTES),
    );
    this.cores = Array.from({ length: cores }, (_, id) => new CoreState(id));
    this.devices = devices.map(({ parallel }, id) => new BlockingDevice(id, parallel));
    this.idleCores = cores;
    const services: Services = {
      now: () => this.queue.cycle,
      remainingCycles: (thread) => this.remainingCycles(thread),
    };
    const policy = policies.create(services, ...policyNumbers);
    this.book(PART.constructor);
    this.enqueue = policy.methods.enqueue;
    this.pickNext = policy.methods.pickNext;
    this.tick = policy.methods.tick;
    this.level = policy.methods.level;
    for (const thread of this.threads) this.queue.schedule(thread.arrival, ARRIVAL, thread.id);
    trace.record(0, EVENT.machine, cores, threads.length, tickCycles, devices.length);
  }

  get cycle(): number {
    return this.queue.cycle;
  }

  /** Runs until nothing can happen any more, or until `cycle`. @returns whether the run is over. */
  run(untilCycle = Number.POSITIVE_INFINITY): boolean {
    const queue = this.queue;
    while (queue.nextCycle <= untilCycle) {
      if (!queue.advance()) {
        this.finish();
        return true;
      }
      this.eventsTaken++;
      const { kind, a, b } = queue;
      if (kind === USER_END) this.onUserEnd(this.cores[a], b);
      else if (kind === CONSULT) this.consult(this.cores[a]);
      else if (kind === RETURN) this.onReturn(this.cores[a]);
      else if (kind === SWITCH_START) this.startSwitch(this.cores[a]);
      else if (kind === SWITCH_END) this.onSwitchEnd(this.cores[a]);
      else if (kind === DEVICE_DONE) this.onDeviceDone(this.devices[a], b);
      else this.interrupt(INTERRUPT_VECTOR.arrival, a, a);
    }
    return false;
  }

  counters(): SchedulingCounters {
    const spent = [0, 0, 0, 0];
    for (const core of this.cores) {
      for (let mode = 0; mode < spent.length; mode++) spent[mode] += core.cycles[mode];
      spent[core.mode] += this.cycle - core.since;
    }
    return {
      cycles: this.cycle,
      contextSwitches: this.contextSwitches,
      ticks: this.ticks,
      interrupts: this.interrupts,
      systemCalls: this.systemCalls,
      policyCalls: this.policyCalls,
      policyCycles: this.partCycles.reduce((sum, cycles) => sum + cycles, 0),
      constructorPolicyCycles: this.partCycles[PART.constructor],
      enqueuePolicyCycles: this.partCycles[PART.enqueue],
      pickNextPolicyCycles: this.partCycles[PART.pickNext],
      tickPolicyCycles: this.partCycles[PART.tick],
      levelPolicyCycles: this.partCycles[PART.level],
      overheadCycles: spent[CORE_MODE.kernel] + spent[CORE_MODE.switching],
      userCycles: spent[CORE_MODE.user],
      idleCycles: spent[CORE_MODE.idle],
      exited: this.exited,
    };
  }

  save(): SchedulingSnapshot {
    return {
      queue: this.queue.save(),
      memory: Array.from(this.memory.words),
      cores: this.cores.map((core) => core.save()),
      threads: this.threads.map((thread) => thread.save()),
      programs: this.threads.map((thread) => thread.program.save()),
      devices: this.devices.map((device) => device.save()),
      numbers: [
        this.waiting,
        this.enqueued,
        this.idleCores,
        this.exited,
        this.contextSwitches,
        this.ticks,
        this.interrupts,
        this.systemCalls,
        this.policyCalls,
        this.eventsTaken,
        this.nextListing,
        this.uncharged,
        ...this.partCycles,
      ],
    };
  }

  /** @param snapshot of a machine of the same configuration; the policy must be in the state of that moment. */
  restore(snapshot: SchedulingSnapshot): void {
    this.queue.restore(snapshot.queue);
    this.memory.words.set(snapshot.memory);
    this.cores.forEach((core, i) => {
      core.restore(snapshot.cores[i]);
    });
    this.devices.forEach((device, i) => {
      device.restore(snapshot.devices[i]);
    });
    this.threads.forEach((thread, i) => {
      thread.restore(snapshot.threads[i]);
      thread.program.restore(snapshot.programs[i]);
    });
    let at = 0;
    const next = () => snapshot.numbers[at++];
    this.waiting = next();
    this.enqueued = next();
    this.idleCores = next();
    this.exited = next();
    this.contextSwitches = next();
    this.ticks = next();
    this.interrupts = next();
    this.systemCalls = next();
    this.policyCalls = next();
    this.eventsTaken = next();
    this.nextListing = next();
    this.uncharged = next();
    for (let part = 0; part < this.partCycles.length; part++) this.partCycles[part] = next();
  }

  // Hardware: user mode, interrupts, devices.

  /** Core `core` enters user mode until its thread's computation or its timer ends. */
  private enterUser(core: CoreState): void {
    const cycle = this.queue.cycle;
    core.enter(CORE_MODE.user, cycle);
    this.trace.record(cycle, EVENT.run, core.id, core.thread);
    this.scheduleUserEnd(core);
  }

  private scheduleUserEnd(core: CoreState): void {
    const remaining = core.registers[REGISTER.remaining];
    const cycles = Math.min(remaining, core.timerCycles);
    this.queue.schedule(this.queue.cycle + cycles, USER_END, core.id, ++core.generation);
  }

  /** Stops counting user cycles: of the timer and of the thread's computation. */
  private leaveUser(core: CoreState): void {
    const spent = this.queue.cycle - core.since;
    core.enter(CORE_MODE.kernel, this.queue.cycle);
    core.registers[REGISTER.remaining] -= spent;
    core.timerCycles -= spent;
    core.generation++;
  }

  /** The computation that ends together with the timer ends first: a thread that blocks then was not ticked. */
  private onUserEnd(core: CoreState, generation: number): void {
    if (generation !== core.generation) return;
    this.leaveUser(core);
    const { registers } = core;
    while (registers[REGISTER.remaining] === 0) {
      const call = this.nextOperation(core);
      if (call >= 0) {
        this.systemCalls++;
        this.trace.record(this.queue.cycle, EVENT.trap, core.id, core.thread, call);
        this.enterKernel(core, TRAP, call, this.costs.systemCall);
        return;
      }
    }
    if (core.timerCycles === 0) {
      this.takeInterrupt(core, INTERRUPT_VECTOR.timer, 0);
      return;
    }
    core.enter(CORE_MODE.user, this.queue.cycle);
    this.scheduleUserEnd(core);
  }

  /** Begins the program's next operation. @returns the system call it makes, or -1 while it stays in user mode. */
  private nextOperation(core: CoreState): number {
    const { registers } = core;
    const { program } = this.threads[core.thread];
    const kind = program.resume(registers[REGISTER.result]);
    registers[REGISTER.programCounter]++;
    registers[REGISTER.result] = 0;
    if (kind === OPERATION.systemCall) return program.request.address;
    if (kind === OPERATION.finished) return SYSTEM_CALL.exit;
    if (kind === OPERATION.mark) return -1;
    if (kind !== OPERATION.compute && kind !== OPERATION.pause)
      throw new Error(
        `thread ${core.thread}: operation ${kind}; the scheduling machine's threads only compute and make system calls`,
      );
    const cycles = kind === OPERATION.pause ? 1 : program.request.address;
    registers[REGISTER.remaining] = cycles;
    registers[REGISTER.work] = Math.imul(registers[REGISTER.work] ^ cycles, 0x01000193);
    return -1;
  }

  /** Delivers an interrupt: to the lowest idle core, else to the core that its source is wired to. */
  private interrupt(vector: number, number: number, source: number): void {
    const { cores } = this;
    let core = cores[source % cores.length];
    if (this.idleCores > 0)
      for (let i = 0; i < cores.length; i++)
        if (cores[i].mode === CORE_MODE.idle) {
          core = cores[i];
          break;
        }
    if (core.mode === CORE_MODE.kernel || core.mode === CORE_MODE.switching) {
      core.keepPending(vector, number);
      return;
    }
    if (core.mode === CORE_MODE.user) this.leaveUser(core);
    this.takeInterrupt(core, vector, number);
  }

  private takeInterrupt(core: CoreState, vector: number, number: number): void {
    this.interrupts++;
    this.trace.record(this.queue.cycle, EVENT.interrupt, core.id, vector, number, core.thread);
    this.enterKernel(core, vector, number, this.handlerCycles(vector));
  }

  private handlerCycles(vector: number): number {
    if (vector === INTERRUPT_VECTOR.timer) return this.costs.timerTick;
    return vector === INTERRUPT_VECTOR.reschedule ? 0 : this.costs.deviceInterrupt;
  }

  private onDeviceDone(device: BlockingDevice, thread: ThreadId): void {
    this.trace.record(this.queue.cycle, EVENT['device-done'], device.id, thread);
    if (device.complete()) this.startDevice(device, device.nextThread, device.nextCycles);
    this.interrupt(INTERRUPT_VECTOR.device, thread, device.id);
  }

  private startDevice(device: BlockingDevice, thread: ThreadId, cycles: number): void {
    this.trace.record(this.queue.cycle, EVENT['device-start'], device.id, thread, cycles);
    this.queue.schedule(this.queue.cycle + cycles, DEVICE_DONE, device.id, thread);
  }

  // Kernel.

  private enterKernel(core: CoreState, cause: number, number: number, handlerCycles: number): void {
    if (core.mode === CORE_MODE.idle) this.idleCores--;
    if (core.mode !== CORE_MODE.kernel) core.enter(CORE_MODE.kernel, this.queue.cycle);
    core.cause = cause;
    core.causeNumber = number;
    this.queue.schedule(this.queue.cycle + this.costs.trapEntry + handlerCycles, CONSULT, core.id);
  }

  /** The instant of a kernel entry at which it decides. */
  private consult(core: CoreState): void {
    const { cause } = core;
    if (cause === INTERRUPT_VECTOR.timer) this.onTick(core);
    else if (cause === INTERRUPT_VECTOR.device) this.wake(core, this.threads[core.causeNumber]);
    else if (cause === INTERRUPT_VECTOR.arrival) this.create(core, this.threads[core.causeNumber]);
    else if (cause === TRAP) this.systemCall(core, core.causeNumber);
    if (core.rescheduleWanted === 1) {
      core.rescheduleWanted = 0;
      if (core.thread >= 0) this.preempt(core);
    }
    if (core.hasPending) {
      core.takePending();
      this.interrupts++;
      const cycle = this.queue.cycle;
      this.trace.record(cycle, EVENT.interrupt, core.id, core.cause, core.causeNumber, core.thread);
      const wait = this.chargePolicy(core) + this.handlerCycles(core.cause);
      this.queue.schedule(cycle + wait, CONSULT, core.id);
      return;
    }
    const schedules = core.thread < 0;
    if (schedules) this.schedule(core);
    this.offerToIdleCore();
    const policyCycles = this.chargePolicy(core);
    if (schedules && core.thread >= 0 && core.thread !== core.previous) {
      if (policyCycles === 0) this.startSwitch(core);
      else this.queue.schedule(this.queue.cycle + policyCycles, SWITCH_START, core.id);
      return;
    }
    this.queue.schedule(this.queue.cycle + policyCycles + this.costs.trapReturn, RETURN, core.id);
  }

  private onTick(core: CoreState): void {
    const { thread } = core;
    const cycle = this.queue.cycle;
    core.timerCycles = this.tickCycles;
    core.ticks++;
    this.ticks++;
    this.policyCalls++;
    const answer = this.tick(core.id, thread);
    this.book(PART.tick);
    const preempts = answer === 1;
    this.trace.record(cycle, EVENT.tick, core.id, thread, preempts ? 1 : 0, core.ticks);
    if (!preempts && answer !== 0) this.trace.record(cycle, EVENT['bad-tick'], core.id, thread, answer);
    this.askLevel(thread);
    this.listLevels();
    if (preempts) this.preempt(core);
  }

  private preempt(core: CoreState): void {
    this.trace.record(this.queue.cycle, EVENT.preempt, core.id, core.thread);
    this.makeReady(core, this.detach(core), READY_REASON.preempted);
  }

  private systemCall(core: CoreState, call: number): void {
    const cycle = this.queue.cycle;
    const { operand, expected } = this.threads[core.thread].program.request;
    const thread = this.detach(core);
    if (call === SYSTEM_CALL.yield) {
      this.trace.record(cycle, EVENT.yield, core.id, thread.id);
      this.makeReady(core, thread, READY_REASON.yielded);
    } else if (call === SYSTEM_CALL.read) {
      const device = this.devices[operand];
      if (device === undefined)
        throw new Error(`thread ${thread.id} reads device ${operand} of ${this.devices.length}`);
      thread.become(THREAD_STATE.blocked, cycle);
      this.trace.record(cycle, EVENT.block, core.id, thread.id, operand);
      if (device.request(thread.id, expected)) this.startDevice(device, thread.id, expected);
    } else if (call === SYSTEM_CALL.exit) {
      thread.become(THREAD_STATE.exited, cycle);
      this.exited++;
      this.trace.record(cycle, EVENT.exit, core.id, thread.id);
    } else throw new Error(`thread ${thread.id}: no system call ${call}`);
  }

  private wake(core: CoreState, thread: Thread): void {
    this.trace.record(this.queue.cycle, EVENT.wake, thread.id, core.id);
    this.makeReady(core, thread, READY_REASON.woken);
  }

  private create(core: CoreState, thread: Thread): void {
    this.trace.record(this.queue.cycle, EVENT.create, thread.id, core.id);
    this.memory.words.fill(0, thread.controlBlock / WORD_BYTES, thread.controlBlock / WORD_BYTES + REGISTERS);
    this.makeReady(core, thread, READY_REASON.created);
  }

  /** The running thread leaves the core; its registers go to its control block. */
  private detach(core: CoreState): Thread {
    const thread = this.threads[core.thread];
    const { words } = this.memory;
    const { registers } = core;
    const base = thread.controlBlock / WORD_BYTES;
    for (let i = 0; i < REGISTERS; i++) words[base + i] = registers[i];
    core.thread = -1;
    core.previous = thread.id;
    return thread;
  }

  /** The thread becomes the running one; its registers come from its control block. What that costs follows. */
  private attach(core: CoreState, thread: Thread): void {
    const { words } = this.memory;
    const { registers } = core;
    const base = thread.controlBlock / WORD_BYTES;
    for (let i = 0; i < REGISTERS; i++) registers[i] = words[base + i];
    core.thread = thread.id;
    core.ticks = 0;
    core.timerCycles = this.tickCycles;
  }

  private makeReady(core: CoreState, thread: Thread, reason: number): void {
    const cycle = this.queue.cycle;
    thread.become(THREAD_STATE.ready, cycle);
    this.waiting++;
    this.enqueued++;
    this.trace.record(cycle, EVENT.ready, thread.id, reason, core.id);
    this.policyCalls++;
    const answer = this.enqueue(thread.id, reason);
    this.book(PART.enqueue);
    this.askLevel(thread.id);
    if (this.preemptOnReady && answer !== 0 && reason !== READY_REASON.preempted)
      this.requestPreemption(core, thread.id, answer);
  }

  private requestPreemption(core: CoreState, thread: ThreadId, answer: number): void {
    const target = this.cores[answer - 1];
    if (target === undefined) {
      this.trace.record(this.queue.cycle, EVENT['bad-enqueue'], thread, answer);
      return;
    }
    if (target.thread < 0) return;
    target.rescheduleWanted = 1;
    if (target === core || target.mode !== CORE_MODE.user) return;
    this.leaveUser(target);
    this.takeInterrupt(target, INTERRUPT_VECTOR.reschedule, core.id);
  }

  /** Asks the policy which thread `core` runs next. */
  private schedule(core: CoreState): void {
    const cycle = this.queue.cycle;
    this.policyCalls++;
    const answer = this.pickNext(core.id);
    this.book(PART.pickNext);
    core.askedAt = this.enqueued;
    const thread = answer === -1 ? undefined : this.threads[answer];
    if (thread !== undefined && thread.state === THREAD_STATE.ready) {
      thread.become(THREAD_STATE.running, cycle);
      this.waiting--;
      this.attach(core, thread);
      this.trace.record(cycle, EVENT.dispatch, core.id, thread.id);
      this.askLevel(thread.id);
    } else if (answer === -1) this.trace.record(cycle, EVENT.idle, core.id, this.waiting);
    else this.trace.record(cycle, EVENT['bad-pick'], core.id, answer, thread === undefined ? 0 : 1);
    this.listLevels();
  }

  private askLevel(id: ThreadId): void {
    if (this.level === undefined) return;
    this.policyCalls++;
    const answer = this.level(id);
    this.book(PART.level);
    const thread = this.threads[id];
    if (answer === thread.level) return;
    if (answer < 0) {
      this.trace.record(this.queue.cycle, EVENT['bad-level'], id, answer);
      return;
    }
    thread.level = answer;
    this.trace.record(this.queue.cycle, EVENT.level, id, answer);
  }

  /** Asks for every thread's level when a listing is due. */
  private listLevels(): void {
    const cycle = this.queue.cycle;
    if (cycle < this.nextListing) return;
    this.nextListing = (Math.floor(cycle / this.listingCycles) + 1) * this.listingCycles;
    this.trace.record(cycle, EVENT.listing);
    for (const thread of this.threads)
      if (thread.state !== THREAD_STATE.new && thread.state !== THREAD_STATE.exited) this.askLevel(thread.id);
  }

  /** While threads wait, the lowest idle core that was not asked since the last one came is told to ask. */
  private offerToIdleCore(): void {
    if (this.waiting === 0 || this.idleCores === 0) return;
    for (const core of this.cores)
      if (core.mode === CORE_MODE.idle && core.askedAt !== this.enqueued) {
        this.takeInterrupt(core, INTERRUPT_VECTOR.reschedule, 0);
        return;
      }
  }

  /** Notes what the call just made cost. */
  private book(part: number): void {
    const cycles = this.policies.takeUnits() * this.costs.policyUnit;
    this.partCycles[part] += cycles;
    this.uncharged += cycles;
  }

  /** Charges the core for all calls since the last charge. */
  private chargePolicy(core: CoreState): number {
    const cycles = this.uncharged;
    if (cycles === 0) return 0;
    this.uncharged = 0;
    this.trace.record(this.queue.cycle, EVENT.policy, core.id, cycles);
    return cycles;
  }

  private startSwitch(core: CoreState): void {
    const cycle = this.queue.cycle;
    this.contextSwitches++;
    this.trace.record(cycle, EVENT['switch-start'], core.id, core.previous, core.thread);
    core.enter(CORE_MODE.switching, cycle);
    const saved = core.previous >= 0 ? REGISTERS : 0;
    const switchCycles = this.costs.contextSwitch + (saved + REGISTERS) * this.costs.registerTransfer;
    this.queue.schedule(cycle + switchCycles, SWITCH_END, core.id);
  }

  private onSwitchEnd(core: CoreState): void {
    const cycle = this.queue.cycle;
    this.trace.record(cycle, EVENT['switch-end'], core.id, core.thread);
    core.enter(CORE_MODE.kernel, cycle);
    this.queue.schedule(cycle + this.costs.trapReturn, RETURN, core.id);
  }

  /** Leaves the kernel: to what is pending, to the thread, to a thread that came meanwhile, or to rest. */
  private onReturn(core: CoreState): void {
    const cycle = this.queue.cycle;
    core.previous = -1;
    if (core.hasPending) {
      core.takePending();
      this.takeInterrupt(core, core.cause, core.causeNumber);
    } else if (core.thread >= 0) {
      if (core.rescheduleWanted === 1) this.takeInterrupt(core, INTERRUPT_VECTOR.reschedule, core.id);
      else this.enterUser(core);
    } else if (this.waiting > 0 && core.askedAt !== this.enqueued) {
      core.cause = IDLE_LOOP;
      this.queue.schedule(cycle, CONSULT, core.id);
    } else {
      core.enter(CORE_MODE.idle, cycle);
      this.idleCores++;
      this.trace.record(cycle, EVENT.halt, core.id);
    }
  }

  private finish(): void {
    const cycle = this.queue.cycle;
    if (this.exited === this.threads.length) this.trace.record(cycle, EVENT.end, this.exited);
    else this.trace.record(cycle, EVENT.stall, this.waiting);
  }

  private remainingCycles(id: ThreadId): number {
    const thread = this.threads[id];
    if (thread === undefined) return 0;
    const core = this.cores.find((candidate) => candidate.thread === id);
    let remaining = this.memory.words[thread.controlBlock / WORD_BYTES + REGISTER.remaining];
    if (core !== undefined) {
      remaining = core.registers[REGISTER.remaining];
      if (core.mode === CORE_MODE.user) remaining -= this.queue.cycle - core.since;
    }
    return remaining + thread.program.computeCyclesLeft;
  }
}
