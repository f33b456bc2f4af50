/**
 * Guarantee: what a package is given to may open it, and nobody else; what was handed in to it keeps its exercise; and what
 * was stored of it is believed as little as what comes from elsewhere.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ensureCourse } from '../../db/courses';
import { withdraw } from '../../db/publications';
import { setSiteRole } from '../../db/site-roles';
import { addUser, startTestDatabase, type TestDatabase } from '../../tests/postgres';
import { exerciseOfWork, mayOpenExercise, openExercise, openQuestion } from './found-item';
import { ENTRY, givePackage } from './given-package.testing';

let testDatabase: TestDatabase;
let authorId: string;
let courseId: string;
let people: Readonly<Record<string, { readonly id: string } | null>>;
beforeAll(async () => {
  testDatabase = await startTestDatabase();
  authorId = await addUser('Author');
  courseId = (await ensureCourse('os', 'os')).id;
  const administrator = await addUser('Administrator');
  await setSiteRole({ actorId: administrator, userId: administrator, role: 'administrator' });
  people = {
    author: { id: authorId },
    student: { id: await addUser('Student', { courseSlug: 'os', role: 'student' }) },
    'student of another course': { id: await addUser('Other', { courseSlug: 'other', role: 'student' }) },
    stranger: { id: await addUser('Stranger') },
    visitor: null,
    administrator: { id: administrator },
  };
});
afterAll(() => testDatabase.stop());

async function whoOpens(item: string): Promise<string[]> {
  const opened: string[] = [];
  for (const [name, person] of Object.entries(people)) {
    const exercise = await openExercise(item, person);
    expect(await mayOpenExercise(item, person), name).toBe(exercise !== null);
    if (exercise !== null) opened.push(name);
  }
  return opened;
}

it('opens for the course that it is given to, its author and administrators, until it is withdrawn', async () => {
  const { item, packageId } = await givePackage({ authorId, courseId });
  expect(await whoOpens(item)).toEqual(['author', 'student', 'administrator']);
  expect(await openExercise(item, people.student)).toMatchObject({
    // Where it stands is not for the entry to say.
    ...{ id: item, chapter: packageId, title: ENTRY.title, statement: ENTRY.statement },
  });
  expect(await openQuestion(item, people.student)).toBeNull();
  for (const other of [`${packageId}/other`, `${packageId}/lifo/x`, packageId, 'own-aaaaaaaaaa/lifo'])
    expect(await whoOpens(other), other).toEqual([]);

  await withdraw({ actorId: authorId, packageId, courseId });
  expect(await whoOpens(item)).toEqual(['author', 'administrator']);
  expect((await exerciseOfWork(item))?.title).toBe(ENTRY.title);
});

it('opens for everybody when it is given to all', async () => {
  const { item } = await givePackage({ authorId, courseId: null });
  expect(await whoOpens(item)).toEqual(Object.keys(people));
});

it('does not open when what was stored of it is no exercise, and says why', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  for (const entry of [
    {},
    { ...ENTRY, statement: 7 },
    { ...ENTRY, view: 'constructor' },
    { ...ENTRY, contract: [{ path: '../../../etc/passwd', text: '' }] },
    { ...ENTRY, contract: [{ path: 'exercises/../secret.ts', text: '' }] },
    { ...ENTRY, title: 'x'.repeat(10_000) },
  ]) {
    const { item } = await givePackage({ authorId, courseId, entry });
    expect(await openExercise(item, people.student)).toBeNull();
  }
  expect(said).toHaveBeenCalledTimes(6);
  said.mockRestore();
});
