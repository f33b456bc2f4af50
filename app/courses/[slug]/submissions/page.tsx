/** What a course's students handed in, newest first, for its staff. */
import type { Metadata } from 'next';
import Link from 'next/link';
import { type CourseSubmission, courseSubmissions } from '../../../../db/course-scores';
import { catalogue, findExercise } from '../../../catalogue';
import * as words from '../../../dictionary';
import { ChoiceField, FilterForm, ShowButton } from '../../../filter-fields';
import { Moment } from '../../../moment';
import { itemsOfCourse, itemsOfWork } from '../../../packages/given-items';
import { addressWith, chosen, type Query } from '../../../page-links';
import { SubmissionState } from '../../../submission-state';
import { WideTable } from '../../../wide-table';
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
      load={async ({ course }) => {
        const [own, submissions] = await Promise.all([
          itemsOfCourse(course.id),
          courseSubmissions(course.id, {
            ...{ userId: filter.student, exercise: filter.exercise, before, limit: SUBMISSIONS_A_PAGE },
          }),
        ]);
        const work = await itemsOfWork(submissions.map(({ exercise }) => exercise));
        const titles = new Map(work.map(({ id, title }) => [id, title]));
        return { own: own.filter(({ kind }) => kind === 'exercise'), submissions, titles };
      }}
    >
      {({ own, submissions, titles }) => (
        <>
          <h2 className="sr-only">{words.course.submissions}</h2>
          {filter.student !== undefined && (
            <p className="mt-6 flex flex-wrap gap-x-3 wrap-anywhere">
              {submissions[0] !== undefined && words.course.submissionsOf(submissions[0].name)}
              <Link className="link" href={addressWith(path, { exercise: filter.exercise })}>
                {words.course.ofEverybody}
              </Link>
            </p>
          )}
          <FilterForm path={path}>
            {filter.student !== undefined && <input type="hidden" name="student" value={filter.student} />}
            <ChoiceField
              name="exercise"
              label={words.course.exercise}
              chosen={filter.exercise}
              any={words.course.allExercises}
              options={[...own, ...catalogue().exercises].map(({ id, title }) => ({
                value: id,
                text: title,
              }))}
            />
            <ShowButton />
          </FilterForm>
          <Submissions submissions={submissions} titles={titles} path={path} />
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

function Submissions(props: {
  submissions: readonly CourseSubmission[];
  /** Of exercises of packages. */
  titles: ReadonlyMap<string, string>;
  path: string;
}) {
  const { submissions, titles, path } = props;
  if (submissions.length === 0) return <p className="notice mt-4">{words.course.noSubmissions}</p>;
  return (
    <WideTable label={words.course.submissions}>
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
                <Moment at={each.createdAt} />
              </Link>
            </td>
            <td className="max-w-64 break-words">
              <Link className="link" href={addressWith(path, { student: each.userId })} prefetch={false}>
                <bdi>{each.name}</bdi>
              </Link>
            </td>
            <td>{titles.get(each.exercise) ?? findExercise(each.exercise)?.title ?? each.exercise}</td>
            <td className="whitespace-nowrap">
              <SubmissionState {...each} />
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
