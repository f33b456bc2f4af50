/**
 * Runs each check in a process of its own, which is killed with all that it started when it takes too long or too much.
 * After a check, the process for the next one is there already: to load takes as long as a short check.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../library/exercise-library';
import type { Progress } from '../verdict';
import type { CheckMessage, CheckRequest } from './check-process';
import type { CheckOutcome } from './package-outcome';

/** Ten minutes: a check of the largest exercise of the catalogue, with mutants, takes one on two busy cores. */
const MAX_CHECK_MS = 600_000;
const HEAP_MEGABYTES = 768;
/** Behind what students wait for. */
const NICENESS = 10;

/** An author who mends something checks again before that. */
const SPARE_MS = 600_000;

export interface CheckCircumstances {
  readonly onProgress: (progress: Progress) => void;
  readonly signal?: AbortSignal;
  readonly limitMs?: number;
}

export class CheckRunner {
  private spare: ChildProcess | undefined;
  private forgetting: NodeJS.Timeout | undefined;
  private isClosed = false;

  /** @param nodeArguments with which this Node runs TypeScript. */
  constructor(private readonly nodeArguments: readonly string[]) {}

  /** @throws the reason of `signal`, or a fault of ours. */
  async run(request: CheckRequest, circumstances: CheckCircumstances): Promise<CheckOutcome> {
    circumstances.signal?.throwIfAborted();
    const child = this.spare ?? this.start();
    this.spare = undefined;
    try {
      return await checkIn(child, request, circumstances);
    } finally {
      kill(child);
      if (!this.isClosed) this.keepSpare();
    }
  }

  close(): void {
    this.isClosed = true;
    this.forget();
  }

  private start(): ChildProcess {
    // Its own group, so that what it started ends with it.
    const child = fork(join(ROOT, 'grader/packages/check-process.ts'), {
      execArgv: [...this.nodeArguments, `--max-old-space-size=${HEAP_MEGABYTES}`],
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', NODE_ENV: 'production' },
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    try {
      if (child.pid !== undefined) setPriority(child.pid, NICENESS);
    } catch {
      // Some systems do not let us.
    }
    return child;
  }

  private keepSpare(): void {
    if (this.spare === undefined) {
      const child = this.start();
      this.spare = child;
      const gone = () => {
        if (this.spare === child) this.spare = undefined;
      };
      child.once('exit', gone);
      child.once('error', gone);
    }
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => this.forget(), SPARE_MS);
    this.forgetting.unref();
  }

  private forget(): void {
    clearTimeout(this.forgetting);
    if (this.spare !== undefined) kill(this.spare);
    this.spare = undefined;
  }
}

/** With all that it started. */
function kill(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL'); // it never had a group, or is gone
  }
}

async function checkIn(
  child: ChildProcess,
  request: CheckRequest,
  { onProgress, signal, limitMs = MAX_CHECK_MS }: CheckCircumstances,
): Promise<CheckOutcome> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    kill(child);
  }, limitMs);
  const abort = () => kill(child);
  signal?.addEventListener('abort', abort);
  let errors = '';
  child.stderr?.on('data', (text: Buffer) => {
    errors = (errors + text.toString('utf8')).slice(-4_000);
  });
  try {
    return await new Promise<CheckOutcome>((resolve, reject) => {
      child.on('message', (message: CheckMessage) => {
        if ('progress' in message) onProgress(message.progress);
        else if ('outcome' in message) resolve(message.outcome);
        else reject(new Error(`the check failed: ${message.fault}`));
      });
      child.once('error', reject);
      child.once('exit', (code, by) => {
        if (signal?.aborted) return reject(signal.reason);
        const refused = (problem: string) => resolve({ kind: 'refused', problems: [problem] });
        if (isLate)
          refused(`the check was given up after ${limitMs / 1_000} s: make cases shorter, or fewer`);
        else if (/heap|memory/i.test(errors))
          refused('the check ran out of memory: make types, texts and cases smaller');
        else reject(new Error(`the check ended without an outcome (${by ?? code}): ${errors}`));
      });
      child.send(request, () => {});
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
