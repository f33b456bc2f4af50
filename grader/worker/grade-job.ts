/**
 * What a worker does with one job of the queue.
 *
 *      take in hand ──> grade ──verdict──────> store it (once), done
 *           │             ├──shutting down───> put back, to be taken at once
 *           │             ├──our own fault───> put back for later; after the last try: "not graded"
 *           │             └──the worker dies─> found by others, and tried once more
 *           ├──a second worker died of it─────> given up with a verdict: "limit"
 *           ├──two had it that are silent now─> put back until it is known whether they are dead or only late
 *           └──superseded, or graded already──> done
 *
 * A job ends well in each of these; it fails in the queue's sense only when the database cannot be reached.
 */
import type { Logger } from 'pino';

import { packageOf } from '../../db/packages';
import { type GradeJob, SUSPICION_RETRY_SECONDS } from '../../db/queue';
import {
  giveUp,
  recordProgress,
  retryLater,
  returnToQueue,
  startGrading,
  startRegrade,
  storeVerdict,
} from '../../db/submissions';
import type { GradingTimes } from '../grade';
import type { Progress, Verdict } from '../verdict';
import { ProgressRecorder } from './progress-recorder';

/** The part of grader/grade.ts that a worker needs. */
export interface JobGrader {
  grade(request: {
    readonly exercise: string;
    readonly source: string;
    readonly endedTheGrader: boolean;
    readonly onProgress: (progress: Progress) => void;
    readonly onTimes: (times: GradingTimes) => void;
    readonly signal: AbortSignal;
  }): Promise<Verdict>;
}

export interface JobCircumstances {
  readonly grader: JobGrader;
  readonly workerId: string;
  /** Aborted when the worker shuts down and will not wait any longer. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** While the database is away a finished verdict is kept this long, and offered again every second. */
const STORE_TRIES = 120;
const STORE_RETRY_MS = 1_000;

export async function gradeJob(job: GradeJob, circumstances: JobCircumstances): Promise<void> {
  const { workerId, signal } = circumstances;
  const log = circumstances.log.child({ submission: job.submissionId, regrade: job.regrade === true });
  const inHand =
    job.regrade === true
      ? await startRegrade(job.submissionId, workerId)
      : await startGrading(job.submissionId, workerId);
  if (inHand === null) {
    log.info('nothing to do: superseded, or graded already');
    return;
  }
  if (inHand.isSuspect) {
    log.warn('put back: workers that had it in hand are silent');
    await returnToQueue(job, SUSPICION_RETRY_SECONDS);
    return;
  }

  const progress = new ProgressRecorder((at) => recordProgress(job.submissionId, at), log);
  let verdict: Verdict | undefined;
  let times: GradingTimes | undefined;
  try {
    verdict = await circumstances.grader.grade({
      exercise: inHand.exercise,
      source: inHand.source,
      endedTheGrader: inHand.isPoisonous,
      onProgress: (at) => {
        if (job.regrade !== true) progress.record(at);
      },
      onTimes: (each) => {
        times = each;
      },
      signal,
    });
  } catch (error) {
    if (signal.aborted) {
      await returnToQueue(job);
      log.info('put back: the worker shuts down');
      return;
    }
    log.error({ err: error, exercise: inHand.exercise }, 'grading failed');
  }
  await progress.settled();
  // What is wrong with a package is so the next time too.
  const isFinal = verdict?.status !== 'not graded' || packageOf(inHand.exercise) !== null;
  if (verdict !== undefined && isFinal) {
    const gradedMs = performance.now();
    const stored = await insist(() => store(job.submissionId, verdict), signal);
    const storeMs = performance.now() - gradedMs;
    const { exercise, status, score, maxScore, durationMs } = verdict;
    log.info({ exercise, status, score, maxScore, durationMs, ...times, storeMs, stored }, 'graded');
    return;
  }
  if (verdict !== undefined) log.error({ diagnostics: verdict.diagnostics }, 'not graded');
  if (await insist(() => retryLater(job), signal)) return;
  log.error('not graded, and tried for the last time');
  const last = verdict;
  if (last === undefined) await insist(() => giveUp(job.submissionId), signal);
  else await insist(() => store(job.submissionId, last), signal);
}

function store(submissionId: string, verdict: Verdict): Promise<boolean> {
  return storeVerdict({
    submissionId,
    version: verdict.version,
    graderVersion: verdict.graderVersion,
    status: verdict.status,
    score: verdict.score,
    maxScore: verdict.maxScore,
    metric: verdict.metric,
    verdict,
    rules: verdict.rules,
  });
}

/** Does it again while the database cannot be reached: what was graded should not be graded again. */
async function insist<T>(operation: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await operation();
    } catch (error) {
      if (attempt === STORE_TRIES || signal.aborted || !isUnreachable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, STORE_RETRY_MS));
    }
  }
}

/** Connection lost or refused (Node's and postgres.js' codes), or the server stops or starts (SQLSTATE 57P01 to 57P03). */
function isUnreachable(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code } = at as Error & { code?: unknown };
    if (typeof code === 'string' && /^(ECONN|EPIPE|ETIMEDOUT|EHOST|CONNECT|57P0[1-3]|08)/.test(code))
      return true;
  }
  return false;
}
