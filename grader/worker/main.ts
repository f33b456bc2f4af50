/**
 * The process of a grader worker. Needs DATABASE_URL, and what the grader's build makes. SIGTERM and SIGINT finish
 * or put back the job in hand; then it ends. Writes structured logs (a JSON object a line) to its output.
 */
import { type Logger, pino } from 'pino';

import { closeDatabase } from '../../db/client';
import { caseSecret } from '../../db/deployment-secret';
import { databaseHealth } from '../../db/health';
import { preparations, storedPreparation, storePreparation } from '../../db/preparations';
import { createGrader } from '../grade';
import { GraderWorker } from './worker';

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

async function main(): Promise<void> {
  const log = pino({ name: 'worker', level: process.env.RUNQUEUE_LOG_LEVEL ?? 'info' });
  const ending = new AbortController();
  const ended = new Promise<void>((resolve) => {
    ending.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => ending.abort());

  await untilDatabaseReady(log, ending.signal);
  if (!ending.signal.aborted) {
    const grader = await createGrader({
      caseSecret: await caseSecret(),
      preparations: { all: preparations, find: storedPreparation, keep: storePreparation },
      onFault: (detail, error) => log.error({ detail, err: error }, 'a fault of the grader'),
    });
    const worker = new GraderWorker(grader, log);
    await worker.start();
    log.info({ workerId: worker.workerId }, 'taking jobs');
    if (process.env.RUNQUEUE_PREPARE !== 'when-needed')
      void grader.prepareAll().then(() => log.info('all exercises are prepared'));
    await ended;
    log.info('shutting down');
    await worker.stop();
    await grader.close();
  }
  await closeDatabase();
  log.info('ended');
}

await main();
// A connection of the queue that hangs since the database was lost must not keep the process.
process.exit();
