/**
 * What becomes of an account: its sessions, its password, and its end. Rows of submissions and of the audit refer to
 * whoever made them, and are kept; a deleted account is therefore a row without a name, an address or a password.
 */
import { and, count, eq, ne, sql } from 'drizzle-orm';

import { audit } from './audit';
import { database } from './client';
import { setJoining } from './courses';
import { leavePackages } from './packages';
import { newPseudonym } from './pseudonym';
import {
  account,
  authorToken,
  caseReplay,
  course,
  draft,
  editorSetting,
  enrolment,
  packageRun,
  session,
  siteRole,
  usage,
  user,
  verification,
} from './schema';
import { SITE_ROLE_LOCK } from './site-roles';

/** How many browsers are signed in. */
export async function openSessions(userId: string): Promise<number> {
  return database().$count(
    session,
    and(eq(session.userId, userId), sql`${session.expiresAt} > clock_timestamp()`),
  );
}

/** Every session, the one at hand included. */
export async function endSessions(userId: string): Promise<void> {
  await database().delete(session).where(eq(session.userId, userId));
}

/** Links that set a new password and were not used open nothing any more. */
export async function forgetResets(userId: string): Promise<void> {
  await database().delete(verification).where(eq(verification.value, userId));
}

/** Sets the password (its hash) and ends every session but this one, and every way to set another. */
export async function setPassword(change: {
  readonly userId: string;
  readonly passwordHash: string;
  readonly keptSessionId: string;
}): Promise<void> {
  const { userId, passwordHash, keptSessionId } = change;
  await database().transaction(async (transaction) => {
    await transaction
      .update(account)
      .set({ password: passwordHash, updatedAt: sql`clock_timestamp()` })
      .where(and(eq(account.userId, userId), eq(account.providerId, 'credential')));
    await transaction.delete(verification).where(eq(verification.value, userId));
    await transaction.delete(session).where(and(eq(session.userId, userId), ne(session.id, keptSessionId)));
  });
}

/** Null: there is none any more. */
export async function accountOf(
  userId: string,
): Promise<{ readonly id: string; readonly name: string; readonly email: string } | null> {
  const [row] = await database()
    .select({ id: user.id, name: user.name, email: user.email })
    .from(user)
    .where(and(eq(user.id, userId), sql`${user.deletedAt} is null`));
  return row ?? null;
}

export async function isDeleted(userId: string): Promise<boolean> {
  const [row] = await database().select({ deletedAt: user.deletedAt }).from(user).where(eq(user.id, userId));
  return row === undefined || row.deletedAt !== null;
}

/**
 * Takes away who it was, what it could do, and what only it could see. What was handed in, and what came of it, stays
 * under a new pseudonym, in the courses where it was handed in.
 * @returns why not: somebody must take over first.
 */
export async function deleteAccount(
  userId: string,
): Promise<'done' | 'last administrator' | { readonly lastInstructorOf: string }> {
  return database().transaction(async (transaction) => {
    // As setSiteRole and changeRole do: two who leave at once would each see the other.
    await transaction.execute(sql`select pg_advisory_xact_lock(${SITE_ROLE_LOCK})`);
    const administrators = await transaction
      .select({ userId: siteRole.userId })
      .from(siteRole)
      .where(eq(siteRole.role, 'administrator'))
      .limit(2);
    if (administrators.length === 1 && administrators[0].userId === userId) return 'last administrator';
    const taught = await transaction
      .select({ id: course.id, title: course.title, joinCode: course.joinCode })
      .from(course)
      .innerJoin(enrolment, and(eq(enrolment.courseId, course.id), eq(enrolment.userId, userId)))
      .where(eq(enrolment.role, 'instructor'))
      .orderBy(course.id)
      .for('update', { of: course });
    const deserted: string[] = [];
    for (const { id, title, joinCode } of taught) {
      const [others] = await transaction
        .select({
          people: count(),
          instructors: sql<number>`count(*) filter (where ${enrolment.role} = 'instructor')::int`,
        })
        .from(enrolment)
        .where(and(eq(enrolment.courseId, id), ne(enrolment.userId, userId)));
      if (others.people > 0 && others.instructors === 0) return { lastInstructorOf: title };
      if (others.people === 0 && joinCode !== null) deserted.push(id);
    }
    // Nobody would learn of who comes in. An administrator may open them again.
    for (const courseId of deserted)
      await setJoining({ actorId: userId, courseId, isOpen: false }, transaction);
    const pseudonym = newPseudonym();
    await transaction
      .update(user)
      .set({
        name: pseudonym,
        pseudonym,
        // RFC 2606: a name that no mail ever reaches.
        email: `${crypto.randomUUID()}@deleted.invalid`,
        emailVerified: false,
        image: null,
        showName: false,
        deletedAt: sql`clock_timestamp()`,
      })
      .where(eq(user.id, userId));
    await transaction
      .delete(enrolment)
      .where(and(eq(enrolment.userId, userId), ne(enrolment.role, 'student')));
    await transaction.delete(verification).where(eq(verification.value, userId));
    await leavePackages(transaction, userId);
    const trials = and(eq(packageRun.userId, userId), eq(packageRun.kind, 'trial'));
    await transaction.delete(packageRun).where(trials);
    for (const table of [session, account, draft, editorSetting, usage, siteRole, caseReplay, authorToken])
      await transaction.delete(table).where(eq(table.userId, userId));
    await audit(transaction, {
      actorId: userId,
      action: 'account.delete',
      subject: `user:${userId}`,
      details: {},
    });
    return 'done';
  });
}
