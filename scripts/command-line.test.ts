/**
 * Guarantee: whatever options, files and numbers the command line is given, it ends in a result (0, or 1 for one
 * that is less than hoped for), or in one sentence and exit code 64 (74 for a file that cannot be read): never in a
 * stack trace, never by taking the machine's memory.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { exerciseIds } from '../grader/library/exercise-library';
import { loadCommands } from './command-line';
import { readBytes } from './file-input';
import { runForTest } from './run-for-test';

const folder = mkdtempSync(join(tmpdir(), 'runqueue-command-line-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const CACHE_TRACE = ' L 10,1\n S 20,4\n L 10,1\n';
const cacheTrace = file('cache.trace', CACHE_TRACE);
const coherenceTrace = file('coherence.trace', '0 R 0x40\n1 W 0x40\n');
const pages = file('pages.map', '1 0x400000 0x12000 rx\n');

/** A call of each command that is right, or wrong only in naming an exercise, where a right one would take long. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  administrator: ['no-address'],
  check: ['no/exercise', '--secrets', '2', '--at', 'a/b'],
  exercises: [],
  export: ['no/exercise', '--format', 'qti-3.0', '--variants', '3', join(folder, 'no.zip')],
  grade: ['no/exercise', cacheTrace, '--at', 'a/b'],
  import: [join(folder, 'no.zip'), join(folder, 'no')],
  // Refused in the end, so that nothing is written.
  new: [
    ...['exercise', exerciseIds()[0], '--like', exerciseIds()[0], '--class', 'Made'],
    ...['--method', 'next:core', '--service', 'now', '--rules', '3'],
  ],
  publish: [
    'no',
    ...[
      '--site',
      'no',
      '--to',
      'a',
      '--catalogue',
      '--package',
      'p',
      '--at',
      'a/b',
      '--mutants',
      '--reviewed',
      'Ada',
    ],
  ],
  machine: [cacheTrace, '--max-instructions', '100', '--misaligned', 'trap'],
  'lab allocator': [
    ...['--policy', 'best', '--size', '64', '--operations', '+10,+20,-0', '--header', '2'],
    ...['--minimum', '8', '--slab', '32'],
  ],
  'lab cache': ['--sets', '4', '--ways', '2', '--line', '16', '--policy', 'no-write', '--trace', cacheTrace],
  'lab coherence': [
    ...['--protocol', 'mesi', '--cores', '2', '--line', '16', '--sets', '4', '--ways', '1'],
    ...['--policy', 'write-back', '--trace', coherenceTrace],
  ],
  'lab mlfq': [
    ...['--jlist', '0,18,0:10,2,1', '--queues', '2', '--quantum', '5', '--quantum-list', '1,2'],
    ...['--allotment', '1', '--allotment-list', '1,2', '--boost', '10', '--iotime', '3'],
    ...['--num-jobs', '2', '--maxlen', '9', '--maxio', '3', '--seed', '1'],
  ],
  'lab paging': ['--page-bytes', '16', '--table', '3,-', '--accesses', '0x12w,3'],
  'lab replacement': [...['--policy', 'nru', '--frames', '2', '--references', '1w,2,3', '--clear', '2']],
  'lab scheduling': [
    ...['--policy', 'rr', '--quantum', '2', '--jobs', '0:3,1:2:5', '--cores', '2', '--io', '1:1:4'],
    ...['--switch-cost', '1'],
  ],
  'lab tlb': ['--sets', '4', '--ways', '1', '--trace', cacheTrace],
  'lab translate': ['--scheme', 'hashed', '--map', pages, '--address', '0x400010', '--trace', cacheTrace],
};

const HOSTILE_VALUES = [
  ...[
    '',
    '-1',
    '-0',
    '+4',
    '0',
    '1.5',
    '1e9',
    '4e0',
    '0x10',
    ' 4',
    '4 ',
    '٤',
    '４',
    '1_000',
    '1,000',
    'NaN',
    'Infinity',
  ],
  ...['536870912', '999999999', '4294967296', '9007199254740993', '99999999999999999999', '9'.repeat(5000)],
  ...['text', 'constructor', '__proto__', '\u0000', '\u202e', '--', '--json', '-', 'write-back;', '/', '.'],
];

async function refusedOrDone(args: readonly string[]): Promise<number> {
  const { status, stderr } = await runForTest(args);
  const call = JSON.stringify(args).slice(0, 300);
  expect([0, 1, 64, 74], call).toContain(status);
  if (status === 0 || status === 1) return status;
  const [sentence, ...rest] = stderr.trimEnd().split('\n');
  expect(sentence, call).toMatch(/^runqueue[^:]*: .+\.$/);
  expect(sentence.length, call).toBeLessThan(700);
  for (const line of rest) expect(line, call).toMatch(/^usage: npx runqueue /);
  if (status === 74) expect(rest, call).toEqual([]);
  return status;
}

const commands = await loadCommands();

describe('arguments', () => {
  test('the table of calls knows every command, and every option that takes a value', () => {
    expect([...commands.keys()].sort()).toEqual(Object.keys(CALLS).sort());
    for (const [name, { options }] of commands)
      for (const [option, { takesValue }] of Object.entries(options))
        if (takesValue) expect(CALLS[name], name).toContain(`--${option}`);
  });

  test.each([...commands.keys()])('%s: any value of any option', async (name) => {
    const { options } = commands.get(name)!;
    const call = [...name.split(' '), ...CALLS[name]];
    await refusedOrDone(call);
    for (const [option, { takesValue }] of Object.entries(options)) {
      const at = call.indexOf(`--${option}`);
      if (!takesValue) {
        expect(await refusedOrDone([...call, `--${option}`, `--${option}`])).toBe(64);
        expect(await refusedOrDone([...call, `--${option}=yes`])).toBe(64);
        await refusedOrDone([...call, `--${option}`]);
        continue;
      }
      const without = call.toSpliced(at, 2);
      await refusedOrDone(without);
      expect(await refusedOrDone([...without, `--${option}`])).toBe(64);
      expect(await refusedOrDone([...call, `--${option}`, call[at + 1]])).toBe(64);
      for (const value of HOSTILE_VALUES) {
        await refusedOrDone([...without, `--${option}`, value]);
        await refusedOrDone([...without, `--${option}=${value}`]);
      }
    }
    for (const extra of ['--unknown', '--', '--=', '--__proto__', '--constructor=1', 'one', 'one two'])
      expect(await refusedOrDone([...call, extra, 'two', 'three']), extra).toBe(64);
  });

  test('products of sizes are bounded before anything is allocated', async () => {
    const most = ['--sets', '16777216', '--ways', '16777216'];
    const memory = process.memoryUsage().arrayBuffers;
    for (const [name, call] of [
      ['cache', [...most, '--line', '16', '--trace', cacheTrace]],
      [
        'coherence',
        ['--protocol', 'msi', '--cores', '64', '--sets', '16777216', '--ways', '1', '--trace', cacheTrace],
      ],
      ['tlb', ['--sets', '1048576', '--ways', '1048576', '--trace', cacheTrace]],
    ] as const)
      expect(await refusedOrDone(['lab', name, ...call]), name).toBe(64);
    // Some is for reading the traces.
    expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(8_000_000);
  });

  test('a check cannot be whole and partial at once', async () => {
    const { status, stderr } = await runForTest(['check', '--exact', '--quick']);
    expect([status, stderr]).toEqual([64, expect.stringContaining('give one of them')]);
  });

  test('an unknown command, an unknown laboratory, no command', async () => {
    for (const args of [['nothing'], ['lab', 'nothing'], ['lab', '../commands/grade'], ['__proto__'], ['']])
      expect(await refusedOrDone(args)).toBe(64);
    for (const args of [[], ['lab']]) {
      const { status, stdout } = await runForTest(args);
      expect(status).toBe(64);
      expect(stdout).toContain('npx runqueue lab cache');
    }
    expect((await runForTest(['help'])).status).toBe(0);
    for (const [name, { usage }] of commands) {
      const { status, stdout } = await runForTest([...name.split(' '), '--help']);
      expect(status).toBe(0);
      expect(stdout).toContain(usage[0]);
    }
  });
});

/** How each command takes a file; `{}` stands for it. */
const FILE_CALLS: readonly (readonly string[])[] = [
  ['grade', exerciseIds()[0], '{}'],
  ['machine', '{}'],
  ['lab', 'cache', '--sets', '4', '--ways', '1', '--line', '16', '--trace', '{}'],
  ['lab', 'coherence', '--protocol', 'mesi', '--cores', '2', '--trace', '{}'],
  ['lab', 'tlb', '--sets', '4', '--ways', '1', '--trace', '{}'],
  ['lab', 'translate', '--scheme', 'flat', '--address', '0', '--map', '{}'],
  ['lab', 'translate', '--scheme', 'flat', '--map', pages, '--trace', '{}'],
];
const withFile = (call: readonly string[], path: string) => call.map((arg) => (arg === '{}' ? path : arg));

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), littleEndian);
  return bytes;
}

describe('files', () => {
  symlinkSync('circle', join(folder, 'circle'));

  test.each([
    ['a folder', folder],
    ['a missing file', join(folder, 'missing')],
    ['a path through a file', join(cacheTrace, 'below')],
    ['a link to itself', join(folder, 'circle')],
    ['a name that is too long', join(folder, 'n'.repeat(300))],
  ])('%s cannot be read: 74', async (_, path) => {
    for (const call of FILE_CALLS) expect(await refusedOrDone(withFile(call, path)), call.join(' ')).toBe(74);
  });

  test.each([
    ['zeros', new Uint8Array(64)],
    [
      'the head of a program for another machine',
      Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]),
    ],
    ['every byte', Uint8Array.from({ length: 256 }, (_, i) => i)],
    ['Latin-1', Uint8Array.from([0x2f, 0x2f, 0x20, 0xe9, 0x0a])],
    ['a lone surrogate in UTF-16', utf16('\ufeffa\ud800b', true)],
    ['text with a NUL', new TextEncoder().encode('a\0b\n')],
  ])('%s: 64', async (name, content) => {
    const path = file('binary', content);
    for (const call of FILE_CALLS)
      expect(await refusedOrDone(withFile(call, path)), `${name}: ${call.join(' ')}`).toBe(64);
  });

  test('the same text in every encoding and with every line end gives the same result', async () => {
    const call = FILE_CALLS[2];
    const wanted = await runForTest(withFile(call, cacheTrace));
    expect(wanted.status).toBe(0);
    const utf8 = (text: string) => new TextEncoder().encode(text);
    for (const end of ['\n', '\r\n', '\r']) {
      const text = `# Größe ${end}${CACHE_TRACE.replaceAll('\n', end)}`;
      for (const content of [
        utf8(text),
        utf8(`\ufeff${text}`),
        ...[true, false].flatMap((little) => [utf16(text, little), utf16(`\ufeff${text}`, little)]),
      ])
        expect(await runForTest(withFile(call, file('encoded.trace', content)))).toEqual(wanted);
    }
  });

  test('more bytes than the limit are not read', () => {
    expect(readBytes(cacheTrace, CACHE_TRACE.length).length).toBe(CACHE_TRACE.length);
    expect(() => readBytes(cacheTrace, CACHE_TRACE.length - 1)).toThrow('is larger than');
  });
});

/** As on a terminal. @param input for standard input. @param closed the reader of its output has gone already. */
function runProcess(args: readonly string[], input: string, closed = false) {
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, ['scripts/runqueue.mjs', ...args], { stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    if (closed) child.stdout.destroy();
    child.on('close', (status) => resolve({ status, stdout, stderr }));
    child.stdin.end(input);
  });
}

describe('the process', () => {
  test('reads standard input, and exits with the code', async () => {
    const call = withFile(FILE_CALLS[2], '-');
    expect(await runProcess(call, CACHE_TRACE)).toMatchObject({ status: 0, stderr: '' });
    const { status, stderr } = await runProcess(call, 'garbage');
    expect(status).toBe(64);
    expect(stderr).toMatch(/^runqueue lab cache: standard input, line 1: "garbage" is not an access.*\.\n$/);
  });

  test('is quiet when nobody reads its output any more', async () => {
    for (const args of [['help'], ['exercises']])
      expect(await runProcess(args, '', true)).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});
