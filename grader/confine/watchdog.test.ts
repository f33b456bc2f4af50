import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { processorTimeMs, WAITING_FACTOR, Watchdog } from './watchdog';

const started: ReturnType<typeof spawn>[] = [];
const run = (code: string) => {
  // A group of its own, so that what it starts ends with it.
  const child = spawn(process.execPath, ['-e', code], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  started.push(child);
  return new Promise<number>((resolve) => child.stdout?.once('data', () => resolve(child.pid as number)));
};
afterEach(() => {
  for (const child of started.splice(0)) process.kill(-(child.pid as number), 'SIGKILL');
});

const fired = (processId: number, limitMs: number) =>
  new Promise<number>((resolve) => {
    const before = performance.now();
    new Watchdog(processId, limitMs, () => resolve(performance.now() - before)).start();
  });

describe.runIf(existsSync('/proc/self/stat'))('Watchdog', () => {
  test('fires when the process has used its processor time, children counted', async () => {
    const busy = await run('console.log(1); for (;;);');
    const parent = await run(
      "require('child_process').spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }); console.log(1); setInterval(() => {}, 1000)",
    );
    await Promise.all([fired(busy, 200), fired(parent, 200)]);
    expect(processorTimeMs(busy)).toBeGreaterThanOrEqual(200);
    expect(processorTimeMs(parent)).toBeGreaterThanOrEqual(200);
  });

  test('lets a process that waits live longer, up to a bound', async () => {
    const idle = await run('console.log(1); setInterval(() => {}, 1000)');
    expect(await fired(idle, 150)).toBeGreaterThanOrEqual(150 * WAITING_FACTOR);
    expect(processorTimeMs(idle)).toBeLessThan(1000);
  });

  test('of a process that is gone nothing is told', () => {
    expect(processorTimeMs(2 ** 30)).toBeUndefined();
  });
});
