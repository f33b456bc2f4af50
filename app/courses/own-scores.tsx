/** What a student sees of his course: who teaches it, and his own scores. */
import Link from 'next/link';
import type { ItemScore } from '../../db/progress';
import { chapters } from '../catalogue';
import * as words from '../dictionary';
import { EmptyState } from '../empty-state';
import { WideTable } from '../wide-table';

export function OwnScores(props: { scores: readonly ItemScore[]; instructors: readonly string[] }) {
  const { scores, instructors } = props;
  const own = new Map(scores.map((score) => [`${score.kind} ${score.item}`, score]));
  const rows = chapters().flatMap(({ name, items }) =>
    items.flatMap(({ kind, id, title, href }) => {
      const score = own.get(`${kind} ${id}`);
      return score === undefined ? [] : [{ ...score, title, href, chapter: words.chapterTitle(name) }];
    }),
  );
  const total = rows.reduce((sum, { points }) => sum + points, 0);
  return (
    <>
      {instructors.length > 0 && (
        <p className="mt-2 wrap-anywhere text-text-muted">{words.course.instructors(instructors)}</p>
      )}
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
            {rows.map(({ kind, item, title, href, chapter, points, maxPoints }) => (
              <tr key={`${kind} ${item}`}>
                <td>
                  <Link className="link" href={href} prefetch={false}>
                    {title}
                  </Link>
                  {kind === 'question' && (
                    <span className="block text-xs text-text-muted">{words.course.questionColumn}</span>
                  )}
                </td>
                <td>{chapter}</td>
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
