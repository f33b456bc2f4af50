/** One submission: what came of it and what was handed in. For its author and for staff of his course. */
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { profile } from '../../../db/profile';
import { readVerdict } from '../../../grader/stored-verdict';
import { isFinal } from '../../api/submissions/submission-status';
import { exerciseHref } from '../../catalogue';
import { fromDatabase } from '../../database-call';
import { DatabaseDown } from '../../database-down';
import * as words from '../../dictionary';
import { Moment } from '../../moment';
import { exerciseOfWork, openExercise } from '../../packages/found-item';
import { SignInNeeded } from '../../sign-in-needed';
import { SourceText } from '../../source-text';
import { readableSubmission } from '../../submission-access';
import { currentViewer } from '../../viewer';
import { SubmissionResult } from './submission-result';

export const metadata: Metadata = { title: words.submission.title };

export default async function SubmissionPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  if (viewer.kind === 'visitor')
    return (
      <SignInNeeded
        title={words.submission.title}
        text={words.submission.signIn}
        next={`/submissions/${id}`}
      />
    );
  const found = await fromDatabase(async () => {
    const submission = await readableSubmission(id, viewer.user);
    if (submission === null) return null;
    const [author, opened] = await Promise.all([
      profile(submission.userId),
      openExercise(submission.exercise, viewer.user),
    ]);
    // What was handed in is shown as its exercise shows it, also where that is no longer given.
    return { submission, author, opened, exercise: opened ?? (await exerciseOfWork(submission.exercise)) };
  });
  if (!found.available) return <DatabaseDown />;
  if (found.value === null) notFound();
  const { submission, author, opened, exercise } = found.value;
  const isOwn = submission.userId === viewer.user.id;
  return (
    <div className="mx-auto w-full max-w-5xl px-4 py-8">
      <h1 className="text-xl font-semibold tracking-tight">
        {words.submission.title}: {exercise?.title ?? submission.exercise}
      </h1>
      <p className="mt-1 flex flex-wrap gap-x-4 text-sm text-text-muted">
        <Moment at={submission.createdAt} />
        {!isOwn && author !== null && (
          <span className="wrap-anywhere">
            {words.submission.by} <bdi>{author.name}</bdi> ({author.email})
          </span>
        )}
        {opened !== null && (
          <Link className="link" href={exerciseHref(opened.id)}>
            {words.submission.inEditor}
          </Link>
        )}
        {exercise !== null && isOwn && (
          <Link className="link" href={`${exerciseHref(exercise.id)}/submissions`}>
            {words.statement.history}
          </Link>
        )}
      </p>
      {exercise !== null && exercise.version !== submission.version && (
        <p className="notice mt-4">{words.submission.differentVersion}</p>
      )}
      <h2 className="mt-8 mb-3 text-lg font-semibold">{words.submission.follow}</h2>
      <SubmissionResult
        submissionId={submission.id}
        verdict={isFinal(submission.state) ? readVerdict(submission.verdict) : null}
        state={submission.state}
        view={exercise?.view ?? null}
      />
      <h2 className="mt-8 mb-3 text-lg font-semibold">{words.submission.source}</h2>
      <SourceText source={submission.source} label={words.submission.source} />
    </div>
  );
}
