/**
 * Versions of packages: what one was when it was checked, imported, restored or published. Never changed; the same
 * content is the same version, kept once. Texts are kept by their hash, so that versions share what did not change.
 */
import { createHash } from 'node:crypto';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { database, type Transaction } from './client';
import { packageFile, packageVersion, user } from './schema';

export interface PackageVersion {
  readonly version: string;
  readonly reason: string;
  readonly by: string;
  readonly createdAt: Date;
}

const MOST_LISTED = 200;

/** Newest first. */
export async function versionsOf(packageId: string): Promise<PackageVersion[]> {
  return database()
    .select({
      version: packageVersion.version,
      reason: packageVersion.reason,
      by: user.name,
      createdAt: packageVersion.createdAt,
    })
    .from(packageVersion)
    .innerJoin(user, eq(user.id, packageVersion.userId))
    .where(eq(packageVersion.packageId, packageId))
    .orderBy(desc(packageVersion.sequence))
    .limit(MOST_LISTED);
}

/** Null when the package has no such version. */
export async function versionFiles(
  packageId: string,
  version: string,
): Promise<ReadonlyMap<string, string> | null> {
  const [row] = await database()
    .select({ files: packageVersion.files })
    .from(packageVersion)
    .where(and(eq(packageVersion.packageId, packageId), eq(packageVersion.version, version)));
  if (row === undefined) return null;
  const hashes = [...new Set(Object.values(row.files))];
  const texts = await database().select().from(packageFile).where(inArray(packageFile.hash, hashes));
  const byHash = new Map(texts.map(({ hash, text }) => [hash, text]));
  return new Map(
    Object.entries(row.files).map(([path, hash]) => {
      const text = byHash.get(hash);
      if (text === undefined) throw new Error(`Version ${version} of ${packageId} lacks ${path}.`);
      return [path, text] as const;
    }),
  );
}

/** @param keep.version of the content (grader/packages/package-files.ts `packageVersion`). One that is there already stays. */
export async function keepVersion(
  keep: {
    readonly packageId: string;
    readonly version: string;
    readonly files: ReadonlyMap<string, string>;
    readonly reason: string;
    readonly userId: string;
  },
  connection: Transaction | ReturnType<typeof database> = database(),
): Promise<void> {
  const { files, ...row } = keep;
  await connection.transaction(async (transaction) => {
    const hashed = [...files].map(([path, text]) => ({ path, text, hash: sha256(text) }));
    const texts = new Map(hashed.map(({ hash, text }) => [hash, text]));
    if (texts.size > 0)
      await transaction
        .insert(packageFile)
        .values([...texts].map(([hash, text]) => ({ hash, text })))
        .onConflictDoNothing();
    await transaction
      .insert(packageVersion)
      .values({ ...row, files: Object.fromEntries(hashed.map(({ path, hash }) => [path, hash])) })
      .onConflictDoUpdate({
        target: [packageVersion.packageId, packageVersion.version],
        // The newest again, in the history.
        set: { sequence: sql`nextval(pg_get_serial_sequence('package_version', 'sequence'))` },
      });
  });
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
