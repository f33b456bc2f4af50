/** What a package was begun from, with the way there. */
import Link from 'next/link';
import { packageOf } from '../../db/packages';
import { findExercise, findQuestion } from '../catalogue';
import { authorWords } from './words';

export function OriginLink({ origin }: { origin: string }) {
  const id = packageOf(origin);
  const href =
    id !== null
      ? `/author/${id}`
      : findExercise(origin) !== undefined
        ? `/exercises/${origin}`
        : findQuestion(origin) !== undefined
          ? `/questions/${origin}`
          : undefined;
  if (href === undefined) return authorWords.origin(origin);
  return (
    <Link className="link" href={href} prefetch={false}>
      {authorWords.origin(origin)}
    </Link>
  );
}
