/**
 * Whether everything can be served: for a load balancer, and for `npm start` to wait on. `workers` is false when no
 * grader worker, here or on another machine, has beaten lately: submissions are kept then, but nobody grades them.
 */
import { databaseReady } from '../../db/health';
import { aWorkerAnswers } from '../../db/workers';
import { catalogue } from '../catalogue';
import { fromDatabase } from '../database-call';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const database = await databaseReady();
  const worker = database ? await fromDatabase(aWorkerAnswers) : { available: false as const };
  const checks = {
    database,
    catalogue: catalogue().exercises.length > 0,
    workers: worker.available && worker.value,
  };
  const ready = Object.values(checks).every(Boolean);
  return Response.json(
    { status: ready ? 'ok' : 'not ready', checks },
    { status: ready ? 200 : 503, headers: { 'Cache-Control': 'no-store' } },
  );
}
