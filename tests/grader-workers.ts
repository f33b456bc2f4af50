/** Real grader workers as processes, for tests and benchmarks of what happens around them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { liveWorkers } from '../db/workers';
import { until } from '../scripts/processes';
import { type Kept, Supervisor } from '../scripts/supervisor';
import { WORKER_COMMAND } from '../scripts/worker-command';

const START_TIMEOUT_MS = 60_000;
const RESTART_AT_ONCE_MS = { first: 50, most: 50 };

export interface GraderWorkers {
  readonly all: readonly Kept[];
  /** What their supervisor said so far. */
  readonly told: readonly string[];
  /** What one of them wrote down so far: a line of JSON each. */
  log(worker: number): string;
  stop(): Promise<void>;
}

/**
 * Without anything new for so long, nothing more comes. The queue itself waits e^n seconds after the n-th time that a
 * job could not even be taken in hand, for want of the database say: 148 s after the fifth.
 */
const STANDSTILL_MS = 180_000;

/** Waits until `count` reaches `all`, however slow the machine is. @returns where it stands when it grows no more. */
export async function untilGrownTo(all: number, count: () => Promise<number>): Promise<number> {
  let seen = await count();
  const hasGrown = async () => (await count()) > seen;
  while (seen < all && (await until(hasGrown, STANDSTILL_MS))) seen = await count();
  return seen;
}

export interface GraderWorkersOptions {
  /** Arguments of node. Default: the product's worker. */
  readonly command?: readonly string[];
  readonly environment?: Record<string, string>;
  readonly watchIntervalMs?: number;
}

/** Starts workers on DATABASE_URL; those that are killed are started again at once. Resolves when all take jobs. */
export async function startGraderWorkers(
  count: number,
  { command = WORKER_COMMAND, environment, watchIntervalMs }: GraderWorkersOptions = {},
): Promise<GraderWorkers> {
  const told: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'runqueue-workers-'));
  const supervisor = new Supervisor({
    logFolder: join(folder, 'logs'),
    tell: (message) => told.push(message),
    restartDelayMs: RESTART_AT_ONCE_MS,
    watchIntervalMs,
  });
  const all = Array.from({ length: count }, (_, i) =>
    supervisor.keep({
      name: `worker-${i + 1}`,
      command,
      environment: { ...process.env, NODE_ENV: 'production', ...environment },
    }),
  );
  const stop = async () => {
    await supervisor.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  // Every one that has beaten since: on a busy machine the first may be late again before the last begins.
  const started = () => liveWorkers(START_TIMEOUT_MS / 1000);
  if (!(await until(async () => (await started()) >= count, START_TIMEOUT_MS))) {
    await stop();
    throw new Error(`Only ${await started()} of ${count} grader workers started.`);
  }
  const log = (worker: number) => readFileSync(join(folder, `logs/worker-${worker + 1}.log`), 'utf8');
  return { all, told, log, stop };
}
