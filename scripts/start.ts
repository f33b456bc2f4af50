/**
 * `npm start`: everything from a fresh clone to a running site, in the order of main(). Settings stand in
 * start-settings.ts.
 *
 *      start ──keeps──> PostgreSQL (embedded only)
 *        ├─────keeps──> site        next start
 *        └─────keeps──> worker-n    grader/worker
 *
 * Promises: Ctrl-C or SIGTERM ends all of them within seconds, the database last; whatever was killed, the next
 * start finds what is left, ends it (or takes it over: the database) and runs; nothing that was stored is lost.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { Builder } from './build';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { until } from './processes';
import { root } from './project-root';
import { authenticationSecret, readSettings, StartError, type StartSettings } from './start-settings';
import { type Kept, Supervisor } from './supervisor';

const READY_TIMEOUT_MS = 60_000;
/** A site that ends this often before it ever answered will not do better. */
const MOST_EARLY_ENDS = 3;
/** Within this time a second signal is the same Ctrl-C, sent to the whole terminal group and forwarded by npm. */
const SAME_SIGNAL_MS = 1_000;
const PARENT_CHECK_INTERVAL_MS = 500;

const startedAtMs = Date.now();
const tell = (message: string) => console.log(message);

/** From the moment at which it is being started, so that it is stopped whenever the stop comes. */
let postgres: Promise<EmbeddedPostgres> | undefined;
let supervisor: Supervisor | undefined;
let stoppingSinceMs: number | undefined;
const builder = new Builder(tell);

async function main(): Promise<void> {
  process.chdir(root);
  const settings = readSettings(process.env, root);
  const secret = authenticationSecret(process.env, settings);
  const logFolder = settings.isProduction ? undefined : join(settings.dataFolder, 'logs');
  supervisor = new Supervisor(settings.dataFolder, logFolder, tell);
  await supervisor.endEarlier();
  await refuseTakenPort(settings);

  // The rest reads these, in this process as in the others.
  process.env.RUNQUEUE_AUTH_SECRET = secret;
  const [isDemo] = await Promise.all([prepareDatabase(settings), builder.buildStale()]);
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    HOST: settings.host,
    PORT: String(settings.port),
    ...(isDemo ? { RUNQUEUE_DEMO: '1' } : {}),
  };
  if (stoppingSinceMs !== undefined) return;

  const preload = ['--import', join(root, 'scripts/end-with-supervisor.mjs')];
  const site = supervisor.keep({
    name: 'site',
    command: [
      ...preload,
      '--import',
      join(root, 'scripts/peer-address.mjs'),
      join(root, 'node_modules/next/dist/bin/next'),
      'start',
      '--hostname',
      settings.host,
      '--port',
      String(settings.port),
    ],
    environment,
  });
  for (let number = 1; number <= settings.workers; number++)
    supervisor.keep({
      name: `worker-${number}`,
      command: [...preload, '--import', 'tsx', join(root, 'grader/worker/main.ts')],
      environment,
    });
  await untilReady(settings, site);
  if (stoppingSinceMs === undefined) await greet(settings, isDemo);
}

async function refuseTakenPort({ host, port }: StartSettings): Promise<void> {
  const problem = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
  if (problem === undefined) return;
  const other = `Choose another: PORT=${port + 1} npm start`;
  if (problem.code === 'EADDRINUSE')
    throw new StartError(
      `Port ${port} of ${host} is taken by another program. End it, or choose another port. ${other}`,
    );
  if (problem.code === 'EACCES')
    throw new StartError(`This user may not listen on port ${port} of ${host}. ${other}`);
  throw new StartError(`Cannot listen on ${host}:${port} (${problem.code}). Check HOST and PORT.`);
}

/** @returns whether the demo accounts exist. */
async function prepareDatabase(settings: StartSettings): Promise<boolean> {
  if (settings.databaseUrl === undefined) {
    postgres = startEmbeddedPostgres({ folder: join(settings.dataFolder, 'postgres'), tell });
    process.env.DATABASE_URL = (await postgres).url;
  }
  const [{ migrate }, { closeDatabase }, demo] = await Promise.all([
    import('../db/migrate'),
    import('../db/client'),
    import('./demo-course'),
  ]);
  try {
    await migrate();
    if (settings.databaseUrl === undefined && settings.isPrivate) await demo.seedDemoCourse();
    const isDemo = await demo.demoAccountsExist();
    if (isDemo && !settings.isPrivate)
      throw new StartError(
        `HOST is ${settings.host}${process.env.RUNQUEUE_ORIGIN ? ` and RUNQUEUE_ORIGIN ${process.env.RUNQUEUE_ORIGIN}` : ''}, so others could sign in with the demo accounts, whose password is public. ` +
          'Leave HOST at 127.0.0.1 and RUNQUEUE_ORIGIN unset, or set DATABASE_URL to a database of your own: none are made there.',
      );
    return isDemo;
  } finally {
    await closeDatabase();
  }
}

function address({ host, port }: StartSettings): string {
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${port}`;
}

async function untilReady(settings: StartSettings, site: Kept): Promise<void> {
  let last = 'it does not answer';
  const ready = await until(async () => {
    if (stoppingSinceMs !== undefined) return true;
    if (site.earlyEnds >= MOST_EARLY_ENDS) throw new StartError(`The site does not start.${tailOf(site)}`);
    try {
      const answer = await fetch(`${address(settings)}/readyz`);
      last = `${answer.status} ${await answer.text()}`;
      return answer.ok;
    } catch {
      return false; // not listening yet
    }
  }, READY_TIMEOUT_MS);
  if (!ready)
    throw new StartError(
      `The site is not ready after ${READY_TIMEOUT_MS / 1000} s (${last}).${tailOf(site)}`,
    );
}

function tailOf(site: Kept): string {
  if (site.logPath === undefined || !existsSync(site.logPath)) return '';
  return ` The end of ${site.logPath}:\n${readFileSync(site.logPath, 'utf8').split('\n').slice(-20).join('\n')}`;
}

async function greet(settings: StartSettings, isDemo: boolean): Promise<void> {
  const { DEMO_ACCOUNTS, DEMO_PASSWORD } = await import('./demo-course');
  tell(
    `\nRunqueue is ready after ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s: ${address(settings)}\n`,
  );
  if (isDemo)
    for (const { role, email } of DEMO_ACCOUNTS)
      tell(`  ${role.padEnd(11)} ${email.padEnd(24)} password ${DEMO_PASSWORD}`);
  const logs = settings.isProduction ? '' : ` Logs: ${relative(root, join(settings.dataFolder, 'logs'))}`;
  tell(`${isDemo ? '\n' : ''}Ctrl-C stops it.${logs}`);
}

async function stopAll(): Promise<void> {
  builder.stop();
  await supervisor?.stop();
  // One that could not be started was told about already.
  const started = await postgres?.catch(() => undefined);
  await started?.stop();
}

async function onSignal(): Promise<void> {
  if (stoppingSinceMs !== undefined) {
    if (Date.now() - stoppingSinceMs < SAME_SIGNAL_MS) return;
    supervisor?.kill();
    process.exit(130);
  }
  stoppingSinceMs = Date.now();
  tell('\nStopping ...');
  await stopAll();
  process.exit(0);
}
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void onSignal());

// Whoever kills start.mjs (npm, a terminal, a test runner) means all of it.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent && stoppingSinceMs === undefined) void onSignal();
}, PARENT_CHECK_INTERVAL_MS).unref();

try {
  await main();
} catch (error) {
  if (stoppingSinceMs === undefined) {
    console.error(error instanceof StartError ? `npm start: ${error.message}` : error);
    await stopAll();
    process.exit(1);
  }
}
