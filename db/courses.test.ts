/**
 * Guarantee: who is in a course, and what staff sees of its students, is what the tables say, a page at a time and
 * whatever is looked for; a course never loses its last instructor nor the site its last administrator; a code brings
 * in students and nobody else, until it is exchanged.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { addUser, startTestDatabase, type TestDatabase } from '../tests/postgres';
import { rawClient } from './client';
import { courseSubmissions, itemKey, itemsBeside, type ScoreColumn, studentScores } from './course-scores';
import {
  changeRole,
  courseByJoinCode,
  courseMembers,
  coursesOf,
  createCourse,
  ensureCourse,
  joinCourse,
  MAXIMUM_MEMBERS,
  mayReadWorkOf,
  renameCourse,
  setJoining,
  setRole,
  standingIn,
} from './courses';
import { newJoinCode, readJoinCode, spacedJoinCode } from './join-code';
import { progressOf } from './progress';
import { answerAttempt, startAttempt } from './questions';
import { setSiteRole, siteRoleOf, siteRoles } from './site-roles';
import { acceptRegrade, pendingRegrades, storeVerdict, submit } from './submissions';

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await startTestDatabase();
});
afterAll(() => testDatabase.stop());

const handIn = async (userId: string, exercise: string) =>
  (await submit({ userId, exercise, version: 'v1', source: '' })).submissionId;

async function grade(submissionId: string, score: number, version = 'v1'): Promise<void> {
  const verdict = { status: 'graded', maxScore: 10, graderVersion: 'g', verdict: {}, rules: [] } as const;
  await storeVerdict({ ...verdict, submissionId, score, version });
}

async function gradedSubmission(userId: string, exercise: string, score: number): Promise<string> {
  const id = await handIn(userId, exercise);
  await grade(id, score);
  return id;
}

async function answer(userId: string, question: string, points: number): Promise<void> {
  const { id: attemptId } = await startAttempt({ userId, question, seed: 1 });
  await answerAttempt({ attemptId, userId, responses: {}, points, maxPoints: 4 });
}

const joinCodeOf = async (slug: string, userId: string) =>
  (await standingIn(slug, userId))?.course.joinCode ?? '';

describe('the best of an item', () => {
  it('is found again when a regrade takes points away, and counts what was graded', async () => {
    const ada = await addUser('Ada');
    await gradedSubmission(ada, 'a/e', 4);
    const best = await gradedSubmission(ada, 'a/e', 9);
    await handIn(ada, 'a/e');
    const row = { kind: 'exercise', item: 'a/e', maxPoints: 10, times: 2 };
    expect(await progressOf(ada)).toEqual([{ ...row, points: 9 }]);
    await grade(best, 2, 'v2');
    const [{ gradingId }] = await pendingRegrades('a/e', 'v2');
    await acceptRegrade({ actorId: ada, gradingId });
    expect(await progressOf(ada)).toEqual([{ ...row, points: 4 }]);
  });

  it('misses nothing of what is let count at once', async () => {
    const ada = await addUser('Ada');
    const ids: string[] = [];
    for (let i = 0; i < 8; i++) {
      ids.push(await handIn(ada, 'a/at-once'));
      await rawClient()`update submission set state = 'running' where id = ${ids[i]}`;
    }
    await Promise.all(ids.map((id, score) => grade(id, score)));
    expect(await progressOf(ada)).toEqual([
      { kind: 'exercise', item: 'a/at-once', points: 7, maxPoints: 10, times: 8 },
    ]);
  });
});

it('the table of the best is filled by its migration from what was stored before', async () => {
  const ada = await addUser('Ada');
  for (const score of [4, 9, 2]) await gradedSubmission(ada, 'a/before', score);
  await handIn(ada, 'a/waiting');
  for (const points of [1, 3]) await answer(ada, 'a/before', points);
  await startAttempt({ userId: ada, question: 'a/open', seed: 1 });
  const rows = () => rawClient()`select * from best_score order by user_id, kind, item`;
  const kept = [...(await rows())];
  expect(kept.length).toBeGreaterThan(1);
  await rawClient()`truncate best_score`;
  const migration = readFileSync(
    join(import.meta.dirname, 'migrations/0004_courses_and_accounts.sql'),
    'utf8',
  );
  for (const statement of migration.split('--> statement-breakpoint'))
    if (statement.trim().startsWith('INSERT')) await rawClient().unsafe(statement);
  expect([...(await rows())]).toEqual(kept);
});

describe('staff', () => {
  it('is told from students, strangers and staff of other courses; administrators stand above', async () => {
    const student = await addUser('Ada', { courseSlug: 'os', role: 'student' });
    const assistant = await addUser('Tim', { courseSlug: 'os', role: 'assistant' });
    const elsewhere = await addUser('Eve', { courseSlug: 'networks', role: 'instructor' });
    const administrator = await addUser('Ann');
    await setSiteRole({ actorId: administrator, userId: administrator, role: 'administrator' });
    const maker = await addUser('Max');
    await setSiteRole({ actorId: administrator, userId: maker, role: 'instructor' });
    for (const [viewer, other, may] of [
      [assistant, student, true],
      [administrator, student, true],
      [student, assistant, false],
      [student, student, false],
      [assistant, assistant, false],
      [administrator, assistant, false],
      [elsewhere, student, false],
      [maker, student, false],
      [administrator, elsewhere, false],
    ] as const)
      expect(await mayReadWorkOf(viewer, other)).toBe(may);
    expect((await standingIn('os', student))?.standing).toEqual({ role: 'student', siteRole: null });
    expect((await standingIn('os', elsewhere))?.standing).toEqual({ role: null, siteRole: null });
    expect((await standingIn('os', administrator))?.standing).toEqual({
      role: null,
      siteRole: 'administrator',
    });
    expect(await standingIn('no-such-course', student)).toBeNull();
    expect((await coursesOf(assistant)).map(({ slug, role }) => ({ slug, role }))).toEqual([
      { slug: 'os', role: 'assistant' },
    ]);
  });

  it('changes roles with an audit row each, and brings nobody in who did not come', async () => {
    const actorId = await addUser('Ina');
    const userId = await addUser('Ada');
    const { id: courseId } = await ensureCourse('roles', 'Roles');
    const change = (role: 'assistant' | null) => changeRole({ actorId, courseId, userId, role });
    expect(await change('assistant')).toBe('absent');
    await setRole({ actorId, courseId, userId, role: 'student' });
    expect(await change('assistant')).toBe('done');
    expect((await standingIn('roles', userId))?.standing.role).toBe('assistant');
    expect(await change(null)).toBe('done');
    expect(await change(null)).toBe('absent');
    const audited =
      await rawClient()`select details from audit_event where actor_id = ${actorId} order by sequence`;
    expect(audited.map((row) => row.details)).toEqual(
      ['student', 'assistant', null].map((role) => ({ userId, role })),
    );
  });

  it('keeps an instructor in a course, also when two leave at once', async () => {
    const actorId = await addUser('Ina', { courseSlug: 'kept', role: 'instructor' });
    const other = await addUser('Ian', { courseSlug: 'kept', role: 'instructor' });
    const { id: courseId } = await ensureCourse('kept', 'Kept');
    const outcomes = await Promise.all([
      changeRole({ actorId, courseId, userId: actorId, role: 'student' }),
      changeRole({ actorId, courseId, userId: other, role: null }),
    ]);
    expect(outcomes.sort()).toEqual(['done', 'last instructor']);
  });

  it('keeps an administrator on the site, also when two leave at once', async () => {
    await rawClient()`delete from site_role`;
    const [ann, bob] = [await addUser('Ann'), await addUser('Bob')];
    for (const userId of [ann, bob]) await setSiteRole({ actorId: ann, userId, role: 'administrator' });
    const outcomes = await Promise.all([
      setSiteRole({ actorId: ann, userId: ann, role: null }),
      setSiteRole({ actorId: bob, userId: bob, role: 'instructor' }),
    ]);
    expect(outcomes.sort()).toEqual(['done', 'last administrator']);
    const roles = [await siteRoleOf(ann), await siteRoleOf(bob)];
    expect(roles.filter((role) => role === 'administrator')).toHaveLength(1);
    expect((await siteRoles(10)).map(({ role }) => role)[0]).toBe('administrator');
  });
});

describe('joining', () => {
  it('makes students by the code in force, and leaves the role of who is there', async () => {
    const ina = await addUser('Ina');
    const made = await createCourse({ actorId: ina, title: 'Betriebssysteme für alle', term: 'Autumn 2026' });
    expect(made).toMatchObject({ slug: 'betriebssysteme-fur-alle-autumn-2026', term: 'Autumn 2026' });
    const { slug } = made;
    const joinCode = await joinCodeOf(slug, ina);
    expect(await courseByJoinCode(joinCode)).toEqual(made);
    const ada = await addUser('Ada');
    for (const userId of [ada, ada, ina]) expect(await joinCourse({ userId, joinCode })).toEqual(made);
    expect((await standingIn(slug, ada))?.standing.role).toBe('student');
    expect((await standingIn(slug, ina))?.standing.role).toBe('instructor');

    const by = { actorId: ina, courseId: made.id };
    await setJoining({ ...by, isOpen: true });
    const renewed = await joinCodeOf(slug, ina);
    const ben = await addUser('Ben');
    expect(await joinCourse({ userId: ben, joinCode })).toBe('no course');
    await setJoining({ ...by, isOpen: false });
    expect(await joinCourse({ userId: ben, joinCode: renewed })).toBe('no course');
    expect(await courseByJoinCode(renewed)).toBeNull();
    await renameCourse({ ...by, title: 'Operating systems', term: '' });
    expect((await coursesOf(ada))[0]).toMatchObject({ title: 'Operating systems', term: '', slug });
  });

  it('makes a course of the same title under an address of its own', async () => {
    const ina = await addUser('Ina');
    const given = { actorId: ina, title: '課程', term: '' };
    const [one, two] = [await createCourse(given), await createCourse(given)];
    expect(one.slug).toBe('course');
    expect(two.slug).toMatch(/^course-[0-9a-z]{5}$/);
    expect(await joinCodeOf(one.slug, ina)).not.toBe(await joinCodeOf(two.slug, ina));
  });

  it('ends where a course is full', async () => {
    const ina = await addUser('Ina');
    const { id, slug } = await createCourse({ actorId: ina, title: 'Full', term: '' });
    await rawClient()`
      with crowd as (insert into "user" (id, name, email, pseudonym)
        select 'crowd-' || n, 'Crowd', 'crowd-' || n || '@example.com', 'Crowd ' || n
        from generate_series(2, ${MAXIMUM_MEMBERS}::int) n returning id)
      insert into enrolment (course_id, user_id, role) select ${id}, id, 'student' from crowd`;
    const joinCode = await joinCodeOf(slug, ina);
    expect(await joinCourse({ userId: await addUser('Late'), joinCode })).toBe('full');
    expect(await joinCourse({ userId: ina, joinCode })).toMatchObject({ id });
  });

  it('reads a code as people write it, and nothing else as one', () => {
    for (let i = 0; i < 50; i++) {
      const code = newJoinCode();
      for (const typed of [code, spacedJoinCode(code), ` ${spacedJoinCode(code).toLowerCase()} `])
        expect(readJoinCode(typed)).toBe(code);
    }
    expect(readJoinCode('olio1-2345i')).toBe('0110123451');
    for (const typed of ['', 'K7QM2', 'K7QM2-XPA9U', 'K7QM2XPA9RR', 'x'.repeat(1000), '%'.repeat(10)])
      expect(readJoinCode(typed), typed.slice(0, 20)).toBeNull();
  });
});

describe('what staff sees', () => {
  async function scored() {
    const ada = await addUser('ada Zed', { courseSlug: 'scores', role: 'student' });
    const ben = await addUser('Ben_50% Yo', { courseSlug: 'scores', role: 'student' });
    const idle = await addUser('Cyd', { courseSlug: 'scores', role: 'student' });
    await addUser('Ina', { courseSlug: 'scores', role: 'instructor' });
    const { id: courseId } = await ensureCourse('scores', 'Scores');
    await gradedSubmission(ada, 'a/e1', 3);
    await gradedSubmission(ada, 'a/e1', 8);
    await answer(ada, 'a/e1', 2);
    await gradedSubmission(ben, 'b/e2', 9);
    await gradedSubmission(await addUser('Stranger'), 'a/e1', 10);
    return { ada, ben, idle, courseId };
  }

  it('is the best of each student, questions included, found, sorted and paged', async () => {
    const { ada, ben, idle, courseId } = await scored();
    const everybody = { find: '', sort: 'name', isDescending: false, limit: 10, offset: 0 } as const;
    const all = await studentScores(courseId, everybody);
    expect(all.found).toBe(3);
    expect(all.rows.map(({ userId, total, points }) => ({ userId, total, points }))).toEqual([
      { userId: ada, total: 10, points: { 'exercise a/e1': 8, 'question a/e1': 2 } },
      { userId: ben, total: 9, points: { 'exercise b/e2': 9 } },
      { userId: idle, total: 0, points: {} },
    ]);
    const order = async (sort: ScoreColumn, isDescending: boolean) =>
      (await studentScores(courseId, { ...everybody, sort, isDescending })).rows.map(({ userId }) => userId);
    expect(await order('name', true)).toEqual([idle, ben, ada]);
    expect(await order('total', false)).toEqual([idle, ben, ada]);
    expect(await order({ items: [{ kind: 'exercise', item: 'b/e2' }] }, true)).toEqual([ben, ada, idle]);
    expect(await order({ kind: 'question', item: 'a/e1' }, true)).toEqual([ada, ben, idle]);
    const second = await studentScores(courseId, { ...everybody, limit: 1, offset: 1 });
    expect([second.found, second.rows.map(({ userId }) => userId)]).toEqual([3, [ben]]);
    for (const [find, ids] of [
      ['ZED', [ada]],
      ['cyd-', [idle]],
      ['_50%', [ben]],
      ['%', [ben]],
      ['\\', []],
    ] as const)
      expect((await studentScores(courseId, { ...everybody, find })).rows.map((row) => row.userId)).toEqual(
        ids,
      );
    expect(await itemsBeside(courseId, [{ kind: 'exercise', item: 'a/e1' }])).toEqual([
      { kind: 'question', item: 'a/e1' },
      { kind: 'exercise', item: 'b/e2' },
    ]);
    expect(itemKey({ kind: 'exercise', item: 'b/e2' })).toBe('exercise b/e2');
  });

  it('is every submission of its students and of nobody else, newest first, page after page', async () => {
    const ada = await addUser('Ada', { courseSlug: 'handed-in', role: 'student' });
    const ben = await addUser('Ben', { courseSlug: 'handed-in', role: 'student' });
    const tim = await addUser('Tim', { courseSlug: 'handed-in', role: 'assistant' });
    const { id: courseId } = await ensureCourse('handed-in', 'Handed in');
    const ids: string[] = [];
    for (const [userId, exercise] of [
      [ada, 'a/1'],
      [ben, 'a/1'],
      [ada, 'a/2'],
      [ada, 'a/3'],
      [ben, 'a/4'],
    ])
      ids.unshift(await handIn(userId, exercise));
    await handIn(tim, 'a/1');
    await handIn(await addUser('Stranger'), 'a/1');
    const seen: string[] = [];
    for (let before: number | undefined; ; ) {
      const page = await courseSubmissions(courseId, { before, limit: 2 });
      seen.push(...page.map(({ id }) => id));
      before = page.at(-1)?.sequence;
      if (page.length < 2) break;
    }
    expect(seen).toEqual(ids);
    const of = async (filter: { userId?: string; exercise?: string }) =>
      (await courseSubmissions(courseId, { ...filter, limit: 9 })).map(({ id }) => id);
    expect(await of({ userId: ben })).toEqual([ids[0], ids[3]]);
    expect(await of({ exercise: 'a/1' })).toEqual([ids[3], ids[4]]);
    expect(await of({ userId: tim })).toEqual([]);
  });

  it('is its people, staff first, found by name, address and role', async () => {
    const ada = await addUser('ada', { courseSlug: 'people', role: 'student' });
    const ben = await addUser('Ben', { courseSlug: 'people', role: 'student' });
    const ina = await addUser('Ina', { courseSlug: 'people', role: 'instructor' });
    const tim = await addUser('Tim', { courseSlug: 'people', role: 'assistant' });
    const { id: courseId } = await ensureCourse('people', 'People');
    const query = { find: '', limit: 3, offset: 0 };
    const ids = async (changes: object) => {
      const { rows, found } = await courseMembers(courseId, { ...query, ...changes });
      return [found, ...rows.map(({ userId }) => userId)];
    };
    expect(await ids({})).toEqual([4, ina, tim, ada]);
    expect(await ids({ offset: 3 })).toEqual([4, ben]);
    expect(await ids({ role: 'student' })).toEqual([2, ada, ben]);
    expect(await ids({ find: 'BEN-' })).toEqual([1, ben]);
    expect(await ids({ find: 'nobody' })).toEqual([0]);
  });
});
