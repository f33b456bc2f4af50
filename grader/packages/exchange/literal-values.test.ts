/** Guarantee: what a file exports as data is read without running it; whatever is more than data is not. */
import { expect, test } from 'vitest';
import { defaultData } from './literal-values';

test('lists of cases, with what they share', () => {
  expect(
    defaultData(`import { casesFrom } from '../../judging/cases-from';
const usual: Parameters = { cores: 2, deep: -1, name: \`x\` };
export const few = { cores: 1 } as const;
export default casesFrom(usual, [
  { name: 'a', title: "A", parameters: { ...few } },
  { name: 'r', title: 'R', rankedLike: 'a' },
]) satisfies unknown;`),
  ).toEqual([
    {
      name: 'a',
      title: 'A',
      role: 'hidden',
      distinguishes: [],
      parameters: { cores: 1, deep: -1, name: 'x' },
    },
    {
      name: 'r',
      title: 'R',
      role: 'leaderboard',
      distinguishes: [],
      parameters: { cores: 1, deep: -1, name: 'x' },
    },
  ]);
});

test.each<[string, string | undefined]>([
  ['no file', undefined],
  ['no default', 'export const a = 1;'],
  ['a call', 'export default process.exit(1);'],
  ['a function', 'export default () => 1;'],
  ['a name from elsewhere', "import { a } from './a'; export default a;"],
  ['a name of the language', 'export default [globalThis];'],
  ['a circle', 'const a = [b]; const b = [a]; export default a;'],
  ['a computed key', "export default { ['a']: 1 };"],
  ['a method', 'export default { a() {} };'],
  ['a template with values', 'export default `$' + '{1}`;'],
  ['many values', `const a = [${'1,'.repeat(400)}]; const b = [${'...a,'.repeat(400)}]; export default b;`],
  ['deep brackets', `export default ${'['.repeat(2_000)}${']'.repeat(2_000)};`],
  ['no code', 'export default ;;;{{{'],
  ['cases that are like none', "export default casesFrom({}, [{ name: 'r', title: '', rankedLike: 'x' }]);"],
])('%s is no data', (_, text) => expect(defaultData(text)).toBeUndefined());

test('a key that is a prototype is a key', () => {
  const data = defaultData("export default { '__proto__': { a: 1 }, b: 2 };") as object;
  expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
  expect(Object.keys(data)).toEqual(['__proto__', 'b']);
});
