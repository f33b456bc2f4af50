/** Joining a course by its link or code: says which course it is and who will see what, and joins at a press. */
import type { Metadata } from 'next';
import Link from 'next/link';
import { courseByJoinCode, standingIn } from '../../db/courses';
import { readJoinCode } from '../../db/join-code';
import { Refusal, within } from '../action';
import { fromDatabase } from '../database-call';
import { DatabaseDown } from '../database-down';
import * as words from '../dictionary';
import { addressWith, chosen, type Query } from '../page-links';
import { SignInNeeded } from '../sign-in-needed';
import { currentViewer, type User } from '../viewer';
import { JoinButton } from './join-button';
import { JoinForm } from './join-form';

export const metadata: Metadata = { title: words.join.title };

export default async function JoinPage({ searchParams }: { searchParams: Promise<Query> }) {
  const code = chosen((await searchParams).code);
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  if (viewer.kind === 'visitor')
    return (
      <SignInNeeded title={words.join.title} text={words.join.signIn} next={addressWith('/join', { code })} />
    );
  const looked = await fromDatabase(() => look(code, viewer.user));
  if (!looked.available) return <DatabaseDown />;
  const { course, isMember, problem } = looked.value;
  return (
    <div className="mx-auto w-full max-w-lg px-4 py-8">
      <h1 className="mb-6 text-xl font-semibold tracking-tight">{words.join.title}</h1>
      {course === null || code === undefined ? (
        <>
          {problem !== '' && <p className="notice notice-bad mb-6">{problem}</p>}
          <JoinForm code={code} />
        </>
      ) : isMember ? (
        <>
          <p className="wrap-anywhere">{words.join.already(course.title)}</p>
          <Link className="button mt-6" href={`/courses/${course.slug}`}>
            {words.join.toCourse}
          </Link>
        </>
      ) : (
        <>
          <p className="wrap-anywhere">
            {words.join.asks(course.term === '' ? course.title : `${course.title} (${course.term})`)}
          </p>
          <p className="mt-2 text-text-muted">{words.join.seen}</p>
          <JoinButton code={code} />
        </>
      )}
    </div>
  );
}

/** What the code opens. Looking counts as trying one. */
async function look(code: string | undefined, user: User) {
  const nothing = { course: null, isMember: false };
  if (code === undefined) return { ...nothing, problem: '' };
  try {
    await within(user, 'join');
  } catch (error) {
    if (error instanceof Refusal) return { ...nothing, problem: error.message };
    throw error;
  }
  const joinCode = readJoinCode(code);
  const course = joinCode === null ? null : await courseByJoinCode(joinCode);
  if (course === null) return { ...nothing, problem: words.join.noCourse };
  const role = (await standingIn(course.slug, user.id))?.standing.role ?? null;
  return { course, isMember: role !== null, problem: '' };
}
