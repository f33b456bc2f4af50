/**
 * Keeps processes running: starts them in groups of their own, starts them again when they end, ends them on order,
 * and remembers them in a file, so that a later start finds what a killed one left behind.
 *
 *      stopped ──start──> running ──ended by itself──> waiting ──0.5 s, doubled each time──> running
 *                            └──────────stop──────────> stopped
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { isAlive, isSame, type KnownProcess, signal, startOf, until } from './processes';

export interface RestartDelay {
  readonly first: number;
  readonly most: number;
}

const RESTART_DELAY_MS: RestartDelay = { first: 500, most: 10_000 };
/** Whoever ran this long starts with the first delay again. */
const HEALTHY_AFTER_MS = 30_000;
const STOP_GRACE_MS = 8_000;
const LARGEST_LOG_BYTES = 10_000_000;

export interface ProcessPlan {
  /** In messages and in the log's name: `site`, `worker-1`. */
  readonly name: string;
  /** Arguments of node. */
  readonly command: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

interface Remembered extends KnownProcess {
  readonly name: string;
}

export class Supervisor {
  private readonly kept: Kept[] = [];
  private readonly file: string;

  /** @param logFolder undefined: what the processes write goes to our own output. */
  constructor(
    dataFolder: string,
    private readonly logFolder: string | undefined,
    private readonly tell: (message: string) => void,
    private readonly restartDelayMs = RESTART_DELAY_MS,
  ) {
    mkdirSync(dataFolder, { recursive: true });
    if (logFolder !== undefined) mkdirSync(logFolder, { recursive: true });
    this.file = join(dataFolder, 'processes.json');
  }

  /** Ends what an earlier start left, or that start itself with all it keeps. */
  async endEarlier(): Promise<void> {
    const earlier = this.recall().filter(isSame);
    const leader = earlier.find((each) => each.name === 'start');
    if (leader !== undefined) {
      this.tell(`An earlier start (process ${leader.processId}) still runs: stopping it.`);
      signal(leader.processId, 'SIGTERM');
      if (!(await until(() => !isAlive(leader.processId), 2 * STOP_GRACE_MS)))
        signal(leader.processId, 'SIGKILL');
    }
    const left = earlier.filter((each) => each !== leader && isSame(each));
    if (left.length > 0) this.tell('Ending processes that an earlier start left behind.');
    await Promise.all(left.map((each) => endGroup(each.processId)));
    this.remember();
  }

  keep(plan: ProcessPlan): Kept {
    const kept = new Kept(plan, this.logFolder, this.tell, this.restartDelayMs, () => this.remember());
    this.kept.push(kept);
    kept.start();
    return kept;
  }

  async stop(): Promise<void> {
    await Promise.all(this.kept.map((each) => each.stop()));
    this.remember();
  }

  /** At once, without asking. */
  kill(): void {
    for (const each of this.kept) each.kill();
  }

  private recall(): Remembered[] {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Remembered[];
    } catch {
      return []; // the first start, or a file cut off by a crash: nothing is known
    }
  }

  private remember(): void {
    const all: Remembered[] = [{ name: 'start', processId: process.pid, start: startOf(process.pid) ?? '' }];
    for (const { name, known } of this.kept) if (known !== undefined) all.push({ name, ...known });
    writeFileSync(`${this.file}.new`, JSON.stringify(all));
    renameSync(`${this.file}.new`, this.file);
  }
}

async function endGroup(processId: number): Promise<void> {
  signal(-processId, 'SIGTERM');
  if (await until(() => !isAlive(processId), STOP_GRACE_MS)) return;
  signal(-processId, 'SIGKILL');
  await until(() => !isAlive(processId), STOP_GRACE_MS);
}

/** One process that is kept running. */
export class Kept {
  known: KnownProcess | undefined;
  /** How often in a row it ended soon after it was started. */
  earlyEnds = 0;
  private child: ChildProcess | undefined;
  private stopping = false;
  private startedAtMs = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly plan: ProcessPlan,
    private readonly logFolder: string | undefined,
    private readonly tell: (message: string) => void,
    private readonly restartDelayMs: RestartDelay,
    private readonly changed: () => void,
  ) {}

  get name(): string {
    return this.plan.name;
  }

  get logPath(): string | undefined {
    return this.logFolder === undefined ? undefined : join(this.logFolder, `${this.plan.name}.log`);
  }

  start(): void {
    const output = this.logPath === undefined ? 'inherit' : openLog(this.logPath);
    this.startedAtMs = Date.now();
    const child = spawn(process.execPath, [...this.plan.command], {
      env: this.plan.environment,
      stdio: ['ignore', output, output, 'ipc'],
      detached: true, // Ctrl-C in the terminal reaches only us; we end the others in order
    });
    this.child = child;
    child.once('error', (error) => this.tell(`${this.name} could not be started: ${error.message}`));
    child.once('exit', (code, name) => this.ended(code ?? name ?? 'unknown'));
    if (child.pid !== undefined) this.known = { processId: child.pid, start: startOf(child.pid) ?? '' };
    this.changed();
  }

  private ended(how: number | string): void {
    this.child = undefined;
    this.known = undefined;
    if (this.stopping) return;
    this.earlyEnds = Date.now() - this.startedAtMs > HEALTHY_AFTER_MS ? 1 : this.earlyEnds + 1;
    const delayMs = Math.min(this.restartDelayMs.first * 2 ** (this.earlyEnds - 1), this.restartDelayMs.most);
    const where = this.logPath === undefined ? '' : ` Its log: ${this.logPath}`;
    this.tell(`${this.name} ended (${how}); starting it again in ${delayMs / 1000} s.${where}`);
    this.changed();
    this.timer = setTimeout(() => this.start(), delayMs);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    if (this.child?.pid === undefined) return;
    await endGroup(this.child.pid);
    await until(() => this.child === undefined, STOP_GRACE_MS); // Node hears of it a little later
  }

  kill(): void {
    this.stopping = true;
    clearTimeout(this.timer);
    if (this.child?.pid !== undefined) signal(-this.child.pid, 'SIGKILL');
  }
}

function openLog(path: string): number {
  try {
    if (statSync(path).size > LARGEST_LOG_BYTES) renameSync(path, `${path}.1`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return openSync(path, 'a', 0o600);
}
