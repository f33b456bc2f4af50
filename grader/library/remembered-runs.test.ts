/** Guarantee: what is remembered equals what was run, to the digit; whatever else may have changed, it is run again. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadExercise } from './exercise-library';
import { type OwnRunner, runnerHere } from './own-runner';
import { exercisePrograms, referenceOf } from './prepared-exercise';
import { remembering } from './remembered-runs';
import { seededSamples } from './seeds';

const ID = 'scheduling/round-robin';
const NAME = 'chapter/name';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runqueue-runs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function given() {
  const { exercise, solutions, programOf } = await exercisePrograms(ID);
  const [sample, other] = seededSamples(exercise.samples);
  const wrong = solutions.find(({ kind }) => kind === 'wrong') ?? referenceOf(solutions);
  return {
    ...{ sample, other, exercise },
    reference: await programOf(referenceOf(solutions)),
    wrong: await programOf(wrong),
    source: await referenceOf(solutions).source(),
  };
}

/** Runs here, and counts what it was asked. */
async function counting(): Promise<OwnRunner & { readonly asked: string[] }> {
  const here = runnerHere(await loadExercise(ID));
  const asked: string[] = [];
  return {
    ...here,
    asked,
    judged: (...run) => {
      asked.push('judged');
      return here.judged(...run);
    },
    replays: (...run) => {
      asked.push('replays');
      return here.replays(...run);
    },
  };
}

test('the next check makes no run of the same code again, and finds the same', async () => {
  const { sample, reference, wrong } = await given();
  const runner = await counting();
  const check = async () => {
    const remembered = await remembering(runner, NAME, 'as it was', folder);
    const found = [
      await remembered.runner.judged(reference, sample),
      await remembered.runner.judged(wrong, sample),
      await remembered.runner.judged(reference, sample, 10),
      await remembered.runner.replays(reference, sample),
    ];
    remembered.keep();
    return found;
  };
  const first = await check();
  expect(runner.asked).toEqual(['judged', 'judged', 'judged', 'replays']);
  expect(await check()).toEqual(first);
  expect(await check()).toEqual(first);
  expect(runner.asked).toHaveLength(4);
  const here = await runner.judged(wrong, sample);
  expect(first[1]).toEqual(here);
  expect(here.spending).toBeDefined();
});

test.each<readonly [string, Partial<{ simulation: string; units: number; program: string; title: string }>]>([
  ['the simulation', { simulation: 'another' }],
  ['the program', { program: 'wrong' }],
  ['the case', { title: 'Another' }],
  ['the units', { units: 1_000_000 }],
])('with another one of these, a run is made again: %s', async (_, changed) => {
  const { sample, reference, wrong } = await given();
  const runner = await counting();
  const before = await remembering(runner, NAME, 'as it was', folder);
  await before.runner.judged(reference, sample);
  before.keep();
  const after = await remembering(runner, NAME, changed.simulation ?? 'as it was', folder);
  await after.runner.judged(
    changed.program === undefined ? reference : wrong,
    { ...sample, title: changed.title ?? sample.title },
    changed.units,
  );
  expect(runner.asked).toHaveLength(2);
});

test('what the last check did not ask is kept, too', async () => {
  const { sample, other, reference } = await given();
  const runner = await counting();
  for (const each of [sample, other, sample]) {
    const { runner: remembered, keep } = await remembering(runner, NAME, 'as it was', folder);
    await remembered.judged(reference, each);
    keep();
  }
  expect(runner.asked).toHaveLength(2);
});

test('a run that fails is not remembered', async () => {
  const { sample, reference } = await given();
  const runner = await counting();
  const failing: OwnRunner = { ...runner, judged: () => Promise.reject(new Error('not now')) };
  const before = await remembering(failing, NAME, 'as it was', folder);
  await expect(before.runner.judged(reference, sample)).rejects.toThrow('not now');
  before.keep();
  const after = await remembering(runner, NAME, 'as it was', folder);
  expect((await after.runner.judged(reference, sample)).passed).toBe(true);
});

test('programs are remembered by their source; what the compiler refuses is not', async () => {
  const { reference, source, exercise } = await given();
  const runner = await counting();
  const options = { shape: exercise.definition.shape, contractValues: {} };
  for (let time = 0; time < 2; time++) {
    const { compilers, keep } = await remembering(runner, NAME, 'as it was', folder);
    expect(await compilers.compile(source, options)).toMatchObject({ ok: true, program: reference });
    expect(await compilers.compile('class {', options)).toMatchObject({ ok: false });
    keep();
  }
});

test('what cannot be written down is no fault of the check', async () => {
  const { runner: remembered, keep } = await remembering(await counting(), NAME, 'as it was', folder);
  writeFileSync(join(folder, 'chapter'), 'a file where the folder would be');
  expect(await remembered.judged((await given()).reference, (await given()).sample)).toBeDefined();
  expect(keep).not.toThrow();
});

test('a file that is damaged counts as none, and is replaced', async () => {
  const { sample, reference } = await given();
  const runner = await counting();
  for (const damage of ['', '{}', 'x'.repeat(1_000)]) {
    const { runner: remembered, keep } = await remembering(runner, NAME, 'as it was', folder);
    await remembered.judged(reference, sample);
    keep();
    writeFileSync(join(folder, `${NAME}.json.gz`), damage);
  }
  expect(runner.asked).toHaveLength(3);
  expect(readdirSync(join(folder, 'chapter'))).toEqual(['name.json.gz']);
});
