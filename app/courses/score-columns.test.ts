/** Guarantee: every point that counts for the total stands in exactly one column, also what the catalogue no longer has. */
import { expect, it } from 'vitest';
import type { Chapter } from '../catalogue';
import { catalogueItemsOf, chapterNames, itemColumns, scoreColumns } from './score-columns';

const item = (kind: 'exercise' | 'question', id: string) => ({
  ...{ kind, id, chapter: id.split('/')[0], title: `Title of ${id}`, summary: '', rows: [1], href: '' },
  ...(kind === 'exercise' ? { maxScore: 100 } : {}),
});
const chapters: Chapter[] = [
  { name: 'a', items: [item('exercise', 'a/one'), item('question', 'a/one')] },
  { name: 'b', items: [item('exercise', 'b/two')] },
];
const beside = [
  { kind: 'exercise', item: 'a/gone' },
  { kind: 'question', item: 'old/gone' },
] as const;
const points = {
  'exercise a/one': 70,
  'question a/one': 3,
  'exercise a/gone': 20,
  'question old/gone': 1,
};
const of = (chapter?: string) =>
  scoreColumns({ chapters, beside, chapter, chapterTitle: (name) => name.toUpperCase() });
const shown = (columns: ReturnType<typeof of>) =>
  columns.map(({ key, title, pointsIn }) => [key, title, pointsIn(points)]);

it('a chapter is a column with the points of all that is in it', () => {
  expect(chapterNames(chapters, beside)).toEqual(['a', 'b', 'old']);
  expect(shown(of())).toEqual([
    ['chapter a', 'A', 93],
    ['chapter b', 'B', null],
    ['chapter old', 'OLD', 1],
  ]);
});

it('of one chapter, each exercise and question is a column, told apart where they share an id', () => {
  expect(shown(of('a'))).toEqual([
    ['exercise a/one', 'Title of a/one', 70],
    ['question a/one', 'Title of a/one', 3],
    ['exercise a/gone', 'a/gone', 20],
  ]);
  expect(shown(of('old'))).toEqual([['question old/gone', 'old/gone', 1]]);
  expect(of('a').map(({ maxScore, isQuestion }) => [maxScore, isQuestion])).toEqual([
    [100, false],
    [undefined, true],
    [undefined, false],
  ]);
});

it('a file has all of them, and the columns hold every point', () => {
  const columns = itemColumns(chapters, beside);
  expect(columns.map(({ id }) => id)).toEqual([
    ...['a/one', 'question a/one', 'b/two', 'a/gone', 'question old/gone'],
  ]);
  const sum = (all: readonly { pointsIn: (of: typeof points) => number | null }[]) =>
    all.reduce((total, { pointsIn }) => total + (pointsIn(points) ?? 0), 0);
  const total = Object.values(points).reduce((one, other) => one + other, 0);
  expect([sum(columns), sum(of())]).toEqual([total, total]);
  expect(catalogueItemsOf(chapters)).toHaveLength(3);
});
