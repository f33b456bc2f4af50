/** What a student sees of his course: who teaches it, and his own scores. */
import Link from 'next/link';
import * as words from '../dictionary';
import { EmptyState } from '../empty-state';
import { WideTable } from '../wide-table';
import type { ScoredItem } from './scored-items';

export function Instructors({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return <p className="mt-2 wrap-anywhere text-text-muted">{words.course.instructors(names)}</p>;
}

export function OwnScores({ scored: rows }: { scored: readonly ScoredItem[] }) {
  const total = rows.reduce((sum, { points }) => sum + points, 0);
  return (
    <>
      <h2 className="mb-2 mt-8 text-lg font-semibold">{words.course.ownScores}</h2>
      {rows.length === 0 ? (
        <EmptyState text={words.course.noOwnScores} href="/" link={words.notFound.home} />
      ) : (
        <WideTable label={words.course.ownScores}>
          <thead>
            <tr>
              <th scope="col">{words.course.exercise}</th>
              <th scope="col">{words.course.chapter}</th>
              <th scope="col" className="number">
                {words.course.points}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kind, item, title, href, from, points, maxPoints }) => (
              <tr key={`${kind} ${item}`}>
                <td>
                  {href === null ? (
                    title
                  ) : (
                    <Link className="link" href={href} prefetch={false}>
                      {title}
                    </Link>
                  )}
                  {kind === 'question' && (
                    <span className="block text-xs text-text-muted">{words.course.questionColumn}</span>
                  )}
                </td>
                <td>{from}</td>
                <td className="number">
                  {points.toLocaleString('en')} / {maxPoints.toLocaleString('en')}
                </td>
              </tr>
            ))}
            <tr>
              <td colSpan={2} className="font-medium">
                {words.course.total}
              </td>
              <td className="number font-medium">{total.toLocaleString('en')}</td>
            </tr>
          </tbody>
        </WideTable>
      )}
      <p className="mt-6 text-sm text-text-muted">{words.course.noAssignments}</p>
    </>
  );
}
