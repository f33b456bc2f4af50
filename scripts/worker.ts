/**
 * `npm run worker`: a grader worker, on this machine or any other that reaches DATABASE_URL. Builds what the grader
 * needs when that is stale; the tables are made by `npm start`, for which it waits.
 */
import { Builder } from './build';
import { root } from './project-root';

process.chdir(root);
if (!process.env.DATABASE_URL) {
  console.error(
    'npm run worker: DATABASE_URL is not set. Give it the database of the site: DATABASE_URL=postgres://... npm run worker. ' +
      '(`npm start` without DATABASE_URL starts its own workers.)',
  );
  process.exit(1);
}
await new Builder((message) => console.error(message)).buildGrader();
await import('../grader/worker/main');
