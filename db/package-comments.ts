/** What editors and readers of a package say of its draft to each other. */
import { and, asc, eq, sql } from 'drizzle-orm';
import { database } from './client';
import { authoredPackage, packageComment, user } from './schema';
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

/** Of a package. */
export const MAXIMUM_COMMENTS = 500;
/** On a package, of somebody who only reads it. */
export const MAXIMUM_READER_COMMENTS = 50;
/** When no more are left, those who only read it write none. */
export const COMMENTS_KEPT_FOR_WRITERS = 100;

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

/** @param mayWrite the package, or only reads it. @throws RangeError when the text cannot be stored. */
export async function addComment(
  given: {
    readonly packageId: string;
    readonly userId: string;
    readonly path: string | null;
    readonly line: number | null;
    readonly text: string;
  },
  mayWrite: boolean,
): Promise<'done' | 'too many' | 'too many of reader'> {
  const { packageId, userId } = given;
  assertStorable(given.text);
  return database().transaction(async (transaction) => {
    // One after the other: each counts those before it.
    await transaction
      .select({ id: authoredPackage.id })
      .from(authoredPackage)
      .where(eq(authoredPackage.id, packageId))
      .for('update');
    const ofPackage = eq(packageComment.packageId, packageId);
    const count = await transaction.$count(packageComment, ofPackage);
    if (count >= MAXIMUM_COMMENTS - (mayWrite ? 0 : COMMENTS_KEPT_FOR_WRITERS)) return 'too many';
    if (!mayWrite) {
      const own = await transaction.$count(packageComment, and(ofPackage, eq(packageComment.userId, userId)));
      if (own >= MAXIMUM_READER_COMMENTS) return 'too many of reader';
    }
    await transaction.insert(packageComment).values(given);
    return 'done';
  });
}

/** Done with, or open again. */
export async function setResolved(packageId: string, id: string, isResolved: boolean): Promise<void> {
  await database()
    .update(packageComment)
    .set({ resolvedAt: isResolved ? sql`clock_timestamp()` : null })
    .where(and(eq(packageComment.id, id), eq(packageComment.packageId, packageId)));
}
