/** Guarantee: a course lists what is its own, by title and with points; each leads to the next one, and back to the course. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { database } from '../../db/client';
import { ensureCourse } from '../../db/courses';
import { withdraw } from '../../db/publications';
import { enrolment } from '../../db/schema';
import { addUser, startTestDatabase, type TestDatabase } from '../../tests/postgres';
import type { Viewer } from '../viewer';
import {
  allChapters,
  CONTRIBUTED,
  coursesWith,
  itemsOfCourse,
  itemsOfOwnCourses,
  itemsOfWork,
  surroundings,
} from './given-items';
import { ENTRY, givePackage } from './given-package.testing';

let testDatabase: TestDatabase;
let authorId: string;
beforeAll(async () => {
  testDatabase = await startTestDatabase();
  authorId = await addUser('Author');
});
afterAll(() => testDatabase.stop());

async function student(courseSlug: string): Promise<Viewer> {
  const id = await addUser('Student', { courseSlug, role: 'student' });
  return { kind: 'user', user: { id, name: 'Student', email: '' } };
}

const question = { title: 'Pages', summary: 'Which page?', rows: [68] };

it('lists what a course is given, in order, and leads from one to the next', async () => {
  const course = await ensureCourse('os', 'Operating systems');
  const { id: courseId } = course;
  const last = await givePackage({ authorId, courseId, name: 'stack', title: 'stack of pages' });
  const first = await givePackage({ authorId, courseId });
  const asked = await givePackage({
    ...{ authorId, courseId, name: 'pages', title: 'Pages', kind: 'question', entry: question },
    variants: [{}],
  });
  const items = await itemsOfCourse(courseId);
  expect(items.map(({ title, kind, maxScore }) => [title, kind, maxScore])).toEqual([
    ['Last in, first out', 'exercise', 100],
    ['Pages', 'question', undefined],
    ['stack of pages', 'exercise', 100],
  ]);
  expect(items.map(({ href }) => href)).toEqual([
    `/exercises/${first.item}`,
    `/questions/${asked.item}`,
    `/exercises/${last.item}`,
  ]);

  const viewer = await student('os');
  const around = await surroundings('question', { id: asked.item, chapter: asked.packageId }, viewer);
  expect(around).toEqual({
    up: { title: 'Operating systems', href: '/courses/os' },
    beside: {
      previous: { title: 'Last in, first out', href: `/exercises/${first.item}` },
      next: { title: 'stack of pages', href: `/exercises/${last.item}` },
    },
  });
  expect(await itemsOfOwnCourses(viewer)).toHaveLength(3);
  expect(await itemsOfOwnCourses(await student('other'))).toEqual([]);

  // The title of work stays when it is withdrawn.
  await withdraw({ actorId: authorId, packageId: first.packageId, courseId });
  expect(await itemsOfOwnCourses(viewer)).toHaveLength(2);
  expect((await itemsOfWork([first.item, 'scheduling/round-robin'])).map(({ title }) => title)).toEqual([
    ENTRY.title,
  ]);
});

it('ranks in the courses to which it is given, and everywhere where it is given to all', async () => {
  const { id: courseId } = await ensureCourse('os', 'Operating systems');
  const viewer = await addUser('Of both', { courseSlug: 'os', role: 'student' });
  const { id: other } = await ensureCourse('another', 'Another');
  await database().insert(enrolment).values({ courseId: other, userId: viewer, role: 'student' });
  const own = await givePackage({ authorId, courseId });
  const ofAll = await givePackage({ authorId, courseId: null });
  const slugs = async (item: string) => (await coursesWith(item, viewer)).map(({ slug }) => slug);
  expect(await slugs(own.item)).toEqual(['os']);
  expect((await slugs(ofAll.item)).toSorted()).toEqual(['another', 'os']);
  expect((await slugs('scheduling/round-robin')).toSorted()).toEqual(['another', 'os']);
});

it('has a chapter of the catalogue for what is given to everybody', async () => {
  const { item, packageId } = await givePackage({ authorId, courseId: null, title: 'For all' });
  const chapter = (await allChapters()).find(({ name }) => name === CONTRIBUTED);
  expect(chapter?.items.map(({ id, title, from }) => ({ id, title, from }))).toContainEqual({
    id: item,
    title: 'For all',
    from: 'Contributed',
  });
  const { up } = await surroundings('exercise', { id: item, chapter: packageId }, { kind: 'visitor' });
  expect(up).toEqual({ title: 'Contributed', href: '/chapters/contributed' });
});
