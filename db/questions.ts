/**
 * Attempts at questions: each has its own seed, hence its own variant, and is answered at most once. What is entered
 * into the newest one before is a draft (drafts.ts), which ends with the answer or with the next attempt.
 */
import { and, asc, desc, eq, getTableColumns, inArray, isNull } from 'drizzle-orm';

import { database } from './client';
import { type SavedDraft, saveDraft } from './drafts';
import { refreshBest } from './progress';
import { draft, questionAttempt } from './schema';

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
  const { userId, question } = start;
  return database().transaction(async (transaction) => {
    const attempts = transaction
      .select({ id: questionAttempt.id })
      .from(questionAttempt)
      .where(and(eq(questionAttempt.userId, userId), eq(questionAttempt.question, question)));
    await transaction.delete(draft).where(and(eq(draft.userId, userId), inArray(draft.item, attempts)));
    const [row] = await transaction.insert(questionAttempt).values(start).returning();
    return row;
  });
}

/** Keeps what is entered so far. @returns null when the attempt was answered, is not the newest, or is another's. */
export async function saveAttemptDraft(save: {
  readonly attemptId: string;
  readonly userId: string;
  readonly source: string;
  readonly baseRevision: number;
}): Promise<SavedDraft | null> {
  const { attemptId, ...rest } = save;
  return database().transaction(async (transaction) => {
    const sameQuestion = transaction
      .select({ question: questionAttempt.question })
      .from(questionAttempt)
      .where(eq(questionAttempt.id, attemptId));
    // Locked: an answer that comes meanwhile ends this draft too.
    const [newest] = await transaction
      .select({ id: questionAttempt.id, answeredAt: questionAttempt.answeredAt })
      .from(questionAttempt)
      .where(and(eq(questionAttempt.userId, save.userId), inArray(questionAttempt.question, sameQuestion)))
      .orderBy(...NEWEST_FIRST)
      .limit(1)
      .for('update');
    if (newest?.id !== attemptId || newest.answeredAt !== null) return null;
    return saveDraft({ ...rest, item: attemptId }, transaction);
  });
}

const NEWEST_FIRST = [desc(questionAttempt.startedAt), asc(questionAttempt.id)];

/** Stores the answer. @returns false when it was answered before or is another's: then nothing changes. */
export async function answerAttempt(answer: {
  readonly attemptId: string;
  readonly userId: string;
  /** Plain data. */
  readonly responses: unknown;
  readonly points: number;
  readonly maxPoints: number;
}): Promise<boolean> {
  const { attemptId, userId, responses, points, maxPoints } = answer;
  return database().transaction(async (transaction) => {
    const [answered] = await transaction
      .update(questionAttempt)
      .set({ responses, points, maxPoints, answeredAt: new Date() })
      .where(
        and(
          eq(questionAttempt.id, attemptId),
          eq(questionAttempt.userId, userId),
          isNull(questionAttempt.answeredAt),
        ),
      )
      .returning({ question: questionAttempt.question });
    if (answered === undefined) return false;
    await transaction.delete(draft).where(and(eq(draft.userId, userId), eq(draft.item, attemptId)));
    await refreshBest(transaction, { userId, kind: 'question', item: answered.question });
    return true;
  });
}

export async function attempt(attemptId: string): Promise<QuestionAttempt | null> {
  const [row] = await database().select().from(questionAttempt).where(eq(questionAttempt.id, attemptId));
  return row ?? null;
}

/** Newest first, without what was answered. */
export async function attemptsOf(
  userId: string,
  question: string,
  limit = 50,
): Promise<Omit<QuestionAttempt, 'responses'>[]> {
  const { responses: _, ...columns } = getTableColumns(questionAttempt);
  return database()
    .select(columns)
    .from(questionAttempt)
    .where(and(eq(questionAttempt.userId, userId), eq(questionAttempt.question, question)))
    .orderBy(...NEWEST_FIRST)
    .limit(limit);
}
