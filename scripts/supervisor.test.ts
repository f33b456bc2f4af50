import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { isAlive, startOf } from './process-identity.mjs';
import { signal, until } from './processes';
import { Supervisor } from './supervisor';

const PATIENCE_MS = 20_000;
/** Ends on SIGTERM; its child, of the same group, does not of itself. */
const WAITS =
  "require('child_process').spawn('sleep', ['600'], { stdio: 'ignore' }); setInterval(() => {}, 1000)";
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

function supervise(told: string[] = []): Supervisor {
  const supervisor = new Supervisor(folder, join(folder, 'logs'), (message) => told.push(message));
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

  it('waits longer each time for one that keeps failing', async () => {
    const told: string[] = [];
    const kept = supervise(told).keep(plan('process.exit(3)'));
    expect(await until(() => kept.earlyEnds >= 3, PATIENCE_MS)).toBe(true);
    expect(told.map((message) => /again in ([\d.]+) s/.exec(message)?.[1])).toEqual(['0.5', '1', '2']);
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
    expect(told).toEqual([]);
  });

  it('ends what a killed start left behind', async () => {
    const left = supervise().keep(plan(WAITS));
    const id = left.known?.processId as number;
    const [, ...ours] = JSON.parse(readFileSync(join(folder, 'processes.json'), 'utf8')) as unknown[];
    // As after kill -9 of the start: its entry names a process that is gone.
    const gone = { name: 'start', processId: 2 ** 22 - 1, start: '1' };
    writeFileSync(join(folder, 'processes.json'), JSON.stringify([gone, ...ours]));
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
    expect(JSON.parse(readFileSync(join(folder, 'processes.json'), 'utf8'))).toMatchObject([
      { name: 'start', processId: process.pid },
    ]);
  });
});
