/** Who may make courses (instructors), and who may name them (administrators); the first one comes from the command line. */
import { asc, eq, sql } from 'drizzle-orm';

import { audit } from './audit';
import { database } from './client';
import { type SiteRole, siteRole, user } from './schema';

export interface Account {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly createdAt: Date;
}

const accountColumns = { userId: user.id, name: user.name, email: user.email, createdAt: user.createdAt };

export async function accountByEmail(email: string): Promise<Account | null> {
  const [row] = await database().select(accountColumns).from(user).where(eq(user.email, email.toLowerCase()));
  return row ?? null;
}

export async function siteRoleOf(userId: string): Promise<SiteRole | null> {
  const [row] = await database()
    .select({ role: siteRole.role })
    .from(siteRole)
    .where(eq(siteRole.userId, userId));
  return row?.role ?? null;
}

/** Administrators first, then by name. */
export async function siteRoles(limit: number): Promise<(Account & { readonly role: SiteRole })[]> {
  return database()
    .select({ ...accountColumns, role: siteRole.role })
    .from(siteRole)
    .innerJoin(user, eq(user.id, siteRole.userId))
    .orderBy(asc(siteRole.role), sql`lower(${user.name})`, asc(user.id))
    .limit(limit);
}

/** Names the table's lock among the server's advisory locks: an arbitrary constant. */
export const SITE_ROLE_LOCK = 7_214_002;

/** @param change.role null takes it away. The site keeps an administrator. */
export async function setSiteRole(change: {
  readonly actorId: string;
  readonly userId: string;
  readonly role: SiteRole | null;
}): Promise<'done' | 'last administrator'> {
  const { actorId, userId, role } = change;
  return database().transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${SITE_ROLE_LOCK})`);
    if (role !== 'administrator') {
      const administrators = await transaction
        .select({ userId: siteRole.userId })
        .from(siteRole)
        .where(eq(siteRole.role, 'administrator'))
        .limit(2);
      if (administrators.length === 1 && administrators[0].userId === userId) return 'last administrator';
    }
    if (role === null) await transaction.delete(siteRole).where(eq(siteRole.userId, userId));
    else
      await transaction
        .insert(siteRole)
        .values({ userId, role })
        .onConflictDoUpdate({ target: siteRole.userId, set: { role } });
    await audit(transaction, {
      actorId,
      action: 'site-role.set',
      subject: `user:${userId}`,
      details: { role },
    });
    return 'done';
  });
}
