/**
 * `npm run worker`: a grader worker, on this machine or any other that reaches DATABASE_URL. Builds what the grader
 * needs when that is stale; the tables are made by `npm start`, for which it waits.
 *
 *      this process ──keeps──> worker    grader/worker
 *
 * The worker is a child, so that one that hangs or dies is replaced. SIGTERM and SIGINT end both, the job in hand
 * finished or put back.
 */
import { Builder } from './build';
import { root } from './project-root';
import { Supervisor } from './supervisor';
import { WORKER_COMMAND } from './worker-command';

process.chdir(root);
if (!process.env.DATABASE_URL) {
  console.error(
    'npm run worker: DATABASE_URL is not set. Give it the database of the site: DATABASE_URL=postgres://... npm run worker. ' +
      '(`npm start` without DATABASE_URL starts its own workers.)',
  );
  process.exit(1);
}
const tell = (message: string) => console.error(message);
await new Builder(tell).buildGrader();
const supervisor = new Supervisor({ tell });
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
  process.on(name, () => void supervisor.stop().then(() => process.exit(0)));
supervisor.keep({ name: 'worker', command: WORKER_COMMAND, environment: process.env });
