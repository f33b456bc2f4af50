/** Packages from and to other systems, with the right that each needs. @throws Refusal with a sentence for the screen. */
import { draftFiles } from '../../../db/package-drafts';
import { authorStanding, createPackage } from '../../../db/packages';
import { type ExchangeFormat, exportExchange, importExchange } from '../../../grader/packages/exchange';
import { PackageRefused, packageKind } from '../../../grader/packages/package-files';
import { Refusal, within } from '../../action';
import * as words from '../../dictionary';
import type { User } from '../../viewer';
import { mayBegin } from '../author-access';
import { demandPackage } from '../demand-package';
import { textsOf } from '../package-origin';
import { authorWords } from '../words';
import { exchangeWords } from './words';

/** Begun at a time. */
const MOST_BEGUN = 30;

export interface BroughtIn {
  readonly packages: readonly { readonly packageId: string; readonly title: string }[];
  /** A line for each thing that was lost. */
  readonly report: readonly string[];
}

/** @param given.archive in base64. */
export async function bringInAs({ archive }: { readonly archive: string }, user: User): Promise<BroughtIn> {
  if (!mayBegin(await authorStanding(user.id))) throw new Refusal(words.action.notAllowed);
  await within(user, 'package');
  const { packages, report } = refusing(() => importExchange(Buffer.from(archive, 'base64')));
  if (packages.length > MOST_BEGUN) throw new Refusal(exchangeWords.tooMany(packages.length, MOST_BEGUN));
  const begun: BroughtIn['packages'][number][] = [];
  for (const { name, files } of packages) {
    const title = titleIn(files) ?? name.replaceAll('-', ' ');
    const facts = { name, title, home: `own/${name}`, kind: packageKind(files), origin: null };
    const { id } = await createPackage({ actorId: user.id, ...facts, files });
    begun.push({ packageId: id, title });
  }
  return { packages: begun, report };
}

const LONGEST_TITLE = 100;

function titleIn(files: ReadonlyMap<string, string>): string | undefined {
  const question = files.get('question.json');
  if (question === undefined) return undefined;
  const { title } = JSON.parse(question) as { title?: unknown };
  return typeof title === 'string' && title.trim() !== '' ? title.slice(0, LONGEST_TITLE) : undefined;
}

/** @returns the archive in base64. */
export async function sendOutAs(
  { packageId, format }: { readonly packageId: string; readonly format: ExchangeFormat },
  user: User,
): Promise<{ readonly archive: string; readonly name: string; readonly report: readonly string[] }> {
  const found = await demandPackage(packageId, user, 'read');
  await within(user, 'package change');
  const files = textsOf(await draftFiles(packageId));
  const { name } = found.package;
  const { archive, report } = refusing(() => exportExchange([{ name, files }], format));
  return { archive: Buffer.from(archive).toString('base64'), name: `${name}-${format}.zip`, report };
}

function refusing<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof PackageRefused) throw new Refusal(authorWords.badArchive(error.message));
    throw error;
  }
}
