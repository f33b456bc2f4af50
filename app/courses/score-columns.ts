/**
 * The columns of a course's scores: a column a chapter, or, where one chapter is chosen, a column an exercise and
 * question of it; then the total. What students have points in and the catalogue no longer has gets a column as well.
 */
import { type Item, itemKey, type ScoreColumn } from '../../db/course-scores';
import type { Chapter } from '../catalogue';

export interface Column {
  /** In addresses. */
  readonly key: string;
  readonly sort: ScoreColumn;
  readonly title: string;
  /** Under the title: of an exercise its points, of a question that it is one. */
  readonly maxScore?: number;
  readonly isQuestion?: boolean;
  /** Null where nothing is graded. */
  readonly pointsIn: (points: Readonly<Record<string, number>>) => number | null;
}

const chapterOf = (item: string) => item.split('/', 1)[0];

function chapterColumn(chapter: string, title: string): Column {
  return {
    key: `chapter ${chapter}`,
    sort: { chapter },
    title,
    pointsIn(points) {
      const own = Object.entries(points).filter(
        ([key]) => chapterOf(key.slice(key.indexOf(' ') + 1)) === chapter,
      );
      return own.length === 0 ? null : own.reduce((sum, [, each]) => sum + each, 0);
    },
  };
}

function itemColumn(item: Item, title: string, maxScore?: number): ItemColumn {
  const key = itemKey(item);
  const isQuestion = item.kind === 'question';
  const id = isQuestion ? key : item.item;
  return { key, id, sort: item, title, maxScore, isQuestion, pointsIn: (points) => points[key] ?? null };
}

export function catalogueItemsOf(chapters: readonly Chapter[]): Item[] {
  return chapters.flatMap(({ items }) => items).map(({ kind, id }) => ({ kind, item: id }));
}

/** @param beside what has points and is in no chapter of the catalogue. */
interface ItemColumn extends Column {
  /** In a spreadsheet: an exercise by its id; a question, which may have the same one, by its kind and id. */
  readonly id: string;
}

export function itemColumns(chapters: readonly Chapter[], beside: readonly Item[]): ItemColumn[] {
  return [
    ...chapters
      .flatMap(({ items }) => items)
      .map(({ kind, id, title, maxScore }) => itemColumn({ kind, item: id }, title, maxScore)),
    ...beside.map((item) => itemColumn(item, item.item)),
  ];
}

export function scoreColumns(given: {
  readonly chapters: readonly Chapter[];
  readonly beside: readonly Item[];
  /** Undefined: all. */
  readonly chapter: string | undefined;
  readonly chapterTitle: (name: string) => string;
}): Column[] {
  const { chapters, beside, chapter, chapterTitle } = given;
  if (chapter !== undefined)
    return itemColumns(
      chapters.filter(({ name }) => name === chapter),
      beside.filter(({ item }) => chapterOf(item) === chapter),
    );
  return chapterNames(chapters, beside).map((name) => chapterColumn(name, chapterTitle(name)));
}

/** Those of the catalogue, then those that only have points. */
export function chapterNames(chapters: readonly Chapter[], beside: readonly Item[]): string[] {
  return [...new Set([...chapters.map(({ name }) => name), ...beside.map(({ item }) => chapterOf(item))])];
}
