/** Guarantee: a package is held to every promise that an exercise of the catalogue is, and its code runs nowhere else. */
import { beforeAll, expect, test } from 'vitest';
import { buildConfinedOnce } from '../build/build-all';
import { checkExercise } from '../library/check-exercise';
import { exerciseFolder } from '../library/exercise-library';
import { checkPackage } from './check-package';
import { PackageExercise } from './package-exercise';
import { type PackageFiles, readPackageFolder } from './package-files';

const ID = 'synchronization/coherence-protocol';
const SECRETS = ['a secret of at least thirty-two characters'];

let childPath: string;
beforeAll(async () => {
  childPath = (await buildConfinedOnce()).packageChild;
});

async function report(files: PackageFiles) {
  const exercise = await PackageExercise.open(ID, files, { childPath });
  try {
    return await checkPackage(exercise, files, SECRETS, { quick: true });
  } finally {
    await exercise.close();
  }
}

test('an exercise of the catalogue holds as a package, with the same matrix', async () => {
  const there = await report(readPackageFolder(exerciseFolder(ID)));
  expect(there.problems).toEqual([]);
  expect(there).toEqual(await checkExercise(ID, SECRETS, { quick: true }));
});

test('what is broken in a package is told with its file', async () => {
  const files = new Map(readPackageFolder(exerciseFolder(ID)));
  files.set('hints.md', '');
  files.set('statement.md', (files.get('statement.md') ?? '').replaceAll('CP1', 'the first rule'));
  files.set('simulation.ts', `${files.get('simulation.ts')}\nexport const now = () => Date.now();\n`);
  const { problems } = await report(files);
  expect(problems).toContain('hints.md is missing or empty');
  expect(problems).toContain('statement.md does not mention the rule CP1');
  expect(problems).toContainEqual(
    expect.stringMatching(/^simulation\.ts:\d+: uses Date: the clock decides no verdict/),
  );
});
