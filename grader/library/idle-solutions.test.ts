import { expect, test } from 'vitest';
import { compile } from '../compile/compile';
import { contractValues } from './bundle-solution';
import { exerciseIds, loadExercise } from './exercise-library';
import { idleSolutions } from './idle-solutions';

test('every combination of 0, 1 and -1, the extremes and the own arguments are answered', () => {
  const solutions = idleSolutions({
    className: 'Policy',
    methods: { first: 2 },
    programs: { second: 0 },
    services: {},
  });
  expect(solutions.map((each) => each.name)).toEqual([
    ...['first 0, second 0', 'first 1, second 0', 'first -1, second 0'],
    ...['first 0, second 1', 'first 1, second 1', 'first -1, second 1'],
    ...['first 0, second -1', 'first 1, second -1', 'first -1, second -1'],
    ...['first 2, second 2', 'first 64, second 64', 'first 4096, second 4096'],
    ...['first 2147483647, second 2147483647', 'first -2147483648, second -2147483648'],
    ...['first first, second first', 'first last, second last'],
  ]);
  expect(solutions.at(-1)?.source).toBe(
    'export class Policy {\n  first(argument0, argument1) { return argument1; }\n  *second() { return 0; }\n}\n',
  );
});

test('in brief, of any two of four methods every pair of answers', () => {
  const names = ['a', 'b', 'c', 'd'];
  const methods = Object.fromEntries(names.map((name) => [name, 1]));
  const shape = { className: 'Policy', methods, programs: {}, services: {} };
  const brief = idleSolutions(shape, true).map((each) => each.name.split(', '));
  expect(idleSolutions(shape)).toHaveLength(81 + 7);
  expect(brief).toHaveLength(9 + 7);
  for (const [i, first] of names.entries())
    for (const [j, second] of names.entries()) {
      if (i >= j) continue;
      const pairs = new Set(brief.map((answers) => `${answers[i]} ${answers[j]}`));
      for (const one of [0, 1, -1])
        for (const other of [0, 1, -1]) expect(pairs).toContain(`${first} ${one} ${second} ${other}`);
    }
});

test.each(exerciseIds())('those of %s compile', async (id) => {
  const { shape } = (await loadExercise(id)).definition;
  const values = await contractValues(id);
  for (const { name, source } of idleSolutions(shape))
    expect(compile(source, { shape, contractValues: values }), name).toMatchObject({ ok: true });
});
