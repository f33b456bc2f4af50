/**
 * Drafts: what a student typed, saved as it is typed, one for each student and exercise. Never counted as handed
 * in. Two tabs cannot overwrite each other unseen: who saves names the revision that he started from, and gets
 * the other's text back when it is no longer the newest.
 */
import { and, eq, sql } from 'drizzle-orm';

import { database } from './client';
import { draft as drafts } from './schema';
import { assertStorable } from './text';

export interface Draft {
  readonly source: string;
  readonly revision: number;
  readonly updatedAt: Date;
}

export async function draft(userId: string, exercise: string): Promise<Draft | null> {
  const [row] = await database()
    .select({ source: drafts.source, revision: drafts.revision, updatedAt: drafts.updatedAt })
    .from(drafts)
    .where(and(eq(drafts.userId, userId), eq(drafts.exercise, exercise)));
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
export async function saveDraft(save: {
  readonly userId: string;
  readonly exercise: string;
  readonly source: string;
  readonly baseRevision: number;
}): Promise<SavedDraft> {
  assertStorable(save.source);
  const [row] = await database()
    .insert(drafts)
    .values({ userId: save.userId, exercise: save.exercise, source: save.source, revision: 1 })
    .onConflictDoUpdate({
      target: [drafts.userId, drafts.exercise],
      set: {
        source: save.source,
        revision: sql`${drafts.revision} + (${drafts.source} <> excluded.source)::int`,
        updatedAt: sql`clock_timestamp()`,
      },
      setWhere: sql`${drafts.revision} = ${save.baseRevision} or ${drafts.source} = excluded.source`,
    })
    .returning({ revision: drafts.revision });
  if (row !== undefined) return { saved: true, revision: row.revision };
  const newest = await draft(save.userId, save.exercise);
  // Drafts are never deleted, so the row that refused ours is still there.
  if (newest === null) throw new Error(`The draft of ${save.exercise} vanished while it was saved.`);
  return { saved: false, source: newest.source, revision: newest.revision };
}
