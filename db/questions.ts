/** Attempts at questions: each has its own seed, hence its own variant, and is answered at most once. */
import { and, desc, eq, isNull } from 'drizzle-orm';

import { database } from './client';
import { refreshBest } from './progress';
import { questionAttempt } from './schema';

export interface QuestionAttempt {
  readonly id: string;
  readonly userId: string;
  readonly question: string;
  readonly seed: number;
  readonly startedAt: Date;
  /** Null while it is open; so are the three below. */
  readonly answeredAt: Date | null;
  readonly responses: unknown;
  readonly points: number | null;
  readonly maxPoints: number | null;
}

export async function startAttempt(start: {
  readonly userId: string;
  readonly question: string;
  /** An integer of at most 53 bits. */
  readonly seed: number;
}): Promise<QuestionAttempt> {
  const [row] = await database().insert(questionAttempt).values(start).returning();
  return row;
}

/** Stores the answer. @returns false when it was answered before or is another's: then nothing changes. */
export async function answerAttempt(answer: {
  readonly attemptId: string;
  readonly userId: string;
  /** Plain data. */
  readonly responses: unknown;
  readonly points: number;
  readonly maxPoints: number;
}): Promise<boolean> {
  const { responses, points, maxPoints } = answer;
  return database().transaction(async (transaction) => {
    const [answered] = await transaction
      .update(questionAttempt)
      .set({ responses, points, maxPoints, answeredAt: new Date() })
      .where(
        and(
          eq(questionAttempt.id, answer.attemptId),
          eq(questionAttempt.userId, answer.userId),
          isNull(questionAttempt.answeredAt),
        ),
      )
      .returning({ question: questionAttempt.question });
    if (answered === undefined) return false;
    await refreshBest(transaction, { userId: answer.userId, kind: 'question', item: answered.question });
    return true;
  });
}

export async function attempt(attemptId: string): Promise<QuestionAttempt | null> {
  const [row] = await database().select().from(questionAttempt).where(eq(questionAttempt.id, attemptId));
  return row ?? null;
}

/** Newest first. */
export async function attemptsOf(userId: string, question: string, limit = 50): Promise<QuestionAttempt[]> {
  return database()
    .select()
    .from(questionAttempt)
    .where(and(eq(questionAttempt.userId, userId), eq(questionAttempt.question, question)))
    .orderBy(desc(questionAttempt.startedAt), questionAttempt.id)
    .limit(limit);
}
