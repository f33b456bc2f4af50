import { describe, expect, test } from 'vitest';
import { prepareExercise } from './prepared-exercise';

const ID = 'scheduling/round-robin';

describe('preparing an exercise', () => {
  test('the same secret gives the same hidden seeds and references, another secret gives others', async () => {
    const [first, again, other] = [
      await prepareExercise(ID, 'one'),
      await prepareExercise(ID, 'one'),
      await prepareExercise(ID, 'two'),
    ];
    const hidden = (prepared: typeof first) =>
      prepared.cases.filter((each) => each.role !== 'sample').map((each) => each.seed);
    expect(hidden(again)).toEqual(hidden(first));
    expect(again.references).toEqual(first.references);
    expect(hidden(other).some((seed) => hidden(first).includes(seed))).toBe(false);
    expect(new Set(hidden(first)).size).toBe(hidden(first).length);
  });

  test('samples keep their seeds whatever the secret', async () => {
    const samples = async (secret: string) =>
      (await prepareExercise(ID, secret)).cases.filter((each) => each.role === 'sample');
    expect(await samples('one')).toEqual(await samples('two'));
  });

  test('an exercise that does not exist is named', async () => {
    await expect(prepareExercise('no/such', 'one')).rejects.toThrow(
      'There is no exercise "no/such"; npx runqueue exercises lists them',
    );
  });
});
