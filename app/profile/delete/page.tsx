/** Deleting one's account: what goes, what stays, and the password. */
import type { Metadata } from 'next';
import { DatabaseDown } from '../../database-down';
import * as words from '../../dictionary';
import { PointList } from '../../point-list';
import { SignInNeeded } from '../../sign-in-needed';
import { currentViewer } from '../../viewer';
import { DeleteFields } from './delete-fields';

export const metadata: Metadata = { title: words.deletion.title };

export default async function DeleteAccountPage() {
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  if (viewer.kind === 'visitor')
    return <SignInNeeded title={words.deletion.title} text={words.profile.signIn} next="/profile/delete" />;
  return (
    <div className="mx-auto w-full max-w-lg px-4 py-8">
      <h1 className="text-xl font-semibold tracking-tight">{words.deletion.title}</h1>
      <PointList title={words.deletion.goesTitle} points={words.deletion.goes} />
      <PointList title={words.deletion.staysTitle} points={words.deletion.stays} />
      <p className="mb-6 mt-6">{words.deletion.after}</p>
      <DeleteFields userId={viewer.user.id} />
    </div>
  );
}
