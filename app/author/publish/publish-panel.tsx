/** The tab Publish of a package: to whom it is given, which version is next, what no check can see of it, and to whom it goes. */
import Link from 'next/link';
import { coursesOf } from '../../../db/courses';
import { draftFiles } from '../../../db/package-drafts';
import { reviewOf } from '../../../db/package-reviews';
import { checkThatHolds, latestCheck } from '../../../db/package-runs';
import { type AuthoredPackage, itemOf, type PackageStanding } from '../../../db/packages';
import { gradedOf, reachOf } from '../../../db/publications';
import { packageVersion } from '../../../grader/packages/package-files';
import type { CheckOutcome } from '../../../grader/packages/package-outcome';
import { mayWithPackage } from '../../packages/package-access';
import { may } from '../../rights';
import type { User } from '../../viewer';
import { GivenTo } from './given-to';
import { pointChange } from './point-change';
import { PublishForm } from './publish-form';
import { ReviewList } from './review-list';
import { isAnswered, REVIEW_QUESTIONS } from './review-questions';
import { publishWords as words } from './words';

/** Somebody to whom it may be given; a `slug` of null is the catalogue. */
export interface Receiver {
  readonly slug: string | null;
  readonly title: string;
}

const CATALOGUE: Receiver = { slug: null, title: words.catalogue };

export async function loadPublish({ package: of, siteRole }: PackageStanding, user: User) {
  const [check, draft, given, courses, graded] = await Promise.all([
    latestCheck(of.id),
    draftFiles(of.id),
    reachOf(of.id, itemOf(of), of.kind),
    coursesOf(user.id),
    gradedOf(itemOf(of), of.kind),
  ]);
  const version = check?.version ?? null;
  const holding = version === null ? null : await checkThatHolds(of.id, version);
  const mayGive: Receiver[] = courses
    .filter(({ role }) => may({ role, siteRole }, 'publish to a course'))
    .map(({ slug, title, term }) => ({ slug, title: term === '' ? title : `${title}, ${term}` }));
  if (may({ role: null, siteRole }, 'publish to everybody')) mayGive.push(CATALOGUE);
  return {
    ...{ version, holds: holding !== null, mayGive, graded, given },
    points: holding === null ? null : await pointChange(of.id, holding.outcome as CheckOutcome),
    isUnderWay: check?.state === 'queued' || check?.state === 'running',
    isDraftOther:
      version !== null && packageVersion(new Map(draft.map(({ path, text }) => [path, text]))) !== version,
    answers: version === null ? [] : await reviewOf(of.id, version),
  };
}

type Loaded = Awaited<ReturnType<typeof loadPublish>>;

export function PublishPanel({ open, loaded }: { open: PackageStanding; loaded: Loaded }) {
  const { package: of, siteRole } = open;
  const mayTakeBack = (slug: string | null) =>
    siteRole === 'administrator' || loaded.mayGive.some((each) => each.slug === slug);
  return (
    <div className="mt-6 max-w-3xl space-y-8">
      <GivenTo
        packageId={of.id}
        kind={of.kind}
        given={loaded.given.map(({ slug, title, publishedAt, handedIn }) => ({
          ...{ slug, title: title ?? words.catalogue, publishedAt, handedIn },
          mayTakeBack: mayTakeBack(slug),
        }))}
        href={of.publishedVersion === null ? null : `/${of.kind}s/${itemOf(of)}`}
      />
      {mayWithPackage(open, 'write') ? (
        <Next of={of} loaded={loaded} />
      ) : (
        <p className="notice">{words.mayNot}</p>
      )}
    </div>
  );
}

function Next({ of, loaded }: { of: AuthoredPackage; loaded: Loaded }) {
  const { version, holds, answers, given, mayGive } = loaded;
  const questions = REVIEW_QUESTIONS[of.kind];
  return (
    <>
      <section aria-labelledby="version" className="space-y-2">
        <h2 id="version" className="text-lg font-semibold">
          {words.version}
        </h2>
        {version === null || !holds ? (
          <p className="notice notice-warning flex flex-wrap gap-x-3">
            {loaded.isUnderWay ? words.stillChecked : words.checkFirst}
            <Link className="link" href={`/author/${of.id}/check`} prefetch={false}>
              {words.goToCheck}
            </Link>
          </p>
        ) : (
          <>
            <p>{words.isHolding(version)}</p>
            {loaded.isDraftOther && <p className="notice notice-warning">{words.draftIsOther}</p>}
            <p>
              {changeOf(of, version, given.length > 0)} {words.handedIn[of.kind](loaded.graded)}{' '}
              {loaded.points !== null && words.points(loaded.points.before, loaded.points.now)}
            </p>
          </>
        )}
      </section>
      {version !== null && holds && (
        <>
          <ReviewList
            key={version}
            packageId={of.id}
            version={version}
            questions={questions}
            answers={answers}
          />
          <PublishForm
            packageId={of.id}
            version={version}
            mayGive={mayGive}
            kind={of.kind}
            given={given.map(({ slug, title, handedIn }) => ({
              ...{ slug, title: title ?? words.catalogue, handedIn },
            }))}
            isReplaced={of.publishedVersion !== null && of.publishedVersion !== version}
            left={questions.filter((each) => !isAnswered(each, answers)).length}
          />
        </>
      )}
    </>
  );
}

function changeOf({ publishedVersion }: AuthoredPackage, version: string, isGiven: boolean): string {
  if (publishedVersion === null) return words.first;
  if (publishedVersion !== version) return words.replaces(publishedVersion);
  return isGiven ? words.same : words.takenBack;
}
