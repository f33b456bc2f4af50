/** Real grader workers as processes, for tests and benchmarks of what happens around them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { liveWorkers } from '../db/workers';
import { until } from '../scripts/processes';
import { root } from '../scripts/project-root';
import { type Kept, Supervisor } from '../scripts/supervisor';

const START_TIMEOUT_MS = 60_000;
const RESTART_AT_ONCE_MS = { first: 50, most: 50 };

export interface GraderWorkers {
  readonly all: readonly Kept[];
  stop(): Promise<void>;
}

/** Starts workers on DATABASE_URL; those that are killed are started again at once. Resolves when all take jobs. */
export async function startGraderWorkers(count: number): Promise<GraderWorkers> {
  const folder = mkdtempSync(join(tmpdir(), 'runqueue-workers-'));
  const supervisor = new Supervisor(folder, join(folder, 'logs'), () => undefined, RESTART_AT_ONCE_MS);
  const all = Array.from({ length: count }, (_, i) =>
    supervisor.keep({
      name: `worker-${i + 1}`,
      command: ['--import', 'tsx', join(root, 'grader/worker/main.ts')],
      environment: { ...process.env, NODE_ENV: 'production' },
    }),
  );
  const stop = async () => {
    await supervisor.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  if (!(await until(async () => (await liveWorkers()) === count, START_TIMEOUT_MS))) {
    await stop();
    throw new Error(`Only ${await liveWorkers()} of ${count} grader workers started.`);
  }
  return { all, stop };
}
