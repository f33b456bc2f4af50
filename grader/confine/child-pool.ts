/**
 * Confined children, one submission each: kept warm before, killed after.
 *
 *      starting ──ready──▶ spare ──job──▶ running ──done──▶ killed
 *                                            ├─ watchdog, no case finished ───▶ killed: 'time'
 *                                            ├─ ends by itself, out of memory ─▶ 'memory'
 *                                            └─ ends or says anything else ────▶ killed: 'died' (our fault; to be retried)
 *
 * A child that is taken is replaced at once, so that the next submission waits for no start. Submissions never
 * share a child. What a child writes to its standard output is not read; of its standard error only the last
 * few kilobytes are kept, to tell memory from other deaths.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import {
  ANSWER_FD,
  type CaseOutcome,
  type ChildJob,
  type ChildMessage,
  frame,
  MessageReader,
  ProtocolError,
} from './child-protocol';
import { childCommand, EMPTY_ENVIRONMENT } from './outer-layers';
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
  /** `caseIndex`: the case that was running. `detail`: for our logs. */
  | { readonly status: 'time' | 'memory' | 'died'; readonly caseIndex: number; readonly detail: string };

const DEFAULT_JOB_TIMEOUT_MS = 10_000;
const DEFAULT_CASE_TIMEOUT_MS = 4_000;
/** A child is ready in about 0.15 s; on an overloaded machine it may take long. */
const START_TIMEOUT_MS = 20_000;
const KEPT_ERROR_CHARACTERS = 4_000;
/** A child that cannot start is tried again this often before a job is given up. */
const START_TRIES = 3;

/** What V8 and Node write when memory ends. */
const OUT_OF_MEMORY = /out of memory|heap limit|allocation failed|bad_alloc|cannot allocate/i;

export class ChildPool {
  private readonly spares: Child[] = [];
  private readonly running = new Set<Child>();
  private closed = false;
  private readonly spareCount: number;

  constructor(private readonly options: ChildPoolOptions) {
    this.spareCount = options.spares ?? 1;
    this.refill();
  }

  /** Runs a job in a child of its own. Never rejects. */
  async run(job: ChildJob, { onCase, signal }: RunOptions): Promise<JobEnd> {
    let detail = 'the pool is closed';
    for (let attempt = 0; attempt < START_TRIES && !this.closed && signal?.aborted !== true; attempt++) {
      const child = this.spares.shift() ?? this.start();
      this.running.add(child);
      this.refill();
      try {
        if (await child.ready)
          return await child.runJob(job, onCase, signal, {
            jobMs: this.options.jobTimeoutMs ?? DEFAULT_JOB_TIMEOUT_MS,
            caseMs: this.options.caseTimeoutMs ?? DEFAULT_CASE_TIMEOUT_MS,
          });
        detail = `a child could not start: ${child.errors}`;
      } finally {
        child.kill();
        this.running.delete(child);
      }
    }
    return { status: 'died', caseIndex: 0, detail };
  }

  /** Resolves when every spare is ready: for benchmarks and for a worker that is about to take jobs. */
  async warm(): Promise<void> {
    await Promise.all(this.spares.map((child) => child.ready));
  }

  /** Kills all children. */
  async close(): Promise<void> {
    this.closed = true;
    const all = [...this.spares.splice(0), ...this.running];
    for (const child of all) child.kill();
    await Promise.all(all.map((child) => child.ended));
  }

  private refill(): void {
    while (!this.closed && this.spares.length < this.spareCount) {
      const child = this.start();
      this.spares.push(child);
      // A spare that dies is not replaced before it is missed: a child that cannot start must not make a storm.
      void child.ended.then(() => {
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
  /** The last of what it wrote to its standard error. */
  errors = '';
  /** Whether it came as far as being ready. */
  readonly ready: Promise<boolean>;
  readonly ended: Promise<void>;
  private readonly process: ChildProcess;
  private readonly reader = new MessageReader();
  private receive: (message: ChildMessage) => void = () => {};
  private fail: (detail: string) => void = () => {};
  private exited: string | undefined;

  constructor(childPath: string) {
    const { command, arguments: given } = childCommand(childPath);
    this.process = spawn(command, given, {
      env: EMPTY_ENVIRONMENT,
      cwd: '/',
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    });
    this.ended = new Promise((resolve) => {
      // 'close' rather than 'exit': what it sent before it ended is then read.
      const end = (how: string) => {
        this.exited ??= how;
        this.fail(this.exited);
        resolve();
      };
      this.process.once('close', (code, killedBy) => end(killedBy ?? `exit code ${code}`));
      this.process.once('error', (error) => end(error.message));
    });
    (this.process.stderr as Readable).on('data', (text: Buffer) => {
      this.errors = (this.errors + text.toString('latin1')).slice(-KEPT_ERROR_CHARACTERS);
    });
    // The pipe of a dead child breaks: its end is what counts, and 'close' tells it.
    (this.process.stdin as Writable).on('error', () => {});
    const answers = this.process.stdio[ANSWER_FD] as Readable;
    answers.on('error', () => {});
    answers.on('data', (chunk: Buffer) => this.read(chunk));
    this.ready = new Promise((resolve) => {
      const timer = setTimeout(() => this.kill(), START_TIMEOUT_MS);
      const settle = (ready: boolean) => {
        clearTimeout(timer);
        resolve(ready);
      };
      this.receive = (message) => settle(message.kind === 'ready');
      this.fail = () => settle(false);
    });
    this.keepAwake(false);
  }

  /** To be called once, after `ready`. */
  runJob(
    job: ChildJob,
    onCase: (outcome: CaseOutcome) => void,
    signal: AbortSignal | undefined,
    limits: Limits,
  ): Promise<JobEnd> {
    return new Promise((resolve) => {
      let finishedCases = 0;
      const settle = (end: JobEnd) => {
        jobWatchdog.stop();
        caseWatchdog.stop();
        signal?.removeEventListener('abort', abort);
        this.receive = () => {};
        this.fail = () => {};
        this.kill();
        resolve(end);
      };
      const over = (status: 'time' | 'memory' | 'died', detail: string) =>
        settle({ status, caseIndex: Math.min(finishedCases, job.cases.length - 1), detail });
      const abort = () => over('died', 'aborted');
      const watch = (limitMs: number, what: string) =>
        new Watchdog(this.process.pid as number, limitMs, () => over('time', `${what} after ${limitMs} ms`));
      const jobWatchdog = watch(limits.jobMs, 'no end');
      const caseWatchdog = watch(limits.caseMs, 'no case finished');
      this.fail = (how) => over(...this.causeOfDeath(how));
      this.receive = (message) => {
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
        else if (message.kind === 'broken') over('died', message.message);
        else over('died', `sent ${message.kind} after ${finishedCases} cases`);
      };
      signal?.addEventListener('abort', abort);
      if (signal?.aborted === true) abort();
      else if (this.exited !== undefined) this.fail(this.exited);
      else {
        jobWatchdog.start();
        caseWatchdog.start();
        for (const part of frame(job)) (this.process.stdin as Writable).write(part);
      }
    });
  }

  kill(): void {
    this.keepAwake(true); // until its end, which somebody may wait for
    this.process.kill('SIGKILL');
  }

  private read(chunk: Buffer): void {
    try {
      for (const message of this.reader.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length)))
        this.receive(message);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.fail(`sent ${error.message}`);
      this.kill();
    }
  }

  private causeOfDeath(how: string): ['time' | 'memory' | 'died', string] {
    if (OUT_OF_MEMORY.test(this.errors)) return ['memory', how];
    if (how === 'SIGXCPU') return ['time', how];
    return ['died', `${how} ${this.errors}`.trim()];
  }

  /** A spare must not keep the process of the grader alive; while it starts or runs, the timers do. */
  private keepAwake(awake: boolean): void {
    const method = awake ? 'ref' : 'unref';
    this.process[method]();
    for (const pipe of this.process.stdio)
      (pipe as Partial<Record<typeof method, () => void>> | null)?.[method]?.();
  }
}
