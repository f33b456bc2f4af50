/**
 * What is given to students and taken back, each with the right that it needs: the bodies of the server actions
 * (actions.ts). A version needs a check that holds and an answered list; a course somebody who teaches it. @throws Refusal
 * with a sentence for the screen.
 */
import { answerReview, reviewOf } from '../../../db/package-reviews';
import { checkThatHolds } from '../../../db/package-runs';
import { publicationsOf, publish, withdraw } from '../../../db/publications';
import type { CheckOutcome } from '../../../grader/packages/package-outcome';
import { Refusal, within } from '../../action';
import { courseWith } from '../../courses/course-access';
import { may } from '../../rights';
import type { User } from '../../viewer';
import { demandPackage } from '../demand-package';
import { isReviewed, REVIEW_QUESTIONS } from './review-questions';
import { publishWords as words } from './words';

/** A course by its slug; null: the catalogue. */
type Receiver = string | null;

/** @returns the course's id. @throws Refusal where somebody else decides what its students are given. */
async function demandReceiver(
  slug: Receiver,
  user: User,
  siteRole: Standing['siteRole'],
): Promise<string | null> {
  if (slug === null) {
    if (!may({ role: null, siteRole }, 'publish to everybody')) throw new Refusal(words.notCatalogue);
    return null;
  }
  const open = await courseWith(slug, user, 'publish to a course');
  if (open === null) throw new Refusal(words.noCourse);
  return open.course.id;
}
type Standing = Parameters<typeof may>[0];

/**
 * A version replaces the one before wherever that is given.
 * @param given.takenBack who has the one before and is not to have this. @param given.reaches all who then have it, as
 *   its author saw them; undefined: he saw nobody. @returns their titles.
 */
export async function publishAs(
  given: {
    readonly packageId: string;
    readonly version: string;
    readonly to: readonly Receiver[];
    readonly takenBack?: readonly Receiver[];
    readonly reaches?: readonly Receiver[];
  },
  user: User,
): Promise<readonly string[]> {
  const { packageId, version, to, takenBack = [] } = given;
  const { package: of, siteRole } = await demandPackage(packageId, user, 'write');
  if (to.length === 0) throw new Refusal(words.nowhere);
  const courses: (string | null)[] = [];
  for (const receiver of to) courses.push(await demandReceiver(receiver, user, siteRole));
  const without: (string | null)[] = [];
  for (const receiver of takenBack) without.push(await demandReceiver(receiver, user, siteRole));
  const before = (await publicationsOf(packageId)).map(({ slug }) => slug);
  const reached = new Set([...before.filter((slug) => !takenBack.includes(slug)), ...to]);
  // What everybody is given was looked at by an administrator, version by version.
  const isNewToAll = reached.has(null) && version !== of.publishedVersion;
  if (isNewToAll && !may({ role: null, siteRole }, 'publish to everybody'))
    throw new Refusal(words.inCatalogue);
  const { reaches = [...reached] } = given;
  if (reaches.length !== reached.size || reaches.some((slug) => !reached.has(slug)))
    throw new Refusal(words.otherReach);
  const check = await checkThatHolds(packageId, version);
  const outcome = check?.outcome as CheckOutcome | undefined;
  if (outcome === undefined || outcome.kind === 'refused') throw new Refusal(words.doesNotHold);
  if (!isReviewed(of.kind, await reviewOf(packageId, version))) throw new Refusal(words.notReviewed);
  await within(user, 'package change');
  const { entry } = outcome;
  const variants = outcome.kind === 'question' ? outcome.variants : null;
  for (const courseId of without) await withdraw({ actorId: user.id, packageId, courseId });
  for (const courseId of courses)
    await publish({ actorId: user.id, packageId, courseId, version, title: entry.title, entry, variants });
  return (await publicationsOf(packageId)).map(({ title }) => title ?? words.catalogue);
}

/** Whoever teaches a course takes back what its students are given, also where he does not write it. */
export async function withdrawAs(
  { packageId, from }: { readonly packageId: string; readonly from: Receiver },
  user: User,
): Promise<null> {
  const { siteRole } = await demandPackage(packageId, user, 'read');
  const courseId = await demandReceiver(from, user, siteRole);
  await within(user, 'package change');
  await withdraw({ actorId: user.id, packageId, courseId });
  return null;
}

export async function answerReviewAs(
  given: {
    readonly packageId: string;
    readonly version: string;
    readonly question: string;
    readonly isSo: boolean;
    readonly note: string;
  },
  user: User,
): Promise<null> {
  const { packageId, version, question, isSo, note } = given;
  const { package: of } = await demandPackage(packageId, user, 'write');
  if (!REVIEW_QUESTIONS[of.kind].some(({ name }) => name === question))
    throw new Refusal(words.unknownQuestion);
  if ((await checkThatHolds(packageId, version)) === null) throw new Refusal(words.doesNotHold);
  await within(user, 'package change');
  await answerReview({ packageId, version, question, isSo, note: note.trim(), userId: user.id });
  return null;
}
