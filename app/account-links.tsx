'use client';
/** The ways to an account; whoever takes one comes back to the page that he left. */
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { words } from './dictionary';

const GOES_NOWHERE = ['/', '/sign-in', '/sign-up', '/forgot-password', '/reset-password'];

const after = (path: string) => (GOES_NOWHERE.includes(path) ? '' : `?next=${encodeURIComponent(path)}`);

export const signInHref = (path: string) => `/sign-in${after(path)}`;
const signUpHref = (path: string) => `/sign-up${after(path)}`;

export function AccountLinks() {
  const path = usePathname();
  return (
    <>
      <Link href={signUpHref(path)} className="button button-quiet hidden sm:inline-flex">
        {words.site.signUp}
      </Link>
      <Link href={signInHref(path)} className="button">
        {words.site.signIn}
      </Link>
    </>
  );
}
