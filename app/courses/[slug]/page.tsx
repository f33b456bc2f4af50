/** A course for its staff: who has which score, and every submission. */
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { type CourseSubmission, courseSubmissions } from '../../../db/courses';
import { catalogue, findExercise, maxScoreOf } from '../../catalogue';
import { fromDatabase } from '../../database-call';
import { DatabaseDown } from '../../database-down';
import { formatMoment, words } from '../../dictionary';
import { SignInNeeded } from '../../sign-in-needed';
import { SubmissionState } from '../../submission-state';
import { currentViewer } from '../../viewer';
import { courseAsStaff } from '../course-access';
import { type ScoreTable, scoreTable } from '../score-table';

export const metadata: Metadata = { title: words.course.title };

const MOST_SUBMISSIONS = 200;

interface Address {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ student?: string | string[]; exercise?: string | string[] }>;
}

const chosen = (value: string | string[] | undefined) =>
  typeof value === 'string' && value !== '' ? value : undefined;

export default async function CoursePage({ params, searchParams }: Address) {
  const { slug } = await params;
  const given = await searchParams;
  const filter = { userId: chosen(given.student), exercise: chosen(given.exercise) };
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  if (viewer.kind === 'visitor')
    return (
      <SignInNeeded title={words.course.title} text={words.course.staffOnly} next={`/courses/${slug}`} />
    );
  const found = await fromDatabase(async () => {
    const course = await courseAsStaff(slug, viewer.user);
    if (course === null) return null;
    const [table, submissions] = await Promise.all([
      scoreTable(
        course.id,
        catalogue().exercises.map(({ id }) => id),
      ),
      courseSubmissions(course.id, { ...filter, limit: MOST_SUBMISSIONS }),
    ]);
    return { course, table, submissions };
  });
  if (!found.available) return <DatabaseDown />;
  if (found.value === null) notFound();
  const { course, table, submissions } = found.value;
  return (
    <div className="mx-auto w-full max-w-6xl px-4 py-8">
      <h1 className="text-xl font-semibold tracking-tight">{course.title}</h1>
      <div className="mt-8">
        <div className="mb-2 flex items-center justify-between gap-4">
          <h2 id="scores" className="text-lg font-semibold">
            {words.course.scores}
          </h2>
          <a className="button" href={`/courses/${course.slug}/scores.csv`} download>
            {words.course.export}
          </a>
        </div>
        <Scores table={table} slug={course.slug} />
      </div>
      <div className="mt-10">
        <h2 id="submissions" className="mb-2 text-lg font-semibold">
          {words.course.submissions}
        </h2>
        <Filter table={table} filter={filter} />
        <Submissions submissions={submissions} />
      </div>
    </div>
  );
}

const titleOf = (exercise: string) => findExercise(exercise)?.title ?? exercise;

function Scores({ table, slug }: { table: ScoreTable; slug: string }) {
  if (table.rows.length === 0) return <p className="notice">{words.course.noStudents}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls sideways where it is narrow, by keyboard too
    <section className="panel overflow-x-auto" aria-label={words.course.scores} tabIndex={0}>
      <table className="data-table">
        <thead>
          <tr>
            <th>{words.course.student}</th>
            {table.exercises.map((exercise) => (
              <th key={exercise} className="number">
                {titleOf(exercise)}
                <MaxScore exercise={exercise} />
              </th>
            ))}
            <th className="number">{words.course.total}</th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ student, scores, total }) => (
            <tr key={student.userId}>
              <td className="whitespace-nowrap">
                <Link className="link" href={`/courses/${slug}?student=${student.userId}#submissions`}>
                  {student.name}
                </Link>
                <span className="block text-xs text-text-muted">{student.email}</span>
              </td>
              {scores.map((score, index) => (
                <td key={table.exercises[index]} className="number">
                  {score === null ? (
                    <>
                      <span aria-hidden="true" className="text-text-muted">
                        –
                      </span>
                      <span className="sr-only">{words.course.emptyCell}</span>
                    </>
                  ) : (
                    score.toLocaleString('en')
                  )}
                </td>
              ))}
              <td className="number font-medium">{total.toLocaleString('en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function MaxScore({ exercise }: { exercise: string }) {
  const found = findExercise(exercise);
  if (found === undefined) return null;
  return <span className="block text-xs font-normal">/ {maxScoreOf(found)}</span>;
}

function Filter(props: { table: ScoreTable; filter: { userId?: string; exercise?: string } }) {
  const { table, filter } = props;
  return (
    <form method="get" action="#submissions" className="mb-3 flex flex-wrap items-end gap-3">
      <div>
        <label htmlFor="student" className="mb-1 block text-xs text-text-muted">
          {words.course.student}
        </label>
        <select id="student" name="student" defaultValue={filter.userId ?? ''} className="field text-sm">
          <option value="">{words.course.allStudents}</option>
          {table.rows.map(({ student }) => (
            <option key={student.userId} value={student.userId}>
              {student.name}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor="exercise" className="mb-1 block text-xs text-text-muted">
          {words.course.exercise}
        </label>
        <select id="exercise" name="exercise" defaultValue={filter.exercise ?? ''} className="field text-sm">
          <option value="">{words.course.allExercises}</option>
          {table.exercises.map((exercise) => (
            <option key={exercise} value={exercise}>
              {titleOf(exercise)}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" className="button min-h-9">
        {words.course.show}
      </button>
    </form>
  );
}

function Submissions({ submissions }: { submissions: readonly CourseSubmission[] }) {
  if (submissions.length === 0) return <p className="notice">{words.course.noSubmissions}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls sideways where it is narrow, by keyboard too
    <section className="panel overflow-x-auto" aria-label={words.course.submissions} tabIndex={0}>
      <table className="data-table">
        <thead>
          <tr>
            <th>{words.submission.when}</th>
            <th>{words.course.student}</th>
            <th>{words.course.exercise}</th>
            <th>{words.submission.score}</th>
          </tr>
        </thead>
        <tbody>
          {submissions.map((each) => (
            <tr key={each.id}>
              <td className="whitespace-nowrap">
                <Link className="link" href={`/submissions/${each.id}`}>
                  {formatMoment(each.createdAt)}
                </Link>
              </td>
              <td>{each.name}</td>
              <td>{titleOf(each.exercise)}</td>
              <td className="whitespace-nowrap">
                <SubmissionState {...each} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {submissions.length === MOST_SUBMISSIONS && (
        <p className="border-t border-border px-3 py-2 text-sm text-text-muted">
          {words.course.newest(MOST_SUBMISSIONS)}
        </p>
      )}
    </section>
  );
}
