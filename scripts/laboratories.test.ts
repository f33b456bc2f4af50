/** The laboratories as commands: their output, their JSON, and what they say to wrong calls and wrong traces. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { LABORATORIES } from '../simulator/laboratories/laboratories';
import { type Outcome, tryLaboratory } from '../simulator/laboratories/laboratory';
import { runForTest } from './run-for-test';

const folder = mkdtempSync(join(tmpdir(), 'runqueue-labs-'));
afterAll(() => rmSync(folder, { recursive: true }));

function trace(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const lab = (...args: string[]) => runForTest(['lab', ...args]);

const cacheTrace = trace('yi.trace', ' L 10,1\n M 20,1\n L 22,1\n S 18,1\n L 110,1\n L 210,1\n M 12,1\n');
const cacheArgs = ['cache', '--sets', '16', '--ways', '1', '--line', '16', '--policy', 'write-back'];

describe('lab cache', () => {
  test('prints exactly the four counts as JSON', async () => {
    const { status, stdout } = await lab(...cacheArgs, '--trace', cacheTrace, '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ hits: 4, misses: 5, evictions: 3, memoryWrites: 1 });
  });

  test('prints them as text', async () => {
    expect((await lab(...cacheArgs, '--trace', cacheTrace)).stdout).toMatchInlineSnapshot(`
      "write-back, 16 sets x 1 ways x 16 bytes = 256 bytes, LRU
      hits            4
      misses          5
      evictions       3
      memory writes   1
      "
    `);
  });

  test('a bad trace: exit code 64, file and line', async () => {
    const path = trace('bad.trace', ' L 10,1\nrubbish\n');
    const { status, stdout, stderr } = await lab(...cacheArgs, '--trace', path);
    expect(status).toBe(64);
    expect(stdout).toBe('');
    expect(stderr).toContain(`${path}, line 2: "rubbish" is not an access`);
  });

  test('a missing file: exit code 74 and its name', async () => {
    const { status, stderr } = await lab(...cacheArgs, '--trace', join(folder, 'missing.trace'));
    expect(status).toBe(74);
    expect(stderr).toContain('missing.trace');
  });

  test('wrong calls: exit code 64, what is wrong, and the usage', async () => {
    const wrong = async (args: string[], message: string) => {
      const { status, stderr } = await lab(...args);
      expect(status).toBe(64);
      expect(stderr).toContain(message);
      expect(stderr).toContain('usage: npx runqueue lab');
    };
    await wrong(cacheArgs, '--trace is missing');
    await wrong(
      ['cache', '--sets', '3', '--ways', '1', '--line', '16', '--trace', cacheTrace],
      'power of two',
    );
    await wrong(['cache', '--sets', '4', '--ways', 'two', '--line', '16', '--trace', cacheTrace], '--ways');
    await wrong([...cacheArgs.slice(0, -1), 'write-around', '--trace', cacheTrace], 'write-through');
    await wrong([...cacheArgs, '--bogus'], '--bogus');
    await wrong(['nothing'], 'there is no laboratory');
  });
});

describe('lab coherence', () => {
  const path = trace('coherence.trace', '0 R 0x40\n1 R 0x40\n1 W 0x44\n0 R 0x40\n2 W 0x40\n');
  const args = ['coherence', '--protocol', 'mesi', '--cores', '4', '--trace', path];

  test('prints the states of the line after each step', async () => {
    expect((await lab(...args)).stdout).toMatchInlineSnapshot(`
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

  test('prints steps and counts as JSON', async () => {
    const result = JSON.parse((await lab(...args, '--json')).stdout);
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

  test('describes a protocol from its table', async () => {
    const { status, stdout } = await lab('coherence', '--protocol', 'dragon', '--describe');
    expect(status).toBe(0);
    expect(stdout).toContain('I store -> M [busRead] (if shared: O, busUpdate)');
  });

  test('a core that does not exist: exit code 64 and the line', async () => {
    const { status, stderr } = await lab('coherence', '--protocol', 'msi', '--cores', '2', '--trace', path);
    expect(status).toBe(64);
    expect(stderr).toContain('line 5: there is no core 2; with 2 cores they are 0 to 1');
  });
});

describe('lab translate', () => {
  const map = trace('pages.map', '1 0x400000 0x12000 rx 8192 # text\n1 0x500000 0x20000 rw\n');

  test('explains a translation, one address or a list', async () => {
    const { stdout } = await lab(
      'translate',
      '--scheme',
      'flat',
      '--map',
      map,
      '--address',
      '0x401010,f;0x500000,s',
    );
    expect(stdout).toMatchInlineSnapshot(`
      "flat: tables of 4194304 bytes

      fetch of 0x401010 in space 1: translated, 1 table accesses
          page number 1025, offset 0x10
          read 0x2004 (entry 1025 of the table of space 1) = 0x1300b
          physical address 0x13010

      store of 0x500000 in space 1: translated, 1 table accesses
          page number 1280, offset 0x0
          read 0x2400 (entry 1280 of the table of space 1) = 0x20007
          physical address 0x20000
      "
    `);
  });

  test('a wrong address: exit code 64, and what one is', async () => {
    const { status, stderr } = await lab('translate', '--scheme', 'flat', '--map', map, '--address', 'zz');
    expect([status, stderr.split('\n')[0]]).toEqual([
      64,
      'runqueue lab translate: --address cannot be taken: "zz" should read [space:]address[,l|s|f], like 1:0x400010,f.',
    ]);
  });
});

test('lab tlb says where an access ends that leaves the space', async () => {
  const path = trace('end.trace', ' L fffffffc,8\n');
  const { status, stderr } = await lab('tlb', '--sets', '1', '--ways', '4', '--trace', path);
  expect(status).toBe(64);
  expect(stderr).toContain('line 1: the 8 bytes from 0xfffffffc end at 0x100000003, beyond the 32-bit space');
});

test('every laboratory reads the same comments and line ends, and refuses the same garbage', async () => {
  const good: Readonly<Record<string, string>> = {
    cache: ' L 10,4',
    tlb: ' L 10,4',
    coherence: '0 R 0x40',
    translate: '0x400000',
  };
  const map = trace('one.map', '1 0x400000 0x12000 r');
  const call: Readonly<Record<string, readonly string[]>> = {
    cache: ['--sets', '4', '--ways', '1', '--line', '16'],
    tlb: ['--sets', '4', '--ways', '1'],
    coherence: ['--protocol', 'mesi', '--cores', '2'],
    translate: ['--scheme', 'hashed', '--map', map],
  };
  for (const [name, line] of Object.entries(good)) {
    const result = (text: string) =>
      lab(name, ...call[name], '--json', '--trace', trace('common.trace', text));
    const plain = await result(`${line}\n${line}\n`);
    expect(plain.status).toBe(0);
    for (const same of [
      `# comment\n${line} # comment\n\n  \t\n${line}`,
      `${line}\r\n${line}\r\n`,
      `\r${line}\r${line}`,
      `\ufeff${line}\n${line}`,
    ])
      expect(await result(same)).toEqual(plain);
    for (const garbage of [
      'garbage',
      'Igarbage',
      '==garbage',
      '--garbage',
      '// comment',
      '; comment',
      '* comment',
    ]) {
      const { status, stderr } = await result(`${line}\n${garbage}\n`);
      expect([name, garbage, status]).toEqual([name, garbage, 64]);
      expect(stderr).toContain(`line 2: ${JSON.stringify(garbage)}`);
    }
  }
});

test.each(LABORATORIES.map((each) => [each.name, each] as const))(
  'lab %s prints as JSON what its run gives, for every example',
  async (name, laboratory) => {
    for (const { setting } of laboratory.examples) {
      const args = Object.entries(laboratory.parameters).flatMap(([option, { form, initial, required }]) => {
        const given = setting[option] ?? (required ? initial : undefined);
        if (given === undefined) return [];
        if (form.kind === 'switch') return [`--${option}`];
        return [`--${option}`, form.kind === 'lines' ? trace(`${name}-${option}`, given) : given];
      });
      const { status, stdout, stderr } = await lab(name, ...args, '--json');
      expect([status, stderr]).toEqual([0, '']);
      const trial = tryLaboratory(laboratory, setting, 'page');
      const { json } = (trial as { outcome: Outcome }).outcome;
      expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(json)));
    }
  },
);
