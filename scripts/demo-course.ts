/**
 * The demo course and its two accounts. Their password is public, so they are made only in the embedded database
 * and only while the site listens on the loopback address.
 */
import { inArray } from 'drizzle-orm';

import { database } from '../db/client';
import { ensureCourse, setRole } from '../db/courses';
import { user } from '../db/schema';
import { setSiteRole } from '../db/site-roles';

export const DEMO_PASSWORD = 'runqueue-demo';
export const DEMO_ACCOUNTS = [
  { email: 'student@example.com', name: 'Demo Student', role: 'student' },
  { email: 'instructor@example.com', name: 'Demo Instructor', role: 'instructor' },
] as const;

async function existingIds(): Promise<Map<string, string>> {
  const emails = DEMO_ACCOUNTS.map((account) => account.email);
  const rows = await database()
    .select({ id: user.id, email: user.email })
    .from(user)
    .where(inArray(user.email, emails));
  return new Map(rows.map((row) => [row.email, row.id]));
}

export async function demoAccountsExist(): Promise<boolean> {
  return (await existingIds()).size > 0;
}

/** Makes what is missing of course and accounts; leaves what is there as it is. */
export async function seedDemoCourse(): Promise<void> {
  const ids = await existingIds();
  if (ids.size === DEMO_ACCOUNTS.length) return;
  const { id: courseId } = await ensureCourse('os-demo', 'Operating Systems (demo)');
  // Loaded here, because it is slow to load and seldom needed.
  const { authentication } = await import('../app/authentication');
  for (const { email, name } of DEMO_ACCOUNTS) {
    if (ids.has(email)) continue;
    const made = await authentication().api.signUpEmail({ body: { email, name, password: DEMO_PASSWORD } });
    ids.set(email, made.user.id);
  }
  const actorId = ids.get('instructor@example.com') as string;
  for (const { email, role } of DEMO_ACCOUNTS)
    await setRole({ actorId, courseId, userId: ids.get(email) as string, role });
  await setSiteRole({ actorId, userId: actorId, role: 'instructor' });
}
