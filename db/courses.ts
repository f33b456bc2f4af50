/**
 * Courses: who is in them in which role, how people come in, and who changes what. Every change by staff leaves its
 * row in the audit, in the same transaction. What staff sees of students' work: course-scores.ts.
 */
import { and, asc, eq, ilike, inArray, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

import { audit } from './audit';
import { type Database, database, type Transaction } from './client';
import { newJoinCode } from './join-code';
import { course, enrolment, type Role, type SiteRole, siteRole, user } from './schema';

export interface Course {
  readonly id: string;
  /** In addresses. */
  readonly slug: string;
  readonly title: string;
  /** May be empty. */
  readonly term: string;
}

const courseColumns = { id: course.id, slug: course.slug, title: course.title, term: course.term };
const STAFF: Role[] = ['assistant', 'instructor'];
/** People of one course: more than any lecture has, and what a page of scores still bears. */
export const MAXIMUM_MEMBERS = 10_000;

/** By title. */
export async function coursesOf(userId: string): Promise<(Course & { readonly role: Role })[]> {
  return database()
    .select({ ...courseColumns, role: enrolment.role })
    .from(enrolment)
    .innerJoin(course, eq(course.id, enrolment.courseId))
    .where(eq(enrolment.userId, userId))
    .orderBy(asc(course.title), asc(course.id));
}

/** The newest courses of the site, whoever is in them. */
export async function newestCourses(limit: number): Promise<Course[]> {
  return database()
    .select(courseColumns)
    .from(course)
    .orderBy(sql`${course.createdAt} desc`, asc(course.id))
    .limit(limit);
}

/** What somebody is in a course and on the site. */
export interface Standing {
  readonly role: Role | null;
  readonly siteRole: SiteRole | null;
}

/** Null when there is no such course. */
export async function standingIn(
  courseSlug: string,
  userId: string,
): Promise<{
  readonly course: Course & { readonly joinCode: string | null };
  readonly standing: Standing;
} | null> {
  const [row] = await database()
    .select({
      course: { ...courseColumns, joinCode: course.joinCode },
      role: enrolment.role,
      siteRole: siteRole.role,
    })
    .from(course)
    .leftJoin(enrolment, and(eq(enrolment.courseId, course.id), eq(enrolment.userId, userId)))
    .leftJoin(siteRole, eq(siteRole.userId, userId))
    .where(eq(course.slug, courseSlug));
  if (row === undefined) return null;
  return { course: row.course, standing: { role: row.role, siteRole: row.siteRole } };
}

/** Whether the other is a student of a course of which the viewer is staff, or of any where he administrates. */
export async function mayReadWorkOf(viewerId: string, studentId: string): Promise<boolean> {
  const own = alias(enrolment, 'own');
  const [row] = await database()
    .select({ courseId: enrolment.courseId })
    .from(enrolment)
    .leftJoin(own, and(eq(own.courseId, enrolment.courseId), eq(own.userId, viewerId)))
    .leftJoin(siteRole, eq(siteRole.userId, viewerId))
    .where(
      and(
        eq(enrolment.userId, studentId),
        eq(enrolment.role, 'student'),
        or(inArray(own.role, STAFF), eq(siteRole.role, 'administrator')),
      ),
    )
    .limit(1);
  return row !== undefined;
}

export interface CourseMember {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** Gave the account up: name and address are none. */
  readonly isDeleted: boolean;
  readonly role: Role;
}

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** In name or address, in any case; everybody where nothing is looked for. */
export function personMatches(find: string): SQL | undefined {
  if (find === '') return undefined;
  const pattern = `%${find.replace(/[\\%_]/g, '\\$&')}%`;
  return or(ilike(user.name, pattern), ilike(user.email, pattern));
}

/** Staff first, then by name. @returns a page of them, and how many there are. */
export async function courseMembers(
  courseId: string,
  query: Page & { readonly find: string; readonly role?: Role },
): Promise<{ readonly rows: readonly CourseMember[]; readonly found: number }> {
  const rows = await database()
    .select({
      userId: user.id,
      name: user.name,
      email: user.email,
      isDeleted: sql<boolean>`${user.deletedAt} is not null`,
      role: enrolment.role,
      found: sql<number>`count(*) over ()::int`,
    })
    .from(enrolment)
    .innerJoin(user, eq(user.id, enrolment.userId))
    .where(
      and(
        eq(enrolment.courseId, courseId),
        query.role === undefined ? undefined : eq(enrolment.role, query.role),
        personMatches(query.find),
      ),
    )
    .orderBy(
      sql`array_position(array['instructor', 'assistant', 'student'], ${enrolment.role})`,
      sql`lower(${user.name})`,
      asc(user.id),
    )
    .limit(query.limit)
    .offset(query.offset);
  return { rows: rows.map(({ found: _found, ...member }) => member), found: rows[0]?.found ?? 0 };
}

/** Who answers for the course, by name. */
export async function instructorsOf(courseId: string): Promise<string[]> {
  const rows = await database()
    .select({ name: user.name })
    .from(enrolment)
    .innerJoin(user, eq(user.id, enrolment.userId))
    .where(and(eq(enrolment.courseId, courseId), eq(enrolment.role, 'instructor')))
    .orderBy(sql`lower(${user.name})`, asc(user.id))
    .limit(20);
  return rows.map(({ name }) => name);
}

// Changes

/** Makes the course, or leaves the one with this slug as it is. */
export async function ensureCourse(slug: string, title: string): Promise<Course> {
  await database().insert(course).values({ slug, title }).onConflictDoNothing();
  const [row] = await database().select(courseColumns).from(course).where(eq(course.slug, slug));
  return row;
}

/** `Operating Systems, Autumn 2026` as a part of an address: `operating-systems-autumn-2026`. */
function slugOf(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 50)
      .replace(/^-|-$/g, '') || 'course'
  );
}

/** Makes a course whose instructor is who makes it, and which can be joined by a code. */
export async function createCourse(given: {
  readonly actorId: string;
  readonly title: string;
  readonly term: string;
}): Promise<Course> {
  const { actorId, title, term } = given;
  const wanted = slugOf(`${title} ${term}`);
  return database().transaction(async (transaction) => {
    const values = { title, term, joinCode: newJoinCode() };
    const [made] = await transaction
      .insert(course)
      .values({ ...values, slug: wanted })
      .onConflictDoNothing({ target: course.slug })
      .returning(courseColumns);
    // Another course has the name: a few more characters.
    const slug = `${wanted}-${newJoinCode().slice(0, 5).toLowerCase()}`;
    const [row] =
      made === undefined
        ? await transaction
            .insert(course)
            .values({ ...values, slug })
            .returning(courseColumns)
        : [made];
    await transaction.insert(enrolment).values({ courseId: row.id, userId: actorId, role: 'instructor' });
    await audit(transaction, {
      actorId,
      action: 'course.create',
      subject: `course:${row.id}`,
      details: { title, term },
    });
    return row;
  });
}

interface ByActor {
  readonly actorId: string;
  readonly courseId: string;
}

export async function renameCourse(
  given: ByActor & { readonly title: string; readonly term: string },
): Promise<void> {
  const { actorId, courseId, title, term } = given;
  await database().transaction(async (transaction) => {
    await transaction.update(course).set({ title, term }).where(eq(course.id, courseId));
    await audit(transaction, {
      actorId,
      action: 'course.rename',
      subject: `course:${courseId}`,
      details: { title, term },
    });
  });
}

/** A new code, with which the one before opens nothing any more; or none, and nobody can join. */
export async function setJoining(
  given: ByActor & { readonly isOpen: boolean },
  connection: Database | Transaction = database(),
): Promise<void> {
  const { actorId, courseId, isOpen } = given;
  await connection.transaction(async (transaction) => {
    await transaction
      .update(course)
      .set({ joinCode: isOpen ? newJoinCode() : null })
      .where(eq(course.id, courseId));
    await audit(transaction, {
      actorId,
      action: isOpen ? 'course.open' : 'course.close',
      subject: `course:${courseId}`,
      details: {},
    });
  });
}

/** Null where the code opens nothing. */
export async function courseByJoinCode(joinCode: string): Promise<Course | null> {
  const [row] = await database().select(courseColumns).from(course).where(eq(course.joinCode, joinCode));
  return row ?? null;
}

/** Makes somebody a student; who is in the course already keeps his role. */
export async function joinCourse(given: {
  readonly userId: string;
  readonly joinCode: string;
}): Promise<Course | 'no course' | 'full'> {
  const { userId, joinCode } = given;
  return database().transaction(async (transaction) => {
    const [found] = await transaction
      .select(courseColumns)
      .from(course)
      .where(eq(course.joinCode, joinCode))
      .for('update');
    if (found === undefined) return 'no course';
    const inCourse = eq(enrolment.courseId, found.id);
    if ((await transaction.$count(enrolment, and(inCourse, eq(enrolment.userId, userId)))) > 0) return found;
    if ((await transaction.$count(enrolment, inCourse)) >= MAXIMUM_MEMBERS) return 'full';
    await transaction.insert(enrolment).values({ courseId: found.id, userId, role: 'student' });
    return found;
  });
}

/** Enrols, or changes the role. @param set.actorId who does it: stands in the audit. */
export async function setRole(
  set: ByActor & { readonly userId: string; readonly role: Role },
): Promise<void> {
  const { actorId, ...row } = set;
  await database().transaction(async (transaction) => {
    await transaction
      .insert(enrolment)
      .values(row)
      .onConflictDoUpdate({ target: [enrolment.courseId, enrolment.userId], set: { role: row.role } });
    await auditRole(transaction, set);
  });
}

function auditRole(
  transaction: Transaction,
  change: ByActor & { readonly userId: string; readonly role: Role | null },
): Promise<void> {
  const { actorId, courseId, userId, role } = change;
  return audit(transaction, {
    actorId,
    action: 'enrolment.set',
    subject: `course:${courseId}`,
    details: { userId, role },
  });
}

/**
 * Changes the role of somebody who is in the course, or takes him out of it (null). Nobody is brought in: staff sees
 * the work of its students, so that each comes in by himself. A course keeps an instructor.
 */
export async function changeRole(
  change: ByActor & { readonly userId: string; readonly role: Role | null },
): Promise<'done' | 'absent' | 'last instructor'> {
  const { courseId, userId, role } = change;
  return database().transaction(async (transaction) => {
    // One change at a time: two instructors who leave at once would each see the other.
    await transaction.select({ id: course.id }).from(course).where(eq(course.id, courseId)).for('update');
    const isMember = and(eq(enrolment.courseId, courseId), eq(enrolment.userId, userId));
    const [before] = await transaction.select({ role: enrolment.role }).from(enrolment).where(isMember);
    if (before === undefined) return 'absent';
    if (before.role === 'instructor' && role !== 'instructor') {
      const instructors = and(eq(enrolment.courseId, courseId), eq(enrolment.role, 'instructor'));
      if ((await transaction.$count(enrolment, instructors)) <= 1) return 'last instructor';
    }
    if (role === null) await transaction.delete(enrolment).where(isMember);
    else await transaction.update(enrolment).set({ role }).where(isMember);
    await auditRole(transaction, change);
    return 'done';
  });
}

/** What its people handed in is theirs, and stays. */
export async function deleteCourse({ actorId, courseId }: ByActor): Promise<void> {
  await database().transaction(async (transaction) => {
    // Nobody joins meanwhile.
    const [found] = await transaction.select().from(course).where(eq(course.id, courseId)).for('update');
    if (found === undefined) return;
    const { title, term } = found;
    const left = await transaction
      .delete(enrolment)
      .where(eq(enrolment.courseId, courseId))
      .returning({ userId: enrolment.userId });
    await transaction.delete(course).where(eq(course.id, courseId));
    await audit(transaction, {
      actorId,
      action: 'course.delete',
      subject: `course:${courseId}`,
      details: { title, term, people: left.length },
    });
  });
}
