/** What the site knows of a user besides the session, and the one thing that he sets himself. */
import { eq } from 'drizzle-orm';

import { database } from './client';
import { user } from './schema';

export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly pseudonym: string;
  /** Whether leaderboards show `name` rather than `pseudonym`. */
  readonly showName: boolean;
}

export async function profile(userId: string): Promise<Profile | null> {
  const [row] = await database()
    .select({
      id: user.id,
      name: user.name,
      email: user.email,
      pseudonym: user.pseudonym,
      showName: user.showName,
    })
    .from(user)
    .where(eq(user.id, userId));
  return row ?? null;
}

export async function setShowName(userId: string, showName: boolean): Promise<void> {
  await database().update(user).set({ showName }).where(eq(user.id, userId));
}
