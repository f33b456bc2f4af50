/** What a student has points in, by its title: of the catalogue, of his courses, and of what is no longer given. */
import type { ItemScore } from '../../db/progress';
import { type CatalogueItem, progressKey } from '../catalogue-items';
import * as words from '../dictionary';
import { allChapters, itemsOfCoursesOfUser, itemsOfWork } from '../packages/given-items';

export interface ScoredItem extends ItemScore {
  readonly title: string;
  /** Null: it opens no longer. */
  readonly href: string | null;
  /** Its chapter, or whose it is. */
  readonly from: string;
}

export async function scoredItems(userId: string, scores: readonly ItemScore[]): Promise<ScoredItem[]> {
  const [all, ofCourses] = await Promise.all([allChapters(), itemsOfCoursesOfUser(userId)]);
  const open = [...ofCourses, ...all.flatMap(({ items }) => items)];
  const isOpen = new Set(open.map(progressKey));
  const gone = await itemsOfWork(scores.map(({ item }) => item));
  const own = new Map(scores.map((score) => [progressKey({ kind: score.kind, id: score.item }), score]));
  const scored = (item: CatalogueItem, href: string | null): ScoredItem[] => {
    const score = own.get(progressKey(item));
    own.delete(progressKey(item)); // what is given twice is listed once
    const from = item.from ?? words.chapterTitle(item.chapter);
    return score === undefined ? [] : [{ ...score, title: item.title, href, from }];
  };
  return [
    ...open.flatMap((item) => scored(item, item.href)),
    ...gone
      .filter((item) => !isOpen.has(progressKey(item)))
      // One's submissions stay.
      .flatMap((item) => scored(item, item.kind === 'exercise' ? `${item.href}/submissions` : null)),
  ];
}
