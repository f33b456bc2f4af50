/**
 * Tokens with which `npx runqueue publish` acts as somebody: shown once, kept as their SHA-256, ended by a date or by
 * their owner. What one may do is what its owner may.
 */
import { createHash, randomBytes } from 'node:crypto';
import { and, desc, eq, sql } from 'drizzle-orm';
import { database } from './client';
import { authorToken } from './schema';

export const MAXIMUM_TOKENS = 10;
const PREFIX = 'rq_';
const BYTES = 24;
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

export interface AuthorToken {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
}

/** Newest first, ended ones too. */
export async function tokensOf(userId: string): Promise<AuthorToken[]> {
  return database()
    .select({
      id: authorToken.id,
      name: authorToken.name,
      createdAt: authorToken.createdAt,
      expiresAt: authorToken.expiresAt,
      lastUsedAt: authorToken.lastUsedAt,
    })
    .from(authorToken)
    .where(eq(authorToken.userId, userId))
    .orderBy(desc(authorToken.createdAt), authorToken.id);
}

/** @returns the token, which nobody can read again; or that there are too many. */
export async function createToken(given: {
  readonly userId: string;
  readonly name: string;
  readonly days: number;
}): Promise<{ readonly token: string } | 'too many'> {
  const { userId, name, days } = given;
  return database().transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`token ${userId}`}, 0))`);
    if ((await transaction.$count(authorToken, eq(authorToken.userId, userId))) >= MAXIMUM_TOKENS)
      return 'too many';
    const token = PREFIX + randomBytes(BYTES).toString('base64url');
    await transaction.insert(authorToken).values({
      ...{ userId, name, hash: hashOf(token) },
      expiresAt: sql`clock_timestamp() + make_interval(days => ${days})`,
    });
    return { token };
  });
}

export async function endToken(userId: string, id: string): Promise<void> {
  await database()
    .delete(authorToken)
    .where(and(eq(authorToken.id, id), eq(authorToken.userId, userId)));
}

/** Whose token it is; null: nobody's, or one that has ended. */
export async function ownerOfToken(token: string): Promise<string | null> {
  if (!token.startsWith(PREFIX) || token.length > 100) return null;
  const [row] = await database()
    .update(authorToken)
    .set({ lastUsedAt: sql`clock_timestamp()` })
    .where(and(eq(authorToken.hash, hashOf(token)), sql`${authorToken.expiresAt} > clock_timestamp()`))
    .returning({ userId: authorToken.userId });
  return row?.userId ?? null;
}
