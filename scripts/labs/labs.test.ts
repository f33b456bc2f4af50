/** The laboratories as commands: their output, their JSON, and what they say to wrong calls and wrong traces. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'runqueue-labs-'));
afterAll(() => rmSync(folder, { recursive: true }));

function trace(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function lab(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/runqueue.mjs', 'lab', ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const cacheTrace = trace('yi.trace', ' L 10,1\n M 20,1\n L 22,1\n S 18,1\n L 110,1\n L 210,1\n M 12,1\n');
const cacheArgs = ['cache', '--sets', '16', '--ways', '1', '--line', '16', '--policy', 'write-back'];

describe('lab cache', () => {
  test('prints exactly the four counts as JSON', () => {
    const { status, stdout } = lab(...cacheArgs, '--trace', cacheTrace, '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ hits: 4, misses: 5, evictions: 3, memoryWrites: 1 });
  });

  test('prints them as text', () => {
    expect(lab(...cacheArgs, '--trace', cacheTrace).stdout).toMatchInlineSnapshot(`
      "write-back, 16 sets x 1 ways x 16 bytes = 256 bytes, LRU
      hits            4
      misses          5
      evictions       3
      memory writes   1
      "
    `);
  });

  test('a bad trace: exit code 1, file and line', () => {
    const path = trace('bad.trace', ' L 10,1\nrubbish\n');
    const { status, stdout, stderr } = lab(...cacheArgs, '--trace', path);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(`${path}, line 2: "rubbish" is not an access`);
  });

  test('a missing file: exit code 1 and its name', () => {
    const { status, stderr } = lab(...cacheArgs, '--trace', join(folder, 'missing.trace'));
    expect(status).toBe(1);
    expect(stderr).toContain('missing.trace');
  });

  test('wrong calls: exit code 64, what is wrong, and the usage', () => {
    const wrong = (args: string[], message: string) => {
      const { status, stderr } = lab(...args);
      expect(status).toBe(64);
      expect(stderr).toContain(message);
      expect(stderr).toContain('usage: npx runqueue lab');
    };
    wrong(cacheArgs, '--trace is missing');
    wrong(['cache', '--sets', '3', '--ways', '1', '--line', '16', '--trace', cacheTrace], 'power of two');
    wrong(['cache', '--sets', '4', '--ways', 'two', '--line', '16', '--trace', cacheTrace], '--ways');
    wrong([...cacheArgs.slice(0, -1), 'write-around', '--trace', cacheTrace], 'write-through');
    wrong([...cacheArgs, '--bogus'], '--bogus');
    wrong(['nothing'], 'there is no laboratory');
  });
});

describe('lab coherence', () => {
  const path = trace('coherence.trace', '0 R 0x40\n1 R 0x40\n1 W 0x44\n0 R 0x40\n2 W 0x40\n');
  const args = ['coherence', '--protocol', 'mesi', '--cores', '4', '--trace', path];

  test('prints the states of the line after each step', () => {
    expect(lab(...args).stdout).toMatchInlineSnapshot(`
      "step  core  op  address     c0  c1  c2  c3 
         1     0  R   0x40        E   I   I   I
         2     1  R   0x40        S   S   I   I
         3     1  W   0x44        I   M   I   I
         4     0  R   0x40        S   S   I   I
         5     2  W   0x40        I   I   M   I

      bus transactions   5
      invalidations      3
      memory reads       3
      write-backs        1
      "
    `);
  });

  test('prints steps and counts as JSON', () => {
    const result = JSON.parse(lab(...args, '--json').stdout);
    expect(Object.keys(result)).toEqual([
      'steps',
      'busTransactions',
      'invalidations',
      'memoryReads',
      'writeBacks',
    ]);
    expect(result.steps[2]).toEqual({
      core: 1,
      operation: 'W',
      address: '0x44',
      states: ['I', 'M', 'I', 'I'],
    });
  });

  test('describes a protocol from its table', () => {
    const { status, stdout } = lab('coherence', '--protocol', 'dragon', '--describe');
    expect(status).toBe(0);
    expect(stdout).toContain('I store -> M [busRead] (if shared: O, busUpdate)');
  });

  test('a core that does not exist: exit code 1 and the line', () => {
    const { status, stderr } = lab('coherence', '--protocol', 'msi', '--cores', '2', '--trace', path);
    expect(status).toBe(1);
    expect(stderr).toContain('line 5: there is no core 2; with 2 cores they are 0 to 1');
  });
});
