/**
 * Locks as calls of the kernel: it blocks and wakes threads, keeps the time of those whose patience is limited, and knows
 * what each counts as for the scheduler. Who gets a lock and who counts as what is asked of an `Inheritance`.
 *
 *      lock call ──▶ acquire ──▶ has it: goes on     waits: blocked ──┬─ release by its owner: woken with 0
 *                            └─▶ refused: -1                          └─ patience over: giveUp, woken with -1
 *
 * What was answered is carried out as far as it can be: an answer that names no waiting thread leaves the lock free. An
 * unlock of what the caller does not have is refused without asking. Calls are told before what they changed, and of a
 * thread only what it counts as when the call is over.
 */
import type { CounterKey } from '../../engine/counters';
import type { PolicyHost, PolicyInstance } from '../../engine/policy';
import type { Trace } from '../../engine/trace';
import type { Kernel, SystemServices } from '../kernel';
import { EXTERNAL } from '../kernel';
import { INTERRUPT_VECTOR } from '../scheduling/scheduling-events';
import { SYSTEM_CALL_REFUSED } from '../system-calls';
import type { CoreId, ThreadId } from '../threads/thread';
import { ACQUIRED } from './inheritance';
import { LOCK_EVENTS } from './lock-events';

/** (lock, patience in cycles, 0 for ever), (lock). Return 0, or SYSTEM_CALL_REFUSED: also when the patience was over. */
export const LOCK_CALL = { lock: 80, unlock: 81 } as const;

/** What `block` is told that a thread waits for. */
const LOCKED = -1;
const PARTS = ['constructor', 'acquire', 'release', 'giveUp'] as const;
type Part = (typeof PARTS)[number];
const EVENT = LOCK_EVENTS.index;

export interface KernelLocksOptions {
  /** By thread: 0 is the highest. */
  readonly own: readonly number[];
  /** Priorities are below this. */
  readonly levels: number;
  readonly locks: number;
  /** Cycles of a metered unit. */
  readonly unitCycles: number;
}

interface Waiting {
  readonly lock: number;
  /** Tells this wait from others of the thread. */
  readonly turn: number;
}

export class KernelLocks implements SystemServices {
  private readonly methods: PolicyInstance['methods'];
  private readonly owners = new Map<number, ThreadId>();
  private readonly waiting = new Map<ThreadId, Waiting>();
  private readonly counting: number[];
  /** By thread that the present call concerned: what it counted as before. */
  private readonly changed = new Map<ThreadId, number>();
  /** The present call has named what does not exist. */
  private refusedPriority = false;
  /** Whose patience may be over, until a core takes the interrupt. */
  private due: { readonly thread: ThreadId; readonly turn: number }[] = [];
  private readonly eventKind: number;
  private turns = 0;
  private calls = 0;
  private uncharged = 0;
  private readonly partCycles: Record<Part, number> = { constructor: 0, acquire: 0, release: 0, giveUp: 0 };

  /** Before the first cycle; the kernel's scheduling policy asks `priority`. */
  constructor(
    private readonly kernel: Kernel,
    private readonly policies: PolicyHost,
    private readonly trace: Trace,
    private readonly options: KernelLocksOptions,
  ) {
    const { own, locks } = options;
    this.counting = [...own];
    own.forEach((priority, thread) => {
      trace.record(0, EVENT.own, thread, priority);
    });
    this.methods = policies.create(
      {
        own: (thread) => own[thread] ?? -1,
        setPriority: (thread, priority) => this.setPriority(thread, priority),
      },
      own.length,
      locks,
    ).methods;
    this.book('constructor');
    this.tellChanges();
    this.eventKind = kernel.clock.addEvents((_kind, thread, turn) => this.patienceOver(thread, turn));
  }

  /** What `thread` counts as. */
  priority(thread: ThreadId): number {
    return this.counting[thread];
  }

  counters(): Record<string, number> {
    const counters: Record<string, number> = { policyCalls: this.calls, policyCycles: 0 };
    for (const part of PARTS) {
      counters[`${part}PolicyCycles`] = this.partCycles[part];
      counters.policyCycles += this.partCycles[part];
    }
    return counters satisfies Partial<Record<CounterKey, number>>;
  }

  call(core: CoreId, thread: ThreadId, number: number, first: number, second: number): number | undefined {
    if (number === LOCK_CALL.lock) return this.lock(core, thread, first, second);
    if (number === LOCK_CALL.unlock) return this.unlock(core, thread, first);
    return this.kernel.perform(core, number, first, second);
  }

  private lock(core: CoreId, thread: ThreadId, lock: number, patience: number): number | undefined {
    if (!(lock >= 0 && lock < this.options.locks && patience >= 0)) return SYSTEM_CALL_REFUSED;
    const answer = this.ask('acquire', thread, lock);
    this.trace.record(this.kernel.cycle, EVENT.acquire, thread, lock, answer, patience);
    this.tellChanges();
    if (answer === ACQUIRED.has) {
      this.owners.set(lock, thread);
      return 0;
    }
    if (answer !== ACQUIRED.waits) return SYSTEM_CALL_REFUSED;
    const turn = ++this.turns;
    this.waiting.set(thread, { lock, turn });
    this.trace.record(this.kernel.cycle, EVENT['waits-for'], thread, lock, this.owners.get(lock) ?? -1);
    const { clock } = this.kernel;
    if (patience > 0) clock.queue.schedule(clock.now + patience, this.eventKind, thread, turn);
    this.kernel.block(core, LOCKED);
    return undefined;
  }

  private unlock(core: CoreId, thread: ThreadId, lock: number): number {
    if (this.owners.get(lock) !== thread) return SYSTEM_CALL_REFUSED;
    const next = this.ask('release', thread, lock);
    this.trace.record(this.kernel.cycle, EVENT.release, thread, lock, next);
    this.tellChanges();
    if (this.waiting.get(next)?.lock !== lock) {
      this.owners.delete(lock);
      return 0;
    }
    this.waiting.delete(next);
    this.owners.set(lock, next);
    for (const [other, wait] of this.waiting)
      if (wait.lock === lock) this.trace.record(this.kernel.cycle, EVENT['waits-for'], other, lock, next);
    this.kernel.wake(core, next, 0);
    return 0;
  }

  /** Its timer interrupts the lowest idle core; if none idles, one by the thread's number. */
  private patienceOver(thread: ThreadId, turn: number): void {
    this.due.push({ thread, turn });
    const { cores } = this.kernel;
    const core = cores.find(({ waiting }) => waiting) ?? cores[thread % cores.length];
    core.raise(INTERRUPT_VECTOR.device, EXTERNAL);
  }

  interrupted(): readonly { readonly thread: ThreadId; readonly result: number }[] {
    const due = this.due.filter(({ thread, turn }) => this.waiting.get(thread)?.turn === turn);
    this.due = [];
    return due.map(({ thread }) => {
      const { lock } = this.waiting.get(thread) as Waiting;
      this.waiting.delete(thread);
      this.ask('giveUp', thread, lock);
      this.trace.record(this.kernel.cycle, EVENT['give-up'], thread, lock);
      this.tellChanges();
      return { thread, result: SYSTEM_CALL_REFUSED };
    });
  }

  fault(): boolean {
    return false;
  }

  ended(): void {}

  takeCycles(): number {
    const cycles = this.uncharged;
    this.uncharged = 0;
    return cycles;
  }

  private ask(method: Exclude<Part, 'constructor'>, thread: ThreadId, lock: number): number {
    this.calls++;
    const answer = this.methods[method](thread, lock);
    this.book(method);
    return answer;
  }

  private book(part: Part): void {
    const cycles = this.policies.takeUnits() * this.options.unitCycles;
    this.partCycles[part] += cycles;
    this.uncharged += cycles;
  }

  private setPriority(thread: ThreadId, priority: number): number {
    const isThread = Number.isInteger(thread) && thread >= 0 && thread < this.counting.length;
    const isPriority = Number.isInteger(priority) && priority >= 0 && priority < this.options.levels;
    if (isThread && isPriority) {
      if (!this.changed.has(thread)) this.changed.set(thread, this.counting[thread]);
      this.counting[thread] = priority;
    } else if (!this.refusedPriority) {
      this.refusedPriority = true;
      this.trace.record(this.kernel.cycle, EVENT['bad-priority'], thread | 0, priority | 0);
    }
    return 0;
  }

  private tellChanges(): void {
    for (const [thread, before] of this.changed) {
      const [now, own] = [this.counting[thread], this.options.own[thread]];
      if (now === before) continue;
      const raised = now === own ? 0 : now < own ? 1 : 2;
      this.trace.record(this.kernel.cycle, EVENT.counts, thread, now, raised, own);
    }
    this.changed.clear();
    this.refusedPriority = false;
  }
}
