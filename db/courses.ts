/** Courses: who is in them in which role, and what staff may see of their students' work. */
import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

import { audit } from './audit';
import { database } from './client';
import { course, enrolment, type Role, type SubmissionState, submission, user } from './schema';

export interface Course {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
}

const courseColumns = { id: course.id, slug: course.slug, title: course.title };
const STAFF: Role[] = ['assistant', 'instructor'];

/** By title. */
export async function coursesOf(userId: string): Promise<(Course & { readonly role: Role })[]> {
  return database()
    .select({ ...courseColumns, role: enrolment.role })
    .from(enrolment)
    .innerJoin(course, eq(course.id, enrolment.courseId))
    .where(eq(enrolment.userId, userId))
    .orderBy(asc(course.title), asc(course.id));
}

/** Null when there is no such course or the user is not in it: the two must look alike to him. */
export async function roleIn(
  courseSlug: string,
  userId: string,
): Promise<{ readonly course: Course; readonly role: Role } | null> {
  const [row] = await database()
    .select({ course: courseColumns, role: enrolment.role })
    .from(enrolment)
    .innerJoin(course, eq(course.id, enrolment.courseId))
    .where(and(eq(course.slug, courseSlug), eq(enrolment.userId, userId)));
  return row ?? null;
}

/** Whether `staffUserId` is assistant or instructor of a course in which the other is a student. */
export async function sharesCourseAsStaff(staffUserId: string, studentUserId: string): Promise<boolean> {
  const theirs = alias(enrolment, 'theirs');
  const [row] = await database()
    .select({ courseId: enrolment.courseId })
    .from(enrolment)
    .innerJoin(theirs, eq(theirs.courseId, enrolment.courseId))
    .where(
      and(
        eq(enrolment.userId, staffUserId),
        inArray(enrolment.role, STAFF),
        eq(theirs.userId, studentUserId),
        eq(theirs.role, 'student'),
      ),
    )
    .limit(1);
  return row !== undefined;
}

export interface CourseScore {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly exercise: string;
  /** Null while nothing is graded. */
  readonly bestScore: number | null;
  readonly maxScore: number | null;
  readonly submissions: number;
  readonly lastAt: Date;
}

/** The course's students by name, each with the exercises he handed something in for. */
export async function courseScores(courseId: string): Promise<CourseScore[]> {
  return database()
    .select({
      userId: user.id,
      name: user.name,
      email: user.email,
      exercise: submission.exercise,
      bestScore: sql<number | null>`max(${submission.score})`,
      maxScore: sql<
        number | null
      >`(array_agg(${submission.maxScore} order by ${submission.score} desc nulls last))[1]`,
      submissions: count(),
      lastAt: sql<Date>`max(${submission.createdAt})`.mapWith(submission.createdAt),
    })
    .from(enrolment)
    .innerJoin(user, eq(user.id, enrolment.userId))
    .innerJoin(submission, eq(submission.userId, user.id))
    .where(and(eq(enrolment.courseId, courseId), eq(enrolment.role, 'student')))
    .groupBy(user.id, submission.exercise)
    .orderBy(asc(user.name), asc(user.id), asc(submission.exercise));
}

export interface CourseStudent {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
}

/** By name; also those who never handed anything in. */
export async function courseStudents(courseId: string): Promise<CourseStudent[]> {
  return database()
    .select({ userId: user.id, name: user.name, email: user.email })
    .from(enrolment)
    .innerJoin(user, eq(user.id, enrolment.userId))
    .where(and(eq(enrolment.courseId, courseId), eq(enrolment.role, 'student')))
    .orderBy(asc(user.name), asc(user.id));
}

export interface CourseSubmission {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly exercise: string;
  readonly version: string;
  readonly state: SubmissionState;
  readonly score: number | null;
  readonly maxScore: number | null;
  readonly createdAt: Date;
}

/** What the course's students handed in, newest first. */
export async function courseSubmissions(
  courseId: string,
  filter: { readonly userId?: string; readonly exercise?: string; readonly limit?: number } = {},
): Promise<CourseSubmission[]> {
  return database()
    .select({
      id: submission.id,
      userId: user.id,
      name: user.name,
      email: user.email,
      exercise: submission.exercise,
      version: submission.version,
      state: submission.state,
      score: submission.score,
      maxScore: submission.maxScore,
      createdAt: submission.createdAt,
    })
    .from(enrolment)
    .innerJoin(user, eq(user.id, enrolment.userId))
    .innerJoin(submission, eq(submission.userId, user.id))
    .where(
      and(
        eq(enrolment.courseId, courseId),
        eq(enrolment.role, 'student'),
        filter.userId === undefined ? undefined : eq(submission.userId, filter.userId),
        filter.exercise === undefined ? undefined : eq(submission.exercise, filter.exercise),
      ),
    )
    .orderBy(desc(submission.sequence))
    .limit(filter.limit ?? 100);
}

/** Makes the course, or leaves the one with this slug as it is. */
export async function ensureCourse(slug: string, title: string): Promise<Course> {
  await database().insert(course).values({ slug, title }).onConflictDoNothing();
  const [row] = await database().select(courseColumns).from(course).where(eq(course.slug, slug));
  return row;
}

/** Enrols, or changes the role. @param set.actorId who does it: stands in the audit. */
export async function setRole(set: {
  readonly actorId: string;
  readonly courseId: string;
  readonly userId: string;
  readonly role: Role;
}): Promise<void> {
  const { actorId, ...row } = set;
  await database().transaction(async (transaction) => {
    await transaction
      .insert(enrolment)
      .values(row)
      .onConflictDoUpdate({ target: [enrolment.courseId, enrolment.userId], set: { role: row.role } });
    await audit(transaction, {
      actorId,
      action: 'enrolment.set',
      subject: `course:${row.courseId}`,
      details: { userId: row.userId, role: row.role },
    });
  });
}
