/** What a course's scores stand under: what is the course's own, then the chapters of the catalogue. */
import { itemsBeside } from '../../db/course-scores';
import * as words from '../dictionary';
import { allChapters, itemsOfCourse, itemsOfWork } from '../packages/given-items';
import { itemsIn, type ScoreChapter, withBeside } from './score-columns';

/** No chapter of exercises/ has its name. */
const OWN = 'own';

export async function courseChapters(courseId: string): Promise<ScoreChapter[]> {
  const [own, all] = await Promise.all([itemsOfCourse(courseId), allChapters()]);
  const isOwn = new Set(own.map(({ id }) => id));
  const chapters = [
    ...(own.length === 0 ? [] : [{ name: OWN, title: words.packages.thisCourse, items: own }]),
    ...all.map(({ name, items }) => ({
      ...{ name, title: words.chapterTitle(name) },
      items: items.filter(({ id }) => !isOwn.has(id)),
    })),
  ].filter(({ items }) => items.length > 0);
  const beside = await itemsBeside(courseId, itemsIn(chapters));
  const work = await itemsOfWork(beside.map(({ item }) => item));
  return withBeside(chapters, beside, {
    chapterTitle: words.chapterTitle,
    titles: new Map(work.map(({ id, title }) => [id, title])),
  });
}
