/** One's packages, and those that one may read. */
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { authorStanding, type ListedPackage, packagesOf } from '../../db/packages';
import { fromDatabase } from '../database-call';
import { DatabaseDown } from '../database-down';
import { EmptyState } from '../empty-state';
import { Moment } from '../moment';
import { SignInNeeded } from '../sign-in-needed';
import { currentViewer } from '../viewer';
import { WideTable } from '../wide-table';
import { mayAuthor, mayBegin } from './author-access';
import { OriginLink } from './origin-link';
import { authorWords } from './words';

export const metadata: Metadata = { title: authorWords.title };

export default async function AuthorPage() {
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  if (viewer.kind === 'visitor')
    return <SignInNeeded title={authorWords.title} text={authorWords.signIn} next="/author" />;
  const found = await fromDatabase(() =>
    Promise.all([authorStanding(viewer.user.id), packagesOf(viewer.user.id)]),
  );
  if (!found.available) return <DatabaseDown />;
  const [standing, packages] = found.value;
  if (!mayAuthor(standing)) notFound();
  const own = packages.filter(({ role }) => role !== null);
  const readable = packages.filter(({ role }) => role === null);
  return (
    <div className="mx-auto w-full max-w-5xl px-4 py-8">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl font-semibold tracking-tight">{authorWords.title}</h1>
        {mayBegin(standing) && (
          <Link className="button button-primary" href="/author/new">
            {authorWords.begin}
          </Link>
        )}
      </div>
      <p className="mt-2 text-text-muted">{authorWords.lead}</p>
      <p className="mt-2 flex flex-wrap gap-x-4">
        <Link className="link" href="/author/guide">
          {authorWords.guide}
        </Link>
        <Link className="link" href="/author/reference">
          {authorWords.reference}
        </Link>
      </p>
      <h2 className="mt-8 text-lg font-semibold">{authorWords.yours}</h2>
      {own.length > 0 ? (
        <PackageTable label={authorWords.yours} packages={own} />
      ) : mayBegin(standing) ? (
        <EmptyState className="mt-4" text={authorWords.none} href="/author/new" link={authorWords.begin} />
      ) : (
        <p className="notice mt-4">{authorWords.none}</p>
      )}
      {readable.length > 0 && (
        <>
          <h2 className="mt-8 text-lg font-semibold">{authorWords.readable}</h2>
          <PackageTable label={authorWords.readable} packages={readable} />
        </>
      )}
    </div>
  );
}

function PackageTable({ label, packages }: { label: string; packages: readonly ListedPackage[] }) {
  const { columns } = authorWords;
  return (
    <WideTable label={label}>
      <thead>
        <tr>
          <th scope="col">{columns.title}</th>
          <th scope="col">{columns.kind}</th>
          <th scope="col">{columns.state}</th>
          <th scope="col">{columns.role}</th>
          <th scope="col">{columns.updated}</th>
        </tr>
      </thead>
      <tbody>
        {packages.map((each) => (
          <tr key={each.id}>
            <td className="max-w-80 break-words">
              <Link className="link" href={`/author/${each.id}`} prefetch={false}>
                {each.title}
              </Link>
              <span className="block font-mono text-xs text-text-muted">{each.name}</span>
              {each.origin !== null && (
                <span className="block text-xs text-text-muted">
                  <OriginLink origin={each.origin} />
                </span>
              )}
            </td>
            <td>{authorWords.kind[each.kind]}</td>
            <td className="max-w-64 break-words">{stateOf(each)}</td>
            <td>{authorWords.role[each.role ?? 'reader']}</td>
            <td className="whitespace-nowrap">
              <Moment at={each.updatedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

function stateOf({ givenTo, publishedAt }: ListedPackage): string {
  if (givenTo.length > 0) return authorWords.state.given(givenTo);
  return publishedAt === null ? authorWords.state.draft : authorWords.state.withdrawn;
}
