/**
 * Keeps processes running: starts them in groups of their own, starts them again when they end, kills those that
 * stop beating (kept-process.mjs), ends them on order, and remembers them in a file, so that a later start finds
 * what a killed one left behind.
 *
 *      stopped ──start──> running ──ended, or killed for its silence──> waiting ──0.5 s, doubled each time──> running
 *                            └──────────stop──────────> stopped
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { identify, isAlive, isSame, type KnownProcess } from './process-identity.mjs';
import { signal, until } from './processes';
import { root } from './project-root';

export interface RestartDelay {
  readonly first: number;
  readonly most: number;
}

const RESTART_DELAY_MS: RestartDelay = { first: 500, most: 10_000 };
/** Whoever ran this long starts with the first delay again. */
const HEALTHY_AFTER_MS = 30_000;
/** Whoever has not ended this long after SIGTERM is killed. */
export const STOP_GRACE_MS = 3_000;
const LARGEST_LOG_BYTES = 10_000_000;
const WATCH_INTERVAL_MS = 1_000;
/**
 * Looks without a beat after which a process is killed. Nothing that ours do holds the event loop for more than
 * about a second; a busy machine may make ten of it. Looks are counted rather than time: while the machine sleeps
 * nobody looks.
 */
const SILENT_LOOKS = 12;

export interface ProcessPlan {
  /** In messages and in the log's name: `site`, `worker-1`. */
  readonly name: string;
  /** Arguments of node. */
  readonly command: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

type Remembered = KnownProcess & { readonly name: string };

export interface SupervisorOptions {
  /** Where processes.json lies. Undefined: nothing is remembered. */
  readonly dataFolder?: string;
  /** Undefined: what the processes write goes to our own output. */
  readonly logFolder?: string;
  readonly tell: (message: string) => void;
  readonly restartDelayMs?: RestartDelay;
  /** Between two looks whether a process has beaten. Default one second. */
  readonly watchIntervalMs?: number;
}

export class Supervisor {
  private readonly kept: Kept[] = [];
  private readonly file: string | undefined;

  constructor(private readonly options: SupervisorOptions) {
    const { dataFolder, logFolder } = options;
    for (const folder of [dataFolder, logFolder])
      if (folder !== undefined) mkdirSync(folder, { recursive: true });
    this.file = dataFolder === undefined ? undefined : join(dataFolder, 'processes.json');
  }

  /** Ends what an earlier supervisor, which is dead, left behind. */
  async endEarlier(): Promise<void> {
    const left = this.recall().filter(isSame);
    if (left.length > 0) this.options.tell('Ending processes that an earlier start left behind.');
    await Promise.all(left.map((each) => endGroup(each.processId)));
    this.remember();
  }

  keep(plan: ProcessPlan): Kept {
    const kept = new Kept(plan, this.options, () => this.remember());
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
    if (this.file === undefined) return [];
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Remembered[];
    } catch {
      return []; // the first start, or a file cut off by a crash: nothing is known
    }
  }

  private remember(): void {
    if (this.file === undefined) return;
    const all: Remembered[] = [];
    for (const { name, known } of this.kept) if (known !== undefined) all.push({ name, ...known });
    writeFileSync(`${this.file}.new`, JSON.stringify(all));
    renameSync(`${this.file}.new`, this.file);
  }
}

/** @returns whether it had to be killed. */
async function endGroup(processId: number): Promise<boolean> {
  signal(-processId, 'SIGTERM');
  if (await until(() => !isAlive(processId), STOP_GRACE_MS)) return false;
  signal(-processId, 'SIGKILL');
  await until(() => !isAlive(processId), STOP_GRACE_MS);
  return true;
}

/** One process that is kept running. */
export class Kept {
  known: KnownProcess | undefined;
  /** How often in a row it ended soon after it was started. */
  earlyEnds = 0;
  private child: ChildProcess | undefined;
  private stopping = false;
  /** It is being ended to be started again. */
  private renewing = false;
  private startedAtMs = 0;
  private restart: NodeJS.Timeout | undefined;
  private watch: NodeJS.Timeout | undefined;

  constructor(
    private readonly plan: ProcessPlan,
    private readonly options: SupervisorOptions,
    private readonly changed: () => void,
  ) {}

  get name(): string {
    return this.plan.name;
  }

  get logPath(): string | undefined {
    const { logFolder } = this.options;
    return logFolder === undefined ? undefined : join(logFolder, `${this.plan.name}.log`);
  }

  start(): void {
    const output = this.logPath === undefined ? 'inherit' : openLog(this.logPath);
    this.startedAtMs = Date.now();
    const preload = ['--import', join(root, 'scripts/kept-process.mjs')];
    const child = spawn(process.execPath, [...preload, ...this.plan.command], {
      env: this.plan.environment,
      stdio: ['ignore', output, output, 'ipc'],
      detached: true, // Ctrl-C in the terminal reaches only us; we end the others in order
    });
    this.child = child;
    child.once('error', (error) => this.options.tell(`${this.name} could not be started: ${error.message}`));
    child.once('exit', (code, name) => this.ended(code ?? name ?? 'unknown'));
    if (child.pid !== undefined) {
      this.known = identify(child.pid);
      this.listen(child, child.pid);
    }
    this.changed();
  }

  /** Kills the process when it does not beat any more: its event loop is blocked, or it is stopped. */
  private listen(child: ChildProcess, processId: number): void {
    const { watchIntervalMs = WATCH_INTERVAL_MS } = this.options;
    let silentLooks = 0;
    child.on('message', () => {
      silentLooks = 0;
    });
    this.watch = setInterval(() => {
      silentLooks++;
      if (silentLooks !== SILENT_LOOKS) return;
      this.options.tell(
        `${this.name} has not answered for ${(SILENT_LOOKS * watchIntervalMs) / 1000} s: killing it.`,
      );
      signal(-processId, 'SIGKILL');
    }, watchIntervalMs);
  }

  private ended(how: number | string): void {
    clearInterval(this.watch);
    this.child = undefined;
    this.known = undefined;
    if (this.stopping) return;
    if (this.renewing) {
      this.renewing = false;
      this.start();
      return;
    }
    this.earlyEnds = Date.now() - this.startedAtMs > HEALTHY_AFTER_MS ? 1 : this.earlyEnds + 1;
    const { first, most } = this.options.restartDelayMs ?? RESTART_DELAY_MS;
    const delayMs = Math.min(first * 2 ** (this.earlyEnds - 1), most);
    const where = this.logPath === undefined ? '' : ` Its log: ${this.logPath}`;
    this.options.tell(`${this.name} ended (${how}); starting it again in ${delayMs / 1000} s.${where}`);
    this.changed();
    this.restart = setTimeout(() => this.start(), delayMs);
  }

  /** Ends it in order and starts it again, because what it has loaded has changed. Resolves when it is started. */
  async renew(): Promise<void> {
    const before = this.child;
    if (before?.pid === undefined || this.stopping) return; // it is started again anyhow, or not any more
    this.renewing = true;
    await endGroup(before.pid);
    await until(() => this.child !== before, STOP_GRACE_MS);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    if (this.child?.pid === undefined) return;
    if (await endGroup(this.child.pid))
      this.options.tell(`${this.name} did not end within ${STOP_GRACE_MS / 1000} s: killed it.`);
    await until(() => this.child === undefined, STOP_GRACE_MS); // Node hears of it a little later
  }

  kill(): void {
    this.stopping = true;
    clearTimeout(this.restart);
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
