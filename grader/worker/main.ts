/**
 * The process of a grader worker. Needs DATABASE_URL, and what the grader's build makes. SIGTERM and SIGINT finish
 * or put back the job in hand; then it ends. Writes structured logs (a JSON object a line) to its output.
 */
import { type Logger, pino } from 'pino';

import { closeDatabase } from '../../db/client';
import { caseSecret } from '../../db/deployment-secret';
import { databaseHealth } from '../../db/health';
import { preparations, storedPreparation, storePreparation } from '../../db/preparations';
import { CHECK_TASK, type PackageJob, TRIAL_TASK } from '../../db/queue';
import { buildConfinedOnce } from '../build/build-all';
import { createGrader, type Grader } from '../grade';
import { graderVersion } from '../library/versions';
import { CheckRunner } from '../packages/check-runner';
import { PackageGrader } from '../packages/package-grader';
import { packageJob } from './package-job';
import { PackageWorkshop } from './package-workshop';
import { SiteGrader } from './site-grader';
import { GraderWorker, gradingTasks } from './worker';

const WAIT_FOR_DATABASE_MS = 1_000;

async function untilDatabaseReady(log: Logger, signal: AbortSignal): Promise<void> {
  let told = '';
  while (!signal.aborted) {
    const { ready, problem } = await databaseHealth();
    if (ready) return;
    if (problem !== told) log.warn({ problem }, 'waiting for the database');
    told = problem;
    await new Promise((resolve) => setTimeout(resolve, WAIT_FOR_DATABASE_MS));
  }
}

/** Of those with which this process was started, what lets Node run TypeScript: not what its supervisor preloads. */
function typeScriptArguments(given: readonly string[]): string[] {
  return given.flatMap((each, at) =>
    each === '--import' && given[at + 1]?.endsWith('typescript.mjs') ? [each, given[at + 1]] : [],
  );
}

/** What grades packages, beside the grader of the catalogue. */
async function packageTools(grader: Grader, secret: string) {
  const { packageChild: childPath } = await buildConfinedOnce();
  const version = await graderVersion();
  const { compilers } = grader;
  const packages = new PackageGrader({ childPath, compilers, graderVersion: version, spares: 1 });
  const workshop = new PackageWorkshop({
    ...{ caseSecret: secret, graderVersion: version },
    packages: { childPath, compilers },
    preparations: { find: storedPreparation, keep: storePreparation },
  });
  const checks = new CheckRunner(typeScriptArguments(process.execArgv));
  return {
    siteGrader: new SiteGrader(grader, workshop, packages, version),
    tools: { workshop, grader: packages, childPath, checks },
    close: () => Promise.all([packages.close(), workshop.close(), checks.close()]),
  };
}

async function main(): Promise<void> {
  const log = pino({ name: 'worker', level: process.env.RUNQUEUE_LOG_LEVEL ?? 'info' });
  const ending = new AbortController();
  const ended = new Promise<void>((resolve) => {
    ending.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => ending.abort());

  await untilDatabaseReady(log, ending.signal);
  if (!ending.signal.aborted) {
    const secret = await caseSecret();
    const grader = await createGrader({
      caseSecret: secret,
      preparations: { all: preparations, find: storedPreparation, keep: storePreparation },
      onFault: (detail, error) => log.error({ detail, err: error }, 'a fault of the grader'),
    });
    const { siteGrader, tools, close } = await packageTools(grader, secret);
    const forStudents = new GraderWorker(
      {
        ...gradingTasks(siteGrader),
        [TRIAL_TASK]: (payload, { signal, log }) => packageJob(payload as PackageJob, { tools, signal, log }),
      },
      log,
    );
    // Beside the other, which it may keep waiting for nothing but a processor.
    const forAuthors = new GraderWorker(
      {
        [CHECK_TASK]: (payload, { signal, log }) => packageJob(payload as PackageJob, { tools, signal, log }),
      },
      log,
    );
    await Promise.all([forStudents.start(), forAuthors.start()]);
    log.info({ workerId: forStudents.workerId }, 'taking jobs');
    if (process.env.RUNQUEUE_PREPARE !== 'when-needed')
      void grader.prepareAll().then(() => log.info('all exercises are prepared'));
    await ended;
    log.info('shutting down');
    await Promise.all([forStudents.stop(), forAuthors.stop()]);
    await Promise.all([grader.close(), close()]);
  }
  await closeDatabase();
  log.info('ended');
}

await main();
// A connection of the queue that hangs since the database was lost must not keep the process.
process.exit();
