/** How far a student has come: the best of each exercise and question. */
import { and, count, eq, isNotNull, sql } from 'drizzle-orm';

import { database } from './client';
import { questionAttempt, submission } from './schema';

export interface ExerciseProgress {
  readonly bestScore: number;
  readonly maxScore: number;
  readonly submissions: number;
}

/** By exercise. Exercises without a graded submission are absent. */
export async function progressOf(userId: string): Promise<Map<string, ExerciseProgress>> {
  const rows = await database()
    .select({
      exercise: submission.exercise,
      bestScore: sql<number>`max(${submission.score})`,
      // Of the best: versions may have different maxima.
      maxScore: sql<number>`(array_agg(${submission.maxScore} order by ${submission.score} desc))[1]`,
      submissions: count(),
    })
    .from(submission)
    .where(and(eq(submission.userId, userId), isNotNull(submission.score)))
    .groupBy(submission.exercise);
  return new Map(rows.map(({ exercise, ...progress }) => [exercise, progress]));
}

export interface QuestionProgress {
  readonly bestPoints: number;
  readonly maxPoints: number;
  readonly attempts: number;
}

/** By question. Questions without an answered attempt are absent. */
export async function questionProgressOf(userId: string): Promise<Map<string, QuestionProgress>> {
  const rows = await database()
    .select({
      question: questionAttempt.question,
      bestPoints: sql<number>`max(${questionAttempt.points})`,
      maxPoints: sql<number>`(array_agg(${questionAttempt.maxPoints} order by ${questionAttempt.points} desc))[1]`,
      attempts: count(),
    })
    .from(questionAttempt)
    .where(and(eq(questionAttempt.userId, userId), isNotNull(questionAttempt.answeredAt)))
    .groupBy(questionAttempt.question);
  return new Map(rows.map(({ question, ...progress }) => [question, progress]));
}
