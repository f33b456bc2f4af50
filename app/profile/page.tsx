import type { Metadata } from 'next';
import { profile } from '../../db/profile';
import { fromDatabase } from '../database-call';
import { DatabaseDown } from '../database-down';
import { words } from '../dictionary';
import { SignInNeeded } from '../sign-in-needed';
import { currentViewer } from '../viewer';
import { ShowNameField } from './show-name-field';

export const metadata: Metadata = { title: words.profile.title };

export default async function ProfilePage() {
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  if (viewer.kind === 'visitor')
    return <SignInNeeded title={words.profile.title} text={words.profile.signIn} next="/profile" />;
  const found = await fromDatabase(() => profile(viewer.user.id));
  if (!found.available || found.value === null) return <DatabaseDown />;
  const { name, email, pseudonym, showName } = found.value;
  return (
    <div className="mx-auto w-full max-w-lg px-4 py-8">
      <h1 className="text-xl font-semibold tracking-tight">{words.profile.title}</h1>
      <dl className="panel mt-6 divide-y divide-border text-sm">
        {[
          [words.account.name, name],
          [words.account.email, email],
          [words.profile.pseudonym, pseudonym],
        ].map(([label, value]) => (
          <div key={label} className="grid grid-cols-[7rem_1fr] gap-3 px-3 py-2">
            <dt className="text-text-muted">{label}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <ShowNameField initial={showName} pseudonym={pseudonym} />
    </div>
  );
}
