'use client';
/** The signed-in user's menu. */
import Link from 'next/link';
import * as words from './dictionary';
import { HeaderMenu } from './header-menu';

export function AccountMenu({ name, isAuthor }: { name: string; isAuthor: boolean }) {
  const signOut = async () => {
    await fetch('/api/auth/sign-out', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    }).catch(() => {}); // the page that comes says that the site cannot be reached
    // A whole new page: nothing of the user stays in memory.
    window.location.assign('/');
  };
  return (
    <HeaderMenu
      label={`${words.site.account}: ${name}`}
      className="max-w-24 sm:max-w-48"
      face={
        <>
          <bdi className="truncate">{name}</bdi>
          <span aria-hidden="true">▾</span>
        </>
      }
    >
      {(close) => (
        <>
          <p className="mb-1 max-w-64 border-b border-border px-2 pt-1 pb-2 text-text-muted">
            <bdi>{name}</bdi>
          </p>
          <Link href="/profile" className="header-menu-item" onClick={close}>
            {words.site.profile}
          </Link>
          {isAuthor && (
            <Link href="/author" className="header-menu-item" onClick={close}>
              {words.site.author}
            </Link>
          )}
          <button type="button" className="header-menu-item" onClick={signOut}>
            {words.site.signOut}
          </button>
        </>
      )}
    </HeaderMenu>
  );
}
