'use client';
/** The ways to an account; whoever takes one comes back to the page that he left. */
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import * as words from './dictionary';

const GOES_NOWHERE = ['/', '/sign-in', '/sign-up', '/forgot-password', '/reset-password'];

const after = (path: string) => (GOES_NOWHERE.includes(path) ? '' : `?next=${encodeURIComponent(path)}`);

const signInHref = (path: string) => `/sign-in${after(path)}`;
const signUpHref = (path: string) => `/sign-up${after(path)}`;

/** Behind a sentence that says what needs an account. */
export function SignInLink() {
  return (
    <Link className="link ml-2" href={signInHref(usePathname())}>
      {words.site.signIn}
    </Link>
  );
}

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
