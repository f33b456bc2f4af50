/**
 * Guarantee: an exercise of the catalogue, taken as a package whose code nobody trusts, has the same version there and
 * gives every submission the same verdict, to the digit.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildConfinedOnce } from '../build/build-all';
import { CompilerPool } from '../confine/compiler-pool';
import { createGrader, type Grader } from '../grade';
import { exerciseFolder, exerciseIds, loadExercise } from '../library/exercise-library';
import type { OwnSolution } from '../library/own-solutions';
import type { PreparedExercise } from '../library/prepared-exercise';
import { seededSamples } from '../library/seeds';
import { exerciseVersion, graderVersion } from '../library/versions';
import { trustedRunner } from '../trusted-runner';
import { PackageExercise } from './package-exercise';
import { readPackageFolder } from './package-files';
import { PackageGrader } from './package-grader';
import { packPackage, unpackPackage } from './zip-archive';

const SECRET = 'a secret of at least thirty-two characters';
const PATIENCE_MS = 30_000;
/** Under a secret, on every case. RUNQUEUE_TEST_ALL=1: all of the catalogue, which takes minutes. */
const WHOLE =
  process.env.RUNQUEUE_TEST_ALL === '1'
    ? exerciseIds()
    : ['scheduling/round-robin', 'synchronization/coherence-protocol'];
/** One of each kind of machine, on its samples: an allocator, interleavings, bytes, processes, paging, messages. */
const ON_SAMPLES = [
  'memory/buddy-allocator',
  'synchronization/spinlock',
  'rpc/marshalling',
  'processes/life-cycle',
  'memory/page-fault',
  'communication/pipe',
];

let grader: Grader;
let compilers: CompilerPool;
let packages: PackageGrader;
let childPath: string;

beforeAll(async () => {
  const built = await buildConfinedOnce();
  childPath = built.packageChild;
  grader = await createGrader({ caseSecret: SECRET, spares: 1 });
  compilers = new CompilerPool({ path: built.compiler });
  packages = new PackageGrader({
    childPath,
    compilers,
    graderVersion: await graderVersion(),
  });
});

afterAll(async () => {
  await Promise.all([grader?.close(), compilers?.close()]);
});

async function opened(id: string, use: (exercise: PackageExercise) => Promise<void>): Promise<void> {
  const files = unpackPackage(packPackage(readPackageFolder(exerciseFolder(id))));
  const exercise = await PackageExercise.open(id, files, { childPath });
  try {
    await use(exercise);
  } finally {
    await exercise.close();
  }
}

test.each(WHOLE)('%s, graded', (id) =>
  opened(id, async (exercise) => {
    const [builtIn, prepared] = await Promise.all([grader.prepare(id), exercise.prepared(SECRET)]);
    expect(prepared.version).toBe(builtIn.version);
    expect(prepared.cases).toEqual(builtIn.cases);
    expect(prepared.references).toEqual(builtIn.references);
    const [reference] = exercise.solutions;
    const wrong = exercise.solutions.filter(({ kind }) => kind === 'wrong').slice(0, 2);
    for (const solution of [reference, ...wrong]) {
      const source = (await solution?.source()) ?? '';
      const { verdict: there } = await packages.grade(exercise, prepared, { source });
      const here = await grader.grade({ exercise: id, source });
      expect(there.status, there.diagnostics[0]?.message).toBe('graded');
      expect(there.digest, solution?.place).toBe(here.digest);
      expect(there.metric).toBe(here.metric);
    }
    await expectBudgetsShown(exercise, prepared);
  }),
);

/** To its author: where a budget is exceeded most is shown, hidden cases among them, with the same digest. */
async function expectBudgetsShown(exercise: PackageExercise, prepared: PreparedExercise): Promise<void> {
  const spending = exercise.solutions.filter(({ kind }) => kind === 'over-budget');
  const roles: string[] = [];
  for (const solution of spending) {
    const source = (await solution.source()) ?? '';
    const { verdict, calls } = await packages.grade(exercise, prepared, { source, showsSamples: true });
    for (const { outcome, worstCase, event = -1 } of verdict.budgets) {
      if (outcome !== 'exceeded') continue;
      const worst = verdict.cases.find(({ name }) => name === worstCase);
      expect(worst?.trace?.digest).toBe(worst?.traceDigest);
      expect(event).toBeGreaterThanOrEqual(0);
      expect(calls[worstCase]?.method.length).toBeGreaterThan(0);
      roles.push(worst?.role ?? '');
    }
    expect((await packages.grade(exercise, prepared, { source })).verdict.digest).toBe(verdict.digest);
  }
  // Where it is known to be one.
  if (exercise.id === 'scheduling/round-robin') expect(roles).toContain('hidden');
}

test('a spare that rehearsed the samples gives the same verdict, and one that is taken before that', () =>
  opened('scheduling/round-robin', async (exercise) => {
    const warming = new PackageGrader({ childPath, compilers, graderVersion: 'any', spares: 1 });
    try {
      const prepared = await exercise.prepared(SECRET);
      const source = (await exercise.solutions[0]?.source()) ?? '';
      const graded = async () => (await warming.grade(exercise, prepared, { source })).verdict;
      const cold = await graded();
      expect(cold.status).toBe('graded');
      expect((await graded()).digest).toBe(cold.digest);
      await vi.waitUntil(() => warming.isWarmFor(exercise), { timeout: PATIENCE_MS });
      expect((await graded()).digest).toBe(cold.digest);
      expect(warming.isWarmFor(exercise)).toBe(false);
    } finally {
      await warming.close();
    }
  }));

test.each(ON_SAMPLES)('%s, its own solutions on its samples', (id) =>
  opened(id, async (exercise) => {
    const { definition, samples } = await loadExercise(id);
    expect(exercise.version).toBe(await exerciseVersion(id));
    const { programOf } = exercise.programs();
    const wrong = exercise.solutions.find(({ kind }) => kind === 'wrong');
    for (const solution of [exercise.solutions[0], wrong]) {
      const program = await programOf(solution as OwnSolution);
      for (const seeded of seededSamples(samples)) {
        const { spending: _, ...there } = await exercise.own(program, seeded);
        const { spending: __, ...here } = trustedRunner().judged(definition, program, seeded);
        expect(there).toEqual(here);
      }
    }
  }),
);
