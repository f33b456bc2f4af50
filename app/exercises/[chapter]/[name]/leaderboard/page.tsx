/** Who solved an exercise at what cost, in each of the viewer's courses. */
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { coursesOf } from '../../../../../db/courses';
import { type Leaderboard, type LeaderboardRow, leaderboard } from '../../../../../db/leaderboard';
import { exerciseHref, findExercise } from '../../../../catalogue';
import { fromDatabase } from '../../../../database-call';
import { DatabaseDown } from '../../../../database-down';
import { formatMoment, words } from '../../../../dictionary';
import { SignInNeeded } from '../../../../sign-in-needed';
import { currentViewer } from '../../../../viewer';

type Address = { params: Promise<{ chapter: string; name: string }> };

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { chapter, name } = await params;
  return { title: words.leaderboard.title(findExercise(`${chapter}/${name}`)?.title ?? name) };
}

export default async function LeaderboardPage({ params }: Address) {
  const { chapter, name } = await params;
  const exercise = findExercise(`${chapter}/${name}`) ?? notFound();
  const title = words.leaderboard.title(exercise.title);
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  if (viewer.kind === 'visitor')
    return (
      <SignInNeeded
        title={title}
        text={words.leaderboard.signIn}
        next={`${exerciseHref(exercise.id)}/leaderboard`}
      />
    );
  const boards = await fromDatabase(async () => {
    const courses = await coursesOf(viewer.user.id);
    return Promise.all(
      courses.map(async (course) => ({
        course,
        board: await leaderboard({
          exercise: exercise.id,
          version: exercise.version,
          courseId: course.id,
          viewerId: viewer.user.id,
        }),
      })),
    );
  });
  if (!boards.available) return <DatabaseDown />;
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-8">
      <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
      <p className="mt-1 text-sm">
        <Link className="link" href={exerciseHref(exercise.id)}>
          {words.submission.inEditor}
        </Link>
      </p>
      <p className="mt-4 max-w-[65ch] text-sm text-text-muted">
        {words.leaderboard.lead(exercise.metric.title, exercise.metric.unit)}{' '}
        <Link className="link" href="/profile">
          {words.leaderboard.pseudonym}
        </Link>
      </p>
      {boards.value.length === 0 && <p className="notice mt-6">{words.leaderboard.noCourse}</p>}
      {boards.value.map(({ course, board }) => (
        <section key={course.id} className="mt-8" aria-label={course.title}>
          <h2 className="mb-2 text-lg font-semibold">{course.title}</h2>
          <Board board={board} metric={exercise.metric} isStudent={course.role === 'student'} />
        </section>
      ))}
    </div>
  );
}

function Board(props: { board: Leaderboard; metric: { title: string; unit: string }; isStudent: boolean }) {
  const { board, metric, isStudent } = props;
  if (board.rows.length === 0) return <p className="notice">{words.leaderboard.none}</p>;
  const ownIsListed = board.rows.some((row) => row.own);
  return (
    <div className="panel overflow-x-auto">
      <table className="data-table">
        <thead>
          <tr>
            <th className="number">{words.leaderboard.rank}</th>
            <th>{words.leaderboard.name}</th>
            <th className="number">
              {metric.title} ({metric.unit})
            </th>
            <th>{words.leaderboard.when}</th>
          </tr>
        </thead>
        <tbody>
          {board.rows.map((row) => (
            <BoardRow key={row.rank} row={row} />
          ))}
          {board.own !== null && !ownIsListed && (
            <>
              <tr>
                <td colSpan={4} className="text-center text-text-muted">
                  ⋯
                </td>
              </tr>
              <BoardRow row={board.own} />
            </>
          )}
        </tbody>
      </table>
      {board.own === null && isStudent && (
        <p className="border-t border-border px-3 py-2 text-sm text-text-muted">
          {words.leaderboard.ownAbsent}
        </p>
      )}
    </div>
  );
}

function BoardRow({ row }: { row: LeaderboardRow }) {
  return (
    <tr className={row.own ? 'bg-surface-sunken font-medium' : undefined}>
      <td className="number">{row.rank}</td>
      <td>
        {row.name}
        {row.own && <span className="ml-2 text-text-muted">({words.leaderboard.you})</span>}
      </td>
      <td className="number">{row.metric.toLocaleString('en')}</td>
      <td className="whitespace-nowrap">{formatMoment(row.submittedAt)}</td>
    </tr>
  );
}
