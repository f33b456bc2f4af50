import { expect, test } from 'vitest';
import { compile } from '../compile/compile';
import { contractValues } from './bundle-solution';
import { exerciseIds, loadExercise } from './exercise-library';
import { idleSolutions } from './idle-solutions';

test('every combination of 0, 1 and -1, the extremes and the own arguments are answered', () => {
  const shape = { className: 'Policy', methods: { first: 2 }, programs: { second: 0 }, services: {} };
  const solutions = idleSolutions(shape, 'all');
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

test.each([
  ['pairs', 2],
  ['triples', 3],
  ['all', 4],
] as const)(
  '%s: of any so many of six methods, but those that share theirs, every combination',
  (thoroughness, together) => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const methods = Object.fromEntries(names.map((name) => [name, 1]));
    const shape = { className: 'Policy', methods, programs: {}, services: {} };
    const rows = idleSolutions(shape, thoroughness).map((each) => each.name.split(', '));
    expect(rows).toHaveLength(3 ** together + 7);
    for (let chosen = 0; chosen < 2 ** names.length; chosen++) {
      const places = names.flatMap((_, i) => ((chosen >> i) & 1 ? [i] : []));
      const share = new Set(places.map((i) => i % 4));
      if (places.length !== together || share.size < together) continue;
      const combinations = rows.slice(0, -7).map((answers) => places.map((i) => answers[i]).join());
      expect(new Set(combinations).size).toBe(3 ** together);
    }
  },
);

test.each(exerciseIds())('those of %s compile', async (id) => {
  const { shape } = (await loadExercise(id)).definition;
  const values = await contractValues(id);
  for (const { name, source } of idleSolutions(shape, 'all'))
    expect(compile(source, { shape, contractValues: values }), name).toMatchObject({ ok: true });
});
