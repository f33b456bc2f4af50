/** In the place of a page that cannot be made without the database. */
import Link from 'next/link';
import * as words from './dictionary';

export function DatabaseDown() {
  return (
    <div className="mx-auto w-full max-w-md px-4 py-16" role="alert">
      <h1 className="text-xl font-semibold">{words.databaseDown.title}</h1>
      <p className="mt-2 text-text-muted">{words.databaseDown.page}</p>
      <p className="mt-6 flex flex-wrap gap-2">
        {/* The page that was asked for, as it was. */}
        <a href="?" className="button button-primary">
          {words.broken.retry}
        </a>
        <Link href="/" className="button">
          {words.notFound.home}
        </Link>
      </p>
    </div>
  );
}
