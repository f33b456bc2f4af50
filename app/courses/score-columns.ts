/**
 * The columns of a course's scores: a column a chapter, or, where one chapter is chosen, a column an exercise and
 * question of it; then the total. What the course has of its own is a chapter, and what students have points in and no
 * chapter has any more gets a column as well.
 */
import { type Item, itemKey, type ScoreColumn } from '../../db/course-scores';
import { packageOf } from '../../db/packages';
import type { CatalogueItem } from '../catalogue-items';

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

type ScoredItem = Pick<CatalogueItem, 'kind' | 'id' | 'title' | 'maxScore'>;

export interface ScoreChapter {
  /** In addresses. */
  readonly name: string;
  readonly title: string;
  readonly items: readonly ScoredItem[];
}

/** Of what lies in no chapter: packages of other courses, or that are no longer given. */
const OTHERS = { name: 'own-others', title: 'Not given here' } as const;

/**
 * The chapters with what students have points in and none of them has: in the chapter that its id names, also where that
 * is gone. @param titles of packages, by id.
 */
export function withBeside(
  chapters: readonly ScoreChapter[],
  beside: readonly Item[],
  { chapterTitle, titles }: { chapterTitle(name: string): string; titles: ReadonlyMap<string, string> },
): ScoreChapter[] {
  const all = new Map(chapters.map((chapter) => [chapter.name, chapter]));
  for (const { kind, item } of beside) {
    const name = packageOf(item) === null ? item.split('/', 1)[0] : OTHERS.name;
    const title = name === OTHERS.name ? OTHERS.title : chapterTitle(name);
    const chapter = all.get(name) ?? { name, title, items: [] };
    all.set(name, {
      ...chapter,
      items: [...chapter.items, { kind, id: item, title: titles.get(item) ?? item }],
    });
  }
  return [...all.values()];
}

const itemOf = ({ kind, id }: ScoredItem): Item => ({ kind, item: id });

export const itemsIn = (chapters: readonly ScoreChapter[]): Item[] =>
  chapters.flatMap(({ items }) => items.map(itemOf));

function chapterColumn({ name, title, items }: ScoreChapter): Column {
  const keys = items.map(itemOf).map(itemKey);
  return {
    key: `chapter ${name}`,
    sort: { items: items.map(itemOf) },
    title,
    pointsIn(points) {
      const own = keys.flatMap((key) => (Object.hasOwn(points, key) ? [points[key]] : []));
      return own.length === 0 ? null : own.reduce((sum, each) => sum + each, 0);
    },
  };
}

interface ItemColumn extends Column {
  /**
   * In a spreadsheet: an exercise by its id; a question, which may have the same one, by its kind and id; those of packages
   * by their title before it.
   */
  readonly id: string;
}

function itemColumn(item: ScoredItem): ItemColumn {
  const { kind, id, title, maxScore } = item;
  const key = itemKey(itemOf(item));
  const isQuestion = kind === 'question';
  const name = isQuestion ? key : id;
  return {
    ...{ key, sort: itemOf(item), title, maxScore, isQuestion },
    id: packageOf(id) === null || title === id ? name : `${title} (${name})`,
    pointsIn: (points) => points[key] ?? null,
  };
}

export const itemColumns = (chapters: readonly ScoreChapter[]): ItemColumn[] =>
  chapters.flatMap(({ items }) => items.map(itemColumn));

/** @param chapter by its name; undefined: all. */
export function scoreColumns(chapters: readonly ScoreChapter[], chapter: string | undefined): Column[] {
  return chapter === undefined
    ? chapters.map(chapterColumn)
    : itemColumns(chapters.filter(({ name }) => name === chapter));
}
