/** Guarantee: neither a hidden case, nor a solution, nor a reference is bundled for a browser unless it is listed by name. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, it } from 'vitest';
import { BROWSER_GRADER_FOLDER } from '../../exercises/catalogue';
import { ROOT } from '../library/exercise-library';
import { readableProblems, secretProblems } from './browser-secrets';
import { buildAll } from './build-all';

const REFERENCES = ['simulator/kernel/queue.ts', 'simulator/kernel/fork.ts'];
const ALLOWED = ['simulator/kernel/fork.ts'];
const problems = (bundled: readonly string[], allowed = ALLOWED) =>
  secretProblems([...bundled, 'exercises/a/b/judge.ts', ...ALLOWED], REFERENCES, allowed);

it('refuses what is secret by its place, and names it', () => {
  const secret = ['hidden.ts', 'solution.ts', 'wrong.ts', 'mutants.ts', 'right/naive.ts', 'wrong/lifo.ts'];
  for (const file of [...secret, 'over-budget/slow.ts'])
    expect(problems([`exercises/a/b/${file}`])).toEqual([
      expect.stringContaining(`exercises/a/b/${file} would reach the browser`),
    ]);
  expect(problems(['exercises/a/b/exercise.ts', 'exercises/judging/hidden.ts'])).toEqual([]);
});

it('refuses a reference, whatever reaches it, until it is listed', () => {
  expect(problems(['simulator/kernel/queue.ts'])).toEqual([
    expect.stringMatching(/^simulator\/kernel\/queue\.ts would reach the browser, and a solution\.ts/),
  ]);
  expect(problems([])).toEqual([]);
});

it('refuses a list that allows more than there is', () => {
  expect(problems([], [...ALLOWED, 'simulator/kernel/queue.ts'])).toEqual([
    expect.stringContaining('does not reach the browser'),
  ]);
  expect(problems([], [...ALLOWED, 'simulator/kernel/gone.ts'])).toEqual([
    expect.stringContaining('no solution.ts re-exports it'),
  ]);
});

it('refuses a contract that imports a reference, listed or not: its whole text would be in the editor', () => {
  expect(readableProblems(['exercises/a/b/contract.ts', 'simulator/kernel/thread.ts'], REFERENCES)).toEqual(
    [],
  );
  for (const path of [...REFERENCES, 'exercises/a/b/solution.ts'])
    expect(readableProblems([path], REFERENCES)).toEqual([
      expect.stringContaining(`${path} would be opened by the editor`),
    ]);
});

it('is what the built worker holds: no title of a hidden case and no reason of a wrong solution', async () => {
  await buildAll();
  const folder = join(ROOT, BROWSER_GRADER_FOLDER);
  const [hash] = readdirSync(folder);
  const files = readdirSync(join(folder, hash)).map((file) => readFileSync(join(folder, hash, file), 'utf8'));
  const text = files.join('\n');
  const explanations = globSync(['exercises/*/*/wrong.ts'], { cwd: ROOT }).flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/why: '([^'\\]+)'/g)].map(([, why]) => why),
  );
  expect(explanations.length).toBeGreaterThan(100);
  expect(explanations.filter((why) => text.includes(why))).toEqual([]);
  const hiddenTitles = globSync(['exercises/*/*/hidden.ts'], { cwd: ROOT }).flatMap((file) => {
    const samples = readFileSync(join(ROOT, file.replace('hidden.ts', 'samples.ts')), 'utf8');
    return [...readFileSync(join(ROOT, file), 'utf8').matchAll(/title: '([^'\\]{12,})'/g)]
      .map(([, title]) => title)
      .filter((title) => !samples.includes(title));
  });
  expect(hiddenTitles.length).toBeGreaterThan(100);
  expect(hiddenTitles.filter((title) => text.includes(title))).toEqual([]);
});
