import type { Metadata } from 'next';
import Link from 'next/link';
import { openSessions } from '../../db/accounts';
import { tokensOf } from '../../db/author-tokens';
import { editorSettings } from '../../db/editor-settings';
import { profile } from '../../db/profile';
import { isAuthor } from '../author/author-access';
import { fromDatabase } from '../database-call';
import { DatabaseDown } from '../database-down';
import * as words from '../dictionary';
import { SignInNeeded } from '../sign-in-needed';
import { currentViewer } from '../viewer';
import { PasswordFields, SignOutEverywhere } from './account-sections';
import { EditorSection } from './editor-section';
import { ShowNameField } from './show-name-field';
import { TokenSection } from './token-section';
import { tokenWords } from './token-words';

export const metadata: Metadata = { title: words.profile.title };

export default async function ProfilePage() {
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  if (viewer.kind === 'visitor')
    return <SignInNeeded title={words.profile.title} text={words.profile.signIn} next="/profile" />;
  const { id } = viewer.user;
  const found = await fromDatabase(() =>
    Promise.all([profile(id), openSessions(id), editorSettings(id), isAuthor(viewer.user), tokensOf(id)]),
  );
  if (!found.available || found.value[0] === null) return <DatabaseDown />;
  const [{ name, email, pseudonym, showName }, sessions, settings, writes, tokens] = found.value;
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
            <dd className="wrap-anywhere">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <ShowNameField initial={showName} pseudonym={pseudonym} />
      <h2 className="mb-3 mt-8 text-lg font-semibold">{words.profile.editorTitle}</h2>
      <EditorSection userId={id} initial={settings} />
      <h2 className="mb-3 mt-8 text-lg font-semibold">{words.profile.passwordTitle}</h2>
      <PasswordFields />
      <h2 className="mb-1 mt-10 text-lg font-semibold">{words.profile.sessionsTitle}</h2>
      <p className="text-text-muted">{words.profile.sessions(sessions)}</p>
      <SignOutEverywhere />
      {(writes || tokens.length > 0) && (
        <>
          <h2 className="mb-1 mt-10 text-lg font-semibold">{tokenWords.title}</h2>
          <p className="mb-3 text-text-muted">{tokenWords.lead}</p>
          <TokenSection tokens={tokens} now={new Date()} />
        </>
      )}
      <h2 className="mb-1 mt-10 text-lg font-semibold">{words.profile.deleteTitle}</h2>
      <p className="text-text-muted">{words.profile.deleteLead}</p>
      <p className="mt-2">
        <Link className="link" href="/profile/delete">
          {words.profile.deleteLink}
        </Link>
      </p>
    </div>
  );
}
