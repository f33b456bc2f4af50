/**
 * Guarantee: what changes courses, roles and who is in them is done for those who have the right to it, and refused to
 * everybody else, whatever their browser sends; a refusal changes nothing and is in no audit.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { rawClient } from '../../db/client';
import { ensureCourse, mayReadWorkOf, setRole, standingIn } from '../../db/courses';
import { ALLOWANCES } from '../../db/limits';
import type { Role, SiteRole } from '../../db/schema';
import { setSiteRole, siteRoleOf } from '../../db/site-roles';
import { submission, submit } from '../../db/submissions';
import { addUser, startTestDatabase, type TestDatabase } from '../../tests/postgres';
import { Refusal } from '../action';
import * as words from '../dictionary';
import type { User } from '../viewer';
import { courseWith } from './course-access';
import {
  changeRoleAs,
  deleteCourseAs,
  joinCourseAs,
  leaveCourseAs,
  makeCourse,
  renameCourseAs,
  setJoiningAs,
  setSiteRoleAs,
} from './course-changes';

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await startTestDatabase();
});
afterAll(() => testDatabase.stop());

const SLUG = 'this-course';
const WHO = [
  'stranger',
  'student',
  'assistant',
  'instructor',
  'instructor of another course',
  'instructor of the site',
  'administrator',
] as const;
type Who = (typeof WHO)[number];

async function person(name: string): Promise<User> {
  const id = await addUser(name);
  const [{ email }] = await rawClient()`select email from "user" where id = ${id}`;
  return { id, name, email };
}

const people = new Map<Who, User>();
/** A student and an assistant whom others act upon. */
let student: User;
let courseId: string;

beforeAll(async () => {
  courseId = (await ensureCourse(SLUG, 'This course')).id;
  const other = await ensureCourse('another-course', 'Another course');
  for (const who of WHO) people.set(who, await person(who));
  const owner = await person('owner');
  student = await person('acted upon');
  const enrol = (user: User | undefined, role: Role, course = courseId) =>
    setRole({ actorId: owner.id, courseId: course, userId: user?.id ?? '', role });
  await enrol(owner, 'instructor');
  await enrol(student, 'student');
  for (const who of ['student', 'assistant', 'instructor'] as const) await enrol(people.get(who), who);
  await enrol(people.get('instructor of another course'), 'instructor', other.id);
  const name = (who: Who, role: SiteRole) =>
    setSiteRole({ actorId: owner.id, userId: people.get(who)?.id ?? '', role });
  await name('instructor of the site', 'instructor');
  await name('administrator', 'administrator');
  await name('administrator', 'administrator');
});

beforeEach(() => rawClient()`delete from usage`);

const RUNS_IT: readonly Who[] = ['instructor', 'administrator'];

/** Each action on this course or this site, with a trace that shows it was done. */
const ACTIONS: readonly {
  readonly name: string;
  readonly may: readonly Who[];
  readonly act: (user: User) => Promise<unknown>;
}[] = [
  {
    name: 'make a course',
    may: ['instructor of the site', 'administrator'],
    act: (user) => makeCourse({ title: 'New', term: '' }, user),
  },
  {
    name: 'rename the course',
    may: RUNS_IT,
    act: (user) => renameCourseAs({ slug: SLUG, title: `By ${user.name}`, term: 'Spring' }, user),
  },
  { name: 'open joining', may: RUNS_IT, act: (user) => setJoiningAs({ slug: SLUG, isOpen: true }, user) },
  { name: 'close joining', may: RUNS_IT, act: (user) => setJoiningAs({ slug: SLUG, isOpen: false }, user) },
  {
    name: 'set a role',
    may: RUNS_IT,
    act: (user) => changeRoleAs({ slug: SLUG, userId: student.id, role: 'assistant' }, user),
  },
  {
    name: 'make oneself an instructor',
    may: ['instructor'],
    act: (user) => changeRoleAs({ slug: SLUG, userId: user.id, role: 'instructor' }, user),
  },
  {
    name: 'leave the course',
    may: ['student', 'assistant', 'instructor'],
    async act(user) {
      const role = (await standingIn(SLUG, user.id))?.standing.role ?? null;
      await leaveCourseAs({ slug: SLUG }, user);
      expect((await standingIn(SLUG, user.id))?.standing.role).toBeNull();
      if (role !== null) await setRole({ actorId: user.id, courseId, userId: user.id, role });
    },
  },
  {
    name: 'delete a course',
    may: ['instructor', 'administrator'],
    async act(user) {
      // One like the others', in which everybody is what he is in this one.
      const { slug, id } = await ensureCourse('to-delete', 'To delete');
      for (const {
        user_id: userId,
        role,
      } of await rawClient()`select * from enrolment where course_id = ${courseId}`)
        await setRole({ actorId: user.id, courseId: id, userId, role });
      await expect(deleteCourseAs({ slug, title: 'to delete' }, user)).rejects.toThrow(Refusal);
      expect(await standingIn(slug, user.id)).not.toBeNull();
      try {
        await deleteCourseAs({ slug, title: 'To delete ' }, user);
        expect(await standingIn(slug, user.id)).toBeNull();
      } finally {
        await rawClient()`delete from enrolment where course_id = ${id}`;
        await rawClient()`delete from course where id = ${id}`;
        await rawClient()`delete from audit_event where action = 'enrolment.set' and subject = ${`course:${id}`}`;
      }
    },
  },
  {
    name: 'name an instructor of the site',
    may: ['administrator'],
    act: (user) => setSiteRoleAs({ email: student.email.toUpperCase(), role: 'instructor' }, user),
  },
  {
    name: 'take a role of the site',
    may: ['administrator'],
    act: (user) => setSiteRoleAs({ email: student.email, role: null }, user),
  },
];

const state = () =>
  rawClient()`select (select count(*) from audit_event) as audited, (select json_agg(course order by id) from course) as courses,
    (select json_agg(enrolment order by course_id, user_id) from enrolment) as enrolments,
    (select json_agg(site_role order by user_id) from site_role) as site_roles`;

describe.each(ACTIONS)('$name', ({ act, may }) => {
  it.each(WHO)('by %s', async (who) => {
    const user = people.get(who) as User;
    const before = await state();
    if (may.includes(who)) {
      await act(user);
      expect(await state()).not.toEqual(before);
    } else {
      await expect(act(user)).rejects.toThrow(Refusal);
      expect(await state()).toEqual(before);
    }
  });
});

it.each([
  ['see a course', ['student', 'assistant', 'instructor', 'administrator']],
  ['see its students', ['assistant', 'instructor', 'administrator']],
  ['run a course', ['instructor', 'administrator']],
  ['delete a course', ['instructor', 'administrator']],
] as const)('to %s is for %j, and the course does not exist for others', async (right, holders) => {
  for (const who of WHO) {
    const open = await courseWith(SLUG, people.get(who) as User, right);
    expect(open !== null, who).toBe((holders as readonly string[]).includes(who));
  }
});

it('nobody is brought into a course, nor out of one where he is not', async () => {
  const [instructor, stranger] = [people.get('instructor') as User, people.get('stranger') as User];
  for (const userId of [stranger.id, 'nobody', '%'])
    for (const role of ['student', null] as const)
      await expect(changeRoleAs({ slug: SLUG, userId, role }, instructor)).rejects.toThrow(
        words.course.notInCourse,
      );
  expect((await standingIn(SLUG, stranger.id))?.standing.role).toBeNull();
});

it('the last instructor leaves no course behind that has people in it', async () => {
  const [ina, ben] = [await person('last'), await person('other')];
  const { id, slug } = await ensureCourse('left', 'Left');
  await setRole({ actorId: ina.id, courseId: id, userId: ina.id, role: 'instructor' });
  await setRole({ actorId: ina.id, courseId: id, userId: ben.id, role: 'student' });
  await expect(leaveCourseAs({ slug }, ina)).rejects.toThrow(words.course.lastInstructor);
  const { submissionId } = await submit({ userId: ben.id, exercise: 'a/e', version: 'v', source: '// ben' });
  await deleteCourseAs({ slug, title: 'Left' }, ina);
  expect((await submission(submissionId))?.source).toBe('// ben');
  expect(await mayReadWorkOf(ina.id, ben.id)).toBe(false);
});

it('the last administrator stays one, and an address without an account gets no role', async () => {
  const administrator = people.get('administrator') as User;
  const name = (email: string, role: SiteRole | null) => setSiteRoleAs({ email, role }, administrator);
  await expect(name(administrator.email, null)).rejects.toThrow(words.administration.last);
  await expect(name('nobody@example.com', 'instructor')).rejects.toThrow(words.administration.noAccount);
  expect(await siteRoleOf(administrator.id)).toBe('administrator');
});

it('titles are tidied, and refused where they break pages', async () => {
  const administrator = people.get('administrator') as User;
  const rename = (title: string, term: string) => renameCourseAs({ slug: SLUG, title, term }, administrator);
  expect(await rename('  Operating   systems ', ' ')).toEqual({ title: 'Operating systems', term: '' });
  for (const [title, term] of [
    ['', ''],
    ['…', ''],
    ['x'.repeat(101), ''],
    ['Systems\u202e', ''],
    ['Systems', 'two\nlines'],
  ])
    await expect(rename(title, term), title).rejects.toThrow(words.course.unreadableTitle);
});

it('codes are tried a bounded number of times, right ones included', async () => {
  const stranger = people.get('stranger') as User;
  await setJoiningAs({ slug: SLUG, isOpen: true }, people.get('instructor') as User);
  const joinCode = (await standingIn(SLUG, stranger.id))?.course.joinCode ?? '';
  const [{ count }] = ALLOWANCES.join;
  for (let tried = 0; tried < count; tried++)
    await expect(joinCourseAs('AAAAA-AAAAA', stranger)).rejects.toThrow(words.join.noCourse);
  await expect(joinCourseAs(joinCode, stranger)).rejects.toMatchObject({ code: 'too many' });
  await rawClient()`delete from usage`;
  expect(await joinCourseAs(joinCode.toLowerCase(), stranger)).toEqual({ slug: SLUG });
  expect((await standingIn(SLUG, stranger.id))?.standing.role).toBe('student');
});
