/** Guarantee: the example of the guide is an exercise, to its last promise: what an author copies works. */
import { expect, test } from 'vitest';
import { buildConfinedOnce } from '../../../grader/build/build-all';
import { checkPackage } from '../../../grader/packages/check-package';
import { PackageExercise } from '../../../grader/packages/package-exercise';
import { packageProblems } from '../../../grader/packages/package-files';
import { guideFiles, readGuide, shownGuide } from './guide';

test('the files of the guide are an exercise that holds, its mutants included', {
  timeout: 240_000,
}, async () => {
  const files = guideFiles(await readGuide());
  expect(packageProblems(files)).toEqual([]);
  const { packageChild: childPath } = await buildConfinedOnce();
  const exercise = await PackageExercise.open('memory/first-out', files, { childPath });
  try {
    const secrets = ['a secret of at least thirty-two characters', 'another one'];
    const report = await checkPackage(exercise, files, secrets, { mutants: true });
    expect(report.problems).toEqual([]);
    expect(report.mutants?.score).toBe(1);
  } finally {
    await exercise.close();
  }
});

test('a page shows each file under its path', async () => {
  const guide = await readGuide();
  const shown = shownGuide(guide);
  for (const path of guideFiles(guide).keys()) expect(shown).toContain(`**\`${path}\`**`);
  expect(shown).not.toMatch(/^`{3,4}(ts|md) /m);
});
