/**
 * The kernel's side of a scheduling policy: asks it at the published instants, keeps what it answered in the
 * trace, and books what it cost.
 *
 *      ready ─▶ enqueue, level     pick ─▶ pickNext, level     tick ─▶ tick, level     listing ─▶ level of all
 *      dispatch, or running on after a tick ─▶ slice     end of a slice ─▶ sliceEnded
 *      ready ─▶ estimate, of policies that estimate      end of a burst ─▶ burstEnded
 *
 * Whatever a policy answers, the kernel goes on: a wrong answer is recorded, and counts as "idle" or "run on". The
 * metered units of each call are cycles of the core that called; they are charged when the kernel pays for its
 * entry (`takeCharge`), and booked by method.
 */
import type { PolicyHost, PolicyMethod, Services } from '../../engine/policy';
import type { Trace } from '../../engine/trace';
import { THREAD_STATE, TRANSITION } from '../threads/life-cycle';
import type { CoreId, Thread, ThreadId } from '../threads/thread';
import { SCHEDULING_EVENTS } from './scheduling-events';
import { SLICE_END } from './scheduling-policy';

const EVENT = SCHEDULING_EVENTS.index;
const PARTS = [
  'constructor',
  'enqueue',
  'pickNext',
  'tick',
  'level',
  'slice',
  'sliceEnded',
  'burstEnded',
  'estimate',
] as const;
const COUNTERS = PARTS.map((part) => `${part}PolicyCycles`);
/** By READY_REASON. */
const TRANSITION_OF_REASON = [
  TRANSITION.admit,
  TRANSITION.wake,
  TRANSITION.preempt,
  TRANSITION.yield,
] as const;
/** What is recorded for an answer that is no finite number. */
const NOT_FINITE = 2 ** 31 - 1;

export interface SchedulerOptions {
  readonly services: Services;
  /** Numbers for the policy's constructor. */
  readonly policyNumbers: readonly number[];
  /** Cycles of one metered unit. */
  readonly unitCycles: number;
  /** After the first tick or pick at or after each multiple of this, the levels of all threads are asked for. */
  readonly listingCycles: number;
  readonly threads: readonly Thread[];
  readonly trace: Trace;
}

export class Scheduler {
  /** Threads that wait for a core. */
  waiting = 0;
  /** Threads that ever began to wait: tells a core that looked whether somebody has come since. */
  enqueued = 0;
  calls = 0;
  private readonly enqueue: PolicyMethod;
  private readonly pickNext: PolicyMethod;
  private readonly tick: PolicyMethod;
  private readonly level: PolicyMethod | undefined;
  private readonly sliceOf: PolicyMethod | undefined;
  private readonly toldOfEnd: PolicyMethod | undefined;
  private readonly toldOfBurst: PolicyMethod | undefined;
  private readonly estimate: PolicyMethod | undefined;
  /** Cycles that each thread has had of its burst. Threads may be added as it runs. */
  private readonly burstCycles: number[] = [];
  private readonly partCycles = PARTS.map(() => 0);
  private uncharged = 0;
  private nextListing: number;

  constructor(
    private readonly policies: PolicyHost,
    private readonly options: SchedulerOptions,
  ) {
    this.nextListing = options.listingCycles;
    const { methods } = policies.create(options.services, ...options.policyNumbers);
    this.book(0);
    this.enqueue = methods.enqueue;
    this.pickNext = methods.pickNext;
    this.tick = methods.tick;
    this.level = methods.level;
    this.sliceOf = methods.slice;
    this.toldOfEnd = methods.sliceEnded;
    this.toldOfBurst = methods.burstEnded;
    this.estimate = methods.estimate;
  }

  /** `thread` waits for a core. @returns what the policy answered, for kernels that preempt on ready. */
  ready(thread: Thread, reason: number, core: CoreId, now: number): number {
    thread.follow(TRANSITION_OF_REASON[reason] as number, now);
    this.waiting++;
    this.enqueued++;
    this.options.trace.record(now, EVENT.ready, thread.id, reason, core);
    this.calls++;
    const answer = this.enqueue(thread.id, reason);
    this.book(1);
    this.askLevel(thread.id, now);
    this.askEstimate(thread.id, now);
    return answer;
  }

  /** @returns the thread that `core` is to run, running from now on; undefined leaves it idle. */
  pick(core: CoreId, now: number): Thread | undefined {
    const { threads, trace } = this.options;
    this.calls++;
    const answer = this.pickNext(core);
    this.book(2);
    const thread = answer === -1 ? undefined : threads[answer];
    const runs = thread !== undefined && thread.state === THREAD_STATE.ready;
    if (runs) {
      thread.follow(TRANSITION.dispatch, now);
      this.waiting--;
      trace.record(now, EVENT.dispatch, core, thread.id);
      this.askLevel(thread.id, now);
    } else if (answer === -1) trace.record(now, EVENT.idle, core, this.waiting);
    else trace.record(now, EVENT['bad-pick'], core, recordable(answer), thread === undefined ? 0 : 1);
    this.list(now);
    return runs ? thread : undefined;
  }

  /** The timer ticked. @param ticks since the dispatch, this one included. @returns whether to preempt. */
  ticked(core: CoreId, running: ThreadId, ticks: number, now: number): boolean {
    const { trace } = this.options;
    this.calls++;
    const answer = this.tick(core, running);
    this.book(3);
    trace.record(now, EVENT.tick, core, running, answer === 1 ? 1 : 0, ticks);
    if (answer !== 0 && answer !== 1) trace.record(now, EVENT['bad-tick'], core, running, recordable(answer));
    this.askLevel(running, now);
    this.list(now);
    return answer === 1;
  }

  /** @returns cycles of its own until the timer is to interrupt `thread`: `usual`, unless the policy sets them. */
  slice(core: CoreId, thread: ThreadId, usual: number, now: number): number {
    if (this.sliceOf === undefined) return usual;
    const { trace } = this.options;
    this.calls++;
    const answer = this.sliceOf(thread);
    this.book(5);
    if (Number.isInteger(answer) && answer >= 1) {
      trace.record(now, EVENT.slice, core, thread, answer);
      return answer;
    }
    trace.record(now, EVENT['bad-slice'], core, thread, recordable(answer));
    return usual;
  }

  /** @param how one of SLICE_END. @param used cycles that the thread had of its slice. */
  sliceEnded(core: CoreId, thread: ThreadId, how: number, used: number, now: number): void {
    if (this.toldOfEnd !== undefined) {
      this.options.trace.record(now, EVENT['slice-end'], core, thread, how, used);
      this.calls++;
      this.toldOfEnd(thread, how, used);
      this.book(6);
    }
    if (this.toldOfBurst === undefined) return;
    const cycles = (this.burstCycles[thread] ?? 0) + used;
    const goesOn = how === SLICE_END.ranOut || how === SLICE_END.displaced;
    this.burstCycles[thread] = goesOn ? cycles : 0;
    if (goesOn) return;
    this.options.trace.record(now, EVENT['burst-end'], core, thread, cycles);
    this.calls++;
    this.toldOfBurst(thread, cycles);
    this.book(7);
  }

  /** The policy asked to preempt a core that does not exist. */
  refuseEnqueue(thread: ThreadId, answer: number, now: number): void {
    this.options.trace.record(now, EVENT['bad-enqueue'], thread, recordable(answer));
  }

  /** What the core has to pay for the calls since the last charge. */
  takeCharge(core: CoreId, now: number): number {
    const cycles = this.uncharged;
    if (cycles === 0) return 0;
    this.uncharged = 0;
    this.options.trace.record(now, EVENT.policy, core, cycles);
    return cycles;
  }

  /** Written into the record given. */
  counters(counters: Record<string, number> = {}): Record<string, number> {
    counters.policyCalls = this.calls;
    counters.policyCycles = 0;
    for (let part = 0; part < COUNTERS.length; part++) {
      const cycles = this.partCycles[part];
      counters[COUNTERS[part]] = cycles;
      counters.policyCycles += cycles;
    }
    return counters;
  }

  private book(part: number): void {
    const cycles = this.policies.takeUnits() * this.options.unitCycles;
    this.partCycles[part] += cycles;
    this.uncharged += cycles;
  }

  private askLevel(id: ThreadId, now: number): void {
    if (this.level === undefined) return;
    const { threads, trace } = this.options;
    this.calls++;
    const answer = this.level(id);
    this.book(4);
    const thread = threads[id];
    if (answer === thread.level) return;
    if (!Number.isInteger(answer) || answer < 0) {
      trace.record(now, EVENT['bad-level'], id, recordable(answer));
      return;
    }
    thread.level = answer;
    trace.record(now, EVENT.level, id, answer);
  }

  private askEstimate(thread: ThreadId, now: number): void {
    if (this.estimate === undefined) return;
    this.calls++;
    const answer = this.estimate(thread);
    this.book(8);
    const isCycles = Number.isInteger(answer) && answer >= 0;
    this.options.trace.record(now, EVENT[isCycles ? 'estimate' : 'bad-estimate'], thread, recordable(answer));
  }

  /** Asks for every thread's level when a listing is due. */
  private list(now: number): void {
    if (now < this.nextListing) return;
    const { listingCycles, threads, trace } = this.options;
    this.nextListing = (Math.floor(now / listingCycles) + 1) * listingCycles;
    trace.record(now, EVENT.listing);
    for (const thread of threads)
      if (thread.state !== THREAD_STATE.new && thread.state !== THREAD_STATE.exited)
        this.askLevel(thread.id, now);
  }
}

/** An answer as the trace can hold it. */
function recordable(answer: number): number {
  return Number.isFinite(answer) ? answer : NOT_FINITE;
}
