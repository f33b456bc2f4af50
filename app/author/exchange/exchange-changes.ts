/** Packages from and to other systems, with the right that each needs. @throws Refusal with a sentence for the screen. */
import { draftFiles } from '../../../db/package-drafts';
import { createPackage } from '../../../db/packages';
import type { ExchangeFormat } from '../../../grader/packages/exchange/exchange-formats';
import { exportApart, importApart } from '../../../grader/packages/exchange/exchange-process';
import { titleWritten } from '../../../grader/packages/exchange/kattis-export';
import { packageKind } from '../../../grader/packages/package-files';
import { within } from '../../action';
import { onlyOneOf } from '../../api/bounded-body';
import { withDatabase } from '../../database-call';
import type { User } from '../../viewer';
import { demandAuthor, demandPackage } from '../demand-package';
import { textsOf } from '../package-origin';
import { refusing } from '../uploaded-archive';

/** Begun at a time. */
const MOST_BEGUN = 30;

export interface BroughtIn {
  readonly packages: readonly { readonly packageId: string; readonly name: string; readonly title: string }[];
  /** A line for each thing that was lost. */
  readonly report: readonly string[];
}

/** Takes longer than the database to answer. */
export async function bringInAs(
  { archive }: { readonly archive: Uint8Array },
  user: User,
): Promise<BroughtIn> {
  await withDatabase(() => demandAuthor(user));
  await within(user, 'package');
  const { packages, report } = await refusing(() => importApart(archive, MOST_BEGUN));
  await withDatabase(() => demandAuthor(user)); // it may have waited for others' archives
  const begun: BroughtIn['packages'][number][] = [];
  for (const { name, files } of packages) {
    const title = titleIn(files) ?? name.replaceAll('-', ' ');
    const facts = { name, title, home: `own/${name}`, kind: packageKind(files), origin: null };
    const { id } = await withDatabase(() => createPackage({ actorId: user.id, ...facts, files }));
    begun.push({ packageId: id, name, title });
  }
  return { packages: begun, report };
}

const LONGEST_TITLE = 100;

function titleIn(files: ReadonlyMap<string, string>): string | undefined {
  const question = files.get('question.json');
  if (question === undefined) return titleWritten(files.get('exercise.ts'))?.slice(0, LONGEST_TITLE);
  const { title } = JSON.parse(question) as { title?: unknown };
  return typeof title === 'string' && title.trim() !== '' ? title.slice(0, LONGEST_TITLE) : undefined;
}

export interface SentOut {
  /** In base64. */
  readonly archive: string;
  readonly name: string;
  readonly report: readonly string[];
}

/** Takes longer than the database to answer: one at a time of a person, since those of all are made one after the other. */
export async function sendOutAs(
  { packageId, format }: { readonly packageId: string; readonly format: ExchangeFormat },
  user: User,
): Promise<SentOut> {
  return onlyOneOf(user.id, async () => {
    const { name, files } = await withDatabase(async () => {
      const found = await demandPackage(packageId, user, 'read');
      await within(user, 'package change');
      return { name: found.package.name, files: textsOf(await draftFiles(packageId)) };
    });
    const { archive, report } = await refusing(() => exportApart([{ name, files }], format));
    return { archive: Buffer.from(archive).toString('base64'), name: `${name}-${format}.zip`, report };
  });
}
