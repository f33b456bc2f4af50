/**
 * The leaderboard of one exercise version in one course: each student's best full-score submission by the
 * exercise's metric, lower first. Ties go to whoever handed in earlier; ranks are 1, 2, 3 ... without gaps.
 * Staff do not rank: they have the solutions. Boards of different versions are never mixed: their figures come from
 * different work.
 */
import { and, desc, eq, inArray, max, min, sql } from 'drizzle-orm';

import { database } from './client';
import { enrolment, leaderboardEntry, user } from './schema';

export interface LeaderboardRow {
  readonly rank: number;
  /** The pseudonym, unless the student shows the real name. */
  readonly name: string;
  readonly metric: number;
  readonly submittedAt: Date;
  /** Whether it is the viewer's. */
  readonly own: boolean;
}

export interface Leaderboard {
  readonly rows: readonly LeaderboardRow[];
  /** The viewer's row, also where it lies beyond the limit. */
  readonly own: LeaderboardRow | null;
}

export async function leaderboard(query: {
  readonly exercise: string;
  readonly version: string;
  readonly courseId: string;
  readonly viewerId: string | null;
  readonly limit?: number;
}): Promise<Leaderboard> {
  const limit = query.limit ?? 50;
  const ranked = await database().execute<{
    rank: number;
    name: string;
    metric: number;
    submitted_at: string;
    own: boolean;
  }>(sql`
    select * from (
      select
        (row_number() over (order by ${leaderboardEntry.metric}, ${leaderboardEntry.submittedAt}, ${leaderboardEntry.submissionId}))::int as rank,
        case when ${user.showName} then ${user.name} else ${user.pseudonym} end as name,
        ${leaderboardEntry.metric} as metric,
        ${leaderboardEntry.submittedAt} as submitted_at,
        ${leaderboardEntry.userId} is not distinct from ${query.viewerId} as own
      from ${leaderboardEntry}
        join ${user} on ${user.id} = ${leaderboardEntry.userId}
        join ${enrolment} on ${enrolment.userId} = ${leaderboardEntry.userId}
      where ${leaderboardEntry.exercise} = ${query.exercise} and ${leaderboardEntry.version} = ${query.version}
        and ${enrolment.courseId} = ${query.courseId} and ${enrolment.role} = 'student'
    ) ranked
    where rank <= ${limit} or own
    order by rank`);
  const rows = ranked.map(({ submitted_at, ...row }) => ({ ...row, submittedAt: new Date(submitted_at) }));
  return { rows: rows.slice(0, limit), own: rows.find((row) => row.own) ?? null };
}

export interface RankedVersion {
  readonly version: string;
  /** When its first and its last entry were handed in. */
  readonly from: Date;
  readonly to: Date;
}

/** The versions of an exercise for which a student of one of the courses ranks, the newest entries first. */
export async function rankedVersions(
  exercise: string,
  courseIds: readonly string[],
): Promise<RankedVersion[]> {
  const { version, submittedAt } = leaderboardEntry;
  return database()
    .select({
      version,
      from: sql<Date>`${min(submittedAt)}`.mapWith(submittedAt),
      to: sql<Date>`${max(submittedAt)}`.mapWith(submittedAt),
    })
    .from(leaderboardEntry)
    .innerJoin(enrolment, eq(enrolment.userId, leaderboardEntry.userId))
    .where(
      and(
        eq(leaderboardEntry.exercise, exercise),
        inArray(enrolment.courseId, [...courseIds]),
        eq(enrolment.role, 'student'),
      ),
    )
    .groupBy(version)
    .orderBy(desc(max(submittedAt)), version);
}
