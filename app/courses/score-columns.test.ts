/** Guarantee: every point that counts for the total stands in exactly one column, also what no chapter has any more. */
import { expect, it } from 'vitest';
import { itemColumns, itemsIn, type ScoreChapter, scoreColumns, withBeside } from './score-columns';

const item = (kind: 'exercise' | 'question', id: string) => ({
  ...{ kind, id, title: `Title of ${id}` },
  ...(kind === 'exercise' ? { maxScore: 100 } : {}),
});
const listed: ScoreChapter[] = [
  { name: 'own', title: 'This course', items: [item('exercise', 'own-abcdefgh23/lifo')] },
  { name: 'a', title: 'A', items: [item('exercise', 'a/one'), item('question', 'a/one')] },
  { name: 'b', title: 'B', items: [item('exercise', 'b/two')] },
];
const beside = [
  { kind: 'exercise', item: 'a/gone' },
  { kind: 'question', item: 'old/gone' },
  { kind: 'question', item: 'own-jkmnpqrs23/pages' },
] as const;
const chapters = withBeside(listed, beside, {
  chapterTitle: (name) => name.toUpperCase(),
  titles: new Map([['own-jkmnpqrs23/pages', 'Pages']]),
});
const points = {
  'exercise own-abcdefgh23/lifo': 50,
  'exercise a/one': 70,
  'question a/one': 3,
  'exercise a/gone': 20,
  'question old/gone': 1,
  'question own-jkmnpqrs23/pages': 4,
};
const of = (chapter?: string) => scoreColumns(chapters, chapter);
const shown = (columns: ReturnType<typeof of>) =>
  columns.map(({ key, title, pointsIn }) => [key, title, pointsIn(points)]);

it('a chapter is a column with the points of all that is in it', () => {
  expect(shown(of())).toEqual([
    ['chapter own', 'This course', 50],
    ['chapter a', 'A', 93],
    ['chapter b', 'B', null],
    ['chapter old', 'OLD', 1],
    ['chapter own-others', 'Not given here', 4],
  ]);
  expect(of()[1].sort).toEqual({
    items: [
      { kind: 'exercise', item: 'a/one' },
      { kind: 'question', item: 'a/one' },
      { kind: 'exercise', item: 'a/gone' },
    ],
  });
});

it('of one chapter, each exercise and question is a column, told apart where they share an id', () => {
  expect(shown(of('a'))).toEqual([
    ['exercise a/one', 'Title of a/one', 70],
    ['question a/one', 'Title of a/one', 3],
    ['exercise a/gone', 'a/gone', 20],
  ]);
  expect(shown(of('own-others'))).toEqual([['question own-jkmnpqrs23/pages', 'Pages', 4]]);
  expect(of('a').map(({ maxScore, isQuestion }) => [maxScore, isQuestion])).toEqual([
    [100, false],
    [undefined, true],
    [undefined, false],
  ]);
});

it('a file has all of them, and the columns hold every point', () => {
  const columns = itemColumns(chapters);
  expect(columns.map(({ id }) => id)).toEqual([
    'Title of own-abcdefgh23/lifo (own-abcdefgh23/lifo)',
    ...['a/one', 'question a/one', 'a/gone', 'b/two', 'question old/gone'],
    'Pages (question own-jkmnpqrs23/pages)',
  ]);
  const sum = (all: readonly { pointsIn: (of: typeof points) => number | null }[]) =>
    all.reduce((total, { pointsIn }) => total + (pointsIn(points) ?? 0), 0);
  const total = Object.values(points).reduce((one, other) => one + other, 0);
  expect([sum(columns), sum(of())]).toEqual([total, total]);
  expect(itemsIn(listed)).toHaveLength(4);
});
