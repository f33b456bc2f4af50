/**
 * Guarantee: what `new` writes is taken by `check` at once, which answers with sentences that say where what is to be
 * written, and with no stack trace; nor is there one for a folder with faults. Held on a copy of the project.
 */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../grader/library/exercise-library';

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'runqueue-new-'));
  for (const part of [
    'simulator',
    'exercises',
    'grader',
    'scripts',
    'biome.json',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ])
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true }));

function runqueue(...args: string[]): { status: number | null; lines: readonly string[] } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(copy, 'scripts/runqueue.mjs'), ...args],
    { cwd: copy, encoding: 'utf8' },
  );
  const lines = `${stdout}${stderr}`.split('\n');
  expect(lines.filter((line) => /^\s+at .*[:(]/.test(line))).toEqual([]);
  return { status, lines };
}

/** By id, of all that is in the chapter `tryout`, or of one of them. */
function problems(...ids: string[]): Readonly<Record<string, readonly string[]>> {
  const { lines } = runqueue('check', ...ids, '--secrets', '1', '--json');
  const reports = JSON.parse(lines.join('\n')) as readonly { id: string; problems: readonly string[] }[];
  return Object.fromEntries(reports.map((report) => [report.id, report.problems]));
}

const isTodo = (problem: string) => /^[\w.-]+:\d+: TODO ./.test(problem);
const others = (found: readonly string[] = []) => found.filter((problem) => !isTodo(problem));

test('what is new is taken by check, which lists what is to be written', { timeout: 240_000 }, () => {
  const given = ['--class', 'Lottery', '--method', 'enqueue:thread,tickets', '--method', 'pickNext:core'];
  const made = runqueue(
    'new',
    'exercise',
    'tryout/lottery',
    ...given,
    '--service',
    'random:below',
    '--rules',
    '2',
  );
  const calls = [
    ['exercise', 'tryout/fair-share', '--like', 'scheduling/round-robin'],
    ['question', 'tryout/adding'],
    ['wrong', 'tryout/lottery', 'draws-none'],
  ].map((call) => runqueue('new', ...call));
  expect([made, ...calls].map(({ status }) => status)).toEqual([0, 0, 0, 0]);

  const found = problems('tryout');
  const fileOf = (problem: string) => problem.slice(0, problem.indexOf(':'));
  const files = made.lines.flatMap((line) => line.match(/lottery\/([\w.-]+\.(?:ts|md))$/)?.[1] ?? []);
  expect(files.length).toBe(11);
  expect(new Set(found['tryout/lottery']?.filter(isTodo).map(fileOf))).toEqual(new Set(files));
  expect(others(found['tryout/lottery'])).toMatchInlineSnapshot(`
    [
      "solution.ts scores 0 of 100",
      "row 0 is no row of the syllabus: they are 1 to 206",
      "statement.md:30: the example says nothing more, but the reference's run has "enqueue(6, 6) -> 0". The right text:
          enqueue(6, 6) -> 0
          pickNext(5) -> 0
          enqueue(5, 3) -> 0
          pickNext(6) -> 0
          enqueue(8, 5) -> 0
          pickNext(6) -> 0
          enqueue(4, 9) -> 0
          pickNext(9) -> 0",
      "no case looks at LO1",
      "no case looks at LO2",
      "there are 0 right solutions of other designs: at least 2 are needed in right/, one of them naive",
      "there are 1 wrong solutions: at least 5 are needed",
      "no wrong solution breaks LO1: nothing shows that its check works",
      "no wrong solution breaks LO2: nothing shows that its check works",
      "exercise.ts:20: nobody who keeps every rule exceeds the budget units: nothing shows that it is one",
      "samples.ts:7: case first catches none of the wrong and over-budget solutions: make it harder, leave it out, or say in "explains" what it is there for",
      "samples.ts:8: case longer catches none of the wrong and over-budget solutions: make it harder, leave it out, or say in "explains" what it is there for",
      "hidden.ts:8: case few catches none of the wrong and over-budget solutions: make it harder, leave it out, or say in "explains" what it is there for",
      "hidden.ts:9: case many catches none of the wrong and over-budget solutions: make it harder, leave it out, or say in "explains" what it is there for",
    ]
  `);
  expect(others(found['tryout/fair-share'])).toContain('no case looks at FS5');
  // Its parameters are called as in the contract of the family.
  const statement = readFileSync(join(copy, 'exercises/tryout/fair-share/statement.md'), 'utf8');
  expect(statement).toContain('| `enqueue(thread, reason)` |');
  expect(found['tryout/adding']?.filter(isTodo).length).toBeGreaterThan(3);
  expect(others(found['tryout/adding'])).toEqual(['row 0 is no row of the syllabus: they are 1 to 206']);
});

test('the exercise of CONTRIBUTING.md is one: nothing is left but texts and solutions', {
  timeout: 240_000,
}, () => {
  const text = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const call = /`npx runqueue (new exercise memory\/first-out [^`]*)`/.exec(text)?.[1] ?? '';
  expect(runqueue(...call.split(' ')).status).toBe(0);
  const folder = join(copy, 'exercises/memory/first-out');
  const blocks = [...text.matchAll(/```ts\n\/\/ ([\w-]+\.ts)\n([\s\S]*?)```/g)];
  expect(blocks.map(([, file]) => file)).toEqual(['simulation.ts', 'judge.ts', 'hidden.ts']);
  for (const [, file, content] of blocks) writeFileSync(join(folder, file), content);
  const samples = readFileSync(join(folder, 'hidden.ts'), 'utf8').replace(/export[\s\S]*/, '');
  writeFileSync(
    join(folder, 'samples.ts'),
    `${samples.replace('casesFrom', 'samplesFrom')}export default samplesFrom(usual, [{ name: 'first', title: 'The first pages.', seed: 1 }]);`,
  );
  writeFileSync(
    join(folder, 'solution.ts'),
    `export class FirstOut {
  private readonly pages: number[] = [];
  loaded(page: number): void { this.pages.push(page); }
  victim(): number { return this.pages.shift() ?? -1; }
}`,
  );
  expect(others(problems('memory/first-out')['memory/first-out'])).toMatchInlineSnapshot(`
    [
      "row 0 is no row of the syllabus: they are 1 to 206",
      "statement.md:29: the example says nothing more, but the reference's run has "loaded(10) -> 0". The right text:
          loaded(10) -> 0
          loaded(2) -> 0
          loaded(3) -> 0
          loaded(5) -> 0
          victim() -> 10
          loaded(1) -> 0
          victim() -> 2
          loaded(11) -> 0",
      "there are 0 right solutions of other designs: at least 2 are needed in right/, one of them naive",
      "there are 0 wrong solutions: at least 5 are needed",
      "no wrong solution breaks FO1: nothing shows that its check works",
      "no wrong solution breaks FO2: nothing shows that its check works",
      "exercise.ts:20: nobody who keeps every rule exceeds the budget units: nothing shows that it is one",
    ]
  `);
});

test('a fault of a folder is a sentence with its file', { timeout: 240_000 }, () => {
  const faults = (file: string, from: string, to: string) => {
    const path = join(copy, 'exercises/tryout/lottery', file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
    const told = problems('tryout/lottery')['tryout/lottery']?.join('\n').replaceAll(copy, '');
    writeFileSync(path, text);
    return told;
  };
  expect([
    faults('judge.ts', 'new RuleBook(RULES);', "new RuleBook(RULES);\n  throw new Error('It gives up');"),
    faults('simulation.ts', 'export function simulate(', 'export function simulate(('),
    faults('hidden.ts', "cases-from'", "no-cases'"),
    faults('exercise.ts', 'metric:', 'metrics:'),
    faults('wrong.ts', 'name: "draws-none"', 'name: "solution"'),
  ]).toMatchInlineSnapshot(`
    [
      "judge.ts:17: It gives up",
      "simulation.ts:17: Expected identifier but found "("",
      "hidden.ts: Cannot find module '/exercises/judging/no-cases' imported from /exercises/tryout/lottery/hidden.ts",
      "something is missing, or of another kind: Cannot read properties of undefined (reading 'counter')
    exercise.ts:24: Type '(context: SimulationContext, { rounds, numbers }: Readonly<{ rounds: number; numbers: number; }>) => null' is not assignable to type 'Simulate<Readonly<Record<string, string | number | boolean>>, unknown>'.
    exercise.ts:25: Type '({ trace }: Input) => readonly Check[]' is not assignable to type '(input: JudgeInput<Readonly<Record<string, string | number | boolean>>, unknown>) => readonly Check[]'.",
      "exercises/tryout/lottery: wrong.ts (solution): two solutions are called solution; rename one",
    ]
  `);
});
