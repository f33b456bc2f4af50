/**
 * What `npx runqueue publish` does, each with the right that it needs: the bodies of the addresses below app/api/author.
 * @throws Refusal with a sentence for the command line.
 */
import { exchangeDraft } from '../../db/package-drafts';
import { packageRunById } from '../../db/package-runs';
import { createPackage } from '../../db/packages';
import type { StoredProgress } from '../../db/schema';
import {
  type PackageFiles,
  packageKind,
  packageProblems,
  packageVersion,
} from '../../grader/packages/package-files';
import type { CheckOutcome } from '../../grader/packages/package-outcome';
import { Refusal, within } from '../action';
import { apiWords } from '../api/author/words';
import type { User } from '../viewer';
import { orderCheckOf } from './check/check-changes';
import { demandAuthor, demandPackage } from './demand-package';
import { answerReviewAs, publishAs } from './publish/publish-changes';
import { REVIEW_QUESTIONS } from './publish/review-questions';
import { filesIn } from './uploaded-archive';
import { authorWords } from './words';

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const MAX_NAME = 60;

export interface Uploaded {
  readonly package: string;
  readonly version: string;
  readonly run: string;
}

function wholeFilesIn(archive: Uint8Array): PackageFiles {
  const files = filesIn(archive);
  const problems = packageProblems(files);
  if (problems.length > 0) throw new Refusal(problems.join('\n'));
  return files;
}

interface Upload {
  readonly archive: Uint8Array;
  readonly mutants: boolean;
}

export async function uploadNewAs(
  given: Upload & { readonly name: string; readonly home: string },
  user: User,
): Promise<Uploaded> {
  await demandAuthor(user);
  const { name, home, archive } = given;
  const isPlace = home.split('/').length === 2 && home.split('/').every((each) => NAME.test(each));
  if (!isPlace || !NAME.test(name) || home.length > 2 * MAX_NAME || name.length > MAX_NAME)
    throw new Refusal(apiWords.unreadable);
  await within(user, 'package change');
  const files = wholeFilesIn(archive);
  await within(user, 'package');
  const facts = { name, title: name.replaceAll('-', ' '), home, kind: packageKind(files), origin: null };
  const { id } = await createPackage({ actorId: user.id, ...facts, files });
  return checked(id, files, given.mutants, user);
}

export async function uploadAs(
  given: Upload & { readonly packageId: string },
  user: User,
): Promise<Uploaded> {
  const { packageId, archive, mutants } = given;
  const found = await demandPackage(packageId, user, 'write');
  await within(user, 'package change');
  const files = wholeFilesIn(archive);
  if (packageKind(files) !== found.package.kind) throw new Refusal(authorWords.otherKind(found.package.kind));
  await exchangeDraft({
    ...{ packageId, userId: user.id, files },
    ...{ reason: 'before upload', versionOf: packageVersion },
  });
  return checked(packageId, files, mutants, user);
}

async function checked(
  packageId: string,
  files: PackageFiles,
  mutants: boolean,
  user: User,
): Promise<Uploaded> {
  const { version, runId } = await orderCheckOf({ packageId, mutants, reason: 'uploaded' }, files, user);
  return { package: packageId, version, run: runId };
}

/** How far a check is; what is wrong, once it is done. */
export async function checkFromAfarAs(
  { runId }: { readonly runId: string },
  user: User,
): Promise<{
  readonly state: string;
  readonly progress: StoredProgress | null;
  readonly holds: boolean | null;
  readonly problems: readonly string[];
}> {
  const run = await packageRunById(runId);
  if (run === null || run.kind !== 'check') throw new Refusal(apiWords.noRun);
  await demandPackage(run.packageId, user, 'read');
  const { state, progress, holds } = run;
  const outcome = run.outcome as CheckOutcome | null;
  const problems =
    outcome === null ? [] : outcome.kind === 'refused' ? outcome.problems : outcome.report.problems;
  return { state, progress, holds, problems };
}

/** @param given.review what the author says of what no check sees; null: it was answered on the site. */
export async function publishFromAfarAs(
  given: {
    readonly packageId: string;
    readonly version: string;
    readonly course: string | null;
    readonly review: string | null;
  },
  user: User,
): Promise<{ readonly reaches: readonly string[] }> {
  const { packageId, version, course, review } = given;
  if (review !== null) {
    const { package: found } = await demandPackage(packageId, user, 'write');
    for (const { name } of REVIEW_QUESTIONS[found.kind])
      await answerReviewAs({ packageId, version, question: name, isSo: true, note: review }, user);
  }
  return { reaches: await publishAs({ packageId, version, to: [course] }, user) };
}
