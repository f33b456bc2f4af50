/**
 * Every hostile package comes to what it must: refused, told to be at fault, or harmless. None reaches anything of the
 * host, and after all of them an honest one is judged as before.
 */
import { beforeAll, expect, test } from 'vitest';
import { buildConfinedOnce } from '../../grader/build/build-all';
import type { SeededCase } from '../../grader/judge/run-case';
import { PackageExercise } from '../../grader/packages/package-exercise';
import { type PackageFiles, PackageRefused } from '../../grader/packages/package-files';
import { PackageFault } from '../../grader/packages/package-process';
import { HANGS_ON_SEVEN, HONEST, PACKAGES } from './packages';

const CANARY = 'canary-91b0e4';
/** Small, so that what hangs ends soon: an honest one takes a few ms. */
const LIMITS = { loadMs: 1_000, caseMs: 500 };

let childPath: string;

beforeAll(async () => {
  process.env.RUNQUEUE_CANARY = CANARY;
  childPath = (await buildConfinedOnce()).packageChild;
});

const seededOf = (exercise: PackageExercise): SeededCase => {
  const [sample] = exercise.description.samples;
  if (sample === undefined) throw new Error('no sample');
  const { name, title, seed, parameters } = sample;
  return { name, title, role: 'sample', seed: String(seed), parameters };
};

interface Outcome {
  readonly refused?: string;
  readonly unopened?: string;
  readonly unjudged?: string;
  readonly passed?: boolean;
  /** Everything that it said. */
  readonly said: string;
}

async function tryOut(files: PackageFiles): Promise<Outcome> {
  let exercise: PackageExercise;
  try {
    exercise = await PackageExercise.open('test/doubling', files, { childPath, ...LIMITS });
  } catch (error) {
    if (error instanceof PackageRefused) return { refused: error.message, said: error.message };
    if (error instanceof PackageFault) return { unopened: error.message, said: error.message };
    throw error;
  }
  try {
    const { programOf } = exercise.programs();
    const [reference] = exercise.solutions;
    if (reference === undefined) throw new Error('no reference');
    const judged = await exercise.own(await programOf(reference), seededOf(exercise));
    return { passed: judged.passed, said: JSON.stringify([exercise.description, judged]) };
  } catch (error) {
    if (!(error instanceof PackageFault)) throw error;
    return { unjudged: error.message, said: JSON.stringify([exercise.description, error.message]) };
  } finally {
    await exercise.close();
  }
}

test('there are at least 60', () => {
  expect(PACKAGES.length).toBeGreaterThanOrEqual(60);
  expect(new Set(PACKAGES.map(({ name }) => name)).size).toBe(PACKAGES.length);
});

test.each(PACKAGES.map((each) => [each.name, each] as const))(
  'one that %s',
  async (_, { files, expected }) => {
    const outcome = await tryOut(files);
    const label = outcome.said.slice(0, 500);
    expect(outcome.said, label).not.toContain('REACHED');
    expect(outcome.said, label).not.toContain(CANARY);
    if (expected === 'harmless') expect(outcome.passed, label).toBe(true);
    else if (expected !== 'odd') {
      const [[kind, message]] = Object.entries(expected) as [['refused' | 'unopened' | 'unjudged', RegExp]];
      expect(outcome[kind], label).toMatch(message);
    }
  },
);

test('the honest one is judged', async () => {
  expect(await tryOut(HONEST)).toMatchObject({ passed: true });
});

test('what hangs in one case is told of that case alone, also of those that wait in the same process', async () => {
  const exercise = await PackageExercise.open('test/doubling', HANGS_ON_SEVEN, {
    ...{ childPath, processes: 2 },
    ...LIMITS,
  });
  try {
    const { programOf } = exercise.programs();
    const [reference] = exercise.solutions;
    const program = await programOf(reference as NonNullable<typeof reference>);
    const counts = [1, 7, 2, 3, 7, 7, 4, 5, 7, 6];
    const outcomes = await Promise.allSettled(
      counts.map((count) => exercise.own(program, { ...seededOf(exercise), parameters: { count } })),
    );
    expect(
      outcomes.map((each) => (each.status === 'fulfilled' ? each.value.events : each.reason.reason)),
    ).toEqual(counts.map((count) => (count === 7 ? 'time' : count)));
  } finally {
    await exercise.close();
  }
});
