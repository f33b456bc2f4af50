/**
 * `npm start`: everything from a fresh clone to a running site, in the order of main(). Settings stand in
 * start-settings.ts.
 *
 *      start ──keeps──> PostgreSQL (embedded only)
 *        ├─────keeps──> site        scripts/site.mjs
 *        └─────keeps──> worker-n    grader/worker
 *
 * Promises: Ctrl-C or SIGTERM ends all of them within seconds, the database last; whatever was killed, the next
 * start finds what is left, ends it (or takes it over: the database) and runs; nothing that was stored is lost.
 * A data folder has one start: a second one says where the first is, and ends with exit code 75 (EX_TEMPFAIL,
 * sysexits.h), or replaces it when called with `-- --replace`. With `-- --watch` edits of exercises are served as they
 * are made (content-watch.ts).
 */
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { Builder, ContentFault } from './build';
import { EXIT_USAGE } from './command-error';
import { ContentWatch } from './content-watch';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { type Lock, lockHolder, tryLock } from './lock.mjs';
import { isSame } from './process-identity.mjs';
import { signal, until } from './processes';
import { root } from './project-root';
import { authenticationSecret, readSettings, StartError, type StartSettings } from './start-settings';
import { type Kept, STOP_GRACE_MS, Supervisor } from './supervisor';
import { WORKER_COMMAND } from './worker-command';

const READY_TIMEOUT_MS = 60_000;
/** A site that ends this often before it ever answered will not do better. */
const MOST_EARLY_ENDS = 3;
/** Within this time a second signal is the same Ctrl-C, sent to the whole terminal group and forwarded by npm. */
const SAME_SIGNAL_MS = 1_000;
const PARENT_CHECK_INTERVAL_MS = 500;
/** Site and workers, then the database. */
const REPLACE_GRACE_MS = 4 * STOP_GRACE_MS;
const EXIT_ALREADY_STARTED = 75;
/** Note of a start that ends. */
const ENDING = 'ending';

const startedAtMs = Date.now();
const tell = (message: string) => console.log(message);

/** From the moment at which it is being started, so that it is stopped whenever the stop comes. */
let postgres: Promise<EmbeddedPostgres> | undefined;
let supervisor: Supervisor | undefined;
let watch: ContentWatch | undefined;
let lock: Lock | undefined;
let stoppingSinceMs: number | undefined;
const builder = new Builder(tell);

async function main(): Promise<void> {
  process.chdir(root);
  const { mayReplace, watches } = readArguments(process.argv.slice(2));
  const settings = readSettings(process.env, root);
  makeDataFolder(settings.dataFolder);
  const secret = authenticationSecret(process.env, settings);
  await becomeTheStart(settings, mayReplace);
  const logFolder = settings.isProduction ? undefined : join(settings.dataFolder, 'logs');
  supervisor = new Supervisor({ dataFolder: settings.dataFolder, logFolder, tell });
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
    ...(watches ? { RUNQUEUE_WATCH: '1' } : {}),
    RUNQUEUE_LOCAL_MAIL: settings.isPrivate && !settings.isProduction && !settings.sendsMail ? '1' : '0',
  };
  if (stoppingSinceMs !== undefined) return;

  const site = supervisor.keep({ name: 'site', command: [join(root, 'scripts/site.mjs')], environment });
  const workers: Kept[] = [];
  for (let number = 1; number <= settings.workers; number++)
    workers.push(supervisor.keep({ name: `worker-${number}`, command: WORKER_COMMAND, environment }));
  await untilReady(settings, site);
  if (watches && stoppingSinceMs === undefined) {
    watch = new ContentWatch({
      tell,
      restartWorkers: async () => {
        await Promise.all(workers.map((each) => each.renew()));
      },
    });
    await watch.ready();
    tell('\nWatching exercises/ and simulator/: what is edited there is made anew and served.');
  }
  if (stoppingSinceMs === undefined) await greet(settings, isDemo);
}

/** Whether a start that runs may be replaced, and whether edits of exercises are to be served. */
function readArguments(args: readonly string[]): { mayReplace: boolean; watches: boolean } {
  const unknown = args.find((each) => each !== '--replace' && each !== '--watch');
  if (unknown !== undefined)
    throw new StartError(
      `there is no option ${unknown}. Usage: npm start [-- --replace] [--watch], settings come from the environment (README.md).`,
      EXIT_USAGE,
    );
  return { mayReplace: args.includes('--replace'), watches: args.includes('--watch') };
}

function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new StartError(
      `Cannot write in the data folder ${folder} (${(error as NodeJS.ErrnoException).code}). ` +
        'Change who may, or choose another: RUNQUEUE_DATA=<folder> npm start',
    );
  }
}

/** Makes this process the one start of its data folder, until it ends. */
async function becomeTheStart(settings: StartSettings, mayReplace: boolean): Promise<void> {
  const path = join(settings.dataFolder, 'start');
  const isEnding = () => [undefined, ENDING].includes(lockHolder(path)?.note);
  for (;;) {
    lock = tryLock(path, address(settings));
    if (lock !== undefined) return;
    const first = lockHolder(path);
    if (first === undefined) continue;
    const { processId, note } = first;
    // One whose parent was just killed does not know yet that it ends.
    if (!mayReplace && !(await until(isEnding, 2 * PARENT_CHECK_INTERVAL_MS)))
      throw new StartError(
        `Runqueue is started already: ${note} (process ${processId}, data folder ${settings.dataFolder}). ` +
          `It goes on. To end it: kill ${processId}. To replace it: npm start -- --replace`,
        EXIT_ALREADY_STARTED,
      );
    if (isEnding()) tell(`Waiting: an earlier start (process ${processId}) ends.`);
    else {
      tell(`Replacing the start that runs: ${note} (process ${processId}).`);
      signal(processId, 'SIGTERM');
    }
    if (await until(() => !isSame(first), REPLACE_GRACE_MS)) continue;
    signal(processId, 'SIGKILL');
    await until(() => !isSame(first), REPLACE_GRACE_MS);
  }
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
      const text = await answer.text();
      last = `${answer.status} ${text}`;
      // Without workers of ours, nobody grades until one is started elsewhere; the site is up all the same.
      const { checks } = JSON.parse(text) as { checks: Readonly<Record<string, boolean>> };
      return Object.entries(checks).every(
        ([name, ok]) => ok || (name === 'workers' && settings.workers === 0),
      );
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
  if (settings.workers === 0)
    tell('  No grader worker is started here (RUNQUEUE_WORKERS=0): submissions wait for `npm run worker`.');
  const { RUNQUEUE_ORIGIN = '', RUNQUEUE_TRUSTED_PROXY = '' } = process.env;
  if (!settings.isLoopback && RUNQUEUE_ORIGIN.startsWith('https:') && RUNQUEUE_TRUSTED_PROXY === '')
    tell(
      '  RUNQUEUE_TRUSTED_PROXY is not set: if the proxy is on another machine, all who come by it share one count of attempts.',
    );
  const logs = settings.isProduction ? '' : ` Logs: ${relative(root, join(settings.dataFolder, 'logs'))}`;
  tell(`${isDemo ? '\n' : ''}Ctrl-C stops it.${logs}`);
}

async function stopAll(): Promise<void> {
  try {
    lock?.describe(ENDING);
  } catch (error) {
    console.error(error); // the data folder is gone: that keeps nobody from ending
  }
  builder.stop();
  await watch?.stop();
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
    const isTold = error instanceof StartError || error instanceof ContentFault;
    console.error(isTold ? `npm start: ${error.message}` : error);
    await stopAll();
    process.exit(error instanceof StartError ? error.exitCode : 1);
  }
}
