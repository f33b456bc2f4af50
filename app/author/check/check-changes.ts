/**
 * What authors do with checks, each with the right that it needs: the bodies of the server actions (actions.ts). @throws
 * Refusal with a sentence for the screen.
 */
import { draftFiles } from '../../../db/package-drafts';
import { orderRun, packageRunById, type TrialOrder } from '../../../db/package-runs';
import { keepVersion, versionFiles } from '../../../db/package-versions';
import { unstorableBecause } from '../../../db/text';
import type { Question } from '../../../exercises/question-definition';
import { markQuestion, unreadableParts } from '../../../exercises/question-marking';
import { type PackageFiles, packageVersion } from '../../../grader/packages/package-files';
import type { CheckOutcome } from '../../../grader/packages/package-outcome';
import { Refusal, within } from '../../action';
import * as siteWords from '../../dictionary';
import {
  type AnsweredVariant,
  explained,
  type ShownVariant,
  shown,
  type UnreadableAnswer,
} from '../../questions/shown-variant';
import type { User } from '../../viewer';
import { demandPackage } from '../demand-package';
import { checkWords as words } from './words';

/** Keeps files as a version, and has that checked. @param reason why it is kept. */
export async function orderCheckOf(
  given: { readonly packageId: string; readonly mutants: boolean; readonly reason: string },
  files: PackageFiles,
  user: User,
): Promise<{ readonly version: string; readonly runId: string }> {
  const { packageId, mutants, reason } = given;
  await within(user, 'check');
  const version = packageVersion(files);
  const of = { packageId, version, userId: user.id };
  await keepVersion({ ...of, files, reason });
  return { version, runId: await orderRun({ ...of, kind: 'check', order: { mutants } }) };
}

/** Keeps the draft as a version, and has that checked. */
export async function orderCheckAs(
  { packageId, mutants }: { readonly packageId: string; readonly mutants: boolean },
  user: User,
): Promise<{ readonly runId: string }> {
  await demandPackage(packageId, user, 'write');
  const files = new Map((await draftFiles(packageId)).map(({ path, text }) => [path, text]));
  if (files.size === 0) throw new Refusal(words.empty);
  const { runId } = await orderCheckOf({ packageId, mutants, reason: 'checked' }, files, user);
  return { runId };
}

interface VersionOfPackage {
  readonly packageId: string;
  readonly version: string;
}

/** Has something graded by a version that is kept; of what comes nothing counts. */
async function tryOn(
  { packageId, version }: VersionOfPackage,
  order: TrialOrder,
  user: User,
): Promise<{ readonly runId: string }> {
  await demandPackage(packageId, user, 'read');
  if ((await versionFiles(packageId, version)) === null) throw new Refusal(words.noPackage);
  await within(user, 'package trial');
  return { runId: await orderRun({ packageId, version, userId: user.id, kind: 'trial', order }) };
}

/** A solution of the package itself, by its place. */
export function trySolutionAs(given: VersionOfPackage & { readonly solution: string }, user: User) {
  return tryOn(given, { solution: given.solution }, user);
}

/** What somebody writes who looks at it as a student. */
export async function tryDraftAs(
  given: VersionOfPackage & { readonly source: string; readonly cases: 'all' | 'samples' },
  user: User,
) {
  const { source, cases } = given;
  const reason = unstorableBecause(source);
  if (reason !== null) throw new Refusal(siteWords.submission.cannotStore(reason));
  return tryOn(given, { source, cases }, user);
}

/** A variant that a check made, by its number. */
interface VariantOfCheck {
  readonly packageId: string;
  readonly checkId: string;
  readonly variant: number;
}

/** @throws Refusal where there is none that he may see. */
async function demandVariant({ packageId, checkId, variant }: VariantOfCheck, user: User): Promise<Question> {
  await demandPackage(packageId, user, 'read');
  const check = await packageRunById(checkId);
  const outcome =
    check?.packageId === packageId && check.kind === 'check' ? (check.outcome as CheckOutcome | null) : null;
  const question = outcome?.kind === 'question' ? outcome.variants[variant] : undefined;
  if (question === undefined) throw new Refusal(words.noPackage);
  return question;
}

/** As students are shown it. */
export async function shownVariantAs(given: VariantOfCheck, user: User): Promise<ShownVariant> {
  const question = await demandVariant(given, user);
  await within(user, 'answer');
  return shown(question);
}

/** Marks what is entered for it. Nothing is stored. */
export async function markVariantAs(
  { responses, ...of }: VariantOfCheck & { readonly responses: Readonly<Record<string, unknown>> },
  user: User,
): Promise<AnsweredVariant | UnreadableAnswer> {
  const question = await demandVariant(of, user);
  await within(user, 'answer');
  const unreadable = unreadableParts(question, responses);
  if (unreadable.length > 0) return { unreadable };
  return explained(question, markQuestion(question, responses));
}
