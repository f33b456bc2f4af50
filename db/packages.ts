/**
 * Packages: the exercises and questions of courses' own, who writes them, and who may read them. What stands in them:
 * package-drafts.ts (being written), package-versions.ts (kept); what graders say of them: package-runs.ts; to whom they
 * are given: publications.ts.
 */
import { randomInt } from 'node:crypto';
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { audit } from './audit';
import { database, type Transaction } from './client';
import { replaceDraftIn } from './package-drafts';
import {
  authoredPackage,
  course,
  type EditorRole,
  enrolment,
  type ItemKind,
  packageDraftFile,
  packageEditor,
  packageShare,
  publication,
  type Role,
  type SiteRole,
  siteRole,
  user,
} from './schema';

/** Begins the id of every package, and no chapter of the catalogue. */
const PREFIX = 'own-';
const ID = /^own-[a-z0-9]{10}$/;
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

function newPackageId(): string {
  return PREFIX + Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** How an exercise or question of a package is named wherever those of the catalogue are: `own-3k2m8x1q9z/lifo`. */
export const itemOf = ({ id, name }: { readonly id: string; readonly name: string }) => `${id}/${name}`;

/** The package that an item is of; null: it is one of the catalogue, or none. */
export function packageOf(item: string): string | null {
  const [id = ''] = item.split('/');
  return ID.test(id) ? id : null;
}

export interface AuthoredPackage {
  readonly id: string;
  readonly name: string;
  readonly kind: ItemKind;
  readonly title: string;
  /** Where it would lie in exercises/: `scheduling/lifo`. */
  readonly home: string;
  /** What it was begun from; null: from nothing. */
  readonly origin: string | null;
  readonly draftRevision: number;
  readonly publishedVersion: string | null;
  readonly publishedAt: Date | null;
}

const columns = {
  id: authoredPackage.id,
  name: authoredPackage.name,
  kind: authoredPackage.kind,
  title: authoredPackage.title,
  home: authoredPackage.home,
  origin: authoredPackage.origin,
  draftRevision: authoredPackage.draftRevision,
  publishedVersion: authoredPackage.publishedVersion,
  publishedAt: authoredPackage.publishedAt,
};

/** Paths and texts. */
export type PackageTexts = ReadonlyMap<string, string>;

/** Makes a package whose owner is who makes it. @param given.files of its draft, bounded by the caller. */
export async function createPackage(given: {
  readonly actorId: string;
  readonly name: string;
  readonly kind: ItemKind;
  readonly title: string;
  readonly home: string;
  readonly origin: string | null;
  readonly files: PackageTexts;
}): Promise<AuthoredPackage> {
  const { actorId, files, ...row } = given;
  return database().transaction(async (transaction) => {
    const [made] = await transaction
      .insert(authoredPackage)
      .values({ id: newPackageId(), ...row })
      .returning(columns);
    const packageId = made.id;
    await transaction.insert(packageEditor).values({ packageId, userId: actorId, role: 'owner' });
    await replaceDraftIn(transaction, { packageId, userId: actorId, files });
    const { name, kind, origin } = row;
    await audit(transaction, {
      ...{ actorId, action: 'package.create', subject: `package:${packageId}` },
      details: { name, kind, origin },
    });
    return made;
  });
}

/** What somebody is to a package. */
export interface PackageStanding {
  readonly package: AuthoredPackage;
  /** Null: no editor. */
  readonly role: EditorRole | null;
  /** Is staff of a course to which it is given or with which it is shared. */
  readonly isReader: boolean;
  readonly siteRole: SiteRole | null;
}

/** Null when there is no such package. */
export async function packageStanding(packageId: string, userId: string): Promise<PackageStanding | null> {
  const isStaffOf = (courses: ReturnType<typeof sql>) =>
    sql<boolean>`exists (select from ${enrolment} where ${enrolment.userId} = ${userId}
      and ${enrolment.role} <> 'student' and ${enrolment.courseId} in ${courses})`;
  const shared = sql`(select ${packageShare.courseId} from ${packageShare} where ${packageShare.packageId} = ${packageId})`;
  const given = sql`(select ${publication.courseId} from ${publication}
    where ${publication.packageId} = ${packageId} and ${publication.withdrawnAt} is null)`;
  const [row] = await database()
    .select({
      package: columns,
      role: packageEditor.role,
      siteRole: siteRole.role,
      isReader: sql<boolean>`${isStaffOf(shared)} or ${isStaffOf(given)}`,
    })
    .from(authoredPackage)
    .leftJoin(
      packageEditor,
      and(eq(packageEditor.packageId, authoredPackage.id), eq(packageEditor.userId, userId)),
    )
    .leftJoin(siteRole, eq(siteRole.userId, userId))
    .where(eq(authoredPackage.id, packageId));
  return row ?? null;
}

/** What somebody is as an author, whatever the package. */
export interface AuthorStanding {
  /** The highest that he has in any course. */
  readonly role: Role | null;
  readonly siteRole: SiteRole | null;
  /** Of some package. */
  readonly isEditor: boolean;
}

export async function authorStanding(userId: string): Promise<AuthorStanding> {
  const has = (role: Role) =>
    sql<boolean>`exists (select from ${enrolment} where ${enrolment.userId} = ${userId} and ${enrolment.role} = ${role})`;
  const [row] = await database()
    .select({
      siteRole: siteRole.role,
      instructs: has('instructor'),
      assists: has('assistant'),
      isEditor: sql<boolean>`exists (select from ${packageEditor} where ${packageEditor.userId} = ${userId})`,
    })
    .from(user)
    .leftJoin(siteRole, eq(siteRole.userId, user.id))
    .where(eq(user.id, userId));
  if (row === undefined) return { role: null, siteRole: null, isEditor: false };
  const { instructs, assists, siteRole: onSite, isEditor } = row;
  return { role: instructs ? 'instructor' : assists ? 'assistant' : null, siteRole: onSite, isEditor };
}

export interface ListedPackage extends AuthoredPackage {
  readonly role: EditorRole | null;
  readonly updatedAt: Date;
  /** Titles of the courses to which it is given now, `null` for the catalogue. */
  readonly givenTo: readonly (string | null)[];
}

const MOST_LISTED = 500;

/** Those that somebody writes, and those that courses of which he is staff may read; last written first. */
export async function packagesOf(userId: string): Promise<ListedPackage[]> {
  const staffed = sql`(select ${enrolment.courseId} from ${enrolment}
    where ${enrolment.userId} = ${userId} and ${enrolment.role} <> 'student')`;
  const readable = sql`(select ${packageShare.packageId} from ${packageShare} where ${packageShare.courseId} in ${staffed}
    union select ${publication.packageId} from ${publication}
    where ${publication.courseId} in ${staffed} and ${publication.withdrawnAt} is null)`;
  const updatedAt = sql<Date>`coalesce((select max(${packageDraftFile.updatedAt}) from ${packageDraftFile}
    where ${packageDraftFile.packageId} = ${authoredPackage.id}), ${authoredPackage.createdAt})`.mapWith(
    authoredPackage.createdAt,
  );
  const rows = await database()
    .select({ ...columns, role: packageEditor.role, updatedAt })
    .from(authoredPackage)
    .leftJoin(
      packageEditor,
      and(eq(packageEditor.packageId, authoredPackage.id), eq(packageEditor.userId, userId)),
    )
    .where(sql`${packageEditor.role} is not null or ${authoredPackage.id} in ${readable}`)
    .orderBy(desc(updatedAt), asc(authoredPackage.id))
    .limit(MOST_LISTED);
  const given = await database()
    .select({ packageId: publication.packageId, title: course.title })
    .from(publication)
    .leftJoin(course, eq(course.id, publication.courseId))
    .where(
      and(
        sql`${publication.withdrawnAt} is null`,
        inArray(
          publication.packageId,
          rows.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(course.title));
  return rows.map((row) => ({
    ...row,
    givenTo: given.filter(({ packageId }) => packageId === row.id).map(({ title }) => title),
  }));
}

// Changes

/** Locks the package, so that what is looked at stays so. @returns whether there is one. */
async function lockPackage(transaction: Transaction, packageId: string): Promise<boolean> {
  const rows = await transaction
    .select({ id: authoredPackage.id })
    .from(authoredPackage)
    .where(eq(authoredPackage.id, packageId))
    .for('update');
  return rows.length > 0;
}

interface ByActor {
  readonly actorId: string;
  readonly packageId: string;
}

export interface PackageEditor {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: EditorRole;
}

/** Owners first, then by name. */
export async function editorsOf(packageId: string): Promise<PackageEditor[]> {
  return database()
    .select({ userId: user.id, name: user.name, email: user.email, role: packageEditor.role })
    .from(packageEditor)
    .innerJoin(user, eq(user.id, packageEditor.userId))
    .where(eq(packageEditor.packageId, packageId))
    .orderBy(desc(packageEditor.role), sql`lower(${user.name})`, asc(user.id));
}

/** Makes somebody an owner or editor, or neither (null). A package keeps an owner. */
export async function setEditor(
  change: ByActor & { readonly userId: string; readonly role: EditorRole | null },
): Promise<'done' | 'last owner'> {
  const { actorId, packageId, userId, role } = change;
  return database().transaction(async (transaction) => {
    await lockPackage(transaction, packageId);
    const owners = await transaction
      .select({ userId: packageEditor.userId })
      .from(packageEditor)
      .where(and(eq(packageEditor.packageId, packageId), eq(packageEditor.role, 'owner')));
    if (role !== 'owner' && owners.length === 1 && owners[0].userId === userId) return 'last owner';
    if (role === null)
      await transaction
        .delete(packageEditor)
        .where(and(eq(packageEditor.packageId, packageId), eq(packageEditor.userId, userId)));
    else
      await transaction
        .insert(packageEditor)
        .values({ packageId, userId, role })
        .onConflictDoUpdate({ target: [packageEditor.packageId, packageEditor.userId], set: { role } });
    await audit(transaction, {
      ...{ actorId, action: 'package.editor', subject: `package:${packageId}` },
      details: { userId, role },
    });
    return 'done';
  });
}

/** Of an account that is given up: what only it owned goes to its editors. */
export async function leavePackages(transaction: Transaction, userId: string): Promise<void> {
  const left = await transaction
    .delete(packageEditor)
    .where(eq(packageEditor.userId, userId))
    .returning({ packageId: packageEditor.packageId });
  const ids = left.map(({ packageId }) => packageId);
  if (ids.length === 0) return;
  await transaction
    .update(packageEditor)
    .set({ role: 'owner' })
    .where(
      and(
        inArray(packageEditor.packageId, ids),
        sql`not exists (select from ${packageEditor} as other
          where other.package_id = ${packageEditor.packageId} and other.role = 'owner')`,
      ),
    );
}

/** Only one that was never given to students: what they handed in would have nothing to be about. */
export async function deletePackage({ actorId, packageId }: ByActor): Promise<'done' | 'published'> {
  return database().transaction(async (transaction) => {
    const [gone] = await transaction
      .delete(authoredPackage)
      .where(and(eq(authoredPackage.id, packageId), sql`${authoredPackage.publishedAt} is null`))
      .returning({ name: authoredPackage.name });
    if (gone === undefined) return 'published';
    await audit(transaction, {
      ...{ actorId, action: 'package.delete', subject: `package:${packageId}` },
      details: gone,
    });
    return 'done';
  });
}

/** The courses whose staff may read it. */
export async function sharedWith(
  packageId: string,
): Promise<{ readonly courseId: string; readonly title: string }[]> {
  return database()
    .select({ courseId: course.id, title: course.title })
    .from(packageShare)
    .innerJoin(course, eq(course.id, packageShare.courseId))
    .where(eq(packageShare.packageId, packageId))
    .orderBy(asc(course.title), asc(course.id));
}

export async function setShared(
  change: ByActor & { readonly courseId: string; readonly isShared: boolean },
): Promise<void> {
  const { actorId, packageId, courseId, isShared } = change;
  await database().transaction(async (transaction) => {
    if (isShared)
      await transaction.insert(packageShare).values({ packageId, courseId }).onConflictDoNothing();
    else
      await transaction
        .delete(packageShare)
        .where(and(eq(packageShare.packageId, packageId), eq(packageShare.courseId, courseId)));
    await audit(transaction, {
      ...{ actorId, action: 'package.share', subject: `package:${packageId}` },
      details: { courseId, isShared },
    });
  });
}
