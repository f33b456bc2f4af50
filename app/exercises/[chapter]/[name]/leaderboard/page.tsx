/**
 * Who solved an exercise at what cost, in each of the viewer's courses: on the exercise as it stands, or, where the
 * address names one, on an older version of it.
 */
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import {
  type Leaderboard,
  type LeaderboardRow,
  leaderboard,
  type RankedVersion,
  rankedVersions,
} from '../../../../../db/leaderboard';
import { exerciseHref } from '../../../../catalogue';
import { fromDatabase } from '../../../../database-call';
import { DatabaseDown } from '../../../../database-down';
import * as words from '../../../../dictionary';
import { EmptyState } from '../../../../empty-state';
import { Moment } from '../../../../moment';
import { exerciseFor } from '../../../../packages/found-item';
import { coursesWith } from '../../../../packages/given-items';
import { SignInNeeded } from '../../../../sign-in-needed';
import { currentViewer } from '../../../../viewer';

type Address = {
  params: Promise<{ chapter: string; name: string }>;
  searchParams: Promise<{ version?: string | string[] }>;
};

export async function generateMetadata({ params }: Pick<Address, 'params'>): Promise<Metadata> {
  const { chapter, name } = await params;
  const found = await exerciseFor(await currentViewer(), `${chapter}/${name}`);
  return { title: words.leaderboard.title((found.available && found.value?.title) || name) };
}

export default async function LeaderboardPage({ params, searchParams }: Address) {
  const { chapter, name } = await params;
  const { version: wanted } = await searchParams;
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  const opened = await exerciseFor(viewer, `${chapter}/${name}`);
  if (!opened.available) return <DatabaseDown />;
  const exercise = opened.value ?? notFound();
  const title = words.leaderboard.title(exercise.title);
  if (viewer.kind === 'visitor')
    return (
      <SignInNeeded
        title={title}
        text={words.leaderboard.signIn}
        next={`${exerciseHref(exercise.id)}/leaderboard`}
      />
    );
  const found = await fromDatabase(async () => {
    const courses = await coursesWith(exercise.id, viewer.user.id);
    const versions = await rankedVersions(
      exercise.id,
      courses.map((course) => course.id),
    );
    const version = versions.find((each) => each.version === wanted)?.version ?? exercise.version;
    const boards = await Promise.all(
      courses.map(async (course) => ({
        course,
        board: await leaderboard({
          exercise: exercise.id,
          version,
          courseId: course.id,
          viewerId: viewer.user.id,
        }),
      })),
    );
    return { boards, versions, version };
  });
  if (!found.available) return <DatabaseDown />;
  const { boards, versions, version } = found.value;
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
      {version !== exercise.version && <p className="notice mt-6">{words.leaderboard.older(version)}</p>}
      {boards.length === 0 && (
        <EmptyState
          className="mt-6"
          text={words.leaderboard.noCourse}
          href="/courses"
          link={words.join.title}
        />
      )}
      {boards.map(({ course, board }) => (
        <section key={course.id} className="mt-8" aria-label={course.title}>
          <h2 className="mb-2 text-lg font-semibold">{course.title}</h2>
          <Board
            board={board}
            metric={exercise.metric}
            isStudent={course.role === 'student'}
            href={exerciseHref(exercise.id)}
          />
        </section>
      ))}
      <VersionLinks
        href={`${exerciseHref(exercise.id)}/leaderboard`}
        versions={versions}
        shown={version}
        current={exercise.version}
      />
    </div>
  );
}

/** To the boards of other versions: figures of different versions do not compare. */
function VersionLinks(props: {
  href: string;
  versions: readonly RankedVersion[];
  shown: string;
  current: string;
}) {
  const { href, shown, current } = props;
  const others = props.versions.filter(({ version }) => version !== shown && version !== current);
  if (others.length === 0 && shown === current) return null;
  return (
    <nav className="mt-8 text-sm" aria-label={words.leaderboard.versions}>
      <p className="text-text-muted">{words.leaderboard.versions}</p>
      <ul className="mt-1 space-y-1">
        {shown !== current && (
          <li>
            <Link className="link" href={href}>
              {words.leaderboard.currentVersion}
            </Link>
          </li>
        )}
        {others.map(({ version, from, to }) => (
          <li key={version}>
            <Link className="link" href={`${href}?version=${encodeURIComponent(version)}`}>
              {words.leaderboard.version(version)} <Moment at={from} /> {words.leaderboard.until}{' '}
              <Moment at={to} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Board(props: {
  board: Leaderboard;
  metric: { title: string; unit: string };
  isStudent: boolean;
  /** Of the exercise. */
  href: string;
}) {
  const { board, metric, isStudent } = props;
  if (board.rows.length === 0)
    return <EmptyState text={words.leaderboard.none} href={props.href} link={words.submission.toExercise} />;
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
      <td className="max-w-64 break-words">
        <bdi>{row.name}</bdi>
        {row.own && <span className="ml-2 text-text-muted">({words.leaderboard.you})</span>}
      </td>
      <td className="number">{row.metric.toLocaleString('en')}</td>
      <td className="whitespace-nowrap">
        <Moment at={row.submittedAt} />
      </td>
    </tr>
  );
}
