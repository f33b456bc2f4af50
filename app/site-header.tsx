/** The bar on top of every page. */
import Link from 'next/link';
import { AccountLinks } from './account-links';
import { AccountMenu } from './account-menu';
import * as words from './dictionary';
import type { Theme } from './theme';
import { ThemeChoice } from './theme-choice';
import type { User } from './viewer';

export function SiteHeader(props: { user: User | null; isAuthor: boolean; theme: Theme }) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b border-border bg-surface-raised px-3 sm:px-4">
      <Link href="/" className="mr-2 flex items-center gap-2 font-semibold tracking-tight sm:mr-4">
        <Mark />
        {words.site.name}
      </Link>
      <nav aria-label={words.site.name} className="flex items-center text-sm">
        <Link href="/" className="button button-quiet hidden sm:inline-flex">
          {words.site.exercises}
        </Link>
        <Link href="/conventions" className="button button-quiet hidden md:inline-flex">
          {words.site.conventions}
        </Link>
        <Link href="/laboratories" className="button button-quiet hidden md:inline-flex">
          {words.site.laboratories}
        </Link>
        {props.user !== null && (
          <Link href="/courses" className="button button-quiet px-2 sm:px-3">
            {words.site.courses}
          </Link>
        )}
      </nav>
      <div className="ml-auto flex items-center gap-1">
        <ThemeChoice initial={props.theme} />
        {props.user === null ? (
          <AccountLinks />
        ) : (
          <AccountMenu name={props.user.name} isAuthor={props.isAuthor} />
        )}
      </div>
    </header>
  );
}

/** Three entries of a queue, the first one running. */
function Mark() {
  return (
    <svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
      <rect x="1" y="2" width="16" height="4" rx="1" fill="var(--running)" />
      <rect x="1" y="7.5" width="11" height="4" rx="1" fill="var(--ready)" />
      <rect x="1" y="13" width="6" height="4" rx="1" fill="var(--blocked)" />
    </svg>
  );
}
