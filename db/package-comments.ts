/** What editors and readers of a package say of its draft to each other. */
import { and, asc, eq, sql } from 'drizzle-orm';
import { database } from './client';
import { packageComment, user } from './schema';
import { assertStorable } from './text';

export interface PackageComment {
  readonly id: string;
  readonly userId: string;
  readonly by: string;
  /** Null: of the whole. */
  readonly path: string | null;
  readonly line: number | null;
  readonly text: string;
  readonly createdAt: Date;
  readonly resolvedAt: Date | null;
}

const MAXIMUM_COMMENTS = 500;

/** Oldest first. */
export async function commentsOf(packageId: string): Promise<PackageComment[]> {
  return database()
    .select({
      id: packageComment.id,
      userId: packageComment.userId,
      by: user.name,
      path: packageComment.path,
      line: packageComment.line,
      text: packageComment.text,
      createdAt: packageComment.createdAt,
      resolvedAt: packageComment.resolvedAt,
    })
    .from(packageComment)
    .innerJoin(user, eq(user.id, packageComment.userId))
    .where(eq(packageComment.packageId, packageId))
    .orderBy(asc(packageComment.createdAt), asc(packageComment.id))
    .limit(MAXIMUM_COMMENTS);
}

/** @throws RangeError when the text cannot be stored. */
export async function addComment(given: {
  readonly packageId: string;
  readonly userId: string;
  readonly path: string | null;
  readonly line: number | null;
  readonly text: string;
}): Promise<'done' | 'too many'> {
  assertStorable(given.text);
  const count = await database().$count(packageComment, eq(packageComment.packageId, given.packageId));
  if (count >= MAXIMUM_COMMENTS) return 'too many';
  await database().insert(packageComment).values(given);
  return 'done';
}

/** Done with, or open again. */
export async function setResolved(packageId: string, id: string, isResolved: boolean): Promise<void> {
  await database()
    .update(packageComment)
    .set({ resolvedAt: isResolved ? sql`clock_timestamp()` : null })
    .where(and(eq(packageComment.id, id), eq(packageComment.packageId, packageId)));
}
