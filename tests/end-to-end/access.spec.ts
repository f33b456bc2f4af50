/**
 * Guarantee: a student reaches neither staff's pages, nor another's work, nor hidden cases or references: not by
 * address and not by calling a server action with somebody else's ids.
 */
import { request as httpRequest } from 'node:http';
import type { APIResponse, Page, Request } from '@playwright/test';
import {
  expect,
  FIRST_IN_FIRST_OUT,
  LAST_IN_FIRST_OUT,
  openWorkbench,
  PASSWORD,
  ROUND_ROBIN,
  run,
  signIn,
  submit,
  test,
  typeSolution,
} from './site';

async function submissionOf(page: Page): Promise<string> {
  await openWorkbench(page);
  await typeSolution(page, FIRST_IN_FIRST_OUT);
  await submit(page);
  const link = page.getByRole('link', { name: 'Open this submission' });
  await expect(link).toBeVisible();
  return (await link.getAttribute('href')) as string;
}

test('staff pages do not exist for students and strangers', async ({
  student,
  stranger,
  visitor,
  instructor,
}) => {
  const course = '/courses/os-demo';
  expect((await instructor.request.get(`${course}/scores.csv`)).status()).toBe(200);
  const staffOnly = ['/submissions', '/people', '/settings', '/scores.csv'].map((part) => course + part);
  for (const context of [student, stranger])
    for (const path of [...staffOnly, '/courses/new', '/administration'])
      expect((await context.request.get(path)).status(), path).toBe(404);
  expect((await stranger.request.get(course)).status()).toBe(404);
  // A student finds his own scores there, and nobody else's.
  const page = await student.newPage();
  await page.goto(course);
  await expect(page.getByRole('heading', { name: 'Your scores' })).toBeVisible();
  await expect(page.getByText('@example.com')).toHaveCount(0);
  expect((await visitor.request.get(`${course}/scores.csv`)).status()).toBe(401);
});

test("another's submission does not exist, its events and runs included; staff of the course sees it", async ({
  student,
  stranger,
  visitor,
  instructor,
}) => {
  const href = await submissionOf(await student.newPage());
  const events = `/api${href}/events`;
  expect((await stranger.request.get(href)).status()).toBe(404);
  expect((await stranger.request.get(events)).status()).toBe(404);
  expect((await visitor.request.get(events)).status()).toBe(401);
  const replay = `/api${href}/replays/one-core`;
  await expect(async () => {
    expect(await (await instructor.request.post(replay)).json()).toMatchObject({ ok: true });
  }, 'once it is graded').toPass();
  expect((await stranger.request.post(replay)).status()).toBe(404);
  expect((await visitor.request.post(replay)).status()).toBe(401);
  expect((await student.request.post(`/api${href}/replays/leaderboard-1`)).status()).toBe(404);
  expect(await (await visitor.request.get(href)).text()).not.toContain('queue.shift');
  expect((await instructor.request.get(href)).status()).toBe(200);

  const page = await stranger.newPage();
  const id = href.split('/').at(-1);
  await page.goto(`${ROUND_ROBIN}/submissions?from=${id}&to=${id}`);
  await expect(page.getByText('One of the two does not exist or is not yours.')).toBeVisible();

  const strangersHref = await submissionOf(page);
  expect((await student.request.get(strangersHref)).status()).toBe(404);
  expect((await instructor.request.get(strangersHref)).status()).toBe(404);
});

test('hidden cases, references and wrong solutions are served under no address', async ({ student }) => {
  const files = [
    'hidden.ts',
    'solution.ts',
    'wrong.ts',
    'right/naive.ts',
    'exercise.ts',
    'hidden',
    'solution',
  ];
  for (const file of files)
    for (const address of [`${ROUND_ROBIN}/${file}`, `/exercises/scheduling/round-robin/${file}`.slice(1)])
      expect((await student.request.get(`/${address.replace(/^\//, '')}`)).status()).toBe(404);
  const others = ['.runqueue/build/catalogue.json', '.runqueue/build/questions.mjs', '.env', 'package.json'];
  for (const file of others) expect((await student.request.get(`/${file}`)).status()).toBe(404);
});

test('nothing that the workbench loads holds a reference, a wrong solution or a hidden case', async ({
  student,
}) => {
  const page = await student.newPage();
  const loaded: Promise<string>[] = [];
  page.on('response', (response) => {
    if (!response.url().includes('/monaco/')) loaded.push(response.text().catch(() => ''));
  });
  await openWorkbench(page);
  await typeSolution(page, LAST_IN_FIRST_OUT);
  await run(page);
  await expect(page.getByRole('region', { name: /^Replay/ })).toBeVisible();
  const text = (await Promise.all(loaded)).join('\n');
  expect(text).toContain('RoundRobin');
  expect(text).not.toContain('distinguishes');
  expect(text).not.toContain('Takes from the end at which it adds');
});

/** Sends what `page` sent when it called an action, with other arguments. @param parts of a reply in several. */
function callAgain(
  request: Request,
  context: import('@playwright/test').BrowserContext,
  body: unknown,
  parts?: Readonly<Record<string, string>>,
): Promise<APIResponse> {
  const { 'next-action': action, 'next-router-state-tree': tree } = request.headers();
  const headers = {
    'next-action': action,
    'next-router-state-tree': tree,
    accept: 'text/x-component',
    origin: new URL(request.url()).origin,
  };
  return context.request.post(
    request.url(),
    parts === undefined
      ? { headers: { ...headers, 'content-type': 'text/plain;charset=UTF-8' }, data: JSON.stringify(body) }
      : { headers, multipart: { ...parts, 0: JSON.stringify(body) } },
  );
}

const isAction = (request: Request) => request.method() === 'POST' && 'next-action' in request.headers();

test("server actions refuse strangers, visitors and another's attempt", async ({
  student,
  stranger,
  visitor,
}) => {
  const page = await student.newPage();
  const opening = page.waitForResponse((response) => isAction(response.request()));
  await page.goto('/questions/memory/page-replacement');
  await opening;
  await expect(page.getByRole('button', { name: 'Check answer' })).toBeEnabled();
  const answering = page.waitForRequest(isAction);
  await page.getByRole('main').getByRole('textbox').last().fill('1');
  await page.getByRole('button', { name: 'Check answer' }).click();
  await page.getByRole('button', { name: 'Hand in with empty parts' }).click();
  const answer = await answering;
  const [{ attemptId }] = answer.postDataJSON() as [{ attemptId: string }];
  await expect(page.getByRole('heading', { name: 'Worked solution' })).toBeVisible();

  const byStranger = await (await callAgain(answer, stranger, [{ attemptId, responses: {} }])).text();
  expect(byStranger).toContain('"ok":false');
  expect(byStranger).toContain('There is nothing here');
  const byVisitor = await (await callAgain(answer, visitor, [{ attemptId, responses: {} }])).text();
  expect(byVisitor).toContain('"code":"signed out"');
  const twice = await (await callAgain(answer, student, [{ attemptId, responses: {} }])).text();
  expect(twice).toContain('answered already');
  const malformed = await (
    await callAgain(answer, student, [{ attemptId: { like: '%' }, responses: 7 }])
  ).text();
  expect(malformed).toContain('"code":"invalid"');
  // React decodes what holds itself, and a few bytes that stand for 2^40 values: neither may keep the site busy.
  expect(await (await callAgain(answer, visitor, ['$0'])).text()).toContain('"code":"invalid"');
  const doubling = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`${i + 1}`, i === 39 ? '{}' : `{"a":"$${i + 2}","b":"$${i + 2}"}`]),
  );
  expect(await (await callAgain(answer, visitor, ['$1'], doubling)).text()).not.toContain('"ok":true');
  expect((await visitor.request.get('/healthz')).status()).toBe(200);
});

test('drafts and submissions go to whoever is signed in, whatever the browser sends', async ({
  student,
  visitor,
}) => {
  const page = await student.newPage();
  await openWorkbench(page);
  const saving = page.waitForRequest(isAction);
  await typeSolution(page, `${LAST_IN_FIRST_OUT}// ${crypto.randomUUID()}\n`);
  const save = await saving;
  const draft = { exercise: 'scheduling/round-robin', source: 'stolen', baseRevision: 0 };
  expect(await (await callAgain(save, visitor, [draft])).text()).toContain('"code":"signed out"');
  const elsewhere = await (
    await callAgain(save, student, [{ ...draft, exercise: '../../etc/passwd' }])
  ).text();
  expect(elsewhere).toContain('"ok":false');
  const tooLong = await (await callAgain(save, student, [{ ...draft, source: 'x'.repeat(300_000) }])).text();
  expect(tooLong).toContain('Shorten it');
});

test('cookies are HttpOnly and SameSite, sign-in is limited, and a redirect stays on the site', async ({
  student,
  visitor,
}) => {
  const session = (await student.cookies()).find(({ name }) => name.includes('session'));
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' });

  const page = await visitor.newPage();
  await page.goto('/sign-in?next=//example.com');
  await signIn(page, 'student@example.com');
  await page.goto('/sign-in?next=https://example.com/');
  expect(new URL(page.url()).pathname).toBe('/');
});

test('guessing is stopped where it comes from, and the owner of the account still gets in', async ({
  visitor,
  baseURL,
}) => {
  const page = await visitor.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill('student@example.com');
  await page.getByLabel('Password').fill('not-the-password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('Email and password do not match.')).toBeVisible();
  // From another address of this machine; what it says of itself does not count.
  const guess = () =>
    postFrom('127.0.0.2', new URL('/api/auth/sign-in/email', baseURL), {
      'x-forwarded-for': `203.0.113.${Math.floor(Math.random() * 250)}`,
      'x-runqueue-peer-address': `203.0.113.${Math.floor(Math.random() * 250)}`,
    });
  const statuses: number[] = [];
  while (statuses.length < 40 && statuses.at(-1) !== 429) statuses.push(await guess());
  expect(statuses.at(-1)).toBe(429);
  await signIn(page, 'student@example.com');
});

function postFrom(localAddress: string, url: URL, headers: Record<string, string>): Promise<number> {
  const body = JSON.stringify({ email: 'student@example.com', password: 'guess-guess-guess' });
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      localAddress,
      headers: { ...headers, 'content-type': 'application/json', origin: url.origin },
    };
    httpRequest(url, options, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    })
      .once('error', reject)
      .end(body);
  });
}

test('signing up answers alike for an address that has an account, and refuses names that break pages', async ({
  visitor,
}) => {
  const signUpAs = (email: string, name: string) =>
    visitor.request.post('/api/auth/sign-up/email', { data: { email, name, password: PASSWORD } });
  const fields = async (email: string) => {
    const response = await signUpAs(email, 'Somebody');
    return [response.status(), Object.keys((await response.json()) as object)];
  };
  const unknown = `nobody-${crypto.randomUUID().slice(0, 8)}@example.com`;
  expect(await fields('student@example.com')).toEqual(await fields(unknown));
  for (const [name, status] of [
    ['Ada\u202eecalevoL', 400],
    ['Ada\0', 400],
    ['', 400],
    ['x'.repeat(200), 400],
    ['x'.repeat(9_500_000), 413],
  ] as const)
    for (const email of [unknown, `new-${unknown}`])
      expect((await signUpAs(email, name)).status(), name.slice(0, 20)).toBe(status);
  const page = await visitor.newPage();
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill('Student');
  await page.getByLabel('Email').fill('student@example.com');
  await page.getByLabel('Password').fill('another-password');
  await page.getByRole('button', { name: 'Sign up', exact: true }).click();
  await expect(page.getByText('If you have had an account before')).toBeVisible();
});

test('addresses that no database could look up are refused', async ({ student }) => {
  for (const path of [
    '/exercises/%00/x',
    '/submissions/%00',
    '/courses/%ff',
    '/?chapter=%00',
    '/api/submissions/%00/events',
  ])
    expect((await student.request.get(path)).status(), path).toBe(400);
});
