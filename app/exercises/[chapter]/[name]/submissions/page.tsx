/** One's own submissions to an exercise, and the difference between two of them. */
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { type SubmissionSummary, submissionsOf } from '../../../../../db/submissions';
import { exerciseHref } from '../../../../catalogue';
import { fromDatabase } from '../../../../database-call';
import { DatabaseDown } from '../../../../database-down';
import * as words from '../../../../dictionary';
import { DifferenceView } from '../../../../editor/difference-view';
import { EmptyState } from '../../../../empty-state';
import { Moment, MomentText } from '../../../../moment';
import { exerciseFor, exerciseOfWork } from '../../../../packages/found-item';
import { SignInNeeded } from '../../../../sign-in-needed';
import { readableSubmission } from '../../../../submission-access';
import { SubmissionState } from '../../../../submission-state';
import { currentViewer } from '../../../../viewer';

interface Address {
  params: Promise<{ chapter: string; name: string }>;
  searchParams: Promise<{ from?: string | string[]; to?: string | string[] }>;
}

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { chapter, name } = await params;
  const found = await exerciseFor(await currentViewer(), `${chapter}/${name}`);
  return { title: words.submission.list((found.available && found.value?.title) || name) };
}

export default async function SubmissionsPage({ params, searchParams }: Address) {
  const { chapter, name } = await params;
  const { from, to } = await searchParams;
  const id = `${chapter}/${name}`;
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  const opened = await exerciseFor(viewer, id);
  if (!opened.available) return <DatabaseDown />;
  if (viewer.kind === 'visitor') {
    const { title } = opened.value ?? notFound();
    const here = `${exerciseHref(id)}/submissions`;
    return <SignInNeeded title={words.submission.list(title)} text={words.submission.signIn} next={here} />;
  }
  const found = await fromDatabase(async () => {
    const own = await submissionsOf(viewer.user.id, id);
    // What one handed in stays there when it is no longer given.
    const exercise = opened.value ?? (own.length > 0 ? await exerciseOfWork(id) : null);
    if (exercise === null) return null;
    const { title } = exercise;
    if (typeof from !== 'string' || typeof to !== 'string') return { title, own, compared: null };
    return {
      ...{ title, own },
      compared: await Promise.all([
        readableSubmission(from, viewer.user),
        readableSubmission(to, viewer.user),
      ]),
    };
  });
  if (!found.available) return <DatabaseDown />;
  const { title, own, compared } = found.value ?? notFound();
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-8">
      <h1 className="text-xl font-semibold tracking-tight">{words.submission.list(title)}</h1>
      <p className="mt-1 text-sm">
        {opened.value === null ? (
          words.packages.noLongerGiven
        ) : (
          <Link className="link" href={exerciseHref(id)}>
            {words.submission.inEditor}
          </Link>
        )}
      </p>
      {own.length === 0 ? (
        <EmptyState
          className="mt-6"
          text={words.submission.none}
          href={exerciseHref(id)}
          link={words.submission.toExercise}
        />
      ) : (
        <SubmissionTable submissions={own} />
      )}
      {own.length > 1 && (
        <CompareForm
          submissions={own}
          from={typeof from === 'string' ? from : own[1].id}
          to={typeof to === 'string' ? to : own[0].id}
        />
      )}
      {compared !== null && <Comparison from={compared[0]} to={compared[1]} />}
    </div>
  );
}

function SubmissionTable({ submissions }: { submissions: readonly SubmissionSummary[] }) {
  return (
    <div className="panel mt-6 overflow-x-auto">
      <table className="data-table">
        <thead>
          <tr>
            <th>{words.submission.when}</th>
            <th>{words.submission.score}</th>
            <th>
              <span className="sr-only">{words.submission.open}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {submissions.map((each, index) => (
            <tr key={each.id}>
              <td className="whitespace-nowrap">
                <Moment at={each.createdAt} />
              </td>
              <td>
                <SubmissionState {...each} />
              </td>
              <td className="text-right">
                <Link className="link" href={`/submissions/${each.id}`}>
                  {words.submission.open}
                  <span className="sr-only"> {words.submission.number(submissions.length - index)}</span>
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CompareForm(props: { submissions: readonly SubmissionSummary[]; from: string; to: string }) {
  const choice = (name: 'from' | 'to', value: string) => (
    <div>
      <label htmlFor={name} className="mb-1 block text-xs text-text-muted">
        {words.submission[name]}
      </label>
      <select id={name} name={name} defaultValue={value} className="field text-sm">
        {props.submissions.map((each) => (
          <option key={each.id} value={each.id}>
            <MomentText at={each.createdAt} /> · {each.score ?? words.verdict.status[each.state]}
          </option>
        ))}
      </select>
    </div>
  );
  return (
    <form method="get" className="mt-8" aria-labelledby="compare">
      <h2 id="compare" className="mb-2 text-lg font-semibold">
        {words.submission.compareWith}
      </h2>
      <div className="flex flex-wrap items-end gap-3">
        {choice('from', props.from)}
        {choice('to', props.to)}
        <button type="submit" className="button min-h-9">
          {words.submission.compare}
        </button>
      </div>
    </form>
  );
}

type Compared = Awaited<ReturnType<typeof readableSubmission>>;

function Comparison({ from, to }: { from: Compared; to: Compared }) {
  if (from === null || to === null)
    return <p className="notice notice-warning mt-4">{words.submission.notComparable}</p>;
  if (from.source === to.source) return <p className="notice mt-4">{words.submission.noDifference}</p>;
  return (
    <div className="panel mt-4 overflow-hidden">
      <DifferenceView
        original={from.source}
        modified={to.source}
        originalLabel={from.createdAt}
        modifiedLabel={to.createdAt}
      />
    </div>
  );
}
