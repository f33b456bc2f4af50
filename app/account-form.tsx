/** The page around the sign-in and sign-up fields. */
import Link from 'next/link';
import { AccountFields } from './account-fields';
import * as words from './dictionary';

/** Only a path of this site: never another origin. */
export function safeReturn(next: string | string[] | undefined): string {
  return typeof next === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(next) ? next : '/';
}

export function AccountForm(props: { kind: 'sign in' | 'sign up'; next: string; demo: boolean }) {
  const signingIn = props.kind === 'sign in';
  const other = `${signingIn ? '/sign-up' : '/sign-in'}${props.next === '/' ? '' : `?next=${encodeURIComponent(props.next)}`}`;
  return (
    <div className="mx-auto w-full max-w-sm px-4 py-10 sm:py-16">
      <h1 className="mb-6 text-xl font-semibold">
        {signingIn ? words.account.signIn : words.account.signUp}
      </h1>
      <AccountFields kind={props.kind} next={props.next} />
      {signingIn && (
        <p className="mt-6 text-sm">
          <Link href="/forgot-password" className="link">
            {words.forgotPassword.title}
          </Link>
        </p>
      )}
      <p className="mt-2 text-sm text-text-muted">
        {signingIn ? words.account.noAccount : words.account.haveAccount}{' '}
        <Link href={other} className="link">
          {signingIn ? words.account.signUp : words.account.signIn}
        </Link>
      </p>
      {props.demo && <p className="notice mt-6">{words.account.demo}</p>}
    </div>
  );
}
