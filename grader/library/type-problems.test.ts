/** Guarantee: types are looked at wherever an exercise lies, also where packages are laid out for their check. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './exercise-library';
import { typeProblems } from './type-problems';

test('what does not hold its types is told with file and line', async () => {
  mkdirSync(join(ROOT, '.runqueue/packages'), { recursive: true });
  const home = mkdtempSync(join(ROOT, '.runqueue/packages/types-'));
  try {
    const folder = join(home, 'exercises/own/typed');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'judge.ts'), `export const right = 1;\nexport const wrong: number = 'one';\n`);
    expect((await typeProblems([folder])).get(folder)).toEqual([
      "judge.ts:2: Type 'string' is not assignable to type 'number'.",
    ]);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
