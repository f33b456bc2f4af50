/**
 * Guarantee: on every page, light and dark, axe finds no violation; at 360 px nothing scrolls sideways; scripts
 * come only from this site, under a policy with a nonce. The leaderboard: journey.spec.ts, once somebody is on it.
 */
import type { Page } from '@playwright/test';
import {
  DESKTOP,
  expect,
  expectAccessible,
  expectFits,
  expectNoViolations,
  expectNoViolationsInBoth,
  LAST_IN_FIRST_OUT,
  openPanel,
  openWorkbench,
  ROUND_ROBIN,
  run,
  submit,
  test,
  typeSolution,
  type Visit,
  type Who,
} from './site';

/** One for each kind of picture. */
const EXERCISES = [
  'scheduling/round-robin',
  'memory/buddy-allocator',
  'synchronization/spinlock',
  'rpc/marshalling',
];

const ofPath =
  (path: string): Visit =>
  (page) =>
    page.goto(path);

type Panel = Parameters<typeof openPanel>[1];

async function starterRun(page: Page, exercise: string, panel: Panel): Promise<void> {
  await openWorkbench(page, `/exercises/${exercise}`);
  await run(page);
  await expect(page.getByRole('status').filter({ hasText: /rules? (is|are|not)/ })).toBeVisible();
  await openPanel(page, panel);
}

/** The list of submissions, after one is handed in. */
async function submissions(page: Page): Promise<void> {
  await page.goto(`${ROUND_ROBIN}/submissions`);
  const open = page.getByRole('link', { name: /^Open submission/ }).first();
  if (await open.isVisible()) return;
  const size = page.viewportSize();
  await page.setViewportSize(DESKTOP);
  await openWorkbench(page);
  await typeSolution(page, LAST_IN_FIRST_OUT);
  await submit(page);
  await expect(page.getByRole('status').filter({ hasText: /\d+ of 100 points/ })).toBeVisible();
  if (size !== null) await page.setViewportSize(size);
  await page.goto(`${ROUND_ROBIN}/submissions`);
  await expect(open).toBeVisible();
}

async function lastSubmission(page: Page): Promise<void> {
  await submissions(page);
  await page
    .getByRole('link', { name: /^Open submission/ })
    .first()
    .click();
  await expect(page.getByRole('region', { name: 'Source' })).toBeVisible();
}

async function answeredQuestion(page: Page, path: string): Promise<void> {
  await page.goto(path);
  // An empty answer does not use a variant up; empty parts are asked about.
  await page.getByRole('button', { name: 'Check answer' }).click();
  await expect(page.getByText('Nothing is entered yet')).toBeVisible();
  await page.getByRole('main').getByRole('textbox').last().fill('1');
  await page.getByRole('button', { name: 'Check answer' }).click();
  await page.getByRole('button', { name: 'Hand in with empty parts' }).click();
  await expect(page.getByRole('heading', { name: 'Worked solution' })).toBeVisible();
}

/** As large a part of a page as all else of it, and the same on each: looked at once. */
const EDITOR = ['.monaco-editor'];

const PAGES: readonly [name: string, who: Who, visit: Visit, without?: string[]][] = [
  ['the catalogue', 'student', ofPath('/')],
  ['the first page', 'visitor', ofPath('/')],
  ['a search', 'student', ofPath('/?find=e&difficulty=2')],
  ['a chapter', 'student', ofPath('/chapters/scheduling')],
  ['the conventions', 'visitor', ofPath('/conventions')],
  ['the laboratories', 'visitor', ofPath('/laboratories')],
  ['a laboratory with bars', 'visitor', ofPath('/laboratories/scheduling')],
  ['a laboratory with a grid', 'visitor', ofPath('/laboratories/replacement')],
  ['sign in', 'visitor', ofPath('/sign-in')],
  ['sign up', 'visitor', ofPath('/sign-up')],
  ...EXERCISES.map((id, index): [string, Who, Visit, string[]] => [
    `${id} after a run`,
    'visitor',
    (page) => starterRun(page, id, 'Replay'),
    index === 0 ? [] : EDITOR,
  ]),
  // Not as the demo student, as whom other files hand in and answer at the same time (playwright.config.ts).
  ['submissions', 'stranger', submissions],
  ['a submission', 'stranger', lastSubmission],
  [
    'page replacement, answered',
    'stranger',
    (page) => answeredQuestion(page, '/questions/memory/page-replacement'),
  ],
  ['waiting time, tried', 'visitor', (page) => answeredQuestion(page, '/questions/scheduling/waiting-time')],
  ['the profile', 'student', ofPath('/profile')],
  ['the courses', 'instructor', ofPath('/courses')],
  ['a course', 'instructor', ofPath('/courses/os-demo')],
  ['a course, its items', 'instructor', ofPath('/courses/os-demo?chapter=scheduling&sort=total')],
  ['what a course handed in', 'instructor', ofPath('/courses/os-demo/submissions')],
  ['the people of a course', 'instructor', ofPath('/courses/os-demo/people')],
  ['the settings of a course', 'instructor', ofPath('/courses/os-demo/settings')],
  ['a course of one’s own', 'student', ofPath('/courses/os-demo')],
  ['the courses of a student', 'student', ofPath('/courses')],
  ['a code that opens nothing', 'student', ofPath('/join?code=AAAAA-AAAAA')],
  ['sign-in needed', 'visitor', ofPath('/profile')],
  ['not found', 'visitor', ofPath('/nowhere')],
];

for (const [name, who, visit, without] of PAGES) {
  test(`${name}: nothing scrolls sideways at 360 px; axe finds nothing, in light and in dark`, async ({
    sharedPage,
  }) => {
    await expectAccessible(await sharedPage(who), visit, without);
  });
}

test('the other panels of results: nothing scrolls sideways, axe finds nothing', async ({ sharedPage }) => {
  const page = await sharedPage('visitor');
  await page.setViewportSize(DESKTOP);
  await starterRun(page, EXERCISES[0], 'Summary');
  for (const panel of ['Summary', 'Cases', 'Console'] as const) {
    await openPanel(page, panel);
    await expectFits(page);
    if (panel === 'Summary') await expectNoViolationsInBoth(page, EDITOR);
    else await expectNoViolations(page, 'light', EDITOR);
  }
});

test('the first page shows a run that steps by itself until it is stopped, and stands still where motion is not wanted', async ({
  visitor,
}) => {
  const page = await visitor.newPage();
  await page.goto('/');
  const step = page.getByText(/^Step \d+ of \d+$/);
  const stop = page.getByRole('button', { name: 'Stop' });
  await expect(stop).toBeVisible();
  const before = (await step.textContent()) as string;
  await expect(step).not.toHaveText(before);
  await stop.click();
  await page.getByRole('button', { name: 'Step forward' }).focus();
  const stopped = Number(/\d+/.exec((await step.textContent()) as string)?.[0]);
  await page.keyboard.press('Enter');
  await expect(step).toHaveText(new RegExp(`^Step ${stopped + 1} of`));
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();

  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.reload();
  await expect(step).toHaveText(/^Step (\d+) of \1$/);
  await expect(page.getByText('RR2 is broken here.')).toBeVisible();
  await page.getByRole('button', { name: 'Step back' }).click();
  await expect(page.getByText('RR2 is broken here.')).toHaveCount(0);
  await page.getByRole('link', { name: 'Try Round robin' }).click();
  await expect(page).toHaveURL(ROUND_ROBIN);
});

test('times stand in the zone of the reader', async ({ sharedPage }) => {
  const page = await sharedPage('stranger');
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setTimezoneOverride', { timezoneId: 'Asia/Kolkata' });
  await submissions(page);
  const time = page.getByRole('main').getByRole('time').first();
  await expect(time).toHaveText(/^\d+ \w+ \d{4}, \d\d:\d\d GMT\+5:30$/);
  const sent = await (await page.request.get(page.url())).text();
  expect(sent).toContain(`<time dateTime="${await time.getAttribute('datetime')}">`);
  expect(sent).toMatch(/\d\d:\d\d UTC<\/time>/);
  await session.send('Emulation.setTimezoneOverride', { timezoneId: '' });
});

test('the choice of theme is kept', async ({ visitor }) => {
  const page = await visitor.newPage();
  await page.goto('/');
  await page.getByRole('button', { name: 'Colour theme' }).click();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expectNoViolations(page, 'dark');
});

test('a theme that is chosen before the page has its script is kept, too', async ({ visitor }) => {
  const page = await visitor.newPage();
  let release = () => {};
  const chosen = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/*.js', async (route) => {
    await chosen;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'Colour theme' }).click();
  await page.getByRole('radio', { name: 'Dark' }).click();
  release();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('headers: a policy with a nonce; only the grader may evaluate, and it reaches no network', async ({
  visitor,
}) => {
  const page = await visitor.newPage();
  const workers = page.waitForResponse((response) => response.url().includes('/grader/'));
  const response = await page.goto(ROUND_ROBIN);
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+'(;|$)/);
  expect(policy).not.toContain('unsafe-eval');
  expect(policy).toContain("object-src 'none'");
  expect(response?.headers()['x-content-type-options']).toBe('nosniff');
  const workerPolicy = (await workers).headers()['content-security-policy'];
  expect(workerPolicy).toContain("default-src 'none'");
  expect(workerPolicy).toContain("'unsafe-eval'");
  expect(workerPolicy).not.toContain('connect-src');
});

test('/healthz and /readyz answer', async ({ visitor }) => {
  expect((await visitor.request.get('/healthz')).status()).toBe(200);
  expect(await (await visitor.request.get('/readyz')).json()).toMatchObject({ status: 'ok' });
});
