/** The real product, started as `npm start` starts it, with a data folder of its own: for tests and benchmarks. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { lockHolder } from '../scripts/lock.mjs';
import type { KnownProcess } from '../scripts/process-identity.mjs';
import { root } from '../scripts/project-root';

/** Includes a build, should one be stale. */
const START_TIMEOUT_MS = 300_000;

export interface StartedProduct {
  readonly address: string;
  /** Milliseconds from the command to the first answer that it is ready. */
  readonly readyAfterMs: number;
  /** Of scripts/start.mjs. */
  readonly child: ChildProcess;
  /** What it wrote so far. */
  output(): string;
  /** scripts/start.ts, which keeps the others. */
  leader(): number;
  /** The processes that it keeps. */
  processes(): (KnownProcess & { readonly name: string })[];
  /** As Ctrl-C does. Resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** @throws with its output when it ends instead of becoming ready. */
export async function startProduct(options: {
  /** Where it lies; default: this project. */
  readonly project?: string;
  readonly dataFolder: string;
  readonly port: number;
  readonly environment?: Record<string, string>;
  /** As after `npm start --`. */
  readonly arguments?: readonly string[];
}): Promise<StartedProduct> {
  const startedMs = performance.now();
  const environment: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'development' };
  for (const name of ['DATABASE_URL', 'HOST', 'RUNQUEUE_AUTH_SECRET', 'RUNQUEUE_WORKERS'])
    delete environment[name];
  const child = spawn(
    process.execPath,
    [join(options.project ?? root, 'scripts/start.mjs'), ...(options.arguments ?? [])],
    {
      env: {
        ...environment,
        RUNQUEUE_DATA: options.dataFolder,
        PORT: String(options.port),
        ...options.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
  });
  // The last line of what it says once it is ready.
  const isReady = () => /Ctrl-C stops it/.test(text);
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!isReady() && child.exitCode === null && child.signalCode === null && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 10));
  if (!isReady()) {
    child.kill('SIGTERM');
    throw new Error(`The product did not start, it ended with ${await ended}:\n${text}`);
  }
  return {
    address: `http://127.0.0.1:${options.port}`,
    readyAfterMs: performance.now() - startedMs,
    child,
    output: () => text,
    leader: () => lockHolder(join(options.dataFolder, 'start'))?.processId ?? 0,
    processes: () =>
      JSON.parse(readFileSync(join(options.dataFolder, 'processes.json'), 'utf8')) as (KnownProcess & {
        name: string;
      })[],
    stop() {
      child.kill('SIGINT');
      return ended;
    },
  };
}
