/**
 * How far a student has come: the best of each exercise and question, in the table `best_score`. Whoever lets a score
 * count brings its row up to date in the same transaction.
 */
import { and, eq, sql } from 'drizzle-orm';

import { database, type Transaction } from './client';
import { bestScore, draft, type ItemKind, questionAttempt, submission } from './schema';

interface ItemOf {
  readonly userId: string;
  readonly kind: ItemKind;
  readonly item: string;
}

/**
 * Finds the best anew, among all that counts: a regrade may take points away. The row is locked first, so that what is
 * read then includes what others let count meanwhile.
 */
export async function refreshBest(transaction: Transaction, of: ItemOf): Promise<void> {
  const { userId, kind, item } = of;
  await transaction
    .insert(bestScore)
    .values({ ...of, points: 0, maxPoints: 0, times: 0 })
    .onConflictDoUpdate({
      target: [bestScore.userId, bestScore.kind, bestScore.item],
      set: { times: sql`${bestScore.times}` },
    });
  const counted =
    kind === 'exercise'
      ? sql`select ${submission.score} as points, ${submission.maxScore} as max_points, ${submission.sequence} as at
          from ${submission} where ${submission.userId} = ${userId} and ${submission.exercise} = ${item}
            and ${submission.score} is not null`
      : sql`select ${questionAttempt.points} as points, ${questionAttempt.maxPoints} as max_points, ${questionAttempt.answeredAt} as at
          from ${questionAttempt} where ${questionAttempt.userId} = ${userId} and ${questionAttempt.question} = ${item}
            and ${questionAttempt.answeredAt} is not null`;
  await transaction.execute(sql`
    update ${bestScore} set points = best.points, max_points = best.max_points, times = best.times
    from (select counted.points, counted.max_points, count(*) over () as times from (${counted}) counted
      order by counted.points desc, counted.at limit 1) best
    where ${and(eq(bestScore.userId, userId), eq(bestScore.kind, kind), eq(bestScore.item, item))}`);
}

export interface ItemScore {
  readonly kind: ItemKind;
  readonly item: string;
  readonly points: number;
  /** Of the best: versions may have different maxima. */
  readonly maxPoints: number;
  /** Submissions that were graded, or attempts that were answered. */
  readonly times: number;
}

/** What the student worked on last: typed at an exercise (other drafts are of attempts, by their ids), or took a variant of a question. */
export async function lastWorkedOn(
  userId: string,
): Promise<{ readonly kind: ItemKind; readonly item: string } | null> {
  const [row] = await database().execute<{ kind: ItemKind; item: string }>(sql`
    select kind, item from (
      select 'exercise' as kind, ${draft.item} as item, ${draft.updatedAt} as at from ${draft}
      where ${draft.userId} = ${userId} and ${draft.item} like '%/%'
      union all
      select 'question', ${questionAttempt.question}, ${questionAttempt.startedAt} from ${questionAttempt} where ${questionAttempt.userId} = ${userId}
    ) worked order by at desc limit 1`);
  return row ?? null;
}

/** What the student has a score of. */
export async function progressOf(userId: string): Promise<ItemScore[]> {
  return database()
    .select({
      kind: bestScore.kind,
      item: bestScore.item,
      points: bestScore.points,
      maxPoints: bestScore.maxPoints,
      times: bestScore.times,
    })
    .from(bestScore)
    .where(eq(bestScore.userId, userId));
}
