/** The frame of every page: header, where you are signed in, and what is wrong with the database if anything is. */
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { isAuthor } from './author/author-access';
import { ContentRefresh } from './content-refresh';
import { fromDatabase } from './database-call';
import * as words from './dictionary';
import { fontClasses } from './fonts';
import { HeadingFocus } from './heading-focus';
import { SiteHeader } from './site-header';
import { readTheme, THEME_COOKIE } from './theme';
import { currentViewer } from './viewer';

export const metadata: Metadata = {
  title: { default: words.site.name, template: `%s · ${words.site.name}` },
  description: words.site.description,
};

export const viewport: Viewport = { colorScheme: 'light dark', width: 'device-width', initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  const viewer = await currentViewer();
  const user = viewer.kind === 'user' ? viewer.user : null;
  const authors = user === null ? null : await fromDatabase(() => isAuthor(user));
  const databaseDown = viewer.kind === 'unknown';
  return (
    <html lang="en" className={fontClasses} data-theme={theme === 'system' ? undefined : theme}>
      <body>
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:fixed focus:left-2 focus:top-2 focus:z-50 focus:bg-surface-raised focus:px-3 focus:py-2"
        >
          {words.site.skip}
        </a>
        {process.env.RUNQUEUE_WATCH === '1' && <ContentRefresh />}
        <SiteHeader user={user} isAuthor={authors?.available === true && authors.value} theme={theme} />
        {databaseDown && (
          <p role="status" className="border-b border-border bg-surface-sunken px-4 py-2 text-sm">
            <span className="mr-2 font-semibold text-warning">!</span>
            {words.databaseDown.banner}
          </p>
        )}
        <main id="content" className="flex min-h-0 flex-1 flex-col">
          {children}
        </main>
        <HeadingFocus />
      </body>
    </html>
  );
}
