/**
 * How often a network may try to sign in, sign up or set a password: so many within so many seconds, counted from the
 * first on. (better-auth's own store counts from the last on, and a class that signs in from one address, somebody
 * every minute, would never see its count end.) Atomic, and the same for every process of the site.
 */
import { eq, lt, sql } from 'drizzle-orm';

import { database } from './client';
import { rateLimit } from './schema';

/** As better-auth asks: `window` in seconds. */
export interface AttemptRule {
  readonly window: number;
  readonly max: number;
}

/** No shorter than any rule's window. */
const FORGOTTEN_AFTER_MS = 3_600_000;

/** Counts one attempt. @param key who tries what. @returns whether it is allowed, else the seconds until the next one is. */
export async function takeAttempt(
  key: string,
  { window, max }: AttemptRule,
): Promise<{ allowed: boolean; retryAfter: number | null }> {
  const now = Date.now();
  const isOver = sql`${rateLimit.lastRequest} <= ${now - window * 1_000}`;
  const [{ count, since }] = await database()
    .insert(rateLimit)
    .values({ id: crypto.randomUUID(), key, count: 1, lastRequest: now })
    .onConflictDoUpdate({
      target: rateLimit.key,
      set: {
        count: sql`case when ${isOver} then 1 else least(${rateLimit.count} + 1, ${max + 1}) end`,
        lastRequest: sql`case when ${isOver} then ${now} else ${rateLimit.lastRequest} end`,
      },
    })
    .returning({ count: rateLimit.count, since: rateLimit.lastRequest });
  if (count === 1)
    await database()
      .delete(rateLimit)
      .where(lt(rateLimit.lastRequest, now - FORGOTTEN_AFTER_MS));
  if (count <= max) return { allowed: true, retryAfter: null };
  return { allowed: false, retryAfter: Math.max(1, Math.ceil((since + window * 1_000 - now) / 1_000)) };
}

/** One attempt that was no guess. Not all of them: else whoever has an account could guess on between sign-ins. */
export async function giveBackAttempt(key: string): Promise<void> {
  await database()
    .update(rateLimit)
    .set({ count: sql`greatest(${rateLimit.count} - 1, 0)` })
    .where(eq(rateLimit.key, key));
}
