/**
 * Packages against the grader and the check that they are given to: what they answer without end, or in answers that are each within bounds,
 * blocks no worker, fills no memory and makes no verdict of megabytes.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildConfinedOnce } from '../../grader/build/build-all';
import { CompilerPool } from '../../grader/confine/compiler-pool';
import { ROOT } from '../../grader/library/exercise-library';
import { bundlePackage } from '../../grader/packages/bundle-package';
import { checkPackage } from '../../grader/packages/check-package';
import { PackageExercise } from '../../grader/packages/package-exercise';
import type { PackageFiles } from '../../grader/packages/package-files';
import { PackageGrader } from '../../grader/packages/package-grader';
import type { PackageProcess } from '../../grader/packages/package-process';
import { HONEST } from './packages';

const SECRET = 'a secret of at least thirty-two characters';
let childPath: string;
let compilers: CompilerPool;

beforeAll(async () => {
  const built = await buildConfinedOnce();
  childPath = built.packageChild;
  compilers = new CompilerPool({ path: built.compiler });
});
afterAll(() => compilers?.close());

interface Attack {
  /** Of the package: it may change what JSON makes of `value`, which is its answer, in `text`. */
  readonly answer: string;
  readonly samples?: number;
}

function attacked({ answer, samples = 1 }: Attack): PackageFiles {
  const cases = `Array.from({ length: ${samples} }, (_, i) => ({ name: 'few-' + i, title: 'A few.', seed: 1, parameters: { count: 5 } }))`;
  return new Map([
    ...HONEST,
    [
      'flood.ts',
      `const json = JSON.stringify;
let judged = 0;
JSON.stringify = ((value: any) => { let text = json(value); if (value.checks) judged++; ${answer} return text; }) as any;
`,
    ],
    ['exercise.ts', `import './flood';\n${HONEST.get('exercise.ts')}`],
    ['samples.ts', `export default ${cases};\n`],
  ]);
}

const EVERYTHING = { preparingMs: 60_000, judgingMs: 60_000 };

/** Its own solution, handed in; `showsSamples` as whoever tries it does. */
async function graded(attack: Attack, { preparingMs, judgingMs } = EVERYTHING) {
  const exercise = await PackageExercise.open('test/doubling', attacked(attack), {
    ...{ childPath, compilers, preparingMs },
  });
  const grader = new PackageGrader({ childPath, compilers, graderVersion: 'test', judgingMs });
  try {
    const prepared = await exercise.prepared(SECRET);
    const source = HONEST.get('solution.ts') ?? '';
    return await grader.grade(exercise, prepared, { source, showsSamples: true });
  } finally {
    await Promise.all([exercise.close(), grader.close()]);
  }
}

const reason = async (grading: ReturnType<typeof graded>) => (await grading).verdict.diagnostics[0]?.message;

test('looks at budgets that there are not are refused before they are counted together', async () => {
  const looks = (events: number, counters: number) =>
    `if (judged > 1 && value.looks) { value.looks = { events: Array(${events}).fill(0), used: Object.fromEntries(Array.from({ length: ${counters} }, (_, i) => ['k' + i, []])) }; text = json(value); }`;
  expect(await reason(graded({ answer: looks(20_000, 1) }))).toMatch(/looks\.events: Too big/);
  expect(await reason(graded({ answer: looks(1, 50_000) }))).toMatch(/looks\.used: more than 20 counters/);
});

test('what a run prints is bounded as what a submission prints', async () => {
  const answer = `if (value.console) { value.console = Array(1_000).fill('x'.repeat(4_000)); text = json(value); }`;
  const { verdict } = await graded({ answer });
  expect(verdict.status).toBe('graded');
  expect(JSON.stringify(verdict.cases[0]?.console).length).toBeLessThan(20_000);
});

test('traces are told as long as there is room for them', async () => {
  const answer = `if (value.trace) { value.trace.numbers = Array(120_000).fill(0); text = json(value); }`;
  const { verdict, calls } = await graded({ answer, samples: 16 });
  expect(verdict.status).toBe('graded');
  const told = verdict.cases.filter(({ trace }) => trace !== undefined);
  expect(told.length).toBeGreaterThan(5);
  expect(told.length).toBeLessThan(13);
  expect(Object.keys(calls)).toEqual(told.map(({ name }) => name));
});

test('a description longer than a package may be, messages longer than anybody reads', async () => {
  const view = "if (value.view) text = text.replace(/}$/, ',\"x\":\"' + 'x'.repeat(2 ** 20) + '\"}');";
  await expect(graded({ answer: view })).rejects.toThrow(/bytes of themselves; 1048576 are the most/);
  const checks = `if (judged > 1 && value.checks) { value.checks = Array(30).fill({ rule: 'DO1', passed: false, message: 'x'.repeat(4_000) }); text = json(value); }`;
  expect(await reason(graded({ answer: checks }))).toMatch(/more than 20000 characters together/);
});

test('cases that are each within their time end together, when they are prepared and when they are judged', async () => {
  const slow = 'if (value.checks) for (let i = 0; i < 1e8; i++);';
  const attack = { answer: slow, samples: 12 };
  await expect(graded(attack, { ...EVERYTHING, preparingMs: 150 })).rejects.toThrow(/to be prepared/);
  expect(await reason(graded(attack, { ...EVERYTHING, judgingMs: 150 }))).toMatch(/to judge all cases/);
});

test('a file that the bundler would read for years is given up, and the next package is bundled', async () => {
  let nested = '1';
  for (let i = 0; i < 40; i++) nested = `a ? (b): c => (${nested}) : d`;
  const files = new Map([...HONEST, ['judge.ts', `export const judge = (a: any, d: any) => ${nested};\n`]]);
  const entry = "import 'package:exercise.ts';";
  const bundled = bundlePackage(files, 'test/doubling', entry, { limitMs: 300 });
  await expect(bundled).rejects.toThrow(/cannot be read within 0.3 s/);
  expect(await bundlePackage(HONEST, 'test/doubling', entry, {})).toContain('Doubling');
});

test('processes that the system ended while they waited are no fault of a package', async () => {
  const exercise = await PackageExercise.open('test/doubling', HONEST, { childPath, compilers });
  const grader = new PackageGrader({ childPath, compilers, graderVersion: 'test', spares: 1 });
  try {
    const prepared = await exercise.prepared(SECRET);
    const source = HONEST.get('solution.ts') ?? '';
    const status = async () => (await grader.grade(exercise, prepared, { source })).verdict.status;
    expect(await status()).toBe('graded');
    await new Promise(setImmediate); // then they are started
    const { loaded, spares } = grader as unknown as {
      loaded: { process: PackageProcess };
      spares: PackageProcess[];
    };
    await Promise.all([loaded.process, ...spares].map((each) => each.kill()));
    expect([await status(), await status()]).toEqual(['graded', 'graded']);
  } finally {
    await Promise.all([exercise.close(), grader.close()]);
  }
});

test('what the compiler says of types names no folder of the host', async () => {
  const files = new Map(HONEST);
  const imports =
    "import * as random from '../../../simulator/engine/random';\nimport * as contract from './contract';";
  files.set('types.ts', `${imports}\nexport const a: number = random;\nexport const b: number = contract;\n`);
  files.set('exercise.ts', `import './types';\n${files.get('exercise.ts')}`);
  const exercise = await PackageExercise.open('test/doubling', files, { childPath, compilers });
  try {
    const told = (await checkPackage(exercise, files, [SECRET])).problems.join('\n');
    expect(told).toContain('typeof import("simulator/engine/random")');
    expect(told).toContain('typeof import("exercises/test/doubling/contract")');
    expect(told).not.toContain(ROOT);
  } finally {
    await exercise.close();
  }
});
