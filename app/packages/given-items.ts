/** Packages as lists show them: of the catalogue, of courses, and of work that was done on them. */
import { coursesOf } from '../../db/courses';
import { packageOf } from '../../db/packages';
import {
  itemsGivenTo,
  itemsOfCoursesOf,
  itemsOnceGiven,
  type ListedItem,
  publicationsOf,
} from '../../db/publications';
import { type Chapter, chapters, findExercise, findQuestion, placesBeside } from '../catalogue';
import { type CatalogueItem, chapterHref, neighbours } from '../catalogue-items';
import { fromDatabase } from '../database-call';
import * as words from '../dictionary';
import type { Place } from '../neighbour-links';
import type { Viewer } from '../viewer';
import { listedIn } from './stored-entry';

/** Where those that are given to everybody stand, as a chapter of the catalogue. No folder of exercises/ has its name. */
export const CONTRIBUTED = 'contributed';

function read(items: readonly ListedItem[], from?: string): CatalogueItem[] {
  return items.flatMap((item) => {
    try {
      const madeFrom = titleOf(item.origin);
      return [{ ...listedIn(item, from), ...(madeFrom !== undefined && { madeFrom }) }];
    } catch (error) {
      console.error(`The stored entry of ${item.packageId} cannot be read:`, error);
      return [];
    }
  });
}

const titleOf = (id: string | null) =>
  id === null ? undefined : (findExercise(id)?.title ?? findQuestion(id)?.title);

/** What a course is given; by title. */
export async function itemsOfCourse(courseId: string): Promise<CatalogueItem[]> {
  return read(await itemsGivenTo(courseId));
}

/** The chapters of the catalogue, and behind them what is given to everybody; without it while the database is down. */
export async function allChapters(): Promise<Chapter[]> {
  const items = await contributed();
  return [...chapters(), ...(items.length === 0 ? [] : [{ name: CONTRIBUTED, items }])];
}

/** Pages that need nothing else of the database ask for it so seldom, and wait for it so seldom while it is down. */
const KEPT_MS = 3_000;
let kept: { readonly untilMs: number; readonly items: Promise<CatalogueItem[]> } | undefined;

function contributed(): Promise<CatalogueItem[]> {
  const nowMs = performance.now();
  if (kept === undefined || kept.untilMs <= nowMs) {
    const items = fromDatabase(async () =>
      read(await itemsGivenTo(null), words.chapterTitle(CONTRIBUTED)),
    ).then((found) => (found.available ? found.value : []));
    kept = { untilMs: nowMs + KEPT_MS, items };
    items.catch(() => {
      kept = undefined;
    });
  }
  return kept.items;
}

/** What the courses that somebody is in are given. */
export async function itemsOfCoursesOfUser(userId: string): Promise<CatalogueItem[]> {
  return (await itemsOfCoursesOf(userId)).flatMap((item) => read([item], item.courseTitle));
}

/** The same of the viewer: nothing for visitors, and while the database is down. */
export async function itemsOfOwnCourses(viewer: Viewer): Promise<CatalogueItem[]> {
  if (viewer.kind !== 'user') return [];
  const { id } = viewer.user;
  const found = await fromDatabase(() => itemsOfCoursesOfUser(id));
  return found.available ? found.value : [];
}

/** Of what people have worked on, those of packages that were once given: for whoever may see that work. */
export async function itemsOfWork(ids: readonly string[]): Promise<CatalogueItem[]> {
  return read(await itemsOnceGiven(ids), words.packages.package);
}

/** The courses of somebody in which an exercise is: of a package, those to which it is given. */
export async function coursesWith(
  exercise: string,
  userId: string,
): Promise<Awaited<ReturnType<typeof coursesOf>>> {
  const courses = await coursesOf(userId);
  const packageId = packageOf(exercise);
  if (packageId === null) return courses;
  const given = (await publicationsOf(packageId)).map(({ courseId }) => courseId);
  return given.includes(null) ? courses : courses.filter(({ id }) => given.includes(id));
}

export interface Surroundings {
  /** What it is in: its chapter, or the course that it is given to. */
  readonly up: Place;
  readonly beside: { readonly previous?: Place; readonly next?: Place };
}

/** Where to go from an exercise or question that the viewer may open. */
export async function surroundings(
  kind: CatalogueItem['kind'],
  { id, chapter }: Pick<CatalogueItem, 'id' | 'chapter'>,
  viewer: Viewer,
): Promise<Surroundings> {
  if (packageOf(id) === null)
    return {
      up: { title: words.chapterTitle(chapter), href: chapterHref(chapter) },
      beside: placesBeside(kind, id),
    };
  const found = await fromDatabase(() => surroundingsOfPackage(kind, id, viewer));
  return found.available ? found.value : { up: { title: words.packages.home, href: '/' }, beside: {} };
}

async function surroundingsOfPackage(
  kind: CatalogueItem['kind'],
  id: string,
  viewer: Viewer,
): Promise<Surroundings> {
  const ofCourses = viewer.kind === 'user' ? await itemsOfCoursesOf(viewer.user.id) : [];
  const own = ofCourses.find((item) => `${item.packageId}/${item.name}` === id);
  const items =
    own === undefined
      ? await contributed()
      : read(ofCourses.filter(({ courseSlug }) => courseSlug === own.courseSlug));
  const { previous, next } = neighbours(items, { kind, id });
  const place = ({ title, href }: CatalogueItem): Place => ({ title, href });
  const up =
    own !== undefined
      ? { title: own.courseTitle, href: `/courses/${own.courseSlug}` }
      : items.some((item) => item.id === id)
        ? { title: words.chapterTitle(CONTRIBUTED), href: chapterHref(CONTRIBUTED) }
        : { title: words.packages.editPackage, href: `/author/${id.split('/', 1)[0]}` };
  return {
    up,
    beside: { ...(previous && { previous: place(previous) }), ...(next && { next: place(next) }) },
  };
}
