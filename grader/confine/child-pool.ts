/**
 * Confined children, one submission each: kept warm before, killed after.
 *
 *      starting ──ready──▶ spare ──job──▶ running ──done──▶ killed
 *                           │ ▲              ├─ watchdog, no case finished ───▶ killed: 'time'
 *                   nothing │ │ warm         ├─ ends by itself, out of memory ─▶ 'memory'
 *                    to run ▼ │              └─ ends or says anything else ────▶ killed: 'died' (our fault; to be retried)
 *                          warming up
 *
 * While nothing runs, spares warm up for the exercise that was graded last: they run what the reference answered on its
 * public samples, so that V8 has compiled the simulation when the next submission comes. They may be given any other.
 *
 * A child that is taken is replaced when its job ends, and at once when no other is spare: so the next submission
 * waits for no start, and a start takes no processor from this one. Submissions never share a child. What a child
 * writes to its standard output is not read; of its standard error only the last few kilobytes are kept, to tell
 * memory from other deaths.
 */
import {
  type CaseOutcome,
  type ChildJob,
  type ChildMessage,
  type ChildOrder,
  parseChildMessage,
} from './child-protocol';
import { ConfinedProcess } from './confined-process';
import { Watchdog } from './watchdog';

export interface ChildPoolOptions {
  /** As buildChild() made it. */
  readonly childPath: string;
  /** Children kept warm. Default 1. */
  readonly spares?: number;
  /** Processor time that a whole job may take (watchdog.ts). Default 10 s. */
  readonly jobTimeoutMs?: number;
  /** Processor time between two finished cases. Default 4 s. */
  readonly caseTimeoutMs?: number;
}

export interface RunOptions {
  /** Called for each finished case, in order. What it throws ends the job as 'died'. */
  readonly onCase: (outcome: CaseOutcome) => void;
  /** Kills the child; the job ends as 'died'. */
  readonly signal?: AbortSignal;
}

export type JobEnd =
  | { readonly status: 'finished' }
  /** The program of the submission cannot be loaded: `detail` says why. */
  | { readonly status: 'unloadable'; readonly detail: string }
  /** `caseIndex`: the case that was running. `detail`: for our logs. */
  | { readonly status: 'time' | 'memory' | 'died'; readonly caseIndex: number; readonly detail: string };

const DEFAULT_JOB_TIMEOUT_MS = 10_000;
const DEFAULT_CASE_TIMEOUT_MS = 4_000;
/** A child that cannot start is tried again this often before a job is given up. */
const START_TRIES = 3;
/** Without a job for so long, nothing is waiting: the processor is free for warming up. */
const IDLE_MS = 150;

export class ChildPool {
  private readonly spares: Child[] = [];
  private readonly running = new Set<Child>();
  private closed = false;
  private readonly spareCount: number;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly options: ChildPoolOptions) {
    this.spareCount = options.spares ?? 1;
    this.refill();
  }

  /** Runs a job in a child of its own. Never rejects. @param simulation as buildSimulation() made it. */
  async run(simulation: Uint8Array, job: ChildJob, { onCase, signal }: RunOptions): Promise<JobEnd> {
    let detail = 'the pool is closed';
    clearTimeout(this.idle);
    for (let attempt = 0; attempt < START_TRIES && !this.closed && signal?.aborted !== true; attempt++) {
      const child = this.takeSpare(simulation) ?? this.start();
      this.running.add(child);
      if (this.spares.length === 0) this.refill();
      try {
        if (await child.process.ready)
          return await child.runJob(simulation, job, onCase, signal, {
            jobMs: this.options.jobTimeoutMs ?? DEFAULT_JOB_TIMEOUT_MS,
            caseMs: this.options.caseTimeoutMs ?? DEFAULT_CASE_TIMEOUT_MS,
          });
        detail = `a child could not start: ${child.process.errors}`;
      } finally {
        child.process.kill();
        this.running.delete(child);
        // Once whoever waits for the job has gone on: to start a process takes some ms.
        setImmediate(() => {
          this.refill();
          this.warmUpWhenIdle(simulation);
        });
      }
    }
    return { status: 'died', caseIndex: 0, detail };
  }

  /** Resolves when every spare is ready: for benchmarks and for a worker that is about to take jobs. */
  async ready(): Promise<void> {
    await Promise.all(this.spares.map((child) => child.process.ready));
  }

  /** Spares that are warmed up for a simulation, or only begin to: for tests. */
  warmedUpFor(simulation: Uint8Array, beginning = false): number {
    return this.spares.filter((child) => child.simulation === simulation && (beginning || !child.isWarmingUp))
      .length;
  }

  /** Kills all children. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.idle);
    const all = [...this.spares.splice(0), ...this.running];
    for (const child of all) child.process.kill();
    await Promise.all(all.map((child) => child.process.ended));
  }

  /** The spare that is best prepared for a simulation, and not busy if there is another. */
  private takeSpare(simulation: Uint8Array): Child | undefined {
    const suits = (child: Child) => (child.isWarmingUp ? 0 : child.simulation === simulation ? 2 : 1);
    const [best] = this.spares.toSorted((a, b) => suits(b) - suits(a));
    if (best !== undefined) this.spares.splice(this.spares.indexOf(best), 1);
    return best;
  }

  private warmUpWhenIdle(simulation: Uint8Array): void {
    clearTimeout(this.idle);
    if (this.closed) return;
    this.idle = setTimeout(() => this.warmUpNext(simulation), IDLE_MS);
    this.idle.unref();
  }

  /** One after the other; whatever comes meanwhile ends it. */
  private warmUpNext(simulation: Uint8Array): void {
    const child = this.spares.find((each) => each.simulation !== simulation);
    void child?.process.ready.then((isReady) => {
      if (isReady && this.running.size === 0 && this.spares.includes(child))
        child.warmUp(simulation, () => this.warmUpWhenIdle(simulation));
    });
  }

  private refill(): void {
    while (!this.closed && this.spares.length < this.spareCount) {
      const child = this.start();
      this.spares.push(child);
      // A spare that dies is not replaced before it is missed: a child that cannot start must not make a storm.
      void child.process.ended.then(() => {
        const at = this.spares.indexOf(child);
        if (at >= 0) this.spares.splice(at, 1);
      });
    }
  }

  private start(): Child {
    return new Child(this.options.childPath);
  }
}

interface Limits {
  readonly jobMs: number;
  readonly caseMs: number;
}

class Child {
  readonly process: ConfinedProcess<ChildMessage>;
  /** Which it has. */
  simulation: Uint8Array | undefined;
  isWarmingUp = false;

  constructor(childPath: string) {
    this.process = new ConfinedProcess(childPath, ['realm.js', 'realm.cache'], parseChildMessage);
  }

  /** To be called after `ready`. @param onWarm called unless a job comes first, or its end. */
  warmUp(simulation: Uint8Array, onWarm: () => void): void {
    const { process } = this;
    this.load(simulation);
    this.isWarmingUp = true;
    process.receive = ({ kind }) => {
      this.isWarmingUp = false;
      if (kind === 'warm') onWarm();
      else process.kill();
    };
    process.send({ kind: 'warm up' } satisfies ChildOrder);
  }

  private load(simulation: Uint8Array): void {
    if (this.simulation === simulation) return;
    this.simulation = simulation;
    this.process.send({ kind: 'simulation' } satisfies ChildOrder, simulation);
  }

  /** To be called once, after `ready`. */
  runJob(
    simulation: Uint8Array,
    job: ChildJob,
    onCase: (outcome: CaseOutcome) => void,
    signal: AbortSignal | undefined,
    limits: Limits,
  ): Promise<JobEnd> {
    const { process } = this;
    return new Promise((resolve) => {
      let finishedCases = 0;
      const settle = (end: JobEnd) => {
        jobWatchdog.stop();
        caseWatchdog.stop();
        signal?.removeEventListener('abort', abort);
        process.receive = () => {};
        process.fail = () => {};
        process.kill();
        resolve(end);
      };
      const over = (status: 'time' | 'memory' | 'died', detail: string) =>
        settle({ status, caseIndex: Math.min(finishedCases, job.cases.length - 1), detail });
      const abort = () => over('died', 'aborted');
      const watch = (limitMs: number, what: string) =>
        new Watchdog(process.processId, limitMs, () => over('time', `${what} after ${limitMs} ms`));
      const jobWatchdog = watch(limits.jobMs, 'no end');
      const caseWatchdog = watch(limits.caseMs, 'no case finished');
      process.fail = (how) => over(process.causeOfDeath(how), `${how} ${process.errors}`.trim());
      process.receive = (message) => {
        if (message.kind === 'case' && message.index === finishedCases && finishedCases < job.cases.length) {
          caseWatchdog.start();
          try {
            onCase(message);
          } catch (error) {
            over('died', `onCase failed: ${error instanceof Error ? error.message : String(error)}`);
            return;
          }
          finishedCases++;
        } else if (message.kind === 'done' && finishedCases === job.cases.length)
          settle({ status: 'finished' });
        else if (message.kind === 'warm' && this.isWarmingUp) this.isWarmingUp = false;
        else if (message.kind === 'unloadable') settle({ status: 'unloadable', detail: message.message });
        else if (message.kind === 'broken') over('died', message.message);
        else over('died', `sent ${message.kind} after ${finishedCases} cases`);
      };
      signal?.addEventListener('abort', abort);
      if (signal?.aborted === true) abort();
      else if (process.exited !== undefined) process.fail(process.exited);
      else {
        jobWatchdog.start();
        caseWatchdog.start();
        this.load(simulation);
        process.send({ kind: 'job', job } satisfies ChildOrder);
      }
    });
  }
}
