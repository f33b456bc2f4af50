/** What whoever gives a version to students answered of it (app/author/publish/review-questions.ts): of each version anew. */
import { and, eq, sql } from 'drizzle-orm';
import { database } from './client';
import { packageReview, user } from './schema';
import { assertStorable } from './text';

export interface ReviewAnswer {
  readonly question: string;
  readonly isSo: boolean;
  /** By whom, or why not. */
  readonly note: string;
  readonly by: string;
  readonly answeredAt: Date;
}

export async function reviewOf(packageId: string, version: string): Promise<ReviewAnswer[]> {
  return database()
    .select({
      question: packageReview.question,
      isSo: packageReview.isSo,
      note: packageReview.note,
      by: user.name,
      answeredAt: packageReview.answeredAt,
    })
    .from(packageReview)
    .innerJoin(user, eq(user.id, packageReview.userId))
    .where(and(eq(packageReview.packageId, packageId), eq(packageReview.version, version)));
}

/** The newest answer stays. @throws RangeError when the note cannot be stored (text.ts). */
export async function answerReview(
  answer: Pick<ReviewAnswer, 'question' | 'isSo' | 'note'> & {
    readonly packageId: string;
    readonly version: string;
    readonly userId: string;
  },
): Promise<void> {
  assertStorable(answer.note);
  const { isSo, note, userId } = answer;
  await database()
    .insert(packageReview)
    .values(answer)
    .onConflictDoUpdate({
      target: [packageReview.packageId, packageReview.version, packageReview.question],
      set: { isSo, note, userId, answeredAt: sql`clock_timestamp()` },
    });
}
