/**
 * Guarantee: a password is set anew only by whoever reads the mail of its address, once and within the hour, and tells
 * nobody whether there is an account; whoever changes it, or leaves, is asked for it; other browsers are signed out
 * then; what a deleted account leaves behind leads to nobody. Real PostgreSQL, the site's own endpoint, no browser.
 */
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { deleteAccount, openSessions } from '../db/accounts';
import { database, rawClient } from '../db/client';
import {
  type Course,
  courseMembers,
  createCourse,
  ensureCourse,
  joinCourse,
  setRole,
  standingIn,
} from '../db/courses';
import { draft, saveDraft } from '../db/drafts';
import { saveEditorSettings } from '../db/editor-settings';
import { leaderboard } from '../db/leaderboard';
import { ALLOWANCES } from '../db/limits';
import { account, session } from '../db/schema';
import { setSiteRole } from '../db/site-roles';
import { storeVerdict, submit } from '../db/submissions';
import { addUser, startTestDatabase, type TestDatabase } from '../tests/postgres';
import { changePasswordAs, deleteAccountAs, signOutEverywhereAs } from './account-changes';
import { authentication } from './authentication';
import * as words from './dictionary';
import { DEFAULT_SETTINGS } from './editor/editor-settings';
import { localMails } from './mail';
import type { User } from './viewer';

process.env.RUNQUEUE_AUTH_SECRET = '0123456789abcdef0123456789abcdef';
process.env.RUNQUEUE_LOCAL_MAIL = '1';
process.env.RUNQUEUE_ORIGIN = 'https://runqueue.example.edu';
const PASSWORD = 'the-password-of-ada';
const NEW_PASSWORD = 'another-password';

let testDatabase: TestDatabase;
let post: (request: Request) => Promise<Response>;
/** Of PASSWORD: to make one takes the better part of a second, as it must. */
let passwordHash: string;
const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
const errorLog = vi.spyOn(console, 'error').mockImplementation(() => undefined);
beforeAll(async () => {
  testDatabase = await startTestDatabase();
  ({ POST: post } = await import('./api/auth/[...all]/route'));
  passwordHash = await (await authentication().$context).password.hash(PASSWORD);
});
afterAll(() => testDatabase.stop());
beforeEach(() => rawClient()`truncate usage, rate_limit`);

/** @param network from whose address it is asked. */
function ask(path: string, body: unknown, network = ''): Promise<Response> {
  const { RUNQUEUE_ORIGIN: origin = '' } = process.env;
  return post(
    new Request(`${origin}/api/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, 'x-runqueue-peer-address': network },
      body: JSON.stringify(body),
    }),
  );
}

async function signedUp(name = 'Ada'): Promise<User> {
  const id = await addUser(name);
  await database()
    .insert(account)
    .values({ id: `of ${id}`, accountId: id, providerId: 'credential', userId: id, password: passwordHash });
  const [{ email }] = await rawClient()`select email from "user" where id = ${id}`;
  return { id, name, email };
}

/** In another browser. @returns its session. */
async function openSession({ id: userId }: User): Promise<string> {
  const id = crypto.randomUUID();
  const expiresAt = new Date(Date.now() + 3_600_000);
  await database()
    .insert(session)
    .values({ id, token: `of ${id}`, userId, expiresAt });
  return id;
}

const signIn = async ({ email }: Pick<User, 'email'>, password = PASSWORD, network = '') =>
  (await ask('/sign-in/email', { email, password }, network)).status;

const requestReset = (email: string, network = '') => ask('/request-password-reset', { email }, network);

/** Asks, and waits until it is sent. @returns the token of the newest mail. */
async function resetToken({ email }: User): Promise<string> {
  const before = localMails().length;
  await requestReset(email);
  await expect.poll(() => localMails().length).toBe(before + 1);
  expect(localMails()[0].to).toBe(email);
  return /\/reset-password#(\S+)/.exec(localMails()[0].text)?.[1] ?? '';
}

const reset = (token: string, newPassword = NEW_PASSWORD) => ask('/reset-password', { token, newPassword });

async function refusedReset(token: string): Promise<void> {
  const response = await reset(token);
  expect(response.status).toBe(400);
  expect(((await response.json()) as { code: string }).code).toBe('INVALID_TOKEN');
}

/** Of what a network may do altogether in a minute, this much is used up. */
const useUpWide = (count: number) =>
  rawClient()`update rate_limit set count = ${count} where key not like '%|%|%'`;
/** Of what it may do at one account in ten minutes, or of the sign-ups of an hour. */
const useUpTight = (count: number) =>
  rawClient()`update rate_limit set count = ${count} where key like '%|%|%'`;
const began = (secondsAgo: number) =>
  rawClient()`update rate_limit set last_request = ${Date.now() - secondsAgo * 1_000}`;

const [CAMPUS, HOME] = ['203.0.113.7', '198.51.100.4'];
const NOBODY = { email: 'nobody@example.com' };

describe('signing in', () => {
  const guess = (user: Pick<User, 'email'> = NOBODY, network = CAMPUS) =>
    signIn(user, 'not the password', network);

  it('is tried ten times by a network at one account, however slowly and however it is written', async () => {
    const [ada, ben] = [await signedUp(), await signedUp('Ben')];
    await guess(ada);
    await useUpTight(8);
    expect(await guess({ email: ada.email.toUpperCase() })).toBe(401);
    expect(await guess(ada)).toBe(401);
    const refused = await ask('/sign-in/email', { email: ada.email, password: PASSWORD }, CAMPUS);
    expect(refused.status).toBe(429);
    const retryAfter = Number(refused.headers.get('x-retry-after'));
    expect(retryAfter).toBeGreaterThan(60);
    expect(retryAfter).toBeLessThanOrEqual(600);
    // Neither those who are where he guesses, nor the owner of the account elsewhere.
    expect([await signIn(ben, PASSWORD, CAMPUS), await signIn(ada, PASSWORD, HOME)]).toEqual([200, 200]);
    await began(500);
    expect(await guess(ada)).toBe(429);
    await began(600);
    expect(await guess(ada)).toBe(401);
  });

  it('is tried no more often by many guesses at once', async () => {
    await guess();
    await useUpTight(7);
    const statuses = await Promise.all(Array.from({ length: 12 }, () => guess()));
    expect(statuses.sort()).toEqual([...Array(3).fill(401), ...Array(9).fill(429)]);
  });

  it('is limited for a network altogether, and in time it may again', async () => {
    await guess();
    await useUpWide(199);
    const other = { email: 'another@example.com' };
    expect([await guess(), await guess(), await guess(other)]).toEqual([401, 429, 429]);
    expect(await guess(other, HOME)).toBe(401);
    await began(60);
    expect(await guess(other)).toBe(401);
  });

  it('is not closed to a network by guesses that were refused', async () => {
    const ada = await signedUp();
    await guess();
    await useUpTight(10);
    await useUpWide(199);
    expect([await guess(), await guess(), await guess()]).toEqual([429, 429, 429]);
    expect(await signIn(ada, PASSWORD, CAMPUS)).toBe(200);
  });

  it('with success counts as no guess: a class gets in at once, and nobody guesses more between', async () => {
    const ada = await signedUp();
    await guess(ada);
    await useUpTight(9);
    await useUpWide(199);
    const getIn = () => signIn(ada, PASSWORD, CAMPUS);
    expect([await getIn(), await getIn(), await getIn()]).toEqual([200, 200, 200]);
    expect([await guess(ada), await guess(ada), await getIn()]).toEqual([401, 429, 429]);
  });

  it('is counted for all addresses of a connection together', async () => {
    await guess(NOBODY, '2001:db8:1:1::1');
    await useUpTight(10);
    expect(await guess(NOBODY, '2001:db8:1:fe:ffff::9')).toBe(429);
    expect(await guess(NOBODY, '2001:db8:1:100::1')).toBe(401);
  });
});

describe('signing up', () => {
  it('is limited for a network by the hour as by the minute', async () => {
    const signUp = async (network = CAMPUS) => {
      const email = `${crypto.randomUUID()}@example.com`;
      return (await ask('/sign-up/email', { name: 'Ada', email, password: PASSWORD }, network)).status;
    };
    expect(await signUp()).toBe(200);
    await useUpTight(299);
    expect([await signUp(), await signUp(), await signUp(HOME)]).toEqual([200, 429, 200]);
    await began(3_000);
    expect(await signUp()).toBe(429);
    await began(3_600);
    expect(await signUp()).toBe(200);
    await useUpWide(60);
    expect(await signUp()).toBe(429);
  });
});

describe('setting a password anew', () => {
  it('works once, ends every session, and the old password is none any more', async () => {
    const ada = await signedUp();
    await openSession(ada);
    const token = await resetToken(ada);
    expect(log.mock.lastCall?.join('')).toContain(`/reset-password#${token}`);
    expect((await reset(token, 'short')).status).toBe(400);
    expect((await reset(token)).status).toBe(200);
    expect(await openSessions(ada.id)).toBe(0);
    expect([await signIn(ada), await signIn(ada, NEW_PASSWORD)]).toEqual([401, 200]);
    await refusedReset(token);
  });

  it('works once when it is tried many times at once', async () => {
    const token = await resetToken(await signedUp());
    const statuses = await Promise.all(
      Array.from({ length: 3 }, () => reset(token).then(({ status }) => status)),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  it('takes no link that is old, made up, another’s, or older than the last change of the password', async () => {
    const [ada, ben] = [await signedUp(), await signedUp('Ben')];
    const expired = await resetToken(ada);
    await rawClient()`update verification set expires_at = clock_timestamp() - interval '1 second'`;
    await refusedReset(expired);
    for (const token of ['', 'x', 'x'.repeat(24), `${expired}x`, expired.slice(1)])
      expect((await reset(token)).status, token).toBe(400);
    expect((await reset(await resetToken(ben))).status).toBe(200);
    expect([await signIn(ada), await signIn(ben)]).toEqual([200, 401]);

    const [first, second] = [await resetToken(ada), await resetToken(ada)];
    expect((await reset(second)).status).toBe(200);
    await refusedReset(first);
    const kept = await openSession(ben);
    const third = await resetToken(ben);
    await changePasswordAs({ password: NEW_PASSWORD, newPassword: PASSWORD }, ben, kept);
    await refusedReset(third);
  });

  it('is answered alike whether there is an account, and mails only where there is one, a few times', async () => {
    const ada = await signedUp();
    const seen = async (email: string) => {
      const response = await requestReset(email);
      return [response.status, await response.text()];
    };
    await resetToken(ada);
    const before = localMails().length;
    expect(await seen('nobody@example.com')).toEqual(await seen(ada.email));
    const [{ count }] = ALLOWANCES.reset;
    await Promise.all(Array.from({ length: 2 * count }, () => requestReset(ada.email)));
    await expect
      .poll(async () => (await rawClient()`select used from usage where user_id = ${ada.id}`)[0]?.used)
      .toBe(count + 1);
    expect(localMails().length - before).toBeLessThan(count);
    expect(localMails().every(({ to }) => to !== 'nobody@example.com')).toBe(true);
  });

  it('is limited for the network that asks, for one account more tightly than for all', async () => {
    const askFor = async (email: string, network = CAMPUS) => (await requestReset(email, network)).status;
    await askFor(NOBODY.email);
    await useUpTight(9);
    expect([await askFor('NOBODY@example.com'), await askFor(NOBODY.email)]).toEqual([200, 429]);
    expect([await askFor('another@example.com'), await askFor(NOBODY.email, HOME)]).toEqual([200, 200]);
    await useUpWide(199);
    expect([await askFor('third@example.com'), await askFor('fourth@example.com')]).toEqual([200, 429]);
    await began(600);
    expect(await askFor(NOBODY.email)).toBe(200);
  });

  it('is tried with a bounded number of tokens by one network', async () => {
    expect((await reset('x'.repeat(24))).status).toBe(400);
    await useUpWide(199);
    expect([(await reset('y'.repeat(24))).status, (await reset('z'.repeat(24))).status]).toEqual([400, 429]);
  });

  it('leaves no token in the database, and its link leads to the site whatever the request says', async () => {
    const ada = await signedUp();
    const { RUNQUEUE_ORIGIN: origin = '' } = process.env;
    await post(
      new Request(`${origin}/api/auth/request-password-reset`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin,
          host: 'evil.example',
          'x-forwarded-host': 'evil.example',
        },
        body: JSON.stringify({ email: ada.email }),
      }),
    );
    await expect.poll(() => localMails()[0]?.to).toBe(ada.email);
    const { text } = localMails()[0];
    expect(text).toContain('https://runqueue.example.edu/reset-password#');
    const token = /#(\S+)/.exec(text)?.[1] ?? '';
    expect(token.length).toBeGreaterThanOrEqual(24);
    const stored = JSON.stringify(await rawClient()`select * from verification`);
    expect(stored).toContain(ada.id);
    expect(stored).not.toContain(token);
  });

  it('is mailed through the server that is configured, and one that fails tells nobody', async () => {
    const ada = await signedUp();
    const received: string[] = [];
    const server = await smtpServer(received);
    process.env.RUNQUEUE_SMTP_URL = `smtp://127.0.0.1:${(server.address() as { port: number }).port}`;
    process.env.RUNQUEUE_MAIL_FROM = 'Runqueue <runqueue@example.edu>';
    const before = localMails().length;
    try {
      await requestReset(ada.email);
      await expect.poll(() => received.join('')).toContain('\r\n.\r\n');
      const mail = received.join('').replace(/=\r\n/g, '');
      expect(mail).toContain(`RCPT TO:<${ada.email}>`);
      expect(mail).toContain('MAIL FROM:<runqueue@example.edu>');
      expect(mail).toContain('/reset-password#');
      await new Promise((resolve) => server.close(resolve));
      expect((await requestReset(ada.email)).status).toBe(200);
      await expect.poll(() => errorLog.mock.lastCall?.[0]).toBe('A mail could not be sent:');
    } finally {
      server.close();
      delete process.env.RUNQUEUE_SMTP_URL;
      delete process.env.RUNQUEUE_MAIL_FROM;
    }
    expect(localMails()).toHaveLength(before);
  });

  it('and whatever else the library offers has no address', async () => {
    for (const path of [
      '/update-user',
      '/change-password',
      '/delete-user',
      '/change-email',
      '/revoke-sessions',
    ])
      expect((await ask(path, { password: PASSWORD, newPassword: NEW_PASSWORD })).status, path).toBe(404);
  });
});

/** Takes every mail, and notes what is said to it. */
function smtpServer(received: string[]): Promise<Server> {
  const server = createServer((socket) => {
    let isText = false;
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      const said = chunk.toString();
      received.push(said);
      if (isText) {
        if (!said.endsWith('\r\n.\r\n')) return;
        isText = false;
        socket.write('250 taken\r\n');
      } else if (/^DATA/i.test(said)) {
        isText = true;
        socket.write('354 go on\r\n');
      } else socket.write(/^QUIT/i.test(said) ? '221 bye\r\n' : '250 yes\r\n');
    });
    socket.on('error', () => undefined);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe('changing the password', () => {
  it('asks for it, ends all other sessions, and keeps the one that asks', async () => {
    const [ada, ben] = [await signedUp(), await signedUp('Ben')];
    const [, kept] = [await openSession(ada), await openSession(ada), await openSession(ben)];
    const change = (password: string, newPassword: string) =>
      changePasswordAs({ password, newPassword }, ada, kept);
    await expect(change('not-the-password', NEW_PASSWORD)).rejects.toThrow(words.profile.wrongPassword);
    await expect(change(PASSWORD, 'short')).rejects.toThrow('too short');
    await expect(change(PASSWORD, 'x'.repeat(129))).rejects.toThrow('too long');
    expect(await openSessions(ada.id)).toBe(2);
    await change(PASSWORD, NEW_PASSWORD);
    expect((await rawClient()`select id from session where user_id = ${ada.id}`).map(({ id }) => id)).toEqual(
      [kept],
    );
    expect(await openSessions(ben.id)).toBe(1);
    expect([await signIn(ada), await signIn(ada, NEW_PASSWORD)]).toEqual([401, 200]);
  });

  it('is tried a bounded number of times, the right password included', async () => {
    const ada = await signedUp();
    const [{ count }] = ALLOWANCES.password;
    for (let tried = 0; tried < count; tried++)
      await expect(deleteAccountAs({ password: `guess ${tried}` }, ada)).rejects.toThrow(
        words.profile.wrongPassword,
      );
    await expect(
      changePasswordAs({ password: PASSWORD, newPassword: NEW_PASSWORD }, ada, ''),
    ).rejects.toMatchObject({ code: 'too many' });
  });

  it('signing out everywhere ends every session of one person', async () => {
    const [ada, ben] = [await signedUp(), await signedUp('Ben')];
    for (const user of [ada, ada, ben]) await openSession(user);
    await signOutEverywhereAs(ada);
    expect([await openSessions(ada.id), await openSessions(ben.id)]).toEqual([0, 1]);
  });
});

describe('deleting the account', () => {
  it('takes who it was, and leaves what was handed in under a name that leads to nobody', async () => {
    const ada = await signedUp('Adalovelace');
    const { id: courseId } = await ensureCourse('os', 'OS');
    await setRole({ actorId: ada.id, courseId, userId: ada.id, role: 'student' });
    const { submissionId } = await submit({
      userId: ada.id,
      exercise: 'a/e',
      version: 'v',
      source: '// code',
    });
    const verdict = { status: 'graded', score: 10, maxScore: 10, metric: 5, verdict: {}, rules: [] } as const;
    await storeVerdict({ ...verdict, submissionId, version: 'v', graderVersion: 'g' });
    await saveDraft({ userId: ada.id, item: 'a/e', source: '// draft', baseRevision: 0 });
    await saveEditorSettings(ada.id, DEFAULT_SETTINGS);
    await openSession(ada);
    const token = await resetToken(ada);
    const [{ pseudonym }] = await rawClient()`select pseudonym from "user" where id = ${ada.id}`;

    await expect(deleteAccountAs({ password: 'wrong' }, ada)).rejects.toThrow(words.profile.wrongPassword);
    await deleteAccountAs({ password: PASSWORD }, ada);

    expect(await signIn(ada)).toBe(401);
    expect(await openSessions(ada.id)).toBe(0);
    await refusedReset(token);
    expect(await draft(ada.id, 'a/e')).toBeNull();
    const [member] = (await courseMembers(courseId, { find: '', limit: 9, offset: 0 })).rows;
    expect(member).toMatchObject({ userId: ada.id, isDeleted: true, role: 'student' });
    const board = await leaderboard({ exercise: 'a/e', version: 'v', courseId, viewerId: null });
    expect(board.rows).toMatchObject([{ rank: 1, metric: 5, name: member.name }]);
    for (const table of ['user', 'account', 'session', 'verification', 'enrolment', 'audit_event', 'usage']) {
      const rows = JSON.stringify(await rawClient()`select * from ${rawClient()(table)}`).toLowerCase();
      for (const trace of [ada.name.toLowerCase(), ada.email, pseudonym.toLowerCase()])
        expect(rows, table).not.toContain(trace);
    }

    // Whoever adds a table with people in it decides which of the two it is.
    const kept = [
      'audit_event',
      'best_score',
      'enrolment',
      'leaderboard_entry',
      'package_comment',
      'package_draft_file',
      'package_review',
      'package_run',
      'package_version',
      'publication',
      'question_attempt',
      'submission',
    ];
    const emptied = [
      'account',
      'author_token',
      'case_replay',
      'draft',
      'editor_setting',
      'package_editor',
      'session',
      'site_role',
      'usage',
    ];
    const tables = await rawClient()`
      select distinct conrelid::regclass::text as name from pg_constraint
      where contype = 'f' and confrelid = '"user"'::regclass order by 1`;
    expect(tables.map(({ name }) => name)).toEqual([...kept, ...emptied].sort());
    for (const table of emptied) {
      const [{ rows }] = await rawClient()`
        select count(*)::int as rows from ${rawClient()(table)} where user_id = ${ada.id}`;
      expect(rows, table).toBe(0);
    }

    // No mail brings it back, and a new account with the address has nothing of it.
    const [{ email }] = await rawClient()`select email from "user" where id = ${ada.id}`;
    const mails = localMails().length;
    await requestReset(email);
    await requestReset('nobody@example.com');
    expect(localMails()).toHaveLength(mails);
    expect((await ask('/sign-up/email', { ...ada, password: PASSWORD })).status).toBe(200);
    const [{ id }] = await rawClient()`select id from "user" where email = ${ada.email}`;
    expect(id).not.toBe(ada.id);
  });

  it('waits until somebody takes over what only this account can do', async () => {
    const [ina, ben] = [await signedUp('Ina'), await signedUp('Ben')];
    await setSiteRole({ actorId: ina.id, userId: ina.id, role: 'administrator' });
    const { id: courseId, slug } = await createCourse({ actorId: ina.id, title: 'Kernels', term: '' });
    const leave = () => deleteAccountAs({ password: PASSWORD }, ina);
    await expect(leave()).rejects.toThrow(words.administration.last);
    await setSiteRole({ actorId: ina.id, userId: ben.id, role: 'administrator' });
    await setRole({ actorId: ina.id, courseId, userId: ben.id, role: 'student' });
    await expect(leave()).rejects.toThrow(words.deletion.lastInstructor('Kernels'));
    await setRole({ actorId: ina.id, courseId, userId: ben.id, role: 'instructor' });
    await leave();
    expect((await standingIn(slug, ben.id))?.course.joinCode).not.toBeNull();
    expect(await deleteAccount(ben.id)).toBe('last administrator');
    const { rows } = await courseMembers(courseId, { find: '', limit: 9, offset: 0 });
    expect(rows.map(({ userId }) => userId)).toEqual([ben.id]);
  });

  it('leaves no course that can be joined and that nobody answers for', async () => {
    const ina = await signedUp('Ina');
    const make = (title: string) => createCourse({ actorId: ina.id, title, term: '' });
    const [empty, shared] = [await make('Caches'), await make('Locks')];
    const codeOf = async ({ slug }: Course) => (await standingIn(slug, ina.id))?.course.joinCode ?? null;
    const [code, sharedCode] = [await codeOf(empty), await codeOf(shared)];
    expect(code).not.toBeNull();
    const { id: ben } = await signedUp('Ben');
    await setRole({ actorId: ina.id, courseId: shared.id, userId: ben, role: 'student' });
    // Refused: nothing has changed.
    expect(await deleteAccount(ina.id)).toEqual({ lastInstructorOf: 'Locks' });
    expect([await codeOf(empty), await codeOf(shared)]).toEqual([code, sharedCode]);

    await setRole({ actorId: ina.id, courseId: shared.id, userId: ben, role: 'instructor' });
    expect(await deleteAccount(ina.id)).toBe('done');
    expect([await codeOf(empty), await codeOf(shared)]).toEqual([null, sharedCode]);
    expect(await joinCourse({ userId: ben, joinCode: code ?? '' })).toBe('no course');
    const audited = await rawClient()`select action from audit_event where subject = ${`course:${empty.id}`}`;
    expect(audited.map(({ action }) => action)).toContain('course.close');
  });
});
