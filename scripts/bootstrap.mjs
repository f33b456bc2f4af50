// What every script needs before TypeScript can run: the packages, and a way to start a .ts file.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Arguments of node before the path of a TypeScript file. */
export const typeScript = ['--import', new URL('./typescript.mjs', import.meta.url).href];

const MINIMUM_NODE = [20, 19];
const PARENT_CHECK_MS = 1_000;
const INSTALL_TIMEOUT_MS = 15 * 60_000;
const stamp = join(root, 'node_modules', '.runqueue-installed');

/** Runs `npm install` when node_modules is missing or was made from another package-lock.json; one process at a time. */
export async function ensureInstalled() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor < MINIMUM_NODE[1])) {
    console.error(
      `Runqueue needs Node ${MINIMUM_NODE.join('.')} or newer; this is ${process.versions.node}.`,
    );
    process.exit(1);
  }
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isInstalled()) return;
  try {
    await withLock(
      join(root, '.runqueue/locks/packages'),
      { does: 'installs packages', timeoutMs: INSTALL_TIMEOUT_MS, tell: (message) => console.error(message) },
      () => {
        if (!isInstalled()) install(wanted);
      },
    );
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

/** Not `npm ci`: that refuses a lock file from which a registry left out other platforms' optional binaries. */
function install(wanted) {
  console.error('Installing packages (once) ...');
  // Tests and types too when NODE_ENV is "production": the stamp stands for all of them.
  const flags = ['--include=dev', '--no-save', '--no-fund', '--no-audit', '--loglevel=error'];
  const npm = spawnSync('npm', ['install', ...flags], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0)
    throw new Error(
      'npm install failed: see its message above. Check the network, then run the same command again.',
    );
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Runs a TypeScript file in a child process with this terminal; signals reach it. @returns its exit code. */
export function runTypeScript(file, args, environment = {}) {
  const child = spawn(process.execPath, [...typeScript, join(root, file), ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  const forward = (signal) => child.kill(signal);
  process.on('SIGINT', forward);
  process.on('SIGTERM', forward);
  // An npm that is ended itself (by a supervisor, an editor's stop button) leaves what it runs behind.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event !== undefined)
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), PARENT_CHECK_MS).unref();
  return new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? (signal ? 130 : 1))));
}
