/** Guarantee: hints open one at a time, and `check` tells of hints that would open together. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exerciseFolder, exerciseIds, loadExercise } from './exercise-library';
import { hintsOf, textProblems } from './exercise-texts';

const ID = 'scheduling/round-robin';
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runqueue-texts-'));
  cpSync(join(exerciseFolder(ID), 'statement.md'), join(folder, 'statement.md'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const problemsWith = async (hints: string) => {
  writeFileSync(join(folder, 'hints.md'), hints);
  return textProblems(folder, (await loadExercise(ID)).definition);
};

test.each(exerciseIds())('%s has hints to open one after the other', (id) => {
  expect(hintsOf(exerciseFolder(id)).length).toBeGreaterThan(1);
});

test('hints are what stands between lines of ---', async () => {
  expect(await problemsWith('First.\n\n---\n\nSecond.\n\n```sh\n# a comment\n```\n')).toEqual([]);
  expect(hintsOf(folder)).toEqual(['First.', 'Second.\n\n```sh\n# a comment\n```']);
});

test.each([
  ['a formatter made headings of them', '## First.\n\n## Second.\n\nThird.\n'],
  ['one has a heading', 'First.\n\n---\n\n# Second\n\nText.\n'],
])('a fault is told: %s', async (_, hints) => {
  expect((await problemsWith(hints)).join('\n')).toMatch(
    /hints\.md: the hint ".+" has a heading: leave an empty line/,
  );
});

test('an exercise without hints is told', async () => {
  expect(await problemsWith('\n---\n')).toEqual(['hints.md is missing or empty']);
});
