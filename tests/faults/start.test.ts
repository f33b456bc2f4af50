/**
 * `npm start` from the outside: what it starts it ends, whatever is killed the next start runs, and what was handed
 * in is still there. It builds first when something is stale.
 */
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { closeDatabase } from '../../db/client';
import { submit } from '../../db/submissions';
import { freePort } from '../../scripts/embedded-postgres';
import { isAlive } from '../../scripts/process-identity.mjs';
import { signal, until } from '../../scripts/processes';
import { type StartedProduct, startProduct } from '../started-product';

const PATIENCE_MS = 120_000;

/** Most tests go on with the product that the one before left, as it happens to it in life. */
let dataFolder: string;
let port: number;
let product: StartedProduct | undefined;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'runqueue-start-'));
  chmodSync(folder, 0o755); // root's PostgreSQL runs as another user
  dataFolder = join(folder, 'data');
  port = await freePort();
});
afterAll(async () => {
  await product?.stop();
  rmSync(join(dataFolder, '..'), { recursive: true, force: true });
});

async function start(
  environment: Record<string, string> = {},
  given: readonly string[] = [],
): Promise<StartedProduct> {
  product = await startProduct({
    ...{ dataFolder, port, arguments: given },
    environment: { RUNQUEUE_WORKERS: '1', ...environment },
  });
  return product;
}

/** With one worker. */
async function running(): Promise<StartedProduct> {
  const last = product;
  if (last === undefined || last.child.exitCode !== null || last.child.signalCode !== null) return start();
  // On a busy machine its worker may be late for a moment.
  const isReady = await until(async () => (await ready(last)).status === 200, PATIENCE_MS);
  return isReady ? last : start();
}

async function stopped(): Promise<void> {
  await product?.stop();
  product = undefined;
}

/** The folder that holds the database: elsewhere when root's PostgreSQL cannot enter ours. */
function databaseFolder(started: StartedProduct): string {
  return /its data lies in (\S+)\./.exec(started.output())?.[1] ?? join(dataFolder, 'postgres');
}

/** Process and port, as the first and the fourth line of postmaster.pid have them. */
function databaseServer(started: StartedProduct): { processId: number; port: number } {
  const lines = readFileSync(join(databaseFolder(started), 'data', 'postmaster.pid'), 'utf8').split('\n');
  return { processId: Number(lines[0]), port: Number(lines[3]) };
}

function signIn(address: string, email: string): Promise<Response> {
  return fetch(`${address}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: address },
    body: JSON.stringify({ email, password: 'runqueue-demo' }),
  });
}

/** What /readyz says; status 0 while nobody listens. */
async function ready({ address }: StartedProduct): Promise<{ status: number; workers?: boolean }> {
  try {
    const answer = await fetch(`${address}/readyz`);
    const { checks } = (await answer.json()) as { checks: { workers: boolean } };
    return { status: answer.status, workers: checks.workers };
  } catch {
    return { status: 0 };
  }
}

/**
 * Hands in a submission as the demo student and opens its events.
 * @returns once they have begun: all that they bring until they end. Rejects when the connection is cut.
 */
async function followSubmission(started: StartedProduct): Promise<() => Promise<string>> {
  const signedIn = await signIn(started.address, 'student@example.com');
  const { user } = (await signedIn.json()) as { user: { id: string } };
  const password = readFileSync(join(databaseFolder(started), 'password'), 'utf8').trim();
  const { port: databasePort } = databaseServer(started);
  process.env.DATABASE_URL = `postgres://runqueue:${password}@127.0.0.1:${databasePort}/postgres`;
  const handedIn = { userId: user.id, exercise: 'scheduling/round-robin', version: 'current', source: '' };
  const { submissionId } = await submit(handedIn).finally(closeDatabase);
  const answer = await fetch(`${started.address}/api/submissions/${submissionId}/events`, {
    headers: {
      Cookie: signedIn.headers
        .getSetCookie()
        .map((each) => each.split(';')[0])
        .join('; '),
    },
  });
  expect(answer.status).toBe(200);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const read = async () => {
    const chunk = await reader?.read();
    text += chunk?.value ?? '';
    return chunk?.done === false;
  };
  while (!text.includes('event: status')) expect(await read()).toBe(true);
  return async () => {
    while (await read());
    return text;
  };
}

describe('npm start', () => {
  it('ends in order, nobody killed, while browsers hold connections and follow a submission', async () => {
    // Without a worker the submission waits, and its events go on for ever.
    const started = await start({ RUNQUEUE_WORKERS: '0' });
    const events = await followSubmission(started);
    const idle = connect(port, '127.0.0.1');
    await once(idle, 'connect');
    idle.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n'); // and never the end of it
    const site = started.processes().find(({ name }) => name === 'site');
    expect(await started.stop()).toBe(0);
    expect(isAlive(site?.processId as number)).toBe(false);
    expect(started.output()).not.toContain('killed');
    expect(await events()).toMatch(/event: status\n.*"state":"queued"/);
    idle.destroy();
  });

  it('says where to go and how to sign in', async () => {
    const started = await running();
    expect(started.output()).toContain(started.address);
    for (const email of ['student@example.com', 'instructor@example.com']) {
      expect(started.output()).toContain(email);
      expect((await signIn(started.address, email)).status).toBe(200);
    }
  });

  it('starts the site and the database again when they are killed', async () => {
    const started = await running();
    const site = started.processes().find(({ name }) => name === 'site');
    signal(databaseServer(started).processId, 'SIGKILL');
    signal(-(site?.processId as number), 'SIGKILL');
    expect(await until(async () => (await ready(started)).status !== 200, PATIENCE_MS)).toBe(true);
    expect(await until(async () => (await ready(started)).status === 200, PATIENCE_MS)).toBe(true);
    expect((await signIn(started.address, 'student@example.com')).status).toBe(200);
  });

  it('is ready only while a worker answers: one that is stopped is missed, killed and replaced', async () => {
    const started = await running();
    const worker = () => started.processes().find(({ name }) => name === 'worker-1')?.processId as number;
    const before = worker();
    signal(before, 'SIGSTOP');
    expect(await until(async () => (await ready(started)).workers === false, PATIENCE_MS)).toBe(true);
    expect((await ready(started)).status).toBe(503);
    expect(await until(async () => (await ready(started)).status === 200, PATIENCE_MS)).toBe(true);
    expect(started.output()).toMatch(/worker-1 has not answered for \d+ s: killing it/);
    expect(isAlive(before)).toBe(false);
    expect(worker()).not.toBe(before);
  });

  it.each(['start.mjs', 'start.ts'])(
    'runs again after only %s was killed, and leaves one of each',
    async (which) => {
      const first = await running();
      const before = first.processes();
      if (which === 'start.mjs') first.child.kill('SIGKILL');
      else signal(first.leader(), 'SIGKILL');
      const second = await start();
      expect(before.filter(({ processId }) => isAlive(processId))).toEqual([]);
      const names = second.processes().map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    },
  );

  it('runs again after everything was killed, with the same accounts', async () => {
    const first = await running();
    const left = [
      first.leader(),
      ...first.processes().map(({ processId }) => processId),
      databaseServer(first).processId,
    ];
    first.child.kill('SIGKILL');
    for (const id of left) signal(id, 'SIGKILL');
    expect(await until(() => !left.some(isAlive), PATIENCE_MS)).toBe(true);
    const second = await start();
    expect((await signIn(second.address, 'student@example.com')).status).toBe(200);
  });

  it('leaves the first start alone when there is a second, unless that is to replace it', async () => {
    const first = await running();
    const second = startProduct({ dataFolder, port });
    await expect(second).rejects.toThrow(
      new RegExp(
        `ended with 75.*started already: ${first.address} \\(process ${first.leader()}.*--replace`,
        's',
      ),
    );
    expect(await ready(first)).toEqual({ status: 200, workers: true });
    await expect(startProduct({ dataFolder, port, arguments: ['--other'] })).rejects.toThrow(/ended with 64/);

    const leader = first.leader();
    const third = await start({}, ['--replace']);
    expect(third.output()).toContain(`Replacing the start that runs: ${first.address} (process ${leader})`);
    expect(isAlive(leader)).toBe(false);
    expect(first.output()).toContain('Stopping');
    expect(await ready(third)).toEqual({ status: 200, workers: true });
  });

  it('ends every process at Ctrl-C', async () => {
    const started = await running();
    const ids = [
      started.leader(),
      ...started.processes().map(({ processId }) => processId),
      databaseServer(started).processId,
    ];
    expect(ids.length).toBeGreaterThanOrEqual(4);
    expect(await started.stop()).toBe(0);
    expect(ids.filter(isAlive)).toEqual([]);
  });

  it('refuses a taken port, demo accounts on an open address and a weak secret, saying what to do', async () => {
    await stopped();
    // The folder holds the demo accounts: every test before this one started with them.
    await expect(start({ HOST: '0.0.0.0' })).rejects.toThrow(/demo accounts.*DATABASE_URL/);
    await expect(start({ RUNQUEUE_AUTH_SECRET: 'weak' })).rejects.toThrow(/RUNQUEUE_AUTH_SECRET is weak/);
    await expect(start({ RUNQUEUE_DATA: '/dev/null/data' })).rejects.toThrow(
      /Cannot write in the data folder/,
    );
    const other = createServer().listen(port, '127.0.0.1');
    await expect(start()).rejects.toThrow(
      new RegExp(`Port ${port} of 127.0.0.1 is taken.*PORT=${port + 1} npm start`),
    );
    await new Promise((resolve) => other.close(resolve));
  });
});
