/**
 * A core with several hardware threads: each has registers of its own, and they share the pipeline and the first-level
 * cache. While one waits for memory, another may issue.
 *
 *      issuing ──computes, loads──▶ hit: goes on        miss: waits until its line is there
 *         ▲                                                   │ who issues now? (IssuePolicy)
 *         └──────────── switchCycles, if it is another ◀──────┘
 *
 * One instruction a cycle. A stream is what a software thread does: chunks of computing, each ended by a load. Source:
 * coarse-grained multithreading as in Alewife's Sparcle (Agarwal et al., IEEE Micro 13 (3), 1993).
 */
import type { MemorySystem } from '../caches/memory-system';
import type { IssuePolicy } from './issue-interface';

/** What a software thread does, chunk by chunk. It goes on where it stopped, on whichever core. */
export interface InstructionStream {
  /** Makes the next chunk. @returns false: there is none any more. */
  next(): boolean;
  /** Cycles of computing of the chunk, at least 1. */
  readonly computeCycles: number;
  /** The word that it loads then. */
  readonly address: number;
}

/** What a core counted of one hardware thread. */
export interface StreamCounters {
  instructions: number;
  misses: number;
}

const NOBODY = -1;
/** After so many cycles of one hardware thread the policy is asked, whoever waits: one that never misses would keep the pipeline. */
const TURN_CYCLES = 100;

export class MultithreadedCore {
  now = 0;
  /** Cycles for which nobody issued, waiting for memory; and those that changes of the hardware thread took. */
  idleCycles = 0;
  switchCycles = 0;
  readonly counters: StreamCounters[];
  private streams: (InstructionStream | undefined)[] = [];
  private readonly readyAt: number[];
  /** By hardware thread: it waited when that was looked at last. */
  private readonly waits: boolean[];
  private current = NOBODY;
  /** Cycle at which the policy was asked last. */
  private since = 0;

  /** @param first number of its first hardware thread in the memory system. */
  constructor(
    private readonly memory: MemorySystem,
    private readonly first: number,
    hardwareThreads: number,
    private readonly costOfSwitch: number,
    private readonly policy: IssuePolicy,
  ) {
    this.readyAt = new Array<number>(hardwareThreads).fill(0);
    this.waits = new Array<boolean>(hardwareThreads).fill(false);
    this.counters = Array.from({ length: hardwareThreads }, () => ({ instructions: 0, misses: 0 }));
  }

  /** Other software threads from now on. Whoever waited for a line does not wait any more. */
  run(streams: readonly (InstructionStream | undefined)[]): void {
    this.streams = [...streams];
    this.readyAt.fill(this.now);
    this.waits.fill(false);
    this.current = NOBODY;
    for (const counters of this.counters) Object.assign(counters, { instructions: 0, misses: 0 });
  }

  /** Whether a hardware thread has something left to do. */
  isRunning(thread: number): boolean {
    return this.streams[thread] !== undefined;
  }

  /** When the load of a hardware thread is done; a cycle that is over: it waits for none. */
  readyAtOf(thread: number): number {
    return this.readyAt[thread];
  }

  get isDone(): boolean {
    return this.streams.every((stream) => stream === undefined);
  }

  /** One chunk, or waiting until somebody is ready. */
  step(): void {
    const thread = this.choose();
    if (thread === NOBODY) return;
    if (this.readyAt[thread] > this.now) {
      this.idleCycles += this.readyAt[thread] - this.now;
      this.now = this.readyAt[thread];
    }
    const stream = this.streams[thread] as InstructionStream;
    if (!stream.next()) {
      this.streams[thread] = undefined;
      this.policy.ended(thread);
      return;
    }
    const counters = this.counters[thread];
    this.now += stream.computeCycles;
    counters.instructions += stream.computeCycles + 1;
    this.memory.load(this.first + thread, stream.address, this.now);
    const { completionCycle } = this.memory;
    this.now++;
    if (completionCycle <= this.now) return;
    counters.misses++;
    this.readyAt[thread] = completionCycle;
    this.waits[thread] = true;
    this.policy.stalled(thread, completionCycle, this.now);
  }

  /** Of those that waited, somebody does not any more. */
  private someLineCame(): boolean {
    let came = false;
    for (let thread = 0; thread < this.waits.length; thread++)
      if (this.waits[thread] && this.readyAt[thread] <= this.now) {
        this.waits[thread] = false;
        if (thread !== this.current) came = true;
      }
    return came;
  }

  private choose(): number {
    if (this.isDone) return NOBODY;
    const { current } = this;
    const isFree = current !== NOBODY && this.isRunning(current) && this.readyAt[current] <= this.now;
    if (!this.someLineCame() && isFree && this.now - this.since < TURN_CYCLES) return current;
    this.since = this.now;
    const next = this.policy.next(this.now);
    const thread = this.isRunning(next) ? next : this.streams.findIndex((stream) => stream !== undefined);
    if (thread !== current) {
      if (current !== NOBODY) {
        this.now += this.costOfSwitch;
        this.switchCycles += this.costOfSwitch;
      }
      this.current = thread;
    }
    return thread;
  }
}

/** Of those that are ready the one that issued longest ago; nobody is: whose line comes first. Of equals the lower number. */
export class ReadyFirst implements IssuePolicy {
  private readonly issuedAt: number[] = [];

  constructor(
    private readonly core: () => MultithreadedCore,
    private readonly hardwareThreads: number,
  ) {}

  stalled(): void {}

  ended(): void {}

  next(now: number): number {
    const core = this.core();
    let best = NOBODY;
    for (let thread = 0; thread < this.hardwareThreads; thread++)
      if (core.isRunning(thread) && (best === NOBODY || this.goesBefore(core, thread, best, now)))
        best = thread;
    if (best !== NOBODY) this.issuedAt[best] = now;
    return best;
  }

  private goesBefore(core: MultithreadedCore, a: number, b: number, now: number): boolean {
    const [readyA, readyB] = [core.readyAtOf(a), core.readyAtOf(b)];
    if (readyA <= now && readyB <= now) return (this.issuedAt[a] ?? -1) < (this.issuedAt[b] ?? -1);
    return readyA < readyB;
  }
}
