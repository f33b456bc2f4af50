import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { isAlive } from './process-identity.mjs';
import { signal, until } from './processes';

let folder: string;
const started: EmbeddedPostgres[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runqueue-embedded-'));
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  for (const server of started.splice(0)) {
    await server.stop();
    rmSync(server.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

async function start(at = folder): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ folder: at });
  started.push(server);
  return server;
}

/** One statement on a connection of its own. */
async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return [...(await client.unsafe(text))];
  } finally {
    await client.end();
  }
}

const answers = (url: string) =>
  query(url, 'select 1').then(
    () => true,
    () => false,
  );

describe('the embedded PostgreSQL', () => {
  it('is durable, listens on the loopback address only and wants a password', async () => {
    const { url } = await start();
    const [settings] = await query(
      url,
      "select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as listens",
    );
    expect(settings).toEqual({ fsync: 'on', commit: 'on', listens: '127.0.0.1' });
    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password/);
    expect(statSync(join(folder, 'password')).mode & 0o777).toBe(0o600);
  });

  it('keeps what was stored over stop and start', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 42 as value');
    await first.stop();
    expect(await answers(first.url)).toBe(false);
    const second = await start();
    expect(await query(second.url, 'select value from kept')).toEqual([{ value: 42 }]);
  });

  it('takes over a server that outlived its starter', async () => {
    const first = await start();
    const second = await start();
    expect(second.processId()).toBe(first.processId());
    expect(second.url).toBe(first.url);
  });

  it('starts a killed server again, at the same address and with all that was committed', async () => {
    const server = await start();
    await query(server.url, 'create table kept as select 42 as value');
    const killed = server.processId();
    signal(killed, 'SIGKILL');
    expect(
      await until(async () => server.processId() !== killed && (await answers(server.url)), 30_000),
    ).toBe(true);
    expect(await query(server.url, 'select value from kept')).toEqual([{ value: 42 }]);
  });

  it('starts although the pid file names another program that lives', async () => {
    const first = await start();
    await first.stop();
    const file = join(folder, 'data', 'postmaster.pid');
    writeFileSync(file, `${process.pid}\n${join(folder, 'data')}\n0\n1\n\n127.0.0.1\n\nready\n`);
    const second = await start();
    expect(second.processId()).not.toBe(process.pid);
    expect(await answers(second.url)).toBe(true);
    expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^${second.processId()}\n`));
  });

  it('makes the cluster anew when making it was cut off', async () => {
    execFileSync('mkdir', ['-p', join(folder, 'data.new')]);
    writeFileSync(join(folder, 'data.new', 'PG_VERSION'), '18\n');
    expect(await answers((await start()).url)).toBe(true);
  });

  it.runIf(process.getuid?.() === 0)(
    'lies elsewhere and says so when its account cannot enter the project',
    async () => {
      const closed = join(folder, 'closed');
      execFileSync('mkdir', ['-m', '700', closed]);
      const told: string[] = [];
      const server = await startEmbeddedPostgres({ folder: closed, tell: (message) => told.push(message) });
      started.push(server);
      expect(server.folder).toMatch(/^\/var\/lib\/runqueue\//);
      expect(told.join()).toContain(server.folder);
      expect(await answers(server.url)).toBe(true);
    },
  );

  it('ends when told to', async () => {
    const server = await start();
    const processId = server.processId();
    await server.stop();
    expect(isAlive(processId)).toBe(false);
  });
});
