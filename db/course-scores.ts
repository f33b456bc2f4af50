/**
 * What staff of a course sees of its students' work: everybody's best scores, and what was handed in. Both are read a
 * page at a time: from `best_score`, which holds a row for each student and item, and by index from the newest
 * submission down, so that the size of a course and the number of submissions hardly count.
 */
import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';

import { database } from './client';
import { type Page, personMatches } from './courses';
import { bestScore, enrolment, type ItemKind, type SubmissionState, submission, user } from './schema';

export interface Item {
  readonly kind: ItemKind;
  /** `chapter/name`. */
  readonly item: string;
}

/** What rows are sorted by, and what a column of the page shows: a name, all points, those of some items or of one. */
export type ScoreColumn = 'name' | 'total' | { readonly items: readonly Item[] } | Item;

export interface StudentScores {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly isDeleted: boolean;
  readonly total: number;
  /** By itemKey. Only what is graded. */
  readonly points: Readonly<Record<string, number>>;
}

/** `exercise scheduling/round-robin`. */
export const itemKey = ({ kind, item }: Item) => `${kind} ${item}`;
const keyColumn = sql`${bestScore.kind} || ' ' || ${bestScore.item}`;

const isStudentOf = (courseId: string) =>
  and(eq(enrolment.courseId, courseId), eq(enrolment.role, 'student'));
const studentsOf = (courseId: string) =>
  database().select({ id: enrolment.userId }).from(enrolment).where(isStudentOf(courseId));

function sortKey(column: ScoreColumn): SQL {
  if (column === 'name') return sql`lower(${user.name})`;
  if (column === 'total') return sql`coalesce(sum(${bestScore.points}), 0)`;
  const counted =
    'items' in column
      ? sql`${keyColumn} = any(${sql.param(column.items.map(itemKey))})`
      : sql`${bestScore.kind} = ${column.kind} and ${bestScore.item} = ${column.item}`;
  return sql`coalesce(sum(${bestScore.points}) filter (where ${counted}), 0)`;
}

/** The course's students with their best scores; ties by name. @returns a page of them, and how many there are. */
export async function studentScores(
  courseId: string,
  query: Page & { readonly find: string; readonly sort: ScoreColumn; readonly isDescending: boolean },
): Promise<{ readonly rows: readonly StudentScores[]; readonly found: number }> {
  const key = sortKey(query.sort);
  const rows = await database()
    .select({
      userId: user.id,
      name: user.name,
      email: user.email,
      isDeleted: sql<boolean>`${user.deletedAt} is not null`,
      total: sql<number>`coalesce(sum(${bestScore.points}), 0)`,
      points: sql<Record<string, number>>`coalesce(
        json_object_agg(${keyColumn}, ${bestScore.points}) filter (where ${bestScore.item} is not null), '{}')`,
      found: sql<number>`count(*) over ()::int`,
    })
    .from(enrolment)
    .innerJoin(user, eq(user.id, enrolment.userId))
    .leftJoin(bestScore, eq(bestScore.userId, user.id))
    .where(and(isStudentOf(courseId), personMatches(query.find)))
    .groupBy(user.id)
    .orderBy(query.isDescending ? desc(key) : asc(key), sql`lower(${user.name})`, asc(user.id))
    .limit(query.limit)
    .offset(query.offset);
  return { rows: rows.map(({ found: _found, ...row }) => row), found: rows[0]?.found ?? 0 };
}

/** What the course's students have a score of beyond what is listed: exercises that are no longer in the catalogue. */
export async function itemsBeside(courseId: string, listed: readonly Item[]): Promise<Item[]> {
  return database()
    .selectDistinct({ kind: bestScore.kind, item: bestScore.item })
    .from(bestScore)
    .where(
      and(
        inArray(bestScore.userId, studentsOf(courseId)),
        sql`${keyColumn} <> all(${sql.param(listed.map(itemKey))})`,
      ),
    )
    .orderBy(bestScore.item, bestScore.kind);
}

export interface CourseSubmission {
  readonly id: string;
  readonly sequence: number;
  readonly userId: string;
  readonly name: string;
  readonly exercise: string;
  readonly version: string;
  readonly state: SubmissionState;
  readonly score: number | null;
  readonly maxScore: number | null;
  readonly createdAt: Date;
}

/**
 * What the course's students handed in, newest first. Of each student only the newest `limit` are looked at, by index:
 * a small course costs the same on a large site.
 */
export async function courseSubmissions(
  courseId: string,
  query: {
    readonly userId?: string;
    readonly exercise?: string;
    /** Only what came before this one (`sequence`). */
    readonly before?: number;
    readonly limit: number;
  },
): Promise<CourseSubmission[]> {
  const student = database()
    .select({ id: enrolment.userId })
    .from(enrolment)
    .where(
      and(isStudentOf(courseId), query.userId === undefined ? undefined : eq(enrolment.userId, query.userId)),
    )
    .as('student');
  const own = database()
    .select({ sequence: submission.sequence })
    .from(submission)
    .where(
      and(
        eq(submission.userId, student.id),
        query.exercise === undefined ? undefined : eq(submission.exercise, query.exercise),
        query.before === undefined ? undefined : sql`${submission.sequence} < ${query.before}`,
      ),
    )
    // As the index has it.
    .orderBy(sql`${submission.sequence} desc nulls last`)
    .limit(query.limit)
    .as('own');
  const newest = database()
    .select({ sequence: own.sequence })
    .from(student)
    .innerJoinLateral(own, sql`true`)
    .orderBy(desc(own.sequence))
    .limit(query.limit);
  return database()
    .select({
      id: submission.id,
      sequence: submission.sequence,
      userId: user.id,
      name: user.name,
      exercise: submission.exercise,
      version: submission.version,
      state: submission.state,
      score: submission.score,
      maxScore: submission.maxScore,
      createdAt: submission.createdAt,
    })
    .from(submission)
    .innerJoin(user, eq(user.id, submission.userId))
    .where(inArray(submission.sequence, newest))
    .orderBy(desc(submission.sequence));
}
