/**
 * Guarantee: a version names what decides a verdict and nothing else, on every machine alike. Held on a copy of the
 * project in another folder, in which single lines are changed.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exerciseIds, ROOT } from './exercise-library';
import * as versions from './versions';

let copy: string;
let here: Versions;
beforeAll(async () => {
  here = await versionsBy(versions);
  copy = mkdtempSync(join(tmpdir(), 'runqueue-versions-'));
  for (const part of ['simulator', 'exercises', 'grader', 'package.json', 'tsconfig.json'])
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true }));

type Versions = Readonly<Record<string, string>>;

async function versionsBy(versions: typeof import('./versions')): Promise<Versions> {
  const grader = await versions.graderVersion();
  const exercises = exerciseIds().map(async (id) => [id, await versions.exerciseVersion(id)]);
  return { grader, ...Object.fromEntries(await Promise.all(exercises)) };
}

let looks = 0;

/** As the copy sees them. Loaded anew each time: it remembers the grader's version. */
async function versionsInCopy(): Promise<Versions> {
  looks++;
  return versionsBy(await import(/* @vite-ignore */ `${join(copy, 'grader/library/versions.ts')}?${looks}`));
}

/** Makes the changes (file, text, what stands there instead), looks, and undoes them. @returns what got another version. */
async function changedBy(...changes: readonly (readonly [string, string, string])[]): Promise<string[]> {
  const before = new Map(changes.map(([file]) => [file, readFileSync(join(copy, file), 'utf8')]));
  for (const [file, from, to] of changes) {
    const text = readFileSync(join(copy, file), 'utf8');
    expect(text.split(from).length, `${file} has ${from} once`).toBe(2);
    writeFileSync(join(copy, file), text.replace(from, to));
  }
  const changed = await versionsInCopy();
  for (const [file, text] of before) writeFileSync(join(copy, file), text);
  return Object.keys(here).filter((key) => here[key] !== changed[key]);
}

test('comments, names of variables, formatting, types, statements, tests and what nobody reaches change no version; nor does the folder', async () => {
  expect(await versionsInCopy()).toEqual(here);
  expect(
    await changedBy(
      ['simulator/engine/random.ts', 'export class Random {', '// A comment.\n\nexport class Random  {'],
      ['simulator/hardware/costs.ts', 'consoleCharacter = cycles(86_806', 'consoleCharacter = cycles(86_807'],
      [
        'simulator/kernel/scheduling/scheduling-costs.ts',
        'readonly policyUnit: number;',
        'readonly policyUnit: number | 7;',
      ],
      ['exercises/rpc/marshalling/solution.ts', 'export', '/* Another. */ export'],
      ['exercises/rpc/marshalling/starter.ts', 'export class', 'const unused = 1;\nexport class'],
      ['exercises/rpc/marshalling/statement.md', '## What you write', '## What you are to write'],
      ['grader/judge/judge.ts', 'const figure =', '/** Another. */\nconst figure ='],
      ['grader/confine/child-pool.ts', 'DEFAULT_CASE_TIMEOUT_MS = 4_000', 'DEFAULT_CASE_TIMEOUT_MS = 5_000'],
    ),
  ).toEqual([]);
});

/** Chapters whose exercises run on the kernel, and those of them that do not. */
const ON_THE_KERNEL = ['communication', 'processes', 'scheduling', 'structure'];
const WITHOUT_KERNEL = [
  'scheduling/co-scheduling',
  'scheduling/hardware-threads',
  'structure/module-interface',
];

test('a cost changes the exercises that reach it and no other', async () => {
  expect(
    await changedBy(['simulator/hardware/costs.ts', 'timerTick = cycles(50', 'timerTick = cycles(51']),
  ).toEqual(
    exerciseIds().filter((id) => ON_THE_KERNEL.includes(id.split('/')[0]) && !WITHOUT_KERNEL.includes(id)),
  );
});

test('a check or a case changes its exercise, a judge, the boundary or the choice of seeds the grader', async () => {
  expect(
    await changedBy(
      ['exercises/synchronization/spinlock/judge.ts', 'cycle < toCycle', 'cycle <= toCycle'],
      ['exercises/rpc/marshalling/hidden.ts', "name: 'integers'", "name: 'whole-numbers'"],
    ),
  ).toEqual([
    'rpc/marshalling',
    ...['back-off', 'queue-lock', 'spinlock'].map((lock) => `synchronization/${lock}`), // one judge
  ]);
  for (const [file, from, to] of [
    ['grader/judge/judge.ts', 'budget.factor ?? 2', 'budget.factor ?? 3'],
    ['grader/confine/boundary.ts', 'MAX_MESSAGE_LENGTH = 500', 'MAX_MESSAGE_LENGTH = 501'],
    ['grader/library/seeds.ts', 'MAX_SEED_TRIES = 100', 'MAX_SEED_TRIES = 101'],
  ] as const)
    expect(await changedBy([file, from, to]), file).toEqual(['grader']);
});
