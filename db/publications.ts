/**
 * What packages are given to whom. A package has one published version at a time, for all to whom it is given; a new one
 * replaces it, and what was handed in before stays as it was. Taken back, it is found by nobody any more; who handed
 * something in still sees it.
 */
import { and, asc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { audit } from './audit';
import { database, type Transaction } from './client';
import { itemOf, packageOf } from './packages';
import {
  authoredPackage,
  bestScore,
  course,
  enrolment,
  type ItemKind,
  packageEditor,
  publication,
  questionAttempt,
  siteRole,
  submission,
} from './schema';

interface ByActor {
  readonly actorId: string;
  readonly packageId: string;
  /** Null: the catalogue. */
  readonly courseId: string | null;
}

const isGiven = isNull(publication.withdrawnAt);
const isTo = ({ packageId, courseId }: Omit<ByActor, 'actorId'>) =>
  and(
    eq(publication.packageId, packageId),
    courseId === null ? isNull(publication.courseId) : eq(publication.courseId, courseId),
  );

/**
 * Gives a version to a course, or to everybody, and lets it replace the one before wherever that is given. The caller has
 * seen that every promise of it holds (package-runs.ts `checkThatHolds`).
 */
export async function publish(
  given: ByActor & {
    readonly version: string;
    readonly title: string;
    /** exercises/catalogue.ts. */
    readonly entry: unknown;
    /** Of a question. */
    readonly variants: readonly unknown[] | null;
  },
): Promise<void> {
  const { actorId, packageId, courseId, version, title, entry, variants } = given;
  await database().transaction(async (transaction) => {
    await transaction
      .update(authoredPackage)
      .set({
        ...{ title, publishedVersion: version, publishedEntry: entry, publishedVariants: variants },
        publishedAt: sql`clock_timestamp()`,
      })
      .where(eq(authoredPackage.id, packageId));
    const now = { userId: actorId, publishedAt: sql`clock_timestamp()`, withdrawnAt: null };
    const changed = await transaction
      .update(publication)
      .set(now)
      .where(isTo(given))
      .returning({ packageId: publication.packageId });
    if (changed.length === 0)
      await transaction.insert(publication).values({ packageId, courseId, userId: actorId });
    await audited(transaction, 'package.publish', given, { version });
  });
}

export async function withdraw(given: ByActor): Promise<void> {
  await database().transaction(async (transaction) => {
    await transaction
      .update(publication)
      .set({ withdrawnAt: sql`clock_timestamp()` })
      .where(and(isTo(given), isGiven));
    await audited(transaction, 'package.withdraw', given, {});
  });
}

function audited(
  transaction: Transaction,
  action: string,
  { actorId, packageId, courseId }: ByActor,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  return audit(transaction, {
    actorId,
    action,
    subject: `package:${packageId}`,
    details: { courseId, ...details },
  });
}

export interface Publication {
  readonly courseId: string | null;
  /** Null: the catalogue. */
  readonly title: string | null;
  readonly slug: string | null;
  readonly publishedAt: Date;
}

/** To whom a package is given now. */
export async function publicationsOf(packageId: string): Promise<Publication[]> {
  return database()
    .select({
      courseId: publication.courseId,
      title: course.title,
      slug: course.slug,
      publishedAt: publication.publishedAt,
    })
    .from(publication)
    .leftJoin(course, eq(course.id, publication.courseId))
    .where(and(eq(publication.packageId, packageId), isGiven))
    .orderBy(asc(course.title));
}

export interface Reached extends Publication {
  /** Students there who handed something in, or answered. */
  readonly handedIn: number;
}

/** The same, and how many have worked on it there: what a new version meets. */
export async function reachOf(packageId: string, item: string, kind: ItemKind): Promise<Reached[]> {
  const hasWorked = (whom: ReturnType<typeof sql>) =>
    sql`exists (select from ${bestScore} where ${bestScore.userId} = ${whom}
      and ${bestScore.kind} = ${kind} and ${bestScore.item} = ${item})`;
  const inCourse = sql`(select count(*) from ${enrolment} as member where member.course_id = ${publication.courseId}
    and member.role = 'student' and ${hasWorked(sql`member.user_id`)})`;
  const anywhere = sql`(select count(*) from "user" as anybody where ${hasWorked(sql`anybody.id`)})`;
  const counted = await database()
    .select({
      courseId: publication.courseId,
      handedIn: sql<number>`(case when ${publication.courseId} is null then ${anywhere} else ${inCourse} end)::int`,
    })
    .from(publication)
    .where(and(eq(publication.packageId, packageId), isGiven));
  const given = await publicationsOf(packageId);
  return given.map((each) => ({
    ...each,
    handedIn: counted.find(({ courseId }) => courseId === each.courseId)?.handedIn ?? 0,
  }));
}

/** How much of an item was graded so far. */
export async function gradedOf(item: string, kind: ItemKind): Promise<number> {
  return kind === 'exercise'
    ? database().$count(submission, and(eq(submission.exercise, item), isNotNull(submission.gradedAt)))
    : database().$count(
        questionAttempt,
        and(eq(questionAttempt.question, item), isNotNull(questionAttempt.answeredAt)),
      );
}

export interface PublishedItem {
  readonly packageId: string;
  readonly name: string;
  readonly kind: ItemKind;
  readonly version: string;
  /** exercises/catalogue.ts `CatalogueExercise` or `CatalogueQuestion`, as it was stored. */
  readonly entry: unknown;
}

const nameColumns = {
  packageId: authoredPackage.id,
  name: authoredPackage.name,
  kind: authoredPackage.kind,
  version: sql<string>`${authoredPackage.publishedVersion}`,
};
const itemColumns = { ...nameColumns, entry: authoredPackage.publishedEntry };

/** As lists show it: without texts. */
export interface ListedItem extends Omit<PublishedItem, 'entry'> {
  /** What it was begun from; null: from nothing. */
  readonly origin: string | null;
  /** Of its entry what lists show. */
  readonly facts: unknown;
}

const LISTED = ['title', 'summary', 'rows', 'difficulty', 'rules', 'budgets', 'caseCount'];
const listedColumns = {
  ...nameColumns,
  origin: authoredPackage.origin,
  facts: sql<unknown>`json_build_object(${sql.join(
    LISTED.flatMap((name) => [
      sql.raw(`'${name}'`),
      sql`${authoredPackage.publishedEntry} -> ${sql.raw(`'${name}'`)}`,
    ]),
    sql`, `,
  )})`,
};
const isPublished = sql`${authoredPackage.publishedVersion} is not null`;

/** What is given to a course, or (null) to everybody; by title. */
export async function itemsGivenTo(courseId: string | null): Promise<ListedItem[]> {
  return database()
    .select(listedColumns)
    .from(publication)
    .innerJoin(authoredPackage, eq(authoredPackage.id, publication.packageId))
    .where(
      and(
        ...[isGiven, isPublished],
        courseId === null ? isNull(publication.courseId) : eq(publication.courseId, courseId),
      ),
    )
    .orderBy(sql`lower(${authoredPackage.title})`, asc(authoredPackage.id));
}

/** By its address. */
const isItem = (item: string) => sql`${authoredPackage.id} || '/' || ${authoredPackage.name} = ${item}`;

/**
 * The item as somebody may open it: given to a course that he is in, or to everybody, or written by him, or he
 * administrates. Null otherwise, and when there is none. @param userId null: a visitor.
 */
export async function publishedItem(item: string, userId: string | null): Promise<PublishedItem | null> {
  const [row] = await database().select(itemColumns).from(authoredPackage).where(isOpenTo(item, userId));
  return row ?? null;
}

/** The same, where nothing of its content is needed. */
export async function publishedName(
  item: string,
  userId: string | null,
): Promise<Omit<PublishedItem, 'entry'> | null> {
  const [row] = await database().select(nameColumns).from(authoredPackage).where(isOpenTo(item, userId));
  return row ?? null;
}

function isOpenTo(item: string, userId: string | null) {
  const packageId = packageOf(item);
  if (packageId === null) return sql`false`;
  const toAll = sql`exists (select from ${publication} where ${publication.packageId} = ${packageId}
    and ${publication.courseId} is null and ${isGiven})`;
  const toHim = sql`exists (select from ${publication}
    join ${enrolment} on ${enrolment.courseId} = ${publication.courseId} and ${enrolment.userId} = ${userId}
    where ${publication.packageId} = ${packageId} and ${isGiven})`;
  const his = sql`exists (select from ${packageEditor}
    where ${packageEditor.packageId} = ${packageId} and ${packageEditor.userId} = ${userId})`;
  const administrates = sql`exists (select from ${siteRole} where ${siteRole.userId} = ${userId} and ${siteRole.role} = 'administrator')`;
  return and(
    ...[eq(authoredPackage.id, packageId), isPublished, isItem(item)],
    userId === null ? toAll : or(toAll, toHim, his, administrates),
  );
}

export interface CourseItem extends ListedItem {
  readonly courseTitle: string;
  readonly courseSlug: string;
}

/** What is given to the courses that somebody is in; by course, then by title. */
export async function itemsOfCoursesOf(userId: string): Promise<CourseItem[]> {
  return database()
    .select({ ...listedColumns, courseTitle: course.title, courseSlug: course.slug })
    .from(publication)
    .innerJoin(authoredPackage, eq(authoredPackage.id, publication.packageId))
    .innerJoin(course, eq(course.id, publication.courseId))
    .innerJoin(enrolment, and(eq(enrolment.courseId, course.id), eq(enrolment.userId, userId)))
    .where(and(isGiven, isPublished))
    .orderBy(
      sql`lower(${course.title})`,
      asc(course.id),
      sql`lower(${authoredPackage.title})`,
      asc(authoredPackage.id),
    );
}

/**
 * The item if it was ever given to somebody, also if it no longer is: for whoever may see work on it. Null for those of
 * the catalogue, and where there is none.
 */
export async function itemOnceGiven(item: string): Promise<PublishedItem | null> {
  const packageId = packageOf(item);
  if (packageId === null) return null;
  const [row] = await database()
    .select(itemColumns)
    .from(authoredPackage)
    .where(and(eq(authoredPackage.id, packageId), isPublished, isItem(item)));
  return row ?? null;
}

/** The same of many, as lists show them. */
export async function itemsOnceGiven(items: readonly string[]): Promise<ListedItem[]> {
  const ids = [...new Set(items.map(packageOf).filter((id) => id !== null))];
  if (ids.length === 0) return [];
  const found = await database()
    .select(listedColumns)
    .from(authoredPackage)
    .where(and(inArray(authoredPackage.id, ids), isPublished));
  const wanted = new Set(items);
  return found.filter(({ packageId, name }) => wanted.has(itemOf({ id: packageId, name })));
}

const variantCount = sql<number>`coalesce(json_array_length(${authoredPackage.publishedVariants}), 0)`;

export async function publishedVariantCount(packageId: string): Promise<number> {
  const [row] = await database()
    .select({ count: variantCount })
    .from(authoredPackage)
    .where(eq(authoredPackage.id, packageId));
  return row?.count ?? 0;
}

/** A variant of a published question by its number, which wraps around; null: it has none. */
export async function publishedVariant(packageId: string, number: number): Promise<unknown> {
  const [row] = await database()
    .select({
      variant: sql<unknown>`${authoredPackage.publishedVariants} -> (${number}::bigint % greatest(${variantCount}, 1))::int`,
    })
    .from(authoredPackage)
    .where(eq(authoredPackage.id, packageId));
  return row?.variant ?? null;
}

/** What judges submissions to an item now. */
export interface JudgingPackage {
  readonly packageId: string;
  readonly home: string;
  readonly version: string;
}

/** For grader workers. Null: nothing does. */
export async function judgingPackage(item: string): Promise<JudgingPackage | null> {
  const packageId = packageOf(item);
  if (packageId === null) return null;
  const [row] = await database()
    .select({ home: authoredPackage.home, version: authoredPackage.publishedVersion })
    .from(authoredPackage)
    .where(eq(authoredPackage.id, packageId));
  return row === undefined || row.version === null
    ? null
    : { packageId, home: row.home, version: row.version };
}
