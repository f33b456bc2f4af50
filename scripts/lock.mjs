/**
 * A lock between processes of one machine that a killed holder cannot leave behind. Plain JavaScript: needed before
 * anything is installed.
 *
 *      <path>.7     its holder, as JSON; never to be seen half written
 *
 * The file with the highest number is the lock. It is held while the process that it names lives and it was not
 * released (emptied). Whoever wants a lock that nobody holds links the next number, which one process can do; then
 * it removes the lower ones. The highest number never goes, so that a process which looked long ago, and links a
 * number that was removed meanwhile, sees a higher one and looks again.
 *
 * Leaves out other machines, and containers that do not see each other's processes, on a shared folder.
 */
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

import { identify, isSame } from './process-identity.mjs';

const LOOK_INTERVAL_MS = 100;

/**
 * @typedef {import('./process-identity.mjs').KnownProcess & { readonly note?: string }} Holder
 * @typedef {object} Lock
 * @property {(note: string) => void} describe Replaces the note.
 * @property {() => void} release
 */

/**
 * @param {string} path
 * @returns {number[]} of the files that there are, in order
 */
function numbers(path) {
  const prefix = `${basename(path)}.`;
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
    .sort((a, b) => a - b);
}

/**
 * Who holds the lock; undefined when nobody does.
 * @param {string} path
 * @returns {Holder | undefined}
 */
export function lockHolder(path) {
  mkdirSync(dirname(path), { recursive: true });
  const last = numbers(path).at(-1);
  try {
    const holder = JSON.parse(readFileSync(`${path}.${last}`, 'utf8'));
    return isSame(holder) ? holder : undefined;
  } catch {
    return undefined; // none yet, released, or replaced by a higher one just now
  }
}

/**
 * Takes the lock when nobody holds it.
 * @param {string} path
 * @param {string} [note] For those who find it held.
 * @returns {Lock | undefined} undefined when it is held.
 */
export function tryLock(path, note) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.draft-${process.pid}`;
  const write = (/** @type {string | undefined} */ text) =>
    writeFileSync(draft, JSON.stringify({ ...identify(process.pid), note: text }));
  for (;;) {
    const mine = (numbers(path).at(-1) ?? 0) + 1;
    if (lockHolder(path) !== undefined) return undefined;
    write(note);
    try {
      linkSync(draft, `${path}.${mine}`);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      continue;
    } finally {
      rmSync(draft, { force: true });
    }
    const all = numbers(path);
    if (all.some((number) => number > mine)) {
      rmSync(`${path}.${mine}`, { force: true });
      continue;
    }
    for (const number of all) if (number < mine) rmSync(`${path}.${number}`, { force: true });
    return {
      describe(text) {
        write(text);
        renameSync(draft, `${path}.${mine}`);
      },
      release: () => writeFileSync(`${path}.${mine}`, ''),
    };
  }
}

/**
 * Does `work` while holding the lock; waits for it, and says for whom.
 * @template T
 * @param {string} path
 * @param {{ does: string, timeoutMs: number, tell: (message: string) => void }} options `does`: what a holder does, as
 *   in "process 12 installs packages".
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 * @throws when another process holds it for the whole time.
 */
export async function withLock(path, { does, timeoutMs, tell }, work) {
  const deadline = Date.now() + timeoutMs;
  let told = 0;
  for (;;) {
    const lock = tryLock(path);
    if (lock !== undefined)
      try {
        return await work();
      } finally {
        lock.release();
      }
    const holder = lockHolder(path)?.processId;
    if (holder !== undefined && holder !== told) tell(`Waiting: process ${holder} ${does}.`);
    told = holder ?? told;
    if (Date.now() > deadline)
      throw new Error(
        `After ${timeoutMs / 60_000} minutes process ${holder} still ${does}. End it, and run the same command again.`,
      );
    await new Promise((resolve) => setTimeout(resolve, LOOK_INTERVAL_MS));
  }
}
