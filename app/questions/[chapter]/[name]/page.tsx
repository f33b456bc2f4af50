/** A question: a variant of one's own, marked on the server, with the worked solution after the answer. */
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { attemptsOf } from '../../../../db/questions';
import { findQuestion, placesBeside } from '../../../catalogue';
import { fromDatabase } from '../../../database-call';
import { DatabaseDown } from '../../../database-down';
import { formatMoment, words } from '../../../dictionary';
import { ChapterLink, NeighbourLinks } from '../../../neighbour-links';
import { SignInNeeded } from '../../../sign-in-needed';
import { currentViewer } from '../../../viewer';
import { generatorsVersion } from '../../question-generators';
import { QuestionSession } from './question-session';

type Address = { params: Promise<{ chapter: string; name: string }> };

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { chapter, name } = await params;
  const found = findQuestion(`${chapter}/${name}`);
  return { title: found?.title ?? name, description: found?.summary };
}

export default async function QuestionPage({ params }: Address) {
  const { chapter, name } = await params;
  const question = findQuestion(`${chapter}/${name}`) ?? notFound();
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  if (viewer.kind === 'visitor')
    return (
      <SignInNeeded title={question.title} text={words.question.signIn} next={`/questions/${question.id}`} />
    );
  const attempts = await fromDatabase(() => attemptsOf(viewer.user.id, question.id));
  if (!attempts.available) return <DatabaseDown />;
  const answered = attempts.value.filter((each) => each.answeredAt !== null);
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-8">
      <ChapterLink chapter={question.chapter} />
      <h1 className="mt-1 text-xl font-semibold tracking-tight">{question.title}</h1>
      <p className="mt-1 mb-6 max-w-[65ch] text-sm text-text-muted">
        {question.summary} {words.question.intro}
      </p>
      <QuestionSession key={await generatorsVersion()} question={question.id} />
      <section className="mt-12" aria-labelledby="attempts">
        <h2 id="attempts" className="mb-2 text-lg font-semibold">
          {words.question.attempts}
        </h2>
        {answered.length === 0 ? (
          <p className="text-sm text-text-muted">{words.question.noAttempts}</p>
        ) : (
          <div className="panel overflow-x-auto">
            <table className="data-table">
              <thead>
                <tr>
                  <th>{words.question.answered}</th>
                  <th className="number">{words.workbench.points}</th>
                </tr>
              </thead>
              <tbody>
                {answered.map((each) => (
                  <tr key={each.id}>
                    <td>{formatMoment(each.answeredAt as Date)}</td>
                    <td className="number">
                      {each.points} / {each.maxPoints}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <NeighbourLinks {...placesBeside('question', question.id)} />
    </div>
  );
}
