import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { isAlive, startOf } from './process-identity.mjs';
import { signal, until } from './processes';
import { Supervisor, type SupervisorOptions } from './supervisor';

const PATIENCE_MS = 120_000;
/** Ends on SIGTERM; its child, of the same group, does not of itself. */
const WAITS =
  "require('child_process').spawn('sleep', ['600'], { stdio: 'ignore' }); setInterval(() => {}, 1000)";
/** One that does not beat is killed after 1.2 s. */
const QUICK_WATCH_MS = 100;
/** Many beats to a look: even a busy machine brings one through. */
const BEATS_QUICKLY = `let beats = 0; setInterval(() => {
  process.send('beat');
  if (++beats === 360) console.log('has beaten for 3.6 s');
}, 10)`;
const IGNORES_TERM = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready')";

let folder: string;
const supervisors: Supervisor[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runqueue-supervisor-'));
});
afterEach(async () => {
  await Promise.all(supervisors.splice(0).map((each) => each.stop()));
  rmSync(folder, { recursive: true, force: true });
});

function supervise(told: string[] = [], more: Partial<SupervisorOptions> = {}): Supervisor {
  const supervisor = new Supervisor({
    ...more,
    dataFolder: folder,
    logFolder: join(folder, 'logs'),
    tell: (message) => told.push(message),
  });
  supervisors.push(supervisor);
  return supervisor;
}

const plan = (code: string) => ({ name: 'site', command: ['-e', code], environment: process.env });

describe('the supervisor', () => {
  it('starts a killed process again, and says so', async () => {
    const told: string[] = [];
    const kept = supervise(told).keep(plan(WAITS));
    const first = kept.known?.processId as number;
    signal(first, 'SIGKILL');
    expect(await until(() => kept.known !== undefined && kept.known.processId !== first, PATIENCE_MS)).toBe(
      true,
    );
    expect(told.join()).toMatch(/site ended \(SIGKILL\); starting it again in 0.5 s/);
  });

  it('renews one: ends it in order and starts it at once, without calling that a failure', async () => {
    const told: string[] = [];
    const kept = supervise(told).keep(plan(WAITS));
    const first = kept.known?.processId as number;
    await kept.renew();
    expect(isAlive(first)).toBe(false);
    expect(kept.known?.processId).not.toBe(first);
    expect(isAlive(kept.known?.processId as number)).toBe(true);
    expect([kept.earlyEnds, told]).toEqual([0, []]);
  });

  it('waits longer each time for one that keeps failing', async () => {
    const told: string[] = [];
    const kept = supervise(told).keep(plan('process.exit(3)'));
    expect(await until(() => kept.earlyEnds >= 3, PATIENCE_MS)).toBe(true);
    expect(told.map((message) => /again in ([\d.]+) s/.exec(message)?.[1])).toEqual(['0.5', '1', '2']);
  });

  it.each([
    ['blocks its event loop', "console.log('started'); for (;;);"],
    ['is stopped', "console.log('started'); process.kill(process.pid, 'SIGSTOP');"],
  ])('kills and starts again one that %s', async (_how, code) => {
    const told: string[] = [];
    const kept = supervise(told, { watchIntervalMs: QUICK_WATCH_MS }).keep(plan(code));
    const first = kept.known?.processId as number;
    const restarted = () => kept.known !== undefined && kept.known.processId !== first;
    expect(await until(restarted, PATIENCE_MS)).toBe(true);
    expect(isAlive(first)).toBe(false);
    expect(told[0]).toBe('site has not answered for 1.2 s: killing it.');
    expect(told[1]).toMatch(/^site ended \(SIGKILL\); starting it again/);
  });

  it('leaves one alone that beats, however long it is watched', async () => {
    const told: string[] = [];
    const kept = supervise(told, { watchIntervalMs: 2 * QUICK_WATCH_MS }).keep(plan(BEATS_QUICKLY));
    const first = kept.known?.processId;
    const log = () => readFileSync(join(folder, 'logs', 'site.log'), 'utf8');
    expect(await until(() => log().includes('has beaten for 3.6 s'), PATIENCE_MS)).toBe(true);
    expect(kept.known?.processId).toBe(first);
    expect(told).toEqual([]);
  });

  it('stops whole groups, those that do not want to end as well, and starts none again', async () => {
    const told: string[] = [];
    const supervisor = supervise(told);
    const stubborn = supervisor.keep({ ...plan(IGNORES_TERM), name: 'stubborn' });
    const kept = supervisor.keep(plan(WAITS));
    const log = () => readFileSync(join(folder, 'logs', 'stubborn.log'), 'utf8');
    expect(await until(() => log().includes('ready'), PATIENCE_MS)).toBe(true);
    const ids = [stubborn.known?.processId as number, kept.known?.processId as number];
    await supervisor.stop();
    expect(ids.map(isAlive)).toEqual([false, false]);
    expect(stubborn.known).toBeUndefined();
    expect(told).toEqual(['stubborn did not end within 3 s: killed it.']);
  });

  it('ends what a killed start left behind', async () => {
    const left = supervise().keep(plan(WAITS));
    const id = left.known?.processId as number;
    await supervise().endEarlier();
    expect(isAlive(id)).toBe(false);
  });

  it('leaves a process alone that only has the number of one of ours', async () => {
    const other = supervise().keep(plan(WAITS));
    const id = other.known?.processId as number;
    writeFileSync(
      join(folder, 'processes.json'),
      JSON.stringify([{ name: 'site', processId: id, start: `${startOf(id)} of another` }]),
    );
    await supervise().endEarlier();
    expect(isAlive(id)).toBe(true);
  });

  it('starts with a list that was cut off by a crash', async () => {
    writeFileSync(join(folder, 'processes.json'), '[{"name":"si');
    await supervise().endEarlier();
    expect(JSON.parse(readFileSync(join(folder, 'processes.json'), 'utf8'))).toEqual([]);
  });
});
