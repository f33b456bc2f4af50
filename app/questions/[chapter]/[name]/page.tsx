/**
 * A question: a variant, marked on the server, with the worked solution after the answer. With an account it is one's
 * own and counts; visitors try one of a few, also without the database.
 */
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { attemptsOf } from '../../../../db/questions';
import { SignInLink } from '../../../account-links';
import { fromDatabase } from '../../../database-call';
import { DatabaseDown } from '../../../database-down';
import * as words from '../../../dictionary';
import { Moment } from '../../../moment';
import { NeighbourLinks, UpLink } from '../../../neighbour-links';
import { questionFor } from '../../../packages/found-item';
import { surroundings } from '../../../packages/given-items';
import { currentViewer } from '../../../viewer';
import { WideTable } from '../../../wide-table';
import { generatorsVersion } from '../../question-generators';
import { QuestionSession } from './question-session';

type Address = { params: Promise<{ chapter: string; name: string }> };

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { chapter, name } = await params;
  const found = await questionFor(await currentViewer(), `${chapter}/${name}`);
  const question = found.available ? found.value : null;
  return { title: question?.title ?? name, description: question?.summary };
}

export default async function QuestionPage({ params }: Address) {
  const { chapter, name } = await params;
  const viewer = await currentViewer();
  const found = await questionFor(viewer, `${chapter}/${name}`);
  if (!found.available) return <DatabaseDown />;
  const question = found.value ?? notFound();
  const attempts = viewer.kind === 'user' ? await answeredAttempts(viewer.user.id, question.id) : null;
  if (attempts?.available === false) return <DatabaseDown />;
  const { up, beside } = await surroundings('question', question, viewer);
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-8">
      <UpLink {...up} />
      <h1 className="mt-1 text-xl font-semibold tracking-tight">{question.title}</h1>
      <p className="mt-1 mb-6 max-w-[65ch] text-sm text-text-muted">
        {question.summary} {words.question.intro}
      </p>
      {viewer.kind !== 'user' && (
        <p className="notice mb-6">
          {viewer.kind === 'unknown' ? (
            words.question.trialWhileDown
          ) : (
            <>
              {words.question.trial} <SignInLink />
            </>
          )}
        </p>
      )}
      <QuestionSession
        key={question.version ?? (await generatorsVersion())}
        question={question.id}
        userId={viewer.kind === 'user' ? viewer.user.id : null}
      />
      {attempts !== null && <Attempts answered={attempts.value} />}
      <NeighbourLinks {...beside} />
    </div>
  );
}

function answeredAttempts(userId: string, question: string) {
  return fromDatabase(async () =>
    (await attemptsOf(userId, question)).flatMap(({ id, answeredAt, points, maxPoints }) =>
      answeredAt === null ? [] : [{ id, answeredAt, points, maxPoints }],
    ),
  );
}

interface AnsweredAttempt {
  readonly id: string;
  readonly answeredAt: Date;
  readonly points: number | null;
  readonly maxPoints: number | null;
}

function Attempts({ answered }: { answered: readonly AnsweredAttempt[] }) {
  return (
    <div className="mt-12">
      <h2 className="mb-2 text-lg font-semibold">{words.question.attempts}</h2>
      {answered.length === 0 ? (
        <p className="text-sm text-text-muted">{words.question.noAttempts}</p>
      ) : (
        <WideTable label={words.question.attempts}>
          <thead>
            <tr>
              <th scope="col">{words.question.answered}</th>
              <th scope="col" className="number">
                {words.results.points}
              </th>
            </tr>
          </thead>
          <tbody>
            {answered.map(({ id, answeredAt, points, maxPoints }) => (
              <tr key={id}>
                <td>
                  <Moment at={answeredAt} />
                </td>
                <td className="number">
                  {points} / {maxPoints}
                </td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
    </div>
  );
}
