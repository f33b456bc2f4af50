/**
 * Guarantee: what comes in as a package is bounded and named before it is looked at; the same content has the same
 * version, through folder and archive; archives that climb out, link, bomb or lie are refused with a sentence.
 */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { exerciseFolder, exerciseIds } from '../library/exercise-library';
import {
  MAX_PACKAGE_BYTES,
  MAX_PACKAGE_FILE_BYTES,
  MAX_PACKAGE_FILES,
  type PackageFiles,
  PackageRefused,
  packageProblems,
  packageVersion,
  pathProblem,
  readPackageFolder,
} from './package-files';
import { packPackage, unpackPackage } from './zip-archive';

const bytes = (text: string) => new TextEncoder().encode(text);
const zipped = (entries: Record<string, Uint8Array | [Uint8Array, object]>) =>
  zipSync(entries as Parameters<typeof zipSync>[0]);

describe('files', () => {
  test('every exercise of the catalogue is a package without problems, and the same one through an archive', () => {
    for (const id of exerciseIds()) {
      const files = readPackageFolder(exerciseFolder(id));
      expect(packageProblems(files), id).toEqual([]);
      const again = unpackPackage(packPackage(files));
      expect(packageVersion(again), id).toBe(packageVersion(files));
      expect(again, id).toEqual(files);
    }
  });

  test.each([
    '../exercise.ts',
    '/exercise.ts',
    'a/../b.ts',
    'a//b.ts',
    './a.ts',
    'a\\b.ts',
    'Exercise.ts',
    'a/b/c/d.ts',
    'exercise.js',
    '.env.ts',
    'con.ts',
    'wrong/nul.test.ts',
    'ex\u0000ercise.ts',
    'ex\u202Eercise.ts',
    `${'a'.repeat(200)}.ts`,
    '',
  ])('the path %j is refused', (path) => {
    expect(pathProblem(path)).toBeTypeOf('string');
  });

  test('too many, too long, too much, too deep and what is missing is told with the name', () => {
    const needed = new Map(
      ['exercise', 'simulation', 'samples', 'hidden', 'contract', 'solution', 'starter'].map((each) => [
        `${each}.ts`,
        '',
      ]),
    );
    const problems = (more: Record<string, string>) =>
      packageProblems(new Map([...needed, ...Object.entries(more)]));
    expect(problems({})).toEqual([]);
    expect(packageProblems(new Map())).toContain('hidden.ts is missing: an exercise needs it');
    expect(problems({ 'a.ts': ' '.repeat(MAX_PACKAGE_FILE_BYTES + 1) })[0]).toMatch(/^a\.ts has/);
    expect(problems({ 'a.ts': '['.repeat(500) })[0]).toMatch(/^a\.ts:1:/);
    expect(problems({ 'a.md': 'x\0' })[0]).toMatch(/^a\.md is no text/);
    const many = Object.fromEntries(Array.from({ length: MAX_PACKAGE_FILES }, (_, i) => [`w${i}.ts`, '']));
    expect(problems(many)[0]).toMatch(/files/);
    const much = Object.fromEntries(
      Array.from({ length: 5 }, (_, i) => [`w${i}.md`, 'x'.repeat(MAX_PACKAGE_FILE_BYTES)]),
    );
    expect(problems(much).at(-1)).toMatch(new RegExp(`${MAX_PACKAGE_BYTES} are the most`));
  });

  test('a link in a folder is refused', () => {
    const folder = mkdtempSync(join(tmpdir(), 'runqueue-package-'));
    try {
      writeFileSync(join(folder, 'exercise.ts'), '');
      symlinkSync('/etc/passwd', join(folder, 'statement.md'));
      expect(() => readPackageFolder(folder)).toThrow(PackageRefused);
      expect(() => readPackageFolder(folder)).toThrow(/statement\.md is no file/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('archives', () => {
  test('a folder around everything, and what systems put beside it, is taken off', () => {
    const archive = zipped({
      'my-exercise/exercise.ts': bytes('a'),
      'my-exercise/wrong/b.ts': bytes('b'),
      '__MACOSX/x': bytes(''),
    });
    expect([...unpackPackage(archive)]).toEqual([
      ['exercise.ts', 'a'],
      ['wrong/b.ts', 'b'],
    ]);
  });

  test.each<[string, () => Uint8Array, RegExp]>([
    ['nothing', () => new Uint8Array(), /no ZIP archive/],
    ['another kind of file', () => bytes('%PDF-1.7 and more of that'), /no ZIP archive/],
    ['an empty archive', () => zipped({}), /no ZIP archive/],
    ['a name that climbs out', () => zipped({ '../../evil.ts': bytes('x') }), /is no name of a file/],
    ['an absolute name', () => zipped({ '/etc/cron.ts': bytes('x') }), /is no name of a file/],
    ['a name of Windows', () => zipped({ 'c:\\evil.ts': bytes('x') }), /is no name of a file/],
    [
      'a link',
      () => zipped({ 'exercise.ts': [bytes('/etc/passwd'), { os: 3, attrs: 0o120_777 << 16 }] }),
      /link/,
    ],
    [
      'a device',
      () => zipped({ 'exercise.ts': [bytes(''), { os: 3, attrs: 0o020_666 << 16 }] }),
      /link, or something else/,
    ],
    ['a bomb of one file', () => zipped({ 'a.md': new Uint8Array(20_000_000) }), /unpacks to too much/],
    [
      'a bomb of many files',
      () =>
        zipped(
          Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`a${i}.md`, new Uint8Array(50_000)])),
        ),
      /unpacks to too much/,
    ],
    [
      'many files',
      () => zipped(Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`a${i}.md`, bytes('x')]))),
      /more than 200 files/,
    ],
    ['no text', () => zipped({ 'a.md': Uint8Array.of(0xff, 0xfe, 0x80) }), /no text in UTF-8/],
    [
      'an archive in an archive',
      () => zipped({ 'inner.zip': zipped({ 'a.ts': bytes('') }) }),
      /is no name of a file/,
    ],
    [
      'one that is cut off',
      () => packPackage(new Map([['exercise.ts', 'x'.repeat(5000)]])).slice(0, 60),
      /ends too early/,
    ],
    ['one that is too long', () => new Uint8Array(3_000_000), /bytes/],
  ])('%s is refused', (_, archive, message) => {
    expect(() => unpackPackage(archive())).toThrow(PackageRefused);
    expect(() => unpackPackage(archive())).toThrow(message);
  });

  test('a damaged archive is refused or unpacks to a package, never anything else', () => {
    const whole = packPackage(
      new Map([
        ['exercise.ts', 'export default 1;\n'.repeat(50)],
        ['wrong/a.ts', '// fails: RR1\n'],
      ]),
    );
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        const damaged = whole.slice();
        damaged[at] = value;
        let files: PackageFiles;
        try {
          files = unpackPackage(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(PackageRefused);
          return;
        }
        for (const path of files.keys()) expect(pathProblem(path)).toBeUndefined();
      }),
      { seed: 7, numRuns: 400 },
    );
  });
});
