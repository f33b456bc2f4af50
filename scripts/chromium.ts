/**
 * The Chromium of the tests that need a browser. It is found, in this order: CHROMIUM_PATH, Playwright's own, the
 * system's; one that does not run, for want of a library say, is passed over. `npm test` installs one when there is
 * none, in a step before those that need it: Playwright's download, else (as root on Debian and its kin) the
 * system's package.
 *
 * Installing: one process at a time, and whoever else holds the package manager is waited for, not failed on.
 */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

import { withLock } from './lock.mjs';
import { root } from './project-root';

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const OTHER_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const DOWNLOAD_TIMEOUT_MS = 240_000;
const PACKAGE_TIMEOUT_MS = 600_000;
const MANAGER_TIMEOUT_MS = 600_000;
const MANAGER_RETRY_MS = 1_000;

/** What apt and dpkg say when another process has their lists, archives or installed packages in hand. */
const MANAGER_IN_USE = /Could not get lock|Unable to (?:acquire|lock)|locked by another process/;
const MANAGER_USER = /process (?:with pid )?(\d+)/;

interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

function lookForChromium(): string | undefined {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (runs(given)) return given;
    throw new Error(`CHROMIUM_PATH is ${given}, which does not run. Correct it or unset it.`);
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [chromium.executablePath(), ...places, ...OTHER_PLACES].find(runs);
}

/** @returns the path of a Chromium that runs. Installs nothing. @throws saying how to get one. */
export function findChromium(): string {
  const found = lookForChromium();
  if (found !== undefined) return found;
  throw new Error(
    'This test needs Chromium, and there is none. Install one with `npm test -- chromium`, or set CHROMIUM_PATH to its program.',
  );
}

/** @returns the path of a Chromium that runs, installed if there was none. @throws what was tried and what to do. */
export async function ensureChromium(tell: (message: string) => void): Promise<string> {
  return (
    lookForChromium() ??
    (await withLock(
      join(root, '.runqueue/locks/chromium'),
      { does: 'installs Chromium', timeoutMs: MANAGER_TIMEOUT_MS + PACKAGE_TIMEOUT_MS, tell },
      async () => lookForChromium() ?? (await install(tell)),
    ))
  );
}

async function install(tell: (message: string) => void): Promise<string> {
  const said: string[] = [];
  const attempt = async (how: string, command: string, args: readonly string[], timeoutMs: number) => {
    tell(`Installing Chromium: ${how} ...`);
    const { ok, output } = await untilManagerFree(() => run(command, args, timeoutMs), tell);
    if (!ok) said.push(`${how}:\n${output.trim().split('\n').slice(-8).join('\n')}`);
    return lookForChromium();
  };
  const installer = [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'];
  let found = await attempt("Playwright's download", process.execPath, installer, DOWNLOAD_TIMEOUT_MS);
  if (found === undefined && process.platform === 'linux' && process.getuid?.() === 0) {
    await attempt('apt-get update', 'apt-get', ['update', '-qq'], PACKAGE_TIMEOUT_MS);
    const packages = ['install', '-y', '-qq', 'chromium'];
    found = await attempt('apt-get install chromium', 'apt-get', packages, PACKAGE_TIMEOUT_MS);
  }
  if (found !== undefined) {
    tell(`Chromium is installed: ${found}`);
    return found;
  }
  throw new Error(
    'There is no Chromium for the tests that need a browser, and none could be installed. Install Chromium or ' +
      `Google Chrome, or set CHROMIUM_PATH to its program. What was tried:\n${said.join('\n')}`,
  );
}

/** Does it again, for a while, as long as it fails because somebody else uses the package manager. */
export async function untilManagerFree(
  attempt: () => Promise<Outcome>,
  tell: (message: string) => void,
  retryMs = MANAGER_RETRY_MS,
): Promise<Outcome> {
  const deadline = Date.now() + MANAGER_TIMEOUT_MS;
  let told = '';
  for (;;) {
    const outcome = await attempt();
    if (outcome.ok || !MANAGER_IN_USE.test(outcome.output) || Date.now() > deadline) return outcome;
    const user = MANAGER_USER.exec(outcome.output)?.[1];
    const message = `Waiting: the package manager is in use${user === undefined ? '' : ` by process ${user}`}.`;
    if (message !== told) tell(message);
    told = message;
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

function run(command: string, args: readonly string[], timeoutMs: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code, signal) =>
      resolve({ ok: code === 0, output: signal === null ? output : `${output}\nended by ${signal}` }),
    );
  });
}
