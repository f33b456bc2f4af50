/**
 * Finds a Chromium for the end-to-end tests, or installs one. In this order: CHROMIUM_PATH, Playwright's own, the
 * system's, Playwright's download, the system's package (as root on Debian and its kin). One that is found but does
 * not run, for want of a library say, is passed over.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const OTHER_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const DOWNLOAD_TIMEOUT_MS = 240_000;
const PACKAGE_TIMEOUT_MS = 600_000;

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

function systemChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...places, ...OTHER_PLACES].find(runs);
}

function attempt(command: string, args: readonly string[], timeout: number): boolean {
  console.log(`Installing Chromium: ${command} ${args.join(' ')}`);
  const done = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return done.status === 0;
}

/** @returns the path of a Chromium that runs. @throws saying what was tried and what to do. */
export function findOrInstallChromium(): string {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (runs(given)) return given;
    throw new Error(`CHROMIUM_PATH is ${given}, which does not run. Correct it or unset it.`);
  }
  const own = chromium.executablePath();
  if (runs(own)) return own;
  const system = systemChromium();
  if (system !== undefined) return system;
  if (attempt('npx', ['playwright', 'install', 'chromium'], DOWNLOAD_TIMEOUT_MS) && runs(own)) return own;
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    attempt('apt-get', ['update', '-qq'], PACKAGE_TIMEOUT_MS);
    attempt('apt-get', ['install', '-y', '-qq', 'chromium'], PACKAGE_TIMEOUT_MS);
    const installed = systemChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    'There is no Chromium for the end-to-end tests, and none could be installed (Playwright download, apt-get). ' +
      'Install Chromium or Google Chrome, or set CHROMIUM_PATH to its program.',
  );
}
