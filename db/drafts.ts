/**
 * Drafts: what a student typed, saved as it is typed, one for each student and item: the text of a solution, or what is
 * entered into an open attempt at a question (questions.ts ends those). Never counted as handed in. Two tabs cannot
 * overwrite each other unseen: who saves names the revision that he started from, and gets the other's text back when
 * it is no longer the newest.
 */
import { and, eq, sql } from 'drizzle-orm';

import { type Database, database, type Transaction } from './client';
import { draft as drafts } from './schema';
import { assertStorable } from './text';

export interface Draft {
  readonly source: string;
  readonly revision: number;
  readonly updatedAt: Date;
}

export async function draft(
  userId: string,
  item: string,
  connection: Database | Transaction = database(),
): Promise<Draft | null> {
  const [row] = await connection
    .select({ source: drafts.source, revision: drafts.revision, updatedAt: drafts.updatedAt })
    .from(drafts)
    .where(and(eq(drafts.userId, userId), eq(drafts.item, item)));
  return row ?? null;
}

export type SavedDraft =
  | { readonly saved: true; readonly revision: number }
  /** Somebody saved meanwhile: this is what. */
  | { readonly saved: false; readonly source: string; readonly revision: number };

/**
 * @param save.baseRevision the revision that the text was made from; 0 when there was none.
 * Saving the same text as is stored always succeeds.
 * @throws RangeError when the source cannot be stored (text.ts).
 */
export async function saveDraft(
  save: {
    readonly userId: string;
    readonly item: string;
    readonly source: string;
    readonly baseRevision: number;
  },
  connection: Database | Transaction = database(),
): Promise<SavedDraft> {
  assertStorable(save.source);
  const { userId, item, source, baseRevision } = save;
  const [row] = await connection
    .insert(drafts)
    .values({ userId, item, source, revision: 1 })
    .onConflictDoUpdate({
      target: [drafts.userId, drafts.item],
      set: {
        source,
        revision: sql`${drafts.revision} + (${drafts.source} <> excluded.source)::int`,
        updatedAt: sql`clock_timestamp()`,
      },
      setWhere: sql`${drafts.revision} = ${baseRevision} or ${drafts.source} = excluded.source`,
    })
    .returning({ revision: drafts.revision });
  if (row !== undefined) return { saved: true, revision: row.revision };
  const newest = await draft(userId, item, connection);
  // Drafts end with their account or their attempt, so the row that refused ours is still there.
  if (newest === null) throw new Error(`The draft of ${item} vanished while it was saved.`);
  return { saved: false, source: newest.source, revision: newest.revision };
}
