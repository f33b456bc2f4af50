/**
 * A grader worker: takes jobs from the queue one at a time, beats so that others know that it lives, and looks
 * after what dead workers left.
 *
 * Promises: while the database is away it waits and then goes on; stop() finishes the job in hand, or puts it back
 * when that takes longer than SHUTDOWN_GRACE_MS; a job that nobody has in hand runs again within about
 * DEAD_AFTER_SECONDS and a second. Who was without the database himself takes no job from others before they had
 * that long to beat again.
 */
import { EventEmitter } from 'node:events';
import { hostname } from 'node:os';
import { Logger as QueueLogger, type Runner, run, type WorkerEvents } from 'graphile-worker';
import type { Logger } from 'pino';

import { databaseUrl } from '../../db/client';
import { failExhaustedRuns } from '../../db/package-runs';
import { GRADE_TASK, type GradeJob, REPLAY_TASK, type ReplayJob } from '../../db/queue';
import { giveUp } from '../../db/submissions';
import {
  BEAT_INTERVAL_MS,
  beat,
  DEAD_AFTER_SECONDS,
  exhaustedSubmissions,
  releaseForgottenJobs,
  retire,
} from '../../db/workers';
import { gradeJob, type JobGrader } from './grade-job';
import { DIED_OF_IT } from './package-job';
import { type CaseReplayer, replayJob } from './replay-job';

/** Does one job of the queue. */
export type Task = (
  payload: unknown,
  circumstances: { readonly workerId: string; readonly signal: AbortSignal; readonly log: Logger },
) => Promise<void>;

/** Gradings, and what else somebody waits for in front of the screen. */
export function gradingTasks(grader: JobGrader & CaseReplayer): Readonly<Record<string, Task>> {
  return {
    [GRADE_TASK]: (payload, each) => gradeJob(payload as GradeJob, { ...each, grader }),
    [REPLAY_TASK]: (payload, each) => replayJob(payload as ReplayJob, { ...each, grader }),
  };
}

/** New jobs are announced; this finds those that were released. */
const POLL_INTERVAL_MS = 1_000;
const SHUTDOWN_GRACE_MS = 1_000;
const RESTART_DELAY_MS = 1_000;

export class GraderWorker {
  readonly workerId = `worker-${crypto.randomUUID()}`;
  private readonly ending = new AbortController();
  /** Locks of the queue for which there is a job in hand. */
  private readonly locksInHand = new Set<string>();
  private runner: Runner | undefined;
  private beating: Promise<void> = Promise.resolve();
  private beatTimer: NodeJS.Timeout | undefined;
  private databaseAway = false;
  /** Since when the database has answered every beat; what others did not say meanwhile proves nothing of them. */
  private answeredSinceMs = Number.NEGATIVE_INFINITY;
  /** The queue lost a connection since its runner was made. */
  private queueShaken = false;
  /** Makes takeJobs() give up the runner that it has. */
  private replaceRunner: () => void = () => undefined;
  private finished: Promise<void> = Promise.resolve();

  /** @param tasks what it takes of the queue, by name. */
  constructor(
    private readonly tasks: Readonly<Record<string, Task>>,
    private readonly log: Logger,
  ) {}

  /** Resolves when the worker takes jobs. */
  async start(): Promise<void> {
    await this.beat();
    this.scheduleBeat();
    let started: () => void = () => undefined;
    const firstStart = new Promise<void>((resolve) => {
      started = resolve;
    });
    this.finished = this.takeJobs(started);
    await firstStart;
  }

  async stop(): Promise<void> {
    this.ending.abort();
    const late = setTimeout(() => this.replaceRunner(), 2 * SHUTDOWN_GRACE_MS);
    await Promise.race([this.endRunner(this.runner), this.finished]);
    this.replaceRunner();
    await this.finished;
    clearTimeout(late);
    clearTimeout(this.beatTimer);
    await this.beating;
    await retire(this.workerId).catch((error: unknown) =>
      this.log.warn({ err: error }, 'could not sign off: others will find this worker dead'),
    );
  }

  /**
   * The queue's runner may end when it loses the database in a bad moment, or, worse, wait for ever on a
   * connection that is gone. So after every loss it is made anew once the database answers (see beat()).
   */
  private async takeJobs(started: () => void): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      const replaced = new Promise<undefined>((resolve) => {
        this.replaceRunner = () => resolve(undefined);
      });
      this.queueShaken = false;
      const making = this.makeRunner();
      try {
        const runner = await Promise.race([making, replaced]);
        if (runner !== undefined) {
          this.runner = runner;
          started();
          await Promise.race([runner.promise, replaced]);
        }
      } catch (error) {
        if (!signal.aborted) this.log.warn({ err: error }, 'the queue was lost; trying again');
      }
      // Not awaited: it may hang. What it has in hand is put back, or found by others.
      void making.then((runner) => this.endRunner(runner)).catch(() => undefined);
      this.locksInHand.clear();
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, RESTART_DELAY_MS));
    }
    started();
  }

  private async endRunner(runner: Runner | undefined): Promise<void> {
    await runner
      ?.stop()
      .catch((error: unknown) => this.log.debug({ err: error }, 'the queue had stopped already'));
  }

  private makeRunner(): Promise<Runner> {
    const events = new EventEmitter() as WorkerEvents;
    events.on('job:start', ({ job }) => {
      if (job.locked_by !== null) this.locksInHand.add(job.locked_by);
    });
    events.on('pool:listen:error', () => {
      this.queueShaken = true;
    });
    events.on('job:complete', ({ job }) => {
      if (job.locked_by !== null) this.locksInHand.delete(job.locked_by);
    });
    return run({
      connectionString: databaseUrl(),
      maxPoolSize: 3,
      concurrency: 1,
      pollInterval: POLL_INTERVAL_MS,
      gracefulShutdownAbortTimeout: SHUTDOWN_GRACE_MS,
      noHandleSignals: true,
      events,
      logger: queueLogger(this.log),
      taskList: Object.fromEntries(
        Object.entries(this.tasks).map(([name, task]) => [
          name,
          (payload: unknown, { abortSignal: signal }: { readonly abortSignal: AbortSignal }) =>
            task(payload, { workerId: this.workerId, signal, log: this.log }),
        ]),
      ),
      parsedCronItems: [],
    });
  }

  private scheduleBeat(): void {
    this.beatTimer = setTimeout(() => {
      this.beating = this.beat().finally(() => {
        if (!this.ending.signal.aborted) this.scheduleBeat();
      });
    }, BEAT_INTERVAL_MS);
  }

  private async beat(): Promise<void> {
    try {
      await beat({
        workerId: this.workerId,
        host: hostname(),
        processId: process.pid,
        lockNames: [...this.locksInHand],
      });
      if (this.databaseAway) this.answeredSinceMs = performance.now();
      if (performance.now() - this.answeredSinceMs > DEAD_AFTER_SECONDS * 1_000) {
        const released = await releaseForgottenJobs();
        if (released.length > 0) this.log.warn({ released }, 'released jobs that nobody had in hand');
      }
      for (const submission of await exhaustedSubmissions()) {
        this.log.error({ submission }, 'not graded: workers died of it too often');
        await giveUp(submission);
      }
      for (const run of await failExhaustedRuns(DIED_OF_IT))
        this.log.error({ run }, 'a run for a package was given up: workers died of it too often');
      if (this.databaseAway) this.log.info('the database is back');
      if (this.databaseAway || this.queueShaken) this.replaceRunner();
      this.databaseAway = false;
    } catch (error) {
      if (!this.databaseAway) this.log.warn({ err: error }, 'the database is away');
      this.databaseAway = true;
    }
  }
}

function queueLogger(log: Logger): QueueLogger {
  return new QueueLogger(() => (level, message) => {
    if (level === 'error') log.error(`queue: ${message}`);
    else if (level === 'warning') log.warn(`queue: ${message}`);
    else log.debug(`queue: ${message}`);
  });
}
