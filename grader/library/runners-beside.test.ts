/** Guarantee: a run beside says what the same run says here, to the digit; a process that ends fails what it was asked. */
import { afterEach, expect, it } from 'vitest';
import { typeScript } from '../../scripts/bootstrap.mjs';
import { exercisePrograms, referenceOf } from './prepared-exercise';
import { type RunnerBeside, runnerBeside } from './runners-beside';
import { seededSamples } from './seeds';

const ID = 'scheduling/round-robin';

let beside: RunnerBeside;
afterEach(() => beside.close());

it('says the same as here', async () => {
  beside = runnerBeside(ID, 2, typeScript);
  const { exercise, runner: here, solutions, programOf } = await exercisePrograms(ID);
  const wrong = solutions.find(({ kind }) => kind === 'wrong');
  for (const solution of [referenceOf(solutions), wrong ?? referenceOf(solutions)]) {
    const program = await programOf(solution);
    const samples = seededSamples(exercise.samples);
    const found = await Promise.all(samples.map((each) => beside.judged(program, each)));
    const expected = await Promise.all(samples.map((each) => here.judged(program, each)));
    expect(found).toEqual(expected);
    expect(found.some(({ spending }) => spending !== undefined)).toBe(true);
    expect(await Promise.all(samples.map((each) => beside.replays(program, each)))).toEqual(
      samples.map(() => true),
    );
  }
});

it('fails what cannot be run, and goes on', async () => {
  beside = runnerBeside('scheduling/none', 2, typeScript);
  const [sample] = seededSamples([{ name: 'a', title: 'A', seed: 1, parameters: {} }]);
  await expect(beside.replays('', sample)).rejects.toThrow(/none/);
});

it('tells of processes that ended', async () => {
  beside = runnerBeside(ID, 2, typeScript);
  const { exercise, solutions, programOf } = await exercisePrograms(ID);
  const program = await programOf(referenceOf(solutions));
  const [sample] = seededSamples(exercise.samples);
  const asked = beside.judged(program, sample);
  beside.close();
  await expect(asked).rejects.toThrow(/A process that runs solutions failed: it ended \(SIGTERM\)/);
  await expect(beside.judged(program, sample)).rejects.toThrow(/A process that runs solutions failed/);
});
