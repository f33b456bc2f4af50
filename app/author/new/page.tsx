/** Begins a package; whoever may not finds nothing here. */
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { authorStanding, packagesOf } from '../../../db/packages';
import { MAX_FOREIGN_ARCHIVE_BYTES } from '../../../grader/packages/exchange/foreign-archive';
import { FAMILY_NAMES } from '../../../grader/packages/families';
import { MAX_ARCHIVE_BYTES } from '../../../grader/packages/zip-archive';
import { catalogue } from '../../catalogue';
import { fromDatabase } from '../../database-call';
import { DatabaseDown } from '../../database-down';
import { SignInNeeded } from '../../sign-in-needed';
import { currentViewer } from '../../viewer';
import { mayBegin } from '../author-access';
import { BringIn } from '../exchange/bring-in';
import { homeChapters } from '../package-origin';
import { authorWords } from '../words';
import { NewPackageFields } from './new-package-fields';

export const metadata: Metadata = { title: authorWords.begin };

export default async function NewPackagePage() {
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  if (viewer.kind === 'visitor')
    return <SignInNeeded title={authorWords.begin} text={authorWords.signIn} next="/author/new" />;
  const found = await fromDatabase(() =>
    Promise.all([authorStanding(viewer.user.id), packagesOf(viewer.user.id)]),
  );
  if (!found.available) return <DatabaseDown />;
  const [standing, packages] = found.value;
  if (!mayBegin(standing)) notFound();
  const { exercises, questions } = catalogue();
  const choice = ({ id, title }: { id: string; title: string }) => ({ id, title });
  return (
    <div className="mx-auto w-full max-w-xl px-4 py-8">
      <h1 className="text-xl font-semibold tracking-tight">{authorWords.begin}</h1>
      <p className="mt-2 mb-6 text-text-muted">{authorWords.beginLead}</p>
      <NewPackageFields
        families={FAMILY_NAMES}
        exercises={exercises.map(choice)}
        questions={questions.map(choice)}
        packages={packages.map(({ id, title, name }) => ({ id, title: `${title} (${name})` }))}
        chapters={homeChapters()}
        mostArchiveBytes={MAX_ARCHIVE_BYTES}
      />
      <BringIn mostBytes={MAX_FOREIGN_ARCHIVE_BYTES} />
    </div>
  );
}
