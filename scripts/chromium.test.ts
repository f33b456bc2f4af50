import { describe, expect, it } from 'vitest';

import { untilManagerFree } from './chromium';

describe('installing Chromium', () => {
  it.each([
    'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 4711 (apt-get)\nN: Be aware that removing the lock file is not a solution and may break your system.\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?',
    'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 4711 (apt-get)\nE: Unable to lock directory /var/lib/apt/lists/',
    'E: Could not get lock /var/cache/apt/archives/lock. It is held by process 4711 (aptitude)\nE: Unable to lock the download directory',
    'E: Could not get lock /var/lib/dpkg/lock - open (11: Resource temporarily unavailable)',
    'dpkg: error: dpkg frontend lock was locked by another process with pid 4711',
  ])('waits while somebody else uses the package manager: %#', async (output) => {
    const told: string[] = [];
    let attempts = 0;
    const outcome = await untilManagerFree(
      async () => (++attempts < 3 ? { ok: false, output } : { ok: true, output: '' }),
      (message) => told.push(message),
      1,
    );
    expect(outcome.ok).toBe(true);
    expect(attempts).toBe(3);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      output.includes('4711') ? /in use by process 4711/ : /the package manager is in use\./,
    );
  });

  it('does not try again what failed for another reason', async () => {
    let attempts = 0;
    const output = 'E: Unable to locate package chromium';
    const outcome = await untilManagerFree(
      async () => {
        attempts++;
        return { ok: false, output };
      },
      () => undefined,
    );
    expect(outcome).toEqual({ ok: false, output });
    expect(attempts).toBe(1);
  });
});
