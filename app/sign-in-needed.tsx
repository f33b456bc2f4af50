/** In the place of a page that only somebody signed in can have. Leads back to it. */
import Link from 'next/link';
import * as words from './dictionary';

export function SignInNeeded({ title, text, next }: { title: string; text: string; next: string }) {
  return (
    <div className="mx-auto w-full max-w-md px-4 py-16">
      <h1 className="text-xl font-semibold">{title}</h1>
      <p className="mt-2 text-text-muted">{text}</p>
      <p className="mt-6 flex flex-wrap gap-2">
        <Link href={`/sign-in?next=${encodeURIComponent(next)}`} className="button button-primary">
          {words.site.signIn}
        </Link>
        <Link href={`/sign-up?next=${encodeURIComponent(next)}`} className="button">
          {words.site.signUp}
        </Link>
      </p>
    </div>
  );
}
