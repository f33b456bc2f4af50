/** Every page of a package: whoever may not read it gets none; above it stand its title and the way to its parts. */
import Link from 'next/link';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import type { PackageStanding } from '../../db/packages';
import { fromDatabase } from '../database-call';
import { DatabaseDown } from '../database-down';
import { type PackageRight, packageWith } from '../packages/package-access';
import { SignInNeeded } from '../sign-in-needed';
import { currentViewer, type User } from '../viewer';
import { OriginLink } from './origin-link';
import { authorWords } from './words';

const PARTS = [
  { part: 'files', path: '' },
  { part: 'check', path: '/check' },
  { part: 'preview', path: '/preview' },
  { part: 'publish', path: '/publish' },
  { part: 'history', path: '/history' },
  { part: 'people', path: '/people' },
] as const;

export type PackagePart = (typeof PARTS)[number]['part'];

export async function PackageFrame<Loaded>(props: {
  id: string;
  part: PackagePart;
  right?: PackageRight;
  /** Fills the window, as the files do. */
  isFull?: boolean;
  load: (open: PackageStanding, user: User) => Promise<Loaded>;
  children: (loaded: Loaded, open: PackageStanding, user: User) => ReactNode;
}) {
  const { id, part, right = 'read', isFull = false, load, children } = props;
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  if (viewer.kind === 'visitor')
    return <SignInNeeded title={authorWords.title} text={authorWords.signIn} next={`/author/${id}`} />;
  const { user } = viewer;
  const found = await fromDatabase(async () => {
    const open = await packageWith(id, user, right);
    return open === null ? null : { open, loaded: await load(open, user) };
  });
  if (!found.available) return <DatabaseDown />;
  if (found.value === null) notFound();
  const { open, loaded } = found.value;
  return (
    <div className={isFull ? 'flex min-h-0 flex-1 flex-col pt-3' : 'mx-auto w-full max-w-6xl px-4 pt-3 pb-8'}>
      <Top open={open} part={part} isFull={isFull} />
      {children(loaded, open, user)}
    </div>
  );
}

function Top({ open, part, isFull }: { open: PackageStanding; part: PackagePart; isFull: boolean }) {
  const { id, title, name, kind, origin } = open.package;
  return (
    <div className={isFull ? 'px-4' : ''}>
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="text-lg font-semibold tracking-tight wrap-anywhere">{title}</h1>
        <p className="min-w-0 text-sm text-text-muted wrap-anywhere">
          {authorWords.kind[kind]} <span className="font-mono">{name}</span>
          {origin !== null && (
            <>
              , <OriginLink origin={origin} />
            </>
          )}
        </p>
      </div>
      <nav
        className="mt-1 flex flex-wrap gap-x-1 border-b border-border text-sm"
        aria-label={authorWords.partsLabel}
      >
        {PARTS.map((each) => (
          <Link
            key={each.part}
            href={`/author/${id}${each.path}`}
            prefetch={false}
            aria-current={each.part === part ? 'page' : undefined}
            className="-mb-px border-b-2 border-transparent px-2 py-2 text-text-muted sm:px-3 hover:text-text aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-text"
          >
            {authorWords.parts[each.part]}
          </Link>
        ))}
      </nav>
    </div>
  );
}
