/**
 * Preparations of exercises: which seeds were chosen, and what the reference costs, so that one worker finds it out for
 * all, once for each exercise version, grader version and secret. For grader workers alone: never for the site.
 */
import { and, eq } from 'drizzle-orm';

import { database } from './client';
import { preparation } from './schema';

type Row = typeof preparation.$inferSelect;
type Scope = Pick<Row, 'graderVersion' | 'secretDigest'>;
type Key = Scope & Pick<Row, 'exercise' | 'version'>;
type Found = Pick<Row, 'attempts' | 'references'>;

const columns = { attempts: preparation.attempts, references: preparation.references };

function inScope({ graderVersion, secretDigest }: Scope) {
  return and(eq(preparation.graderVersion, graderVersion), eq(preparation.secretDigest, secretDigest));
}

/** Of all exercises and versions. */
export async function preparations(
  scope: Scope,
): Promise<readonly (Found & Pick<Row, 'exercise' | 'version'>)[]> {
  return database()
    .select({ exercise: preparation.exercise, version: preparation.version, ...columns })
    .from(preparation)
    .where(inScope(scope));
}

export async function storedPreparation(key: Key): Promise<Found | undefined> {
  const [row] = await database()
    .select(columns)
    .from(preparation)
    .where(and(inScope(key), eq(preparation.exercise, key.exercise), eq(preparation.version, key.version)));
  return row;
}

/** What another worker stored first stays: both found out the same. */
export async function storePreparation(key: Key, found: Found): Promise<void> {
  const { exercise, version, graderVersion, secretDigest } = key;
  const { attempts, references } = found;
  await database()
    .insert(preparation)
    .values({ exercise, version, graderVersion, secretDigest, attempts, references })
    .onConflictDoNothing();
}
