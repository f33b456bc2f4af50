/** Whether this process can serve everything: for a load balancer, and for `npm start` to wait on. */
import { databaseReady } from '../../db/health';
import { catalogue } from '../catalogue';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const checks = { database: await databaseReady(), catalogue: catalogue().exercises.length > 0 };
  const ready = Object.values(checks).every(Boolean);
  return Response.json(
    { status: ready ? 'ok' : 'not ready', checks },
    { status: ready ? 200 : 503, headers: { 'Cache-Control': 'no-store' } },
  );
}
