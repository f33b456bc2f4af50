/**
 * Guarantee: whoever has a token does with packages what its owner may, and nothing else; what is sent is bounded and
 * looked at before it is kept; nothing is published that does not hold.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createToken, endToken, tokensOf } from '../../db/author-tokens';
import { ensureCourse } from '../../db/courses';
import { draftFiles } from '../../db/package-drafts';
import { endPackageRun, startPackageRun } from '../../db/package-runs';
import { versionFiles, versionsOf } from '../../db/package-versions';
import { publicationsOf } from '../../db/publications';
import { packageVersion, readPackageFolder } from '../../grader/packages/package-files';
import { packPackage } from '../../grader/packages/zip-archive';
import { addUser, startTestDatabase, type TestDatabase } from '../../tests/postgres';
import { POST as publishRoute } from '../api/author/packages/[id]/publications/route';
import { PUT as replaceRoute } from '../api/author/packages/[id]/route';
import { POST as beginRoute } from '../api/author/packages/route';
import { GET as runRoute } from '../api/author/runs/[id]/route';

const HOME = 'synchronization/coherence-protocol';
const FILES = readPackageFolder(`exercises/${HOME}`);
const ARCHIVE = packPackage(FILES);

let testDatabase: TestDatabase;
let teacherId: string;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  testDatabase = await startTestDatabase();
  await ensureCourse('taught', 'Taught');
  await ensureCourse('other', 'Other');
  const people = {
    teacher: await addUser('Teacher', { courseSlug: 'taught', role: 'instructor' }),
    stranger: await addUser('Stranger', { courseSlug: 'other', role: 'instructor' }),
    student: await addUser('Student', { courseSlug: 'taught', role: 'student' }),
  };
  teacherId = people.teacher;
  for (const [name, userId] of Object.entries(people)) {
    const made = await createToken({ userId, name, days: 1 });
    tokens[name] = typeof made === 'string' ? '' : made.token;
  }
});
afterAll(() => testDatabase.stop());

const request = (who: string, body?: Uint8Array | string, query = '') =>
  new Request(`http://site/api/author${query}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: who === '' ? {} : { authorization: `Bearer ${tokens[who] ?? who}` },
    body: body as BodyInit | undefined,
  });
const of = (id: string) => ({ params: Promise.resolve({ id }) });
const told = async (response: Response | Promise<Response>) => {
  const answer = await response;
  return { status: answer.status, body: await answer.json() };
};

const begin = (who: string, body: Uint8Array = ARCHIVE, query = `?name=protocol&home=${HOME}`) =>
  told(beginRoute(request(who, body, query)));
const publish = (who: string, id: string, given: object) =>
  told(publishRoute(request(who, JSON.stringify(given)), of(id)));

it('asks for a token that is one', async () => {
  for (const who of ['', 'nonsense', `rq_${'x'.repeat(32)}`])
    expect((await begin(who)).status, who).toBe(401);
  expect((await begin('student')).status).toBe(403);
});

it('keeps what is sent as a version, and has it checked', async () => {
  const { status, body } = await begin('teacher');
  expect(status).toBe(200);
  expect(body.version).toBe(packageVersion(FILES));
  expect(await versionFiles(body.package, body.version)).toEqual(FILES);
  expect((await draftFiles(body.package)).length).toBe(FILES.size);
  expect(await told(runRoute(request('teacher'), of(body.run)))).toMatchObject({
    status: 200,
    body: { state: 'queued', holds: null, problems: [] },
  });
  expect((await told(runRoute(request('stranger'), of(body.run)))).status).toBe(403);
});

/** An archive whose last piece comes when it is told to. */
function slow(who: string) {
  let end = () => {};
  const asked = { pieces: 0 };
  const body = new ReadableStream(
    {
      pull(stream) {
        if (asked.pieces++ === 0) return stream.enqueue(ARCHIVE.subarray(0, 100));
        return new Promise<void>((resolve) => {
          end = () => {
            stream.enqueue(ARCHIVE.subarray(100));
            stream.close();
            resolve();
          };
        });
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { authorization: `Bearer ${tokens[who] ?? who}` };
  const sent = new Request(`http://site/api/author?name=protocol&home=${HOME}`, {
    ...{ method: 'POST', headers, body, duplex: 'half' },
  } as RequestInit);
  const untilRead = async () => {
    while (asked.pieces < 2) await new Promise((resolve) => setImmediate(resolve));
  };
  return { sent, asked, untilRead, end: () => end() };
}

it('reads one archive of a person at a time, and none of whoever may not send one', async () => {
  const first = slow('teacher');
  const answer = told(beginRoute(first.sent));
  await first.untilRead();
  expect((await begin('teacher')).status).toBe(429);
  first.end();
  expect((await answer).status).toBe(200);
  expect((await begin('teacher')).status).toBe(200);
  const refused = slow('student');
  expect((await told(beginRoute(refused.sent))).status).toBe(403);
  expect(refused.asked.pieces).toBe(0);
});

it('keeps nothing of what comes in while its token is ended', async () => {
  const made = await createToken({ userId: teacherId, name: 'lost', days: 1 });
  const { sent, untilRead, end } = slow(typeof made === 'string' ? '' : made.token);
  const answer = told(beginRoute(sent));
  await untilRead();
  const lost = (await tokensOf(teacherId)).find(({ name }) => name === 'lost');
  await endToken(teacherId, lost?.id ?? '');
  end();
  expect((await answer).status).toBe(401);
});

it('replaces the draft, which is kept', async () => {
  const { body } = await begin('teacher');
  const files = new Map([...FILES, ['hints.md', 'Another hint.\n']]);
  const replace = (who: string, archive: Uint8Array) =>
    told(replaceRoute(request(who, archive), of(body.package)));
  expect((await replace('stranger', packPackage(files))).status).toBe(403);
  const replaced = await replace('teacher', packPackage(files));
  expect(replaced.body).toMatchObject({ package: body.package, version: packageVersion(files) });
  expect((await versionsOf(body.package)).map(({ version }) => version)).toContain(body.version);
  expect((await replace('teacher', packPackage(new Map([['question.json', '{}']])))).status).toBe(403);
});

it('refuses what is no package, whole', async () => {
  const bad = [
    new Uint8Array(10),
    packPackage(new Map([...FILES, ['exercise.ts', '['.repeat(2_000)]])),
    new Uint8Array(5_000_000),
  ];
  for (const archive of bad) expect((await begin('teacher', archive)).status).toBe(403);
  for (const query of ['', '?name=../x&home=a/b', '?name=x&home=a/b/c', '?name=x&home=..%2F..'])
    expect((await begin('teacher', ARCHIVE, query)).status, query).toBe(403);
});

it('publishes what holds and is reviewed, in courses that one teaches', async () => {
  const { body } = await begin('teacher');
  const given = { version: body.version, course: 'taught', review: 'Ada' };
  expect((await publish('teacher', body.package, given)).status).toBe(403);
  await startPackageRun(body.run);
  const entry = { title: 'Protocol' };
  const outcome = { kind: 'exercise', report: { problems: [] }, entry };
  await endPackageRun(body.run, { state: 'done', outcome, holds: true });
  expect((await publish('teacher', body.package, { ...given, review: null })).status).toBe(403);
  expect((await publish('teacher', body.package, { ...given, course: 'other' })).status).toBe(403);
  expect((await publish('teacher', body.package, { ...given, course: null })).status).toBe(403);
  expect((await publish('stranger', body.package, given)).status).toBe(403);
  expect((await publish('teacher', body.package, { version: 1 })).status).toBe(403);
  expect(await publish('teacher', body.package, given)).toEqual({
    ...{ status: 200, body: { reaches: ['Taught'] } },
  });
  expect((await publicationsOf(body.package)).map(({ slug }) => slug)).toEqual(['taught']);
});
