/** What a course's students handed in, newest first, for its staff. */
import type { Metadata } from 'next';
import Link from 'next/link';
import { type CourseSubmission, courseSubmissions } from '../../../../db/course-scores';
import { catalogue, findExercise } from '../../../catalogue';
import { formatMoment, words } from '../../../dictionary';
import { addressWith, chosen, type Query } from '../../../page-links';
import { SubmissionState } from '../../../submission-state';
import { CourseFrame } from '../../course-frame';

export const metadata: Metadata = { title: words.course.submissions };

const SUBMISSIONS_A_PAGE = 50;

interface Address {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Query>;
}

/** A submission's place in the order of arrival, as addresses name it. */
function sequence(value: Query[string]): number | undefined {
  const text = chosen(value) ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

export default async function CourseSubmissionsPage({ params, searchParams }: Address) {
  const { slug } = await params;
  const query = await searchParams;
  const filter = { student: chosen(query.student), exercise: chosen(query.exercise) };
  const before = sequence(query.before);
  const path = `/courses/${slug}/submissions`;
  return (
    <CourseFrame
      slug={slug}
      part="submissions"
      right="see its students"
      load={({ course }) =>
        courseSubmissions(course.id, {
          userId: filter.student,
          exercise: filter.exercise,
          before,
          limit: SUBMISSIONS_A_PAGE,
        })
      }
    >
      {(submissions) => (
        <>
          <h2 className="sr-only">{words.course.submissions}</h2>
          {filter.student !== undefined && (
            <p className="mt-6 flex flex-wrap gap-x-3 break-words">
              {submissions[0] !== undefined && words.course.submissionsOf(submissions[0].name)}
              <Link className="link" href={addressWith(path, { exercise: filter.exercise })}>
                {words.course.ofEverybody}
              </Link>
            </p>
          )}
          <Filter path={path} filter={filter} />
          <Submissions submissions={submissions} path={path} />
          <nav className="mt-3 flex flex-wrap gap-3 text-sm" aria-label={words.course.pages}>
            {before !== undefined && (
              <Link className="button" href={addressWith(path, filter)} prefetch={false}>
                {words.course.newest}
              </Link>
            )}
            {submissions.length === SUBMISSIONS_A_PAGE && (
              <Link
                className="button"
                prefetch={false}
                href={addressWith(path, { ...filter, before: String(submissions.at(-1)?.sequence) })}
              >
                {words.course.older}
              </Link>
            )}
          </nav>
        </>
      )}
    </CourseFrame>
  );
}

const titleOf = (exercise: string) => findExercise(exercise)?.title ?? exercise;

function Filter(props: { path: string; filter: { student?: string; exercise?: string } }) {
  const { student, exercise } = props.filter;
  return (
    <form method="get" action={props.path} className="mt-6 flex flex-wrap items-end gap-3">
      {student !== undefined && <input type="hidden" name="student" value={student} />}
      <label className="min-w-0 text-sm">
        <span className="mb-1 block">{words.course.exercise}</span>
        <select className="field" name="exercise" defaultValue={exercise ?? ''}>
          <option value="">{words.course.allExercises}</option>
          {catalogue().exercises.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="button min-h-9">
        {words.course.show}
      </button>
    </form>
  );
}

function Submissions(props: { submissions: readonly CourseSubmission[]; path: string }) {
  const { submissions, path } = props;
  if (submissions.length === 0) return <p className="notice mt-4">{words.course.noSubmissions}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls sideways where it is narrow, by keyboard too
    <section className="panel mt-4 overflow-x-auto" aria-label={words.course.submissions} tabIndex={0}>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{words.submission.when}</th>
            <th scope="col">{words.course.student}</th>
            <th scope="col">{words.course.exercise}</th>
            <th scope="col">{words.submission.score}</th>
          </tr>
        </thead>
        <tbody>
          {submissions.map((each) => (
            <tr key={each.id}>
              <td className="whitespace-nowrap">
                <Link className="link" href={`/submissions/${each.id}`} prefetch={false}>
                  {formatMoment(each.createdAt)}
                </Link>
              </td>
              <td className="max-w-64 break-words">
                <Link className="link" href={addressWith(path, { student: each.userId })} prefetch={false}>
                  {each.name}
                </Link>
              </td>
              <td>{titleOf(each.exercise)}</td>
              <td className="whitespace-nowrap">
                <SubmissionState {...each} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
