/** Links to what stands before and behind in the course. */
import Link from 'next/link';
import * as words from './dictionary';

export interface Place {
  readonly title: string;
  readonly href: string;
}

/** The way back to what something is in: a chapter, a course. */
export function UpLink({ title, href }: Place) {
  return (
    <p className="text-sm wrap-anywhere">
      <Link className="link" href={href} prefetch={false}>
        {title}
      </Link>
    </p>
  );
}

export function NeighbourLinks({ previous, next }: { previous?: Place; next?: Place }) {
  if (previous === undefined && next === undefined) return null;
  return (
    <nav
      aria-label={words.catalogue.neighbours}
      className="mt-8 flex flex-wrap justify-between gap-x-6 gap-y-2 border-t border-border pt-4 text-sm"
    >
      {previous !== undefined && (
        <span>
          {words.catalogue.previous}:{' '}
          <Link className="link" href={previous.href} prefetch={false}>
            {previous.title}
          </Link>
        </span>
      )}
      {next !== undefined && (
        <span className="ml-auto">
          {words.catalogue.next}:{' '}
          <Link className="link" href={next.href} prefetch={false}>
            {next.title}
          </Link>
        </span>
      )}
    </nav>
  );
}
