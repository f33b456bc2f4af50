import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { lockHolder, tryLock, withLock } from './lock.mjs';
import { identify } from './process-identity.mjs';
import { root } from './project-root';

const PROCESSES = 6;
const TURNS = 25;
const DEATHS = 8;
const TIMEOUT_MS = 50_000;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runqueue-lock-'));
  path = join(folder, 'locks', 'thing');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Another process that runs `body` as a module with `tryLock` and `path` at hand. */
function other(body: string): ChildProcess {
  const head = `import { tryLock } from ${JSON.stringify(join(root, 'scripts/lock.mjs'))};
    import { readFileSync, writeFileSync } from 'node:fs';
    const path = ${JSON.stringify(path)};`;
  return spawn(process.execPath, ['--input-type=module', '-e', `${head}\n${body}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve));
const saysHeld = (child: ChildProcess) => new Promise((resolve) => child.stdout?.once('data', resolve));
const HOLD_FOR_EVER = "tryLock(path, 'a note'); console.log('held'); setInterval(() => {}, 1000);";

describe('a lock between processes', () => {
  it('is held by one at a time, whoever comes, goes and dies with it', async () => {
    const counter = join(folder, 'counter');
    writeFileSync(counter, '0');
    // Reads and writes with a pause between them: two at once would lose counts.
    const counting = Array.from({ length: PROCESSES }, () =>
      other(`const counter = ${JSON.stringify(counter)};
        for (let turn = 0; turn < ${TURNS}; turn++) {
          let lock;
          while ((lock = tryLock(path)) === undefined) await new Promise(setImmediate);
          const count = Number(readFileSync(counter, 'utf8'));
          await new Promise(setImmediate);
          writeFileSync(counter, String(count + 1));
          lock.release();
        }`),
    );
    const allCounted = Promise.all(counting.map(ended));
    for (let death = 0; death < DEATHS; death++)
      await ended(
        other(`while (tryLock(path) === undefined) await new Promise(setImmediate);
          process.kill(process.pid, 'SIGKILL');`),
      );
    expect(await allCounted).toEqual(counting.map(() => 0));
    expect(readFileSync(counter, 'utf8')).toBe(String(PROCESSES * TURNS));
    expect(readdirSync(join(folder, 'locks'))).toHaveLength(1);
  });

  it('names its holder, and goes to the next when that is killed', async () => {
    const holder = other(HOLD_FOR_EVER);
    await saysHeld(holder);
    expect(tryLock(path)).toBeUndefined();
    expect(lockHolder(path)).toMatchObject({ processId: holder.pid, note: 'a note' });
    const told: string[] = [];
    const waiting = withLock(
      path,
      {
        does: 'counts',
        timeoutMs: TIMEOUT_MS,
        tell: (message) => {
          told.push(message);
          holder.kill('SIGKILL');
        },
      },
      () => lockHolder(path),
    );
    expect(await waiting).toMatchObject({ processId: process.pid });
    expect(told).toEqual([`Waiting: process ${holder.pid} counts.`]);
    expect(lockHolder(path)).toBeUndefined();
  });

  it('says who holds it when it was waited for in vain', async () => {
    const holder = other(HOLD_FOR_EVER);
    await saysHeld(holder);
    const options = { does: 'counts', timeoutMs: 0, tell: () => undefined };
    await expect(withLock(path, options, () => undefined)).rejects.toThrow(
      `process ${holder.pid} still counts. End it`,
    );
    holder.kill('SIGKILL');
    await ended(holder);
  });

  it('is held on while its note changes', () => {
    const lock = tryLock(path, 'first');
    lock?.describe('second');
    expect(lockHolder(path)).toMatchObject({ processId: process.pid, note: 'second' });
    expect(tryLock(path)).toBeUndefined();
    lock?.release();
    expect(lockHolder(path)).toBeUndefined();
  });

  it('is not held by a later process with the number of a dead holder, nor by half a file', () => {
    tryLock(path)?.release();
    for (const left of [
      JSON.stringify({ ...identify(process.pid), start: 'another' }),
      '{"proc',
      '',
      'null',
    ]) {
      const file = readdirSync(join(folder, 'locks'))[0];
      writeFileSync(join(folder, 'locks', file), left);
      const lock = tryLock(path);
      expect(lock, left).toBeDefined();
      lock?.release();
    }
  });
});
