/**
 * The draft of a package: its files as they are being written, by all of its editors. As with students' drafts, who saves
 * names the revision that he started from, and gets the other's text back when it is no longer the newest; so nothing is
 * overwritten unseen. A file that was removed has no revision: 0, as one that never was.
 */
import { and, asc, eq, sql } from 'drizzle-orm';
import { database, type Transaction } from './client';
import { keepVersion } from './package-versions';
import { authoredPackage, packageDraftFile, user } from './schema';
import { assertStorable } from './text';

export interface DraftFile {
  readonly path: string;
  readonly text: string;
  readonly revision: number;
  readonly updatedAt: Date;
  /** Who saved it last. */
  readonly by: string;
}

/** By path. */
export async function draftFiles(packageId: string): Promise<DraftFile[]> {
  return database()
    .select({
      path: packageDraftFile.path,
      text: packageDraftFile.text,
      revision: packageDraftFile.revision,
      updatedAt: packageDraftFile.updatedAt,
      by: user.name,
    })
    .from(packageDraftFile)
    .innerJoin(user, eq(user.id, packageDraftFile.userId))
    .where(eq(packageDraftFile.packageId, packageId))
    .orderBy(asc(packageDraftFile.path));
}

/** What a draft may hold together. The names and sizes of single files are looked at by the caller. */
export interface DraftBounds {
  readonly files: number;
  readonly bytes: number;
}

export type SavedDraftFile =
  | { readonly kind: 'saved'; readonly revision: number }
  /** Somebody changed it meanwhile: `text` is what stands there now, null where it was removed. */
  | {
      readonly kind: 'conflict';
      readonly text: string | null;
      readonly revision: number;
      readonly by: string;
    }
  /** The draft would be beyond its bounds. Nothing was changed. */
  | { readonly kind: 'too much' };

/**
 * @param save.text null removes the file. @param save.baseRevision of what it was made from; 0 when there was none.
 * Saving what stands there already always succeeds. @throws RangeError when the text cannot be stored (text.ts).
 */
export async function saveDraftFile(save: {
  readonly packageId: string;
  readonly userId: string;
  readonly path: string;
  readonly text: string | null;
  readonly baseRevision: number;
  readonly bounds: DraftBounds;
}): Promise<SavedDraftFile> {
  const { packageId, userId, path, text, baseRevision, bounds } = save;
  if (text !== null) assertStorable(text);
  return database().transaction(async (transaction) => {
    const revision = await nextRevision(transaction, packageId);
    const isIt = and(eq(packageDraftFile.packageId, packageId), eq(packageDraftFile.path, path));
    const [before] = await transaction
      .select({ text: packageDraftFile.text, revision: packageDraftFile.revision, by: user.name })
      .from(packageDraftFile)
      .innerJoin(user, eq(user.id, packageDraftFile.userId))
      .where(isIt);
    const standing = before?.text ?? null;
    if (standing === text) return { kind: 'saved', revision: before?.revision ?? 0 };
    if ((before?.revision ?? 0) !== baseRevision)
      return { kind: 'conflict', text: standing, revision: before?.revision ?? 0, by: before?.by ?? '' };
    if (text === null) {
      await transaction.delete(packageDraftFile).where(isIt);
      return { kind: 'saved', revision: 0 };
    }
    const [others] = await transaction
      .select({
        files: sql<number>`count(*)::int`,
        bytes: sql<number>`coalesce(sum(octet_length(${packageDraftFile.text})), 0)::int`,
      })
      .from(packageDraftFile)
      .where(and(eq(packageDraftFile.packageId, packageId), sql`${packageDraftFile.path} <> ${path}`));
    if (others.files + 1 > bounds.files || others.bytes + Buffer.byteLength(text) > bounds.bytes)
      return { kind: 'too much' };
    await transaction
      .insert(packageDraftFile)
      .values({ packageId, path, text, revision, userId })
      .onConflictDoUpdate({
        target: [packageDraftFile.packageId, packageDraftFile.path],
        set: { text, revision, userId, updatedAt: sql`clock_timestamp()` },
      });
    return { kind: 'saved', revision };
  });
}

/** Lets these files stand, and no others. What stood there before should have been kept (package-versions.ts). */
export async function replaceDraft(replace: {
  readonly packageId: string;
  readonly userId: string;
  readonly files: ReadonlyMap<string, string>;
}): Promise<void> {
  await database().transaction((transaction) => replaceDraftIn(transaction, replace));
}

/**
 * The same, and what stood there before is kept as a version, whatever others save meanwhile.
 * @param replace.versionOf grader/packages/package-files.ts `packageVersion`. @param replace.reason of what is kept.
 */
export async function exchangeDraft(
  replace: Parameters<typeof replaceDraft>[0] & {
    readonly reason: string;
    readonly versionOf: (files: ReadonlyMap<string, string>) => string;
  },
): Promise<void> {
  const { packageId, userId, reason, versionOf } = replace;
  await database().transaction(async (transaction) => {
    await nextRevision(transaction, packageId);
    const standing = await transaction
      .select({ path: packageDraftFile.path, text: packageDraftFile.text })
      .from(packageDraftFile)
      .where(eq(packageDraftFile.packageId, packageId));
    const files = new Map(standing.map(({ path, text }) => [path, text]));
    if (files.size > 0)
      await keepVersion({ packageId, version: versionOf(files), files, reason, userId }, transaction);
    await replaceDraftIn(transaction, replace);
  });
}

export async function replaceDraftIn(
  transaction: Transaction,
  { packageId, userId, files }: Parameters<typeof replaceDraft>[0],
): Promise<void> {
  for (const text of files.values()) assertStorable(text);
  const revision = await nextRevision(transaction, packageId);
  await transaction.delete(packageDraftFile).where(eq(packageDraftFile.packageId, packageId));
  const rows = [...files].map(([path, text]) => ({ packageId, path, text, revision, userId }));
  if (rows.length > 0) await transaction.insert(packageDraftFile).values(rows);
}

/** Counts one more change; whoever else changes the draft waits for the end of this transaction. */
async function nextRevision(transaction: Transaction, packageId: string): Promise<number> {
  const [row] = await transaction
    .update(authoredPackage)
    .set({ draftRevision: sql`${authoredPackage.draftRevision} + 1` })
    .where(eq(authoredPackage.id, packageId))
    .returning({ revision: authoredPackage.draftRevision });
  if (row === undefined) throw new Error(`There is no package ${packageId}.`);
  return row.revision;
}
